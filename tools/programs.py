"""Finds the programs that the tests drive but pip cannot bring: Chromium, LibreOffice, pdftoppm.

As root on Debian they are installed; elsewhere a sentence says what to install. Nothing is
skipped: a check without its browser would be green for the wrong reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from environment import Unprepared, say

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
OFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
OFFICE_PACKAGES = ("libreoffice-writer-nogui", "poppler-utils", "fonts-noto-core")


def find_chromium() -> Path:
    """A Chromium that starts: on this machine, from Debian, or the one Playwright downloads."""
    found = chromium_here()
    if not found and may_install():
        apt_install("chromium")
        found = chromium_here()
    if not found:
        say("Installing Chromium through Playwright.")
        subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])
        found = chromium_here()
    if not found:
        raise Unprepared(
            "The browser tests need Chromium and there is none: install it "
            "(Debian: sudo apt install chromium) and run this again."
        )
    return found


def find_office() -> list[Path]:
    """LibreOffice and pdftoppm, which turn a Word file into pages that a test can look at."""
    found = office_here()
    if not all(found) and may_install():
        apt_install(*OFFICE_PACKAGES)
        found = office_here()
    if not all(found):
        raise Unprepared(
            "The document tests need LibreOffice and pdftoppm: install them (Debian: "
            f"sudo apt install {' '.join(OFFICE_PACKAGES)}) and run this again."
        )
    return [Path(program) for program in found if program]


def chromium_here() -> Path | None:
    """The first Chromium on this machine that can say its version."""
    given = os.environ.get("DRUMBEAT_CHROMIUM")
    on_path = [shutil.which(name) for name in CHROMIUM_NAMES]
    for candidate in [given, *on_path, *CHROMIUM_PLACES, playwrights_own()]:
        if candidate and Path(candidate).is_file() and starts(candidate):
            return Path(candidate)
    return None


def playwrights_own() -> str:
    """Where Playwright keeps the Chromium that it downloads itself."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def starts(program: str) -> bool:
    """Whether a browser runs at all; Ubuntu's stub, or one without its libraries, does not."""
    if os.name == "nt":
        return True  # chrome.exe --version opens a window there
    try:
        asked = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def office_here() -> list[str | None]:
    """The paths of soffice and pdftoppm, None for one that is missing."""
    places = [place for place in OFFICE_PLACES if Path(place).is_file()]
    return [shutil.which("soffice") or next(iter(places), None), shutil.which("pdftoppm")]


def may_install() -> bool:
    """Whether we are root on a system with Debian's packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_install(*packages: str) -> None:
    """Install Debian packages; whether that helped is seen by looking again."""
    say(f"Installing {', '.join(packages)} from Debian's packages.")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.call(["apt-get", "-q", *words], env=env, stdout=subprocess.DEVNULL)
