"""A whole room loses its network for half a minute and goes on writing. When it is back, every
phone is too, not all in one instant, with every word once."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from pathlib import Path

from tools.serving.process import raise_file_limit

from .face import console
from .finding import Finding, kept
from .hole import Network
from .laptop import Laptop, a_laptop
from .page import Page
from .together import wait_for

COUNTED = ("tools/mishaps/counted_run.py",)
GROUPS = 4
SLOW_S = 2.0  # each way
THINKS_S = 8  # between two notes of one person, on average
WITHIN_S = {"hole": 10, "reset": 10, "slow": 20}  # until everybody is back
LONGEST_S = 60


def whole_room_drops(folder: Path, phones: int = 200, hole_s: float = 30) -> Finding:
    """Everything is swallowed and nothing is closed."""
    return falls("whole room drops", folder, phones, hole_s)


def every_line_breaks(folder: Path, phones: int = 200, hole_s: float = 5) -> Finding:
    """Every line is reset at once, as by a router that was switched off and on."""
    return falls("every line breaks", folder, phones, hole_s, "reset")


def slow_line(folder: Path, phones: int = 20, writing_s: float = 20) -> Finding:
    """Every line breaks, and from then on everything takes two seconds each way: a connection
    needs eight."""
    return falls("two seconds each way", folder, phones, writing_s, "slow")


def falls(name: str, folder: Path, phones: int, hole_s: float, how: str = "hole") -> Finding:
    """Play it on a server that counts its snapshots. `how` is hole, reset or slow."""
    raise_file_limit()
    folder.mkdir(parents=True, exist_ok=True)
    counts = folder / "counts.json"
    program = (*COUNTED, str(counts))
    with a_laptop(folder, "--demo", "--host", "127.0.0.1", program=program) as laptop:
        everyone_writes(laptop)
        room = Room(laptop, counts, phones)
        asyncio.run(room.plays(hole_s, how))
        wait_for(lambda: kept(laptop.path).lost(room.pages) == 0, 2)
        held = kept(laptop.path)
        return Finding(
            name,
            tried=room.written,
            lost=held.lost(room.pages) + room.written - room.answered(),
            duplicated=held.duplicated(room.pages),
            in_step_s=room.in_step_s,
            seen="the phones say that the line is down and that words are kept; after the return "
            "every word is saved",
            notes=room.story(),
            is_as_expected=room.in_step_s is not None and room.back()[-1] <= WITHIN_S[how],
        )


def everyone_writes(laptop: Laptop) -> None:
    """Take the groups' limit away, so that there is much to do."""
    desk = console(laptop)
    step = desk.view["state"]["step"]
    desk.does("set_setting", activity=step["activity"], name="notes", value="everyone")
    desk.leave()


class Room:
    """Phones behind a network that fails, and one phone of each group that stands beside the
    laptop: what it shows is what the others should show."""

    def __init__(self, laptop: Laptop, counts: Path, phones: int) -> None:
        self.laptop, self.counts, self.rng = laptop, counts, random.Random(22)
        self.network = Network(laptop.port)
        place = laptop.code, self.rng
        self.near = [Page(laptop.url, *place) for _ in range(GROUPS)]
        self.pages = [Page(self.network.url, *place) for _ in range(phones)]
        self.written = 0
        self.healed_at = self.quiet_at = 0.0
        self.in_step_s: float | None = None
        self.before = self.encoded = self.given = 0  # snapshots

    async def plays(self, hole_s: float, how: str) -> None:
        """Join, write, fall into the hole, go on writing, come back, be in step."""
        async with self.network:
            lives = await self.comes_in()
            writers = [asyncio.ensure_future(self.writes(page)) for page in self.pages]
            await asyncio.sleep(min(6, hole_s))
            self.fails(how)
            await asyncio.sleep(hole_s)
            self.note_counts()
            self.network.heal()
            self.quiet_at = time.monotonic()
            self.healed_at = self.healed_at or self.quiet_at
            for writer in writers:
                writer.cancel()
            await self.comes_into_step()
            await asyncio.sleep(0.5)
            self.encoded = self.counted() - self.before
            self.given = sum(page.snapshots for page in self.pages) - self.given
            for page in (*self.pages, *self.near):
                page.is_over = True
            for life in lives:
                life.cancel()
            await asyncio.gather(*lives, return_exceptions=True)

    def fails(self, how: str) -> None:
        """From now on: a hole, a hole after a reset, or a slow line, which is there at once."""
        if how == "slow":
            self.network.delay_s = SLOW_S
            self.note_counts()
            self.healed_at = time.monotonic()
        else:
            self.network.swallow()
        if how != "hole":
            self.network.break_off()

    async def comes_in(self) -> list[asyncio.Future[None]]:
        """Everybody joins over the pages and connects."""
        for page in self.near:  # each is put into the smallest group: one into each
            await page.join()
        for start in range(0, len(self.pages), 20):
            await asyncio.gather(*(page.join() for page in self.pages[start : start + 20]))
        everybody = (*self.near, *self.pages)
        lives = [asyncio.ensure_future(page.live()) for page in everybody]
        lives += [asyncio.ensure_future(page.send_box()) for page in everybody]
        await asyncio.gather(*(page.came_up.wait() for page in everybody))
        return lives

    async def writes(self, page: Page) -> None:
        """One person's notes, one after the other."""
        while True:
            await asyncio.sleep(self.rng.expovariate(1 / THINKS_S))
            self.written += 1
            page.write(f"Note {self.written} of the room")

    async def comes_into_step(self) -> None:
        """Until every outbox is empty and every phone shows what its near one shows."""
        end = self.quiet_at + LONGEST_S
        while time.monotonic() < end and self.in_step_s is None:
            await asyncio.sleep(0.02)
            if self.is_in_step():
                self.in_step_s = time.monotonic() - self.quiet_at

    def is_in_step(self) -> bool:
        shown = {page.group: page.place() for page in self.near}
        return all(
            page.is_up and not page.box and page.place() == shown.get(page.group)
            for page in self.pages
        )

    # ---- what came of it

    def counted(self) -> int:
        """Snapshots that the server has encoded so far."""
        return int(self.counts.read_text("utf-8"))

    def note_counts(self) -> None:
        """What comes from now on is counted, once."""
        if not self.before:
            self.before = self.counted()
            self.given = sum(page.snapshots for page in self.pages)

    def answered(self) -> int:
        return sum(len(page.saved) for page in self.pages)

    def back(self) -> list[float]:
        """Seconds after the return at which each was back, in order."""
        return sorted(max(0.0, page.up_at - self.healed_at) for page in self.pages)

    def story(self) -> str:
        """When they were back, how far apart, and what it cost."""
        back = self.back()
        tenths = Counter(int(seconds * 10) for seconds in back)
        half = back[len(back) // 2]
        return (
            f"{len(back)} phones; back p50 {half:.1f} s, last {back[-1]:.1f} s, at most "
            f"{max(tenths.values())} in one tenth of a second; {self.given} snapshots came, "
            f"encoded {self.encoded} times"
        )
