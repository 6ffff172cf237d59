"""One Chromium and one server for all browser tests, and a fresh workshop for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chromium import KIOSK, a_chromium
from tests.browser.stage import Room, a_room, a_workshop
from tests.server import Server, a_server


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with a_chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("house")
    with a_server(folder, "--allow-host", KIOSK) as server:
        yield server


@pytest.fixture
def room(chromium: Browser, house: Server) -> Iterator[Room]:
    """A workshop of its own in the shared house, at the carousel's first round."""
    with a_room(chromium, house, a_workshop(house)) as room:
        room.hand.opens("Carousel")
        room.hand.goes_to("round")
        yield room


@pytest.fixture
def demo(chromium: Browser, tmp_path: Path) -> Iterator[Room]:
    """What a newcomer sees: the demonstration on a laptop of its own."""
    with a_server(tmp_path, "--demo", "--allow-host", KIOSK) as server:
        with a_room(chromium, server) as room:
            yield room
