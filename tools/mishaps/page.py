"""A phone's page without a browser: the line as static/js/sync.js keeps it (how it notices silence,
how it comes back, with its own numbers) and the outbox as static/js/outbox.js keeps it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import secrets
import time
from collections import deque
from pathlib import Path
from typing import Any

import aiohttp

SYNC = Path(__file__).resolve().parent.parent.parent / "static/js/sync.js"
FIRST = re.compile(r'<script type="application/json" id="first">(.*?)</script>', re.S)
PAUSE_S, LONGEST_RETRY_S, KEPT = 1.0, 30.0, 50  # static/js/outbox.js, outbox_items.js
GROWS, STRAYS = 2, 0.35  # socket.io-client's backoff
Message = dict[str, Any]


def number(name: str) -> float:
    """One of the line's own numbers, in seconds: `NAME_MS = 1` or `name: 1`."""
    found = re.search(rf"\b{name}(?:_MS)?\s*[=:]\s*(\d+)", SYNC.read_text("utf-8"))
    if found is None:
        raise LookupError(name)
    return int(found[1]) / 1000


class Page:
    """Somebody's page: its view, its line and its outbox."""

    def __init__(self, url: str, code: str, rng: random.Random) -> None:
        self.url, self.code, self.rng = url, code, rng
        self.view: Message = {"epoch": None, "rev": None, "rows": {}, "state": {}}
        self.seat = ""
        self.box: deque[Message] = deque()
        self.saved: list[tuple[Message, Message]] = []
        self.refused: list[Message] = []
        self.took_s: list[float] = []  # from sending to the answer, where one came
        self.snapshots = 0
        self.heard_at = time.monotonic()
        self.up_at = 0.0
        self.attempts: list[float] = []
        self.is_up = False
        self.is_opened = False  # the engine's first packet has come, the server's word not yet
        self.is_over = False
        self.has_words = asyncio.Event()
        self.came_up = asyncio.Event()
        self.answers: dict[int, asyncio.Future[Message]] = {}
        self.acks = 0
        self.socket: aiohttp.ClientWebSocketResponse | None = None
        self.silence_s, self.answer_s = number("SILENCE"), number("ANSWER")
        self.attempt_s, self.hangs_s = number("ATTEMPT"), number("HANGS")
        self.prompt_s = number("PROMPT")
        self.delay_s, self.longest_s = number("reconnectionDelay"), number("LONGEST_PAUSE")

    # ---- coming in

    async def join(self) -> None:
        """Open the join page and come in; the first view is in the page."""
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as browser:
            async with browser.get(f"{self.url}/j/{self.code}"):
                pass  # it gives the cookie by which a double press is known
            async with browser.post(f"{self.url}/j/{self.code}", data={"group": ""}) as page:
                first = FIRST.search(await page.text())
            self.seat = next(each.value for each in jar if each.key.startswith("seat_"))
        assert first is not None
        self.hear("snapshot", json.loads(first[1]))

    @property
    def group(self) -> str:
        """Its group's id."""
        return str((self.view["state"].get("mine") or {}).get("group"))

    # ---- the line

    async def live(self) -> None:
        """Hold the line until it is over: sync.js and socket.io-client in one."""
        failures = 0
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as browser:
            while not self.is_over:
                self.attempts.append(time.monotonic())
                try:
                    await self.open_or_ask(browser)
                    failures = 0
                    await self.listen()
                except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
                    pass
                was_up, self.is_up = self.is_up, False
                self.came_up.clear()
                self.hang_up()
                is_forced = was_up and self.is_silent()  # reconnect() in sync.js does not wait
                if not self.is_over and not is_forced:
                    await asyncio.sleep(self.pause(failures))
                    failures += 1

    def pause(self, failures: int) -> float:
        """socket.io-client's backoff: it strays first and is capped then."""
        plain = self.delay_s * GROWS**failures
        stray = self.rng.random() * STRAYS * plain * self.rng.choice((1, -1))
        return min(plain + stray, self.longest_s * (1 + self.rng.random()) / 2)

    async def open_or_ask(self, browser: aiohttp.ClientSession) -> None:
        """One attempt. While it hangs, a small request asks whether anybody is there; when that is
        answered soon, another attempt begins. The limit is for opening, as in socket.io-client;
        after it, silence ends the wait."""
        until = time.monotonic() + self.attempt_s
        self.is_opened = False
        attempt = asyncio.ensure_future(self.open(browser))
        await asyncio.wait((attempt,), timeout=self.hangs_s + self.rng.random())
        while not attempt.done() and time.monotonic() < until + self.is_opened * self.silence_s:
            if await self.is_answered(browser) and not attempt.done():
                attempt.cancel()
                self.hang_up()
                attempt = asyncio.ensure_future(self.open(browser))
            await asyncio.wait((attempt,), timeout=self.rng.random())
        attempt.cancel() if not attempt.done() else attempt.result()
        if not self.is_up:
            raise OSError("it hangs")

    async def is_answered(self, browser: aiohttp.ClientSession) -> bool:
        """Whether a small request is answered promptly."""
        asked_at = time.monotonic()
        try:
            async with asyncio.timeout(self.hangs_s):
                async with browser.get(f"{self.url}/healthz"):
                    return time.monotonic() - asked_at < self.prompt_s
        except (aiohttp.ClientError, OSError):
            return False

    async def open(self, browser: aiohttp.ClientSession) -> None:
        """Connect: the engine's packet, then ours, then the server's word that we are in."""
        url = self.url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self.socket = await browser.ws_connect(
            url, max_msg_size=0, timeout=aiohttp.ClientWSTimeout(ws_close=0.1)
        )
        await self.socket.receive_str()
        self.is_opened = True
        auth = {"w": self.code, "face": "phone", "seat": self.seat}
        auth |= {"epoch": self.view["epoch"], "rev": self.view["rev"]}
        await self.socket.send_str("40" + json.dumps(auth))
        while not self.is_up:
            self.take(await self.socket.receive_str())

    async def listen(self) -> None:
        """Take what comes until the line closes or has been silent for too long."""
        assert self.socket is not None
        while not self.is_over:
            left = self.silence_s - (time.monotonic() - self.heard_at) + self.rng.random()
            heard = await asyncio.wait_for(self.socket.receive(), max(left, 0.05))
            if heard.type is not aiohttp.WSMsgType.TEXT:
                return
            self.take(heard.data)

    def is_silent(self) -> bool:
        return time.monotonic() - self.heard_at > self.silence_s

    def hang_up(self) -> None:
        """Give the line up; nobody waits for its answers any more."""
        socket, self.socket = self.socket, None
        if socket is not None:
            socket._response.close()  # a hole answers no closing frame
        for answer in self.answers.values():
            answer.cancel()
        self.answers.clear()

    def take(self, text: str) -> None:
        """One packet."""
        if text == "2":
            self.say("3")
        elif text.startswith("40"):
            self.heard_at = self.up_at = time.monotonic()
            self.is_up = True
            self.came_up.set()
        elif text.startswith("42"):
            self.hear(*json.loads(text[2:]))
        elif text.startswith("43"):
            number, _, _ = text[2:].partition("[")
            answer = self.answers.pop(int(number), None)
            if answer is not None and not answer.done():
                answer.set_result(json.loads(text[2 + len(number) :])[0])
        elif text.startswith("44"):
            raise ValueError(text)

    def say(self, text: str) -> None:
        """Send a packet, without waiting for the network."""
        if self.socket is not None and not self.socket.closed:
            self.errand = asyncio.ensure_future(said_if_open(self.socket, text))

    # ---- what comes

    def hear(self, event: str, message: Message) -> None:
        """Fold a message into the view (P5-P10)."""
        self.heard_at = time.monotonic()
        view = self.view
        if event == "snapshot":
            self.snapshots += 1
            if view["epoch"] not in (None, message["epoch"]):
                self.send_again()
            self.view = message | {"rows": {row["id"]: row for row in message["rows"]}}
        elif event == "pulse" and (message["epoch"], message["rev"]) != self.place():
            self.resume()
        elif event == "frame" and not (
            message["epoch"] == view["epoch"] and message["rev"] <= view["rev"]
        ):
            if (message["epoch"], message["from"]) != self.place():
                self.resume()
                return
            view["rows"].update({row["id"]: row for row in message["rows"]})
            for gone in message["gone"]:
                view["rows"].pop(gone, None)
            view |= {k: message[k] for k in ("rev", "state", "counts") if k in message}

    def place(self) -> tuple[Any, Any]:
        return self.view["epoch"], self.view["rev"]

    def resume(self) -> None:
        self.say(
            "42" + json.dumps(["resume", {"epoch": self.view["epoch"], "rev": self.view["rev"]}])
        )

    # ---- the outbox

    def write(self, text: str) -> Message:
        """Put a note into the outbox: it goes when the line is up."""
        step, mine = self.view["state"]["step"], self.view["state"]["mine"]
        body = {name: step[name] for name in ("activity", "phase", "round")}
        body |= {"id": secrets.token_urlsafe(9), "key": secrets.token_urlsafe(16), "text": text}
        body |= {"slot": mine["at"], "group": mine["group"], "stance": "gap"}
        message = {"op": secrets.token_urlsafe(9), "name": "write_note", "body": body}
        self.box.append(message)
        self.has_words.set()
        return message

    def send_again(self) -> None:
        """On a new epoch what was saved goes out again, in order (P12); the last fifty are kept."""
        again, self.saved = self.saved[-KEPT:], self.saved[:-KEPT]
        self.box.extendleft(message for message, _ in reversed(again))
        self.has_words.set()

    async def send_box(self) -> None:
        """One command in flight, in order, the same op until an answer decides."""
        while not self.is_over:
            if not self.box:
                self.has_words.clear()
                await self.has_words.wait()
            await self.came_up.wait()
            message = self.box[0]
            answer = await self.ask(message)
            if answer is None:
                await asyncio.sleep(PAUSE_S)
            elif answer.get("ok"):
                self.box.remove(message)
                self.saved.append((message, answer))
            elif "retry_ms" in answer:
                await asyncio.sleep(min(answer["retry_ms"] / 1000, LONGEST_RETRY_S))
            else:
                self.box.remove(message)
                self.refused.append(answer | {"body": message["body"]})

    async def ask(self, message: Message) -> Message | None:
        """Send a command once; None when no answer came."""
        self.acks += 1
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self.answers[self.acks] = answer
        asked_at = time.monotonic()
        self.say(f"42{self.acks}" + json.dumps(["command", message]))
        await asyncio.wait((answer,), timeout=self.answer_s)
        if not answer.done() or answer.cancelled():
            return None
        self.took_s.append(time.monotonic() - asked_at)
        return answer.result()


async def said_if_open(socket: aiohttp.ClientWebSocketResponse, text: str) -> None:
    """Send something that is not missed when the line is just breaking."""
    with contextlib.suppress(aiohttp.ClientError, ConnectionError):
        await socket.send_str(text)
