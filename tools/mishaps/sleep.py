"""The lid is closed for five minutes while twenty phones write, and opened again."""

from __future__ import annotations

import time
from pathlib import Path

from .clock import starts_timer
from .finding import Finding
from .hands import Staff
from .laptop import a_laptop
from .together import in_step, wait_for

NEAR_MS = 15_000


def asleep(folder: Path, seconds: float = 300, phones: int = 20) -> Finding:
    """The server stands still for so long; the phones know nothing of it."""
    with a_laptop(folder, "--demo") as laptop:
        staff = Staff(laptop, phones, "asleep")
        assert staff.champion is not None
        time.sleep(2)
        left = starts_timer(staff.champion.face)
        staff.champion, champion = None, staff.champion  # who would move the timer
        staff.works()
        wait_for(lambda: staff.acknowledged >= 60, 60)
        laptop.freeze()
        slept_at = time.monotonic()
        time.sleep(seconds)
        lost_line = sum(not face.is_up for face in staff.faces)
        laptop.wake()
        woke_at, waiting = time.monotonic(), [(face, face.pending) for face in staff.faces]
        wait_for(lambda: all(face.pending != op or not op for face, op in waiting), 90)
        saved_s = time.monotonic() - woke_at
        staff.rests()
        staff.champion = champion
        if not champion.face.is_up:
            champion.face.come_back()
        took_s = in_step(staff.faces, woke_at)
        timer = champion.face.view["state"]["timer"]
        stands = timer["remaining_ms"]
        is_right = stands is not None and abs(left - stands) < NEAR_MS + (woke_at - slept_at < 15)
        return staff.finding(
            "asleep",
            took_s,
            "“Your words are safe on this phone.”; after waking all is sent, the timer stands",
            f"tried = acknowledged; {seconds:.0f} s asleep, {phones} phones, {lost_line} of them "
            f"without a line when it woke; all that waited was saved {saved_s:.1f} s after waking",
            is_so=took_s is not None and is_right,
        )
