"""The server is killed a hundred times: people are busy, it dies at a seeded moment, is started
again on the same folder and port, and everybody sends again what was not answered."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .finding import Finding, kept, repeats_differ
from .hands import Staff
from .laptop import a_laptop
from .together import in_step, wait_for

PHONES = 8
KILLS_EACH = 10  # kills of one workshop; then a fresh one, so that the room stays of a likely size


@dataclass
class Sum:
    """What all kills came to together."""

    kills: int = 0
    saved: int = 0
    lost: int = 0
    duplicated: int = 0
    slowest_s: float = 0.0
    unsound: int = 0
    apart: int = 0
    exported: int = 0


def kill(folder: Path, seeds: Iterable[int] = range(100)) -> Finding:
    """Kill it once for each seed."""
    total, seeds = Sum(), list(seeds)
    for first in range(0, len(seeds), KILLS_EACH):
        kills_of_one_workshop(folder / str(first), seeds[first : first + KILLS_EACH], total)
    return Finding(
        "kill",
        total.saved,
        total.lost,
        total.duplicated,
        round(total.slowest_s, 1),
        "“Your words are safe on this phone.” for a second; then what was pending is saved",
        f"{total.kills} seeded kills of {PHONES} phones and a champion; tried = acknowledged "
        f"commands; files fetched meanwhile: {total.exported}; "
        f"databases not sound: {total.unsound}; rooms not in step: {total.apart}",
        is_as_expected=not total.unsound and not total.apart,
    )


def kills_of_one_workshop(folder: Path, seeds: list[int], total: Sum) -> None:
    """One room that is killed again and again."""
    with a_laptop(folder, "--demo") as laptop:
        staff = Staff(laptop, PHONES, f"kill {seeds[0]}")
        try:
            for seed in seeds:
                kill_once(staff, random.Random(seed), total)
                print(f"  seed {seed}: {total}", file=sys.stderr, flush=True)
            total.saved += staff.acknowledged
            if staff.champion:
                total.exported += staff.champion.exported
        finally:
            staff.leaves()


def kill_once(staff: Staff, rng: random.Random, total: Sum) -> None:
    """Pull the plug after so many answers, start again, let them finish, and look."""
    laptop, enough = staff.laptop, staff.acknowledged + rng.randrange(3, 60)
    staff.works()
    wait_for(lambda: staff.acknowledged >= enough, 30)
    time.sleep(rng.uniform(0, 0.05))
    laptop.kill()
    killed_at = time.monotonic()
    laptop.start()
    staff.meets_new_server()
    wait_for(lambda: all(face.is_up for face in staff.faces), 30)
    staff.rests()
    took_s = in_step(staff.faces, killed_at)
    disk = kept(laptop.path)
    total.kills += 1
    total.lost += disk.lost(staff.faces) + staff.wrong_words()
    total.duplicated += disk.duplicated(staff.faces)
    total.duplicated += sum(repeats_differ(face, 3) for face in staff.faces)
    total.unsound += not disk.is_sound
    total.apart += took_s is None
    total.slowest_s = max(total.slowest_s, took_s or 0)
