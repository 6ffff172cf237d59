"""People in the room of a fault: a phone and a console over the real protocol. Each folds its view
by the rules, sends an op again until it is decided, and remembers what it was told is saved."""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import requests
import socketio

from .laptop import Laptop, Message, Stopped

ANSWER_WITHIN_S = 12
FIRST = re.compile(r'<script type="application/json" id="first">(.*?)</script>', re.S)
EVENTS = ("snapshot", "frame", "me", "pulse")


class Face:
    """A screen: its socket, the view it folded by the rules (P5-P10), and what it was told is
    saved. It sends the same op again until an answer decides."""

    def __init__(self, laptop: Laptop, face: str, url: str = "", code: str = "") -> None:
        self.url, self.code, self.face = url or laptop.url, code or laptop.code, face
        self.browser = requests.Session()
        self.seat: str | None = None
        self.view: Message = {"epoch": None, "rev": None, "rows": {}, "state": {}, "counts": {}}
        self.me: Message = {}
        self.saved: list[tuple[Message, Message]] = []  # what was sent, and its answer
        self.refused: list[tuple[Message, Message]] = []
        self.turned_away: list[Any] = []
        self.pulses = 0
        self.changed_at = time.monotonic()
        self.is_going = threading.Event()  # set: it gives up what it tries
        self.pending = ""  # the op that is not decided yet
        self.told: Callable[..., None] = lambda *_: None  # hears what is sent, and each answer
        self.socket: socketio.Client | None = None

    # ---- coming and going

    def connect(self, *, anew: bool = False, within_s: float = 8) -> bool:
        """Open the socket; `anew` asks for a whole snapshot. Whether it is up."""
        self.leave()
        socket = socketio.Client(reconnection=False)
        for event in EVENTS:
            socket.on(event, lambda message, event=event: self.hear(event, message))
        socket.on("connect_error", self.turned_away.append)
        auth: Message = {"w": self.code, "face": self.face}
        auth |= {"seat": self.seat} if self.seat else {}
        if not anew and self.view["epoch"] is not None:
            auth |= {"epoch": self.view["epoch"], "rev": self.view["rev"]}
        cookies = "; ".join(f"{each.name}={each.value}" for each in self.browser.cookies)
        headers = {"Cookie": cookies} if cookies else {}
        self.socket = socket
        try:
            socket.connect(self.url, headers, auth, transports=["websocket"], wait_timeout=within_s)
        except (socketio.exceptions.ConnectionError, OSError, ValueError):
            return False
        return bool(socket.connected)

    def come_back(self, within_s: float = 60) -> bool:
        """Try until it is connected, as a page does."""
        end = time.monotonic() + within_s
        while time.monotonic() < end and not self.is_going.is_set():
            if self.connect():
                return True
            self.is_going.wait(0.2)
        return False

    def leave(self) -> None:
        """Close the socket."""
        socket, self.socket = self.socket, None
        if socket is not None:
            # the last: the client's own, when the line broke while it was being made
            with suppress(socketio.exceptions.SocketIOError, OSError, AttributeError):
                socket.disconnect()

    @property
    def is_up(self) -> bool:
        """Whether the line stands, as far as this end knows."""
        return bool(self.socket and self.socket.connected)

    # ---- what comes

    def hear(self, event: str, message: Message) -> None:
        """Fold a message into the view; a gap asks for everything."""
        view = self.view
        if event == "pulse":
            self.pulses += 1
            if (message["epoch"], message["rev"]) != (view["epoch"], view["rev"]):
                self.resume()
            return
        if event == "frame":
            if message["epoch"] == view["epoch"] and message["rev"] <= view["rev"]:
                return
            if message["epoch"] != view["epoch"] or message["from"] != view["rev"]:
                self.resume()
                return
            rows = {k: v for k, v in view["rows"].items() if k not in message["gone"]}
            rows |= {row["id"]: row for row in message["rows"]}
            kept = {k: message[k] for k in ("rev", "state", "counts") if k in message}
            self.view = view | kept | {"rows": rows}
        elif event == "snapshot":
            self.view = message | {"rows": {row["id"]: row for row in message["rows"]}}
        else:
            self.me = message
        self.changed_at = time.monotonic()

    def resume(self) -> None:
        """Ask for a snapshot."""
        if self.is_up:
            assert self.socket is not None
            self.socket.emit("resume", {"epoch": self.view["epoch"], "rev": self.view["rev"]})

    def rows(self, kind: str) -> list[Message]:
        """Rows of one type."""
        return [row for row in self.view["rows"].values() if row["type"] == kind]

    # ---- what goes

    def ask(self, message: Message, within_s: float = ANSWER_WITHIN_S) -> Message | None:
        """Send a command once; None when no answer came, at once when the line broke."""
        if not self.is_up:
            return None
        socket, answers = self.socket, []
        assert socket is not None
        try:
            socket.emit("command", message, callback=answers.append)
        except (socketio.exceptions.SocketIOError, OSError):
            return None
        end = time.monotonic() + within_s
        while not answers and socket.connected and time.monotonic() < end:
            time.sleep(0.005)
        return dict(answers[0]) if answers else None

    def settle(self, message: Message, within_s: float = 90, *, is_new: bool = True) -> Message:
        """Send an op until one of the answers decides; nothing when it gave up. What is decided
        of a new op is remembered in `saved` or `refused`."""
        end = time.monotonic() + within_s
        self.pending = message["op"]
        self.told("sent", message)
        while time.monotonic() < end and not self.is_going.is_set():
            if not self.is_up and not self.come_back(end - time.monotonic()):
                break
            answer = self.ask(message)
            if answer is not None and "retry_ms" not in answer:
                self.pending = ""
                self.told("told", message, answer)
                if is_new:
                    (self.saved if answer["ok"] else self.refused).append((message, answer))
                return answer
            if answer is None:
                self.leave()
            else:
                self.is_going.wait(answer["retry_ms"] / 1000)
        return {}

    def does(self, name: str, /, within_s: float = 90, **body: Any) -> Message:
        """Give a command until it is decided; its answer."""
        return self.settle(command(name, body), within_s)


class Phone(Face):
    """Somebody who joined over the real pages."""

    def __init__(self, laptop: Laptop, group: str = "", url: str = "", code: str = "") -> None:
        super().__init__(laptop, "phone", url, code)
        self.browser.get(f"{self.url}/j/{self.code}", timeout=20)
        page = self.browser.post(f"{self.url}/j/{self.code}", {"group": group}, timeout=20)
        first = FIRST.search(page.text)
        if page.status_code != 200 or not first:
            raise Stopped(f"Nobody could join: {page.status_code}.")
        self.seat = self.browser.cookies[f"seat_{self.code}"]
        self.hear("snapshot", json.loads(first[1]))

    def note(self, text: str, **more: Any) -> Message:
        """The body of a note written where this phone stands."""
        state = self.view["state"]
        step, mine = state["step"], state["mine"]
        here = {name: step[name] for name in ("activity", "phase", "round")}
        here |= {"slot": mine["at"], "group": mine["group"], "stance": "gap"}
        return here | {"id": new_id(), "key": secrets.token_urlsafe(16), "text": text} | more

    def writes(self, text: str, **more: Any) -> Message:
        """Write a note until it is decided; the answer."""
        return self.settle(command("write_note", self.note(text, **more)))


def console(laptop: Laptop) -> Face:
    """The champion's console, connected."""
    face = Face(laptop, "console")
    pair(face, laptop)
    face.come_back()
    return face


def pair(face: Face, laptop: Laptop) -> None:
    """Give a console its session; a server that was started again has another token."""
    face.browser.get(laptop.facts["console_url"], timeout=20)


def new_id() -> str:
    """An id as a page makes it."""
    return secrets.token_urlsafe(9)


def command(name: str, body: Message) -> Message:
    """A command with an op of its own."""
    return {"op": new_id(), "name": name, "body": body}
