"""Many phones at once, before the product: the whole staff joins, and it comes back."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

from .line import SocketIo
from .load import Browser, open_page, press_join, take_seat
from .servers import Server

WAIT_S = 20


class Arrival:
    """One phone of a storm: it is in when it has its whole first state."""

    def __init__(self, server: Server, code: str) -> None:
        self.server, self.code = server, code
        self.seat = ""
        self.has_view = asyncio.Event()
        self.line: SocketIo | None = None
        self.browser = Browser(server.port)
        self.laid_out = ("", "")

    def hear(self, packet: bytes, _now: float) -> None:
        """A snapshot is a whole state; `me` comes after it, or alone where the page had all."""
        if packet.startswith(b'42["me"'):
            self.has_view.set()

    async def joins(self) -> None:
        """From nothing: the join page, coming in, the phone's page with its first view, and the
        socket in step with it."""
        await self.opens()
        await self.presses()

    async def opens(self) -> None:
        """The join page, where somebody reads and chooses."""
        await self.browser.__aenter__()
        self.laid_out = await open_page(self.browser, self.code)

    async def presses(self) -> None:
        """The button on it: coming in, the phone's page with its first view, and the socket."""
        self.seat, first = await press_join(self.browser, self.code, self.laid_out)
        await self.browser.__aexit__()
        await self.connects({"epoch": first["epoch"], "rev": first["rev"]})

    async def comes_back(self) -> None:
        """With the seat it had, and a view that is out of date."""
        await self.connects({"epoch": "before", "rev": 0})

    async def connects(self, had: dict[str, Any]) -> None:
        """The socket, until it has everything."""
        auth = {"w": self.code, "seat": self.seat, **had}
        self.line = SocketIo(self.server.port, auth, self.hear)
        await self.line.connect()
        await asyncio.wait_for(self.has_view.wait(), WAIT_S)

    def goes(self) -> None:
        """The line is gone."""
        if self.line is not None:
            self.line.close()
        self.has_view.clear()


async def storm(arrivals: list[Arrival], way: str, seconds: float, seed: int) -> dict[str, Any]:
    """All of them within so many seconds, each at a moment of its own: how long each took in
    seconds, and when the last was in."""
    rng = random.Random(seed)
    began = time.perf_counter()

    async def one(arrival: Arrival, at: float) -> float:
        await asyncio.sleep(max(began + at - time.perf_counter(), 0))
        start = time.perf_counter()
        await getattr(arrival, way)()
        return time.perf_counter() - start

    took = await asyncio.gather(*(one(each, rng.uniform(0, seconds)) for each in arrivals))
    return {"took": list(took), "all_in_s": time.perf_counter() - began}


async def join_and_return(server: Server, phones: int, seed: int) -> dict[str, Any]:
    """Three storms: a staff joins over all pages; another has the join page open, as people have
    who scan when they come, and presses its button; they go and come back."""
    code = server.facts["workshops"][0]["code"]
    await take_seat(server.port, code)  # the first page of all makes templates ready
    first = arrivals(server, code, phones)
    found = {"join": await storm(first, "joins", 1.0, seed)}
    leave(first)
    await asyncio.sleep(0.5)
    second = arrivals(server, code, phones)
    for each in second:
        await each.opens()
    found["press"] = await storm(second, "presses", 1.0, seed + 1)
    await asyncio.sleep(0.5)
    leave(second)
    await asyncio.sleep(1.0)
    found["back"] = await storm(second, "comes_back", 1.0, seed + 2)
    leave(second)
    return found


def arrivals(server: Server, code: str, phones: int) -> list[Arrival]:
    """So many phones that are not there yet."""
    return [Arrival(server, code) for _ in range(phones)]


def leave(arrivals: list[Arrival]) -> None:
    """Everybody goes."""
    for each in arrivals:
        each.goes()
