"""The servers that the bench compares, each in a process of its own on the first core, with what
they cost: processor seconds and memory, read from /proc. The bench keeps to the last core."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
READY_WITHIN_S = 30


class Unready(Exception):
    """A server did not come up; the message is what it said last."""


class Server:
    """A running server: its port, its process, and what has been used so far."""

    def __init__(self, name: str, folder: Path, process: subprocess.Popen, port: int) -> None:
        self.name, self.folder, self.process, self.port = name, folder, process, port
        self.facts: dict[str, Any] = {}

    def cpu_s(self) -> float:
        """Processor seconds used so far, of the program and of the system for it: what the
        scheduler has counted for its threads, which is finer than the clock ticks in `stat`."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in threads) / 1e9

    def memory_mb(self) -> float:
        """Resident memory, in MB of a million bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) * 1024 / 1e6

    @property
    def database(self) -> Path:
        """Where the notes are."""
        if self.name != "ours":
            return self.folder / "notes.db"
        return next((self.folder / "data/workshops").glob("*/workshop.db"))


def cores() -> tuple[set[int], set[int]]:
    """One core for the servers, another for the load; the same where there is only one."""
    here = sorted(os.sched_getaffinity(0))
    return {here[0]}, {here[-1]}


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def a_server(name: str, folder: Path, *words: str) -> Iterator[Server]:
    """Start `plain`, `floor` or `ours` in an empty folder; end it afterwards."""
    folder.mkdir(parents=True)
    port, ready = free_port(), folder / "ready.json"
    if name == "ours":
        where = ("--data", str(folder / "data"), "--port", str(port), "--ready-file", str(ready))
        command = [*where, "--host", "127.0.0.1", "--no-browser", *words]
    else:
        command = [str(port), str(folder / "notes.db")]
    with open(folder / "said.txt", "wb") as said:
        process = subprocess.Popen(
            [sys.executable, str(HERE / f"{name}.py"), *command],
            stdout=said,
            stderr=said,
        )
    os.sched_setaffinity(process.pid, cores()[0])
    server = Server(name, folder, process, port)
    try:
        wait_until_ready(server, ready if name == "ours" else None)
        yield server
    finally:
        process.kill()
        process.wait()


def wait_until_ready(server: Server, ready: Path | None) -> None:
    """Until the port answers, and ours has said who it is."""
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and server.process.poll() is None:
        if ready is None or ready.is_file():
            try:
                socket.create_connection(("127.0.0.1", server.port), 1).close()
            except OSError:
                pass
            else:
                server.facts = json.loads(ready.read_text()) if ready else {}
                return
        time.sleep(0.05)
    raise Unready((server.folder / "said.txt").read_text()[-2000:])


def console_cookie(server: Server) -> str:
    """The champion's session, from the start address."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    opener = urllib.request.build_opener(Stay)
    try:
        opener.open(server.facts["console_url"])
    except urllib.error.HTTPError as answer:
        return str(answer.headers["Set-Cookie"]).split(";")[0]
    raise Unready("the start address did not lead on")
