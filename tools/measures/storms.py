"""Many phones at once, before the product: the whole staff joins, and it comes back."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

from .line import SocketIo
from .load import take_seat
from .servers import Server

WAIT_S = 20


class Arrival:
    """One phone of a storm: it is in when it has its whole first state."""

    def __init__(self, server: Server, code: str) -> None:
        self.server, self.code = server, code
        self.seat = ""
        self.has_view = asyncio.Event()
        self.line: SocketIo | None = None

    def hear(self, packet: bytes, _now: float) -> None:
        """A snapshot is a whole state; `me` comes after it, or alone where the page had all."""
        if packet.startswith(b'42["me"'):
            self.has_view.set()

    async def joins(self) -> None:
        """From nothing: the join page, coming in, the phone's page with its first view, and the
        socket in step with it."""
        self.seat, first = await take_seat(self.server.port, self.code)
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
    """Both storms, one after the other, with the same phones."""
    code = server.facts["workshops"][0]["code"]
    await take_seat(server.port, code)  # the first page of all makes templates ready
    arrivals = [Arrival(server, code) for _ in range(phones)]
    joined = await storm(arrivals, "joins", 1.0, seed)
    await asyncio.sleep(0.5)
    for each in arrivals:
        each.goes()
    await asyncio.sleep(1.0)
    returned = await storm(arrivals, "comes_back", 1.0, seed + 1)
    for each in arrivals:
        each.goes()
    return {"join": joined, "back": returned}
