"""One Chromium for all browser tests, and a fresh room for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chromium import a_chromium
from tests.browser.stage import Room, a_room


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with a_chromium(playwright) as browser:
        yield browser


@pytest.fixture
def room(chromium: Browser, tmp_path: Path) -> Iterator[Room]:
    with a_room(chromium, tmp_path) as room:
        yield room
