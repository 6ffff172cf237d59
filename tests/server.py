"""The real server as a process, and people who speak to it over the real protocol."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
import socketio

from workshop.model import new_id, new_token

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 30
NARROW = """
import socket
import app
bind = app.bind
def narrow(chosen):
    listener = bind(chosen)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    return listener
app.bind = narrow
"""  # a program's network that holds a few kilobytes for each phone, as a poor one does


def a_program(folder: Path, text: str) -> Path:
    """The app as another program, with something of its own done to it."""
    program = folder / "program.py"
    program.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{text}")
    return program


def hears_hangups() -> None:
    """Whoever runs the tests may be deaf to a closed terminal (nohup); their server is not."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Server:
    """One running server."""

    def __init__(self, folder: Path, *flags: str, program: Path = ROOT / "app.py") -> None:
        self.folder = folder
        self.program = program
        self.flags = flags
        self.port = 0
        self.start()

    def start(self) -> None:
        """Start it, on the port it had before if it had one, and wait until it is ready."""
        ready = self.folder / "ready.json"
        ready.unlink(missing_ok=True)
        command = [sys.executable, str(self.program), "--no-browser", "--data"]
        command += [str(self.folder / "data"), "--port", str(self.port), "--ready-file", str(ready)]
        environ = os.environ | {"PYTHONUTF8": "1"}
        self.log = (self.folder / "server.txt").open("ab")
        self.process = subprocess.Popen(
            [*command, *self.flags],
            stdout=self.log,
            stderr=self.log,
            env=environ,
            cwd=self.folder,
            preexec_fn=hears_hangups if os.name == "posix" else None,  # noqa: PLW1509
        )
        end = time.monotonic() + READY_WITHIN_S
        while not ready.exists():
            assert self.process.poll() is None, (self.folder / "server.txt").read_text()
            assert time.monotonic() < end, "the server was never ready"
            time.sleep(0.02)
        self.facts = json.loads(ready.read_text())
        self.port = self.facts["port"]

    @property
    def url(self) -> str:
        """Where this laptop finds the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def code(self) -> str:
        """The code of the (last) workshop."""
        return str(self.facts["workshops"][-1]["code"])

    def kill(self) -> None:
        """Pull the plug."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """Ask it to stop; its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(15)

    def champion(self) -> requests.Session:
        """A browser session that may open the console."""
        session = requests.Session()
        assert session.get(self.facts["console_url"]).status_code == 200
        return session


def console_of(server: Server) -> Client:
    """The champion's console, connected and shown its snapshot."""
    console = Client(server, "console", server.champion())
    console.connects()
    wait_for(lambda: console.heard_of("snapshot"))
    return console


def starts_badly(*flags: str) -> tuple[int, str, str]:
    """Start with something wrong; the exit code and what was said on stdout and stderr."""
    command = [sys.executable, str(ROOT / "app.py"), "--no-browser", *flags]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in ended.stderr
    return ended.returncode, ended.stdout, ended.stderr


@contextmanager
def a_server(folder: Path, *flags: str, program: Path = ROOT / "app.py") -> Iterator[Server]:
    """A server that is stopped at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(folder, *flags, program=program)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait(10)


class Client:
    """One socket: keeps every message it got and the latest state of its view."""

    def __init__(self, server: Server, face: str, session: requests.Session | None = None) -> None:
        self.server = server
        self.face = face
        self.session = session or requests.Session()
        self.heard: list[tuple[str, Any]] = []
        self.refused: list[Any] = []
        self.token: str | None = None
        self.socket = socketio.Client(reconnection=False)
        for event in ("snapshot", "frame", "me", "pulse"):
            self.socket.on(event, self.listener(event))
        self.socket.on("connect_error", self.refused.append)

    def listener(self, event: str) -> Any:
        """Keeps what was heard."""
        return lambda message: self.heard.append((event, message))

    def connects(self, code: str | None = None, **auth: Any) -> None:
        """Open the socket."""
        known = {"w": code or self.server.code, "face": self.face}
        if self.token:
            known["seat"] = self.token
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.session.cookies)
        self.socket.connect(
            self.server.url,
            headers={"Cookie": cookies} if cookies else {},
            auth=known | auth,
            transports=["websocket"],
            wait_timeout=10,
        )

    def is_turned_away(self, code: str | None = None, **auth: Any) -> str:
        """Try to connect; the sentence of the refusal."""
        try:
            self.connects(code, **auth)
        except socketio.exceptions.ConnectionError:
            return str(self.refused[-1]["message"])
        raise AssertionError("it was let in")

    def heard_of(self, event: str) -> list[Any]:
        """The messages of one event."""
        return [message for name, message in list(self.heard) if name == event]

    def sends(self, name: str, body: dict[str, Any], op: str | None = None) -> dict[str, Any]:
        """Give a command; its answer."""
        message = {"op": op or new_id(), "name": name, "body": body}
        return dict(self.socket.call("command", message, timeout=15))

    def latest(self) -> dict[str, Any]:
        """The view, folded from what was heard in the plainest way."""
        view: dict[str, Any] = {"rows": {}, "state": {}, "counts": {}}
        for event, message in list(self.heard):
            if event == "snapshot":
                view = message | {"rows": {row["id"]: row for row in message["rows"]}}
            if event == "frame":
                view["rows"].update({row["id"]: row for row in message["rows"]})
                for gone in message["gone"]:
                    view["rows"].pop(gone, None)
                view |= {k: message[k] for k in ("state", "counts", "rev") if k in message}
        return view

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Rows of one type."""
        return [row for row in self.latest()["rows"].values() if row["type"] == kind]

    def leaves(self) -> None:
        """Close the socket."""
        self.socket.disconnect()


class Phone(Client):
    """Somebody who joined with a phone."""

    def __init__(self, server: Server, code: str | None = None, group: str = "") -> None:
        super().__init__(server, "phone")
        code = code or server.code
        self.session.get(f"{server.url}/j/{code}")
        page = self.session.post(f"{server.url}/j/{code}", data={"group": group})
        assert page.status_code == 200, page.text
        self.token = self.session.cookies[f"seat_{code}"]
        self.first = first_of(page.text)

    def note(self, text: str, stance: str | None = "gap", **more: Any) -> dict[str, Any]:
        """The body of a note written where this phone stands."""
        state = (
            (self.latest()["state"] or self.first["state"]) if self.heard else self.first["state"]
        )
        step, mine = state["step"], state["mine"]
        return {
            "id": new_id(),
            "key": new_token(),
            "activity": step["activity"],
            "phase": step["phase"],
            "round": step["round"],
            "slot": mine["at"],
            "group": mine["group"],
            "text": text,
            "stance": stance,
        } | more

    def writes(self, text: str, stance: str | None = "gap", **more: Any) -> dict[str, Any]:
        """Write a note; the answer."""
        return self.sends("write_note", self.note(text, stance, **more))


def first_of(page: str) -> dict[str, Any]:
    """The first view inside a page."""
    found = re.search(r'<script type="application/json" id="first">(.*?)</script>', page, re.S)
    assert found, page[:500]
    return dict(json.loads(found[1]))


def wait_for(true: Any, seconds: float = 8.0) -> Any:
    """Wait until something is so; what it was."""
    end = time.monotonic() + seconds
    while True:
        found = true()
        if found:
            return found
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.02)
