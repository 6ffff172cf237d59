"""The data folder as a whole: made private, proved writable, and locked to one server."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from .words import say


class Unusable(Exception):
    """What the flags name cannot be used; the message is a sentence."""


class FolderInUse(Exception):
    """Another server has the folder; `console_url` is where, if it said so."""

    def __init__(self, console_url: str) -> None:
        super().__init__(console_url)
        self.console_url = console_url


class DataFolder:
    """A data folder; a context manager that holds its lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: IO[str] | None = None

    def open(self) -> DataFolder:
        """Make the folder, prove it can be written, take the lock."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self.path / "workshops").mkdir(exist_ok=True, mode=0o700)
            make_private(self.path / "workshops", 0o700)
            proof = self.path / f".proof-{os.getpid()}"
            proof.write_text("")
            proof.unlink()
            self.file = open(self.path / "lock", "a+", encoding="utf-8")  # noqa: SIM115
        except OSError as error:
            raise Unusable(say("start.folder", path=self.path, why=error.strerror or "")) from error
        if not locked(self.file):
            raise FolderInUse(self.where())
        self.unsay()  # a server that was killed has left it
        return self

    def where(self) -> str:
        """The console of the server that has the folder."""
        try:
            return str(json.loads((self.path / "running").read_text("utf-8"))["console_url"])
        except (OSError, ValueError, KeyError):
            return ""

    def say_where(self, console_url: str) -> None:
        """Tell a second start where this server is; for the owner's eyes alone."""
        facts = {"console_url": console_url, "pid": os.getpid()}
        write_private(self.path / "running", json.dumps(facts))

    def unsay(self) -> None:
        """This server is nowhere any more."""
        with contextlib.suppress(OSError):
            (self.path / "running").unlink()

    def __enter__(self) -> DataFolder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.unsay()
        if self.file is not None:
            self.file.close()


def write_private(path: Path, text: str) -> None:
    """A file for its owner's eyes alone, there whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def make_private(path: Path, mode: int) -> None:
    """Close something to others, on a disk that knows how."""
    if os.name != "nt":
        with contextlib.suppress(OSError):
            path.chmod(mode)


def locked(file: IO[Any]) -> bool:
    """Take the lock without waiting; it ends with the process, however that ends."""
    if os.name == "nt":
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
