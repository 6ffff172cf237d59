"""A room for the bench: phones on bare lines that submit notes and note when each was saved, and
when the last phone and the projector saw it. The same room sits before every server."""

from __future__ import annotations

import asyncio
import gc
import gzip
import json
import random
import re
import secrets
import sqlite3
import time
from contextlib import closing
from typing import Any

from .line import SocketIo, open_line
from .servers import Server, console_cookie

SETTLED_S = 20  # after so long, what did not come will not come
QUIET_S = 0.25
MARK = re.compile(rb'"id":"(b[0-9a-f]{15})"')
TEXT = "Modelling starts too late in the lesson, {}"
SEAT = re.compile(r"(seat_\w+=([^;]+))")
LENGTH = re.compile(rb"(?i)content-length: (\d+)")
FIRST = re.compile(r'<script type="application/json" id="first">(.*?)</script>', re.S)


def new_note_id() -> str:
    """An id that is easy to find in a message, and random as the product asks."""
    return "b" + secrets.token_hex(8)[:15]


class Watch:
    """What the room saw: when each note was sent, saved, and seen by whom."""

    def __init__(self) -> None:
        self.sent: dict[bytes, float] = {}
        self.saved: dict[bytes, float] = {}
        self.refused = 0
        self.last_seen: dict[bytes, float] = {}
        self.sights: dict[bytes, int] = {}
        self.room_saw: dict[bytes, float] = {}
        self.twice = 0

    def phone(self) -> Any:
        """A phone's ear. Noting is all it does: what is slow here looks slow there."""
        met: set[bytes] = set()
        last_seen, sights = self.last_seen, self.sights

        def hear(packet: bytes, now: float) -> None:
            if packet.startswith(b'42["snapshot"'):
                return
            for note in MARK.findall(packet):
                if note in met:
                    self.twice += 1
                    continue
                met.add(note)
                last_seen[note] = now
                sights[note] = sights.get(note, 0) + 1

        return hear

    def projector(self) -> Any:
        """The projector's ear."""

        def hear(packet: bytes, now: float) -> None:
            for note in MARK.findall(packet):
                self.room_saw.setdefault(note, now)

        return hear


class Phone:
    """One phone: where it writes, and its line."""

    def __init__(self, line: Any, place: dict[str, Any] | None = None) -> None:
        self.line, self.place = line, place


class Room:
    """Some phones before a server, with a projector where it has one."""

    def __init__(self, server: Server, watch: Watch) -> None:
        self.server, self.watch = server, watch
        self.phones: list[Phone] = []
        self.others: list[SocketIo] = []

    async def gather(self, phones: int) -> None:
        """Everybody comes in, one after the other; nothing is measured yet."""
        for _ in range(phones):
            self.phones.append(await getattr(self, f"to_{self.server.name}")())
        if self.server.name == "plain":
            projector = SocketIo(self.server.port, None, self.watch.projector())
            await projector.connect()
            self.others.append(projector)
        if self.server.name == "ours":
            await self.seat_faces()
        await asyncio.sleep(QUIET_S)

    async def to_plain(self) -> Phone:
        """A phone of the tutorial: it only connects."""
        line = SocketIo(self.server.port, None, self.watch.phone())
        await line.connect()
        return Phone(line)

    async def to_floor(self) -> Phone:
        """A bare line; what it hears is its own note's id."""
        saved = self.watch.saved

        def hear(note: bytes, now: float) -> None:
            saved.setdefault(note, now)

        line = await open_line("/", self.server.port, hear)
        while not line.is_up:
            await asyncio.sleep(0.001)
        return Phone(line)

    async def to_ours(self) -> Phone:
        """A seat from the join page, the phone's page, and its socket in step with it."""
        code = self.server.facts["workshops"][0]["code"]
        seat, first = await take_seat(self.server.port, code)
        auth = {"w": code, "seat": seat, "epoch": first["epoch"], "rev": first["rev"]}
        line = SocketIo(self.server.port, auth, self.watch.phone())
        await line.connect()
        return Phone(line, place_of(first))

    async def seat_faces(self) -> None:
        """Projector and console are there too, as in every workshop."""
        code = self.server.facts["workshops"][0]["code"]
        cookie = await asyncio.to_thread(console_cookie, self.server)
        for face, hear in (("projector", self.watch.projector()), ("console", lambda *_: None)):
            line = SocketIo(self.server.port, {"w": code, "face": face}, hear, cookie)
            await line.connect()
            self.others.append(line)

    # ---- what it does

    async def burst(self, seconds: float, seed: int, rounds: int = 1) -> None:
        """Everybody submits once a round, each at a moment of its own within so many seconds;
        ends when all was saved and seen, or will never be."""
        rng = random.Random(seed)
        plan = sorted((rng.uniform(0, seconds * rounds), i) for i in self.everyone(rounds))
        gc.collect()
        gc.disable()
        began = time.perf_counter()
        for at, index in plan:
            wait = began + at - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            self.submit(self.phones[index], len(self.watch.sent))
        await self.settle()
        gc.enable()

    def everyone(self, rounds: int) -> list[int]:
        """Each phone's number, once for each round."""
        return [i for i in range(len(self.phones)) for _ in range(rounds)]

    def submit(self, phone: Phone, n: int) -> None:
        """One note on its way."""
        name = new_note_id()
        note, text = name.encode(), TEXT.format(n)
        self.watch.sent[note] = time.perf_counter()
        if self.server.name == "floor":
            phone.line.send(note + text.encode())
            return

        def answered(packet: bytes, now: float) -> None:
            if b'"ok":true' in packet:
                self.watch.saved[note] = now
            else:
                self.watch.refused += 1

        if self.server.name == "plain":
            phone.line.emit("note", {"id": name, "text": text}, answered)
            return
        body = {"id": name, "key": secrets.token_hex(12), "text": text} | (phone.place or {})
        message = {"op": secrets.token_hex(8), "name": "write_note", "body": body}
        phone.line.emit("command", message, answered)

    async def settle(self) -> None:
        """Until every note was saved, and nothing more is seen."""
        deadline = time.perf_counter() + SETTLED_S
        while time.perf_counter() < deadline:
            await asyncio.sleep(QUIET_S)
            newest = max(self.watch.last_seen.values(), default=0)
            whole = len(self.watch.saved) + self.watch.refused == len(self.watch.sent)
            if whole and time.perf_counter() - newest > QUIET_S:
                return

    def messages(self) -> int:
        """Messages that came to all phones and the projector so far."""
        lines = [each.line for each in self.phones] + self.others
        return sum(getattr(line, "line", line).messages for line in lines)

    def on_disk(self) -> tuple[int, int]:
        """How many acknowledged notes are not in the database, and how many are there twice."""
        path = f"file:{self.server.database}?mode=ro"
        with closing(sqlite3.connect(path, uri=True)) as db:
            ids = [row[0].encode() for row in db.execute("SELECT id FROM notes")]
        return len(self.watch.saved.keys() - set(ids)), len(ids) - len(set(ids))

    def leave(self) -> None:
        """Everybody goes."""
        for phone in self.phones:
            phone.line.close()
        for line in self.others:
            line.close()


def place_of(first: dict[str, Any]) -> dict[str, Any]:
    """What a note says of where it was written, from a phone's first view."""
    step, mine = first["state"]["step"], first["state"]["mine"]
    slot = mine["at"]
    return {
        "activity": step["activity"],
        "phase": step["phase"],
        "round": step["round"],
        "slot": slot,
        "group": mine["group"],
    } | ({"stance": "gap"} if slot else {})


async def take_seat(port: int, code: str) -> tuple[str, dict[str, Any]]:
    """Over the real pages, on one connection as browsers have it: the seat's token and the first
    view."""
    async with Browser(port) as browser:
        return await press_join(browser, code, await open_page(browser, code))


async def open_page(browser: Browser, code: str) -> tuple[str, str]:
    """The join page, as the QR code opens it: the cookie it lays out, and the seat's token."""
    found = SEAT.search((await browser.get(f"/j/{code}")).decode("utf-8", "replace"))
    assert found is not None
    return found[1], found[2]


async def press_join(
    browser: Browser, code: str, laid_out: tuple[str, str]
) -> tuple[str, dict[str, Any]]:
    """Coming in, and the phone's page: the seat's token, and the first view in that page."""
    cookie, seat = laid_out
    await browser.get(f"/j/{code}", cookie, b"group=")
    first = FIRST.search(text_of(await browser.get(f"/w/{code}/", cookie)))
    assert first is not None
    return seat, json.loads(first[1])


def text_of(answer: bytes) -> str:
    """An answer with its body unpacked."""
    head, body = answer.split(b"\r\n\r\n", 1)
    is_zipped = b"ontent-Encoding: gzip" in head
    return (head + (gzip.decompress(body) if is_zipped else body)).decode("utf-8", "replace")


class Browser:
    """One connection that is kept for several requests."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def __aenter__(self) -> Browser:
        self.reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, limit=1 << 24
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    async def get(self, path: str, cookie: str = "", form: bytes | None = None) -> bytes:
        """A request, or a form where there is one: the head and the body of the answer, which may
        be compressed, as phones ask for it."""
        lines = [f"{'GET' if form is None else 'POST'} {path} HTTP/1.1"]
        lines += [f"Host: 127.0.0.1:{self.port}"]
        lines += [f"Cookie: {cookie}"] if cookie else []
        lines += ["Accept-Encoding: gzip, deflate"]
        if form is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded"]
            lines += [f"Content-Length: {len(form)}"]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + (form or b""))
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        assert length is not None, head
        return head + await self.reader.readexactly(int(length[1]))
