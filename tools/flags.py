"""The flags of the outside contract, read once."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

VERSION = "0.2.1"


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line. `port` None: the first free of 5000-5009."""

    port: int | None
    host: str
    data: Path
    demo: bool
    crowd: int
    opens_browser: bool
    ready_file: Path | None
    hosts: tuple[str, ...]
    address: str | None
    restore: Path | None


class Flags(argparse.ArgumentParser):
    """The flags, where a wrong one gets a sentence and no more."""

    def error(self, message: str) -> NoReturn:
        why = " ".join(message.removeprefix("argument ").split())
        why = why.replace("unrecognized arguments", "unknown")
        self.exit(2, f"Drumbeat was not started ({why}); --help lists its flags.\n")


def async_mode(given: list[str]) -> str:
    """The async server that is asked for: to be known before anything else is imported."""
    found = ""
    for at, item in enumerate(given):
        if item == "--async-mode":
            found = "".join(given[at + 1 : at + 2])
        elif item.startswith("--async-mode="):
            found = item.split("=", 1)[1]
    return "threading" if found == "threading" else "eventlet"


def options(given: list[str] | None = None) -> Options:
    """Read the flags; wrong ones end the program with code 2 and one sentence."""
    flags = Flags(prog="drumbeat", description="A workshop kiosk for one room.", allow_abbrev=False)
    flags.add_argument(
        "--port", type=port_number, help="0 = any free; default: first free of 5000-5009"
    )
    flags.add_argument("--host", default="0.0.0.0", help="the address to listen on")
    flags.add_argument("--data", type=some_path, default=default_folder(), help="the data folder")
    flags.add_argument("--demo", action="store_true", help="make a workshop from the writing pack")
    flags.add_argument(
        "--crowd", type=crowd_number, default=0, help="with --demo: simulated phones"
    )
    flags.add_argument("--no-browser", action="store_true", help="do not open the browser")
    flags.add_argument("--ready-file", type=some_path, help="written once connections are accepted")
    flags.add_argument(
        "--allow-host", action="append", default=[], help="another name for this laptop"
    )
    flags.add_argument("--async-mode", choices=("eventlet", "threading"), default="eventlet")
    flags.add_argument("--restore", type=some_path, help="a backup to take up as a workshop")
    flags.add_argument("--version", action="version", version=f"Drumbeat {VERSION}")
    read = flags.parse_args(given)
    if read.crowd and not read.demo:
        flags.error("--crowd needs --demo")
    return Options(
        port=read.port,
        host=read.host,
        data=read.data,
        demo=read.demo,
        crowd=read.crowd,
        opens_browser=not read.no_browser,
        ready_file=read.ready_file,
        hosts=tuple(read.allow_host),
        address=None if read.host in ("0.0.0.0", "::") else read.host,
        restore=read.restore,
    )


def port_number(text: str) -> int:
    """A port from 0 to 65535."""
    return between(text, 0, 65535)


def crowd_number(text: str) -> int:
    """A number of simulated phones from 1 to 500."""
    return between(text, 1, 500)


def some_path(text: str) -> Path:
    """The path of a file or folder, `~` being the user's own."""
    if not text:
        raise argparse.ArgumentTypeError("an empty name is no file and no folder")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise argparse.ArgumentTypeError(f"{text} names nobody's folder") from error


def between(text: str, low: int, high: int) -> int:
    """A whole number in a range, or a sentence that says the range."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from {low} to {high}")
    return int(text)


def default_folder() -> Path:
    """The user's own data folder."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Drumbeat" / "data"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Drumbeat" / "data"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "drumbeat" / "data"
