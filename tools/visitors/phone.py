"""One phone of the crowd. It joins over the real pages, keeps its view in step by the rules of
docs/protocol.md, and does what a person would do with what it sees: one command in flight, the same
op again until an answer decides."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections import deque
from typing import Any

import aiohttp
import socketio

from .count import Tally
from .mind import Mind

ANSWER_WITHIN_S = 12
CONNECT_WITHIN_S = 8
GONE_AFTER_S = 5  # unreachable for so long: the server has ended
SENDS_LATE = 0.5  # how likely words that came too late go to "for later"
RESENT = 50  # saved commands kept for a new epoch
LASTING = frozenset({"tick", "view", "dot"})  # marks that nothing clears
FIRST = re.compile(r'<script type="application/json" id="first">(.*?)</script>', re.S)
Message = dict[str, Any]


class TurnedAway(Exception):
    """The workshop takes nobody; the message is a sentence."""


class Phone:
    """A seat, its socket and its view."""

    def __init__(self, url: str, code: str, mind: Mind, tally: Tally, flaky: float) -> None:
        self.url, self.code, self.tally, self.flaky = url, code, tally, flaky
        self.mind, self.rng = mind, mind.rng
        self.view: Message = {"epoch": None, "rev": None, "rows": {}, "state": {}}
        self.me: Message = {"group": None, "marks": [], "left": {}}
        self.line: socketio.AsyncClient | None = None
        self.cut: asyncio.Future[None] | None = None
        self.asked_anew = asyncio.Event()
        self.kept: deque[Message] = deque(maxlen=RESENT)
        self.again: deque[Message] = deque()
        self.seat = ""
        self.refusal = ""

    # ---- coming and going

    async def join(self) -> None:
        """Open the join page, come in, and connect."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            async with browser.get(f"{self.url}/j/{self.code}") as page:
                if page.status != 200:
                    raise TurnedAway(f"No workshop with the code {self.code} is at {self.url}.")
            async with browser.post(f"{self.url}/j/{self.code}", data={"group": ""}) as page:
                first = FIRST.search(await page.text())
                seats = [c.value for c in browser.cookie_jar if c.key.startswith("seat_")]
        if not first or not seats:
            raise TurnedAway(f"The workshop {self.code} takes nobody any more.")
        self.seat = seats[0]
        shown = json.loads(first[1])
        self.hear("snapshot", shown)
        self.hear("me", shown["me"])
        self.tally.one("joined")

    async def connect(self, *, anew: bool = False) -> bool:
        """Open the socket; `anew` asks for a whole snapshot. Whether it is up."""
        await self.leave()
        line = socketio.AsyncClient(reconnection=False)
        for event in ("snapshot", "frame", "me", "pulse"):
            line.on(event, lambda message, event=event: self.hear(event, message))
        line.on("disconnect", lambda *_: self.is_cut())
        line.on("connect_error", self.is_refused)
        auth = {"w": self.code, "seat": self.seat}
        if not anew:
            auth |= {"epoch": self.view["epoch"], "rev": self.view["rev"]}
        self.cut = asyncio.get_running_loop().create_future()
        self.line = line
        self.asked_anew.clear()
        try:
            await line.connect(
                self.url, auth=auth, transports=["websocket"], wait_timeout=CONNECT_WITHIN_S
            )
        except (socketio.exceptions.ConnectionError, aiohttp.ClientError, OSError):
            return False
        self.tally.heard_at = time.monotonic()
        return bool(line.connected)

    async def leave(self) -> None:
        """Close the socket, as a phone does whose screen goes dark."""
        line, self.line = self.line, None
        if line is not None:
            await line.disconnect()

    async def is_up(self) -> bool:
        """Connected, or connected again after a while. False when the server has ended."""
        while not (self.line and self.line.connected):
            if await self.connect():
                return True
            if self.refusal or self.is_alone():
                return False
            await asyncio.sleep(self.rng.uniform(0.3, 1.2))
        return True

    def is_alone(self) -> bool:
        """Whether nobody in the crowd has heard the server for a while."""
        return time.monotonic() - self.tally.heard_at > GONE_AFTER_S

    def is_cut(self) -> None:
        """The socket is gone: nobody waits for its answers any more."""
        if self.cut and not self.cut.done():
            self.cut.set_result(None)

    def is_refused(self, why: Any) -> None:
        """The server said no, with a sentence; a line that cannot be reached has none."""
        if isinstance(why, dict):
            self.refusal = str(why.get("message", ""))

    # ---- what comes

    def hear(self, event: str, message: Message) -> None:
        """Fold a message into the view (P5-P9); a gap asks for everything."""
        self.tally.heard_at = time.monotonic()
        if event == "me":
            self.me = message
        elif event == "snapshot":
            self.take_snapshot(message)
        elif event == "frame":
            self.take_frame(message)
        elif (message["epoch"], message["rev"]) != (self.view["epoch"], self.view["rev"]):
            self.resume()

    def take_snapshot(self, message: Message) -> None:
        """It replaces the view; on a new epoch the kept commands go again (P12)."""
        self.tally.sees(self, message["rows"])
        if self.view["epoch"] not in (None, message["epoch"]):
            self.again.extend(self.kept)
        self.view = {k: message[k] for k in ("epoch", "rev", "state")}
        self.view["rows"] = {row["id"]: row for row in message["rows"]}
        self.asked_anew.set()

    def take_frame(self, message: Message) -> None:
        """Fold it where it follows, ignore a repeat, distrust a gap (P7)."""
        view = self.view
        if message["epoch"] == view["epoch"] and message["rev"] <= view["rev"]:
            return
        if message["epoch"] != view["epoch"] or message["from"] != view["rev"]:
            self.resume()
            return
        stood = self.place()
        self.tally.sees(self, message["rows"])
        view["rows"].update({row["id"]: row for row in message["rows"]})
        for gone in message["gone"]:
            view["rows"].pop(gone, None)
        view |= {k: message[k] for k in ("rev", "state") if k in message}
        if self.place() == stood:  # nobody moved: the champion took these off the screens
            self.tally.taken_away.update(message["gone"])

    def place(self) -> Any:
        """Where this phone stands; what it sees depends on it."""
        step = self.view["state"].get("step") or {}
        return step.get("activity"), step.get("hand"), self.view["state"]["mine"]["at"]

    def is_unseen(self) -> bool:
        """Whether nobody is to see for a while what is written now."""
        return (self.view["state"].get("step") or {}).get("veil") == "open"

    def resume(self) -> None:
        """Ask for a snapshot."""
        if self.line and self.line.connected:
            asked = {"epoch": self.view["epoch"], "rev": self.view["rev"]}
            self.errand = asyncio.ensure_future(self.line.emit("resume", asked))

    # ---- what goes

    async def does_something(self) -> bool:
        """What a person would do next, if anything."""
        if self.again:
            await self.settle(self.again.popleft())
            return True
        wish = self.mind.wish(self.view, self.me)
        if wish is None:
            return False
        answer = await self.give(*wish)
        is_late = wish[0] == "write_note" and answer.get("code") == "late"
        if is_late and self.rng.random() < SENDS_LATE:
            await self.give("write_note", wish[1] | {"late": True})
        return True

    async def give(self, name: str, body: Message) -> Message:
        """Give one command and note what came of it."""
        message = {"op": secrets.token_urlsafe(9), "name": name, "body": body}
        is_dropping = self.rng.random() < self.flaky
        self.tally.one("sent")
        began = time.perf_counter()
        if name == "write_note":
            self.tally.sends_note(self, body["id"])
            if is_dropping or self.is_unseen():
                self.tally.drops(body["id"])
        if is_dropping:
            await self.drop_off_with(message)
        answer = await self.settle(message)
        took_ms = (time.perf_counter() - began) * 1000
        if answer.get("ok"):
            self.tally.was_saved(None if is_dropping else took_ms)
            self.remember(message)
            if is_dropping:
                await self.repeat(message, answer)
        elif answer:
            self.tally.one("refused")
        return answer

    def remember(self, message: Message) -> None:
        """What was saved is looked for at the end, and sent again on a new epoch."""
        self.kept.append(message)
        body = message["body"]
        if message["name"] == "write_note" and not body.get("late"):
            self.tally.kept[body["id"]] = body["slot"]
        if message["name"] == "cast_mark" and body["kind"] in LASTING:
            self.tally.ticks.add((self, body["activity"], body["kind"], body["subject"]))

    async def settle(self, message: Message) -> Message:
        """Send an op until one of the answers decides; nothing when the server has ended."""
        while await self.is_up():
            answer = await self.ask(message)
            if answer is not None and "retry_ms" not in answer:
                return answer
            self.tally.one("retried")
            if answer is None:
                await self.leave()
            else:
                await asyncio.sleep(answer["retry_ms"] / 1000 * self.rng.uniform(1, 1.5))
        return {}

    async def ask(self, message: Message) -> Message | None:
        """Send a command once; None when no answer came."""
        assert self.line is not None and self.cut is not None
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        try:
            await self.line.emit(
                "command", message, callback=lambda a: answer.done() or answer.set_result(a)
            )
        except socketio.exceptions.SocketIOError:
            return None
        waiting = (answer, self.cut)
        await asyncio.wait(waiting, timeout=ANSWER_WITHIN_S, return_when=asyncio.FIRST_COMPLETED)
        return answer.result() if answer.done() else None

    async def drop_off_with(self, message: Message) -> None:
        """Lose the line in the middle of a command, and come back later."""
        if await self.is_up():
            assert self.line is not None
            try:
                await self.line.emit("command", message)
                await asyncio.sleep(self.rng.choice((0, 0.005, 0.05)))
            except socketio.exceptions.SocketIOError:
                pass
            await self.leave()
        await asyncio.sleep(self.rng.uniform(0.1, 1.0))

    async def repeat(self, message: Message, before: Message) -> None:
        """The same op once more gets the same answer; another one means it was taken twice."""
        answer = await self.settle(message)
        if answer and answer != before:
            self.tally.doubled.add(message["op"])

    async def sees_at_the_end(self) -> Message | None:
        """A fresh snapshot with this seat's own marks, or None when the server has ended."""
        if not (await self.connect(anew=True)):
            return None
        try:
            await asyncio.wait_for(self.asked_anew.wait(), CONNECT_WITHIN_S)
        except TimeoutError:
            return None
        await asyncio.sleep(0.1)  # `me` follows the snapshot
        return self.view | {"rows": list(self.view["rows"].values()), "me": self.me}
