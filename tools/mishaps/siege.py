"""A room of phones goes on writing while a program of its own process misuses the door. Measured is
what the room feels of it: how long its answers take, whose line is lost, the server's memory."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools.serving.process import raise_file_limit

from .finding import Finding, kept
from .laptop import Laptop, a_laptop
from .net import everyone_writes
from .page import Page

PHONES = 40
CALM_S = 10.0
SETTLES_S = 3.0


@dataclass(frozen=True)
class Door:
    """What an attacker knows: where it is, and seats as anybody gets them; how long it lasts."""

    port: int
    code: str
    seats: tuple[str, ...]
    seconds: float


Attack = Callable[[Door], str]  # it runs in a process of its own, and says what it came to


@dataclass
class Scene:
    """A room of phones that write, and what was measured of it."""

    laptop: Laptop
    rng: random.Random = field(default_factory=lambda: random.Random(22))
    pages: list[Page] = field(default_factory=list)
    written: int = 0

    def memory_mb(self) -> float:
        """What the server holds now."""
        status = Path(f"/proc/{self.laptop.process.pid}/status").read_text("utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    async def door(self, seats: int, seconds: float) -> Door:
        """So many seats for an attacker, each got as everybody gets one."""
        pages = [Page(self.laptop.url, self.laptop.code, self.rng) for _ in range(seats)]
        for page in pages:
            await page.join()
        taken = tuple(page.seat for page in pages)
        return Door(self.laptop.port, self.laptop.code, taken, seconds)

    async def writes(self, page: Page) -> None:
        """One person's notes: the room together writes about ten a second."""
        while True:
            await asyncio.sleep(self.rng.expovariate(10 / PHONES))
            self.written += 1
            page.write(f"Note {self.written} of the room, as long as notes are: what helps pupils")

    def answers_ms(self) -> list[float]:
        """How long the room waited for its answers since it was last asked."""
        took = [1000 * each for page in self.pages for each in page.took_s]
        for page in self.pages:
            page.took_s.clear()
        return sorted(took)


def played(
    name: str, folder: Path, attack: Attack, seen: str, *, seats: int = 1, seconds: float = 10
) -> Finding:
    """A room writes for a while undisturbed, then under attack, then in peace again."""
    raise_file_limit()
    with a_laptop(folder, "--demo", "--host", "127.0.0.1") as laptop:
        everyone_writes(laptop)
        scene = Scene(laptop)
        notes = asyncio.run(plays(scene, attack, seats, seconds))
        held = kept(laptop.path)
        return Finding(
            name,
            tried=scene.written,
            lost=held.lost(scene.pages) + sum(len(page.box) for page in scene.pages),
            duplicated=held.duplicated(scene.pages),
            in_step_s=None,
            seen=seen,
            notes=notes,
            is_as_expected=laptop.process.poll() is None and "Traceback" not in laptop.log(),
        )


async def plays(scene: Scene, attack: Attack, seats: int, seconds: float) -> str:
    """Before, under it, after it; what was measured."""
    scene.pages = [Page(scene.laptop.url, scene.laptop.code, scene.rng) for _ in range(PHONES)]
    for page in scene.pages:
        await page.join()
    door = await scene.door(seats, seconds)
    lives = [asyncio.ensure_future(page.live()) for page in scene.pages]
    lives += [asyncio.ensure_future(page.send_box()) for page in scene.pages]
    await asyncio.gather(*(page.came_up.wait() for page in scene.pages))
    writers = [asyncio.ensure_future(scene.writes(page)) for page in scene.pages]
    await asyncio.sleep(CALM_S)
    before_ms, before_mb = scene.answers_ms(), scene.memory_mb()
    said, most_mb = await under(attack, door, scene)
    under_ms = scene.answers_ms()
    for writer in writers:
        writer.cancel()
    await asyncio.sleep(SETTLES_S)
    dropped = sum(len(page.attempts) - 1 for page in scene.pages)
    for life in lives:
        life.cancel()
    await asyncio.gather(*lives, return_exceptions=True)
    return (
        f"{said}; {PHONES} phones' answers p95 {p95(before_ms):.0f} ms before, "
        f"{p95(under_ms):.0f} ms under it (slowest {max(under_ms, default=0):.0f} ms); memory "
        f"{before_mb:.0f} MB before, at most {most_mb:.0f} MB, {scene.memory_mb():.0f} MB after; "
        f"lines of the room that broke: {dropped}"
    )


async def under(attack: Attack, door: Door, scene: Scene) -> tuple[str, float]:
    """What the attack said of itself, and the most memory while it lasted."""
    most_mb = 0.0
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
        working = asyncio.get_running_loop().run_in_executor(apart, attack, door)
        while not working.done():
            most_mb = max(most_mb, scene.memory_mb())
            await asyncio.sleep(0.1)
        return await working, most_mb


def p95(values: list[float]) -> float:
    """The 95th of a hundred, in order."""
    return values[int(len(values) * 0.95)] if values else 0.0
