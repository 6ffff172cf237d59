"""Finds and starts the browser. A missing browser is a fault, never a reason to skip."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
KIOSK = "kiosk.test"  # a name that is not a secure context, as a laptop's address is not
FAR, FARTHER = "far.test", "farther.test"  # the same laptop, behind a network that fails
PLACES = {KIOSK: "127.0.0.1", FAR: "127.0.0.2", FARTHER: "127.0.0.3"}


def program() -> str:
    """The browser's path; the tests fail loudly without one."""
    named = os.environ.get("DRUMBEAT_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None or not os.path.isfile(found):
        pytest.fail(
            "The browser tests need Chromium and there is none: install it (Debian: "
            "sudo apt install chromium) or name it in DRUMBEAT_CHROMIUM.",
            pytrace=False,
        )
    return found


@contextmanager
def a_chromium(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    """A browser that knows where the laptop's names are."""
    rules = ", ".join(f"MAP {name} {place}" for name, place in PLACES.items())
    browser = playwright.chromium.launch(
        executable_path=program(), args=[*FLAGS, f"--host-resolver-rules={rules}", *flags]
    )
    try:
        yield browser
    finally:
        browser.close()
