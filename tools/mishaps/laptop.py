"""The server as a process: started on a data folder, killed, frozen, woken, and started again on
the same folder and port."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
READY_WITHIN_S = 60
Message = dict[str, Any]


class Stopped(Exception):
    """The server ended, or never was ready; the message is what it said."""


class Laptop:
    """One server on one data folder. `program` is app.py, or a runner that wraps it; `behind` is
    put before the command, to run it elsewhere."""

    behind: tuple[str, ...] = ()

    def __init__(self, folder: Path, *flags: str, program: tuple[str, ...] = ("app.py",)) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.flags, self.program = folder, flags, program
        self.port = 0
        self.facts: Message = {}
        self.start()

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self.folder / "data"

    @property
    def data_as_told(self) -> Path:
        """The data folder as the server knows it."""
        return self.data

    @property
    def url(self) -> str:
        """Where it is found."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def code(self) -> str:
        """The code of its newest workshop."""
        return str(self.facts["workshops"][-1]["code"])

    @property
    def path(self) -> Path:
        """The database of that workshop."""
        return self.data / "workshops" / self.code / "workshop.db"

    def start(self, *flags: str, **how: Any) -> float:
        """Start it, on the port it had before; the seconds until it was ready. `flags` are for
        this start alone; `how` goes to Popen."""
        ready = self.folder / "ready.json"
        ready.unlink(missing_ok=True)
        command = [*self.behind, sys.executable, *(str(ROOT / each) for each in self.program[:1])]
        command += [*self.program[1:], "--no-browser", "--data", str(self.data_as_told)]
        command += ["--port", str(self.port), "--ready-file", str(ready)]
        began = time.monotonic()
        with (self.folder / "said.txt").open("ab") as said:
            self.process = subprocess.Popen(
                [*command, *self.flags, *flags],
                stdout=said,
                stderr=said,
                env=os.environ | {"PYTHONUTF8": "1"},
                cwd=ROOT,
                **how,
            )
        while not ready.exists():
            if self.process.poll() is not None or time.monotonic() - began > READY_WITHIN_S:
                raise Stopped((self.folder / "said.txt").read_text("utf-8", "replace")[-600:])
            time.sleep(0.02)
        self.facts = json.loads(ready.read_text("utf-8"))
        self.port = self.facts["port"]
        return time.monotonic() - began

    def kill(self) -> None:
        """Pull the plug."""
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> int:
        """Ask it to stop; its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(20)

    def freeze(self) -> None:
        """Close the lid."""
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Open the lid."""
        self.process.send_signal(signal.SIGCONT)

    def log(self) -> str:
        """What it wrote into its log."""
        return (self.data / "log" / "drumbeat.log").read_text("utf-8", "replace")


@contextmanager
def a_laptop(folder: Path, *flags: str, program: tuple[str, ...] = ("app.py",)) -> Iterator[Laptop]:
    """A server that is gone at the end, whatever happens."""
    laptop = Laptop(folder, *flags, program=program)
    try:
        yield laptop
    finally:
        if laptop.process.poll() is None:
            laptop.process.send_signal(signal.SIGCONT)
            laptop.process.kill()
            laptop.process.wait(10)
