"""What the server does by itself as time passes: it notes that it is awake, stops the clock after a
sleep, looks for groups that have run dry, and moves the room where the champion asked for it."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from .database import clock_seen
from .dry import DryWatch
from .scene import Scene
from .transaction import Transaction

if TYPE_CHECKING:
    from .store import Store

CLOCK_EVERY_MS = 5_000
SLEEP_GAP_MS = 15_000
log = logging.getLogger(__name__)


class Timekeeper:
    """One workshop's time, in its writer's hands."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.seen_at = clock_seen(store.db)
        self.ticked_at = self.seen_at
        self.dry = DryWatch()

    def tick(self, tx: Transaction, scene: Scene) -> None:
        """Once a second: pause after sleep, note the time every 5 s, look for groups that run dry,
        pulse."""
        now = self.store.clock()
        activity = scene.activity
        has_slept = abs(now - self.seen_at) > SLEEP_GAP_MS  # or the clock was moved, either way
        if not has_slept and self.moves_by_itself(scene, now):
            self.store.order("move_on", {"was": scene.was()})
        self.ticked_at = now
        if 0 <= now - self.seen_at < CLOCK_EVERY_MS:
            return
        if has_slept:
            self.dry = DryWatch()  # nobody was quiet for so long
        if activity is not None and activity["timer_runs"]:
            if has_slept:
                left = max((activity["timer_ends_at"] or 0) - self.seen_at, 0)
                self.store.order("pause_timer", {"activity": activity["id"], "left_ms": left})
            for group in self.dry.groups(tx, scene, now):
                self.store.order("prompt_group", {"activity": activity["id"], "group": group})
        self.seen_at = now
        self.note_time(now)
        self.store.feed.pulse(tx, now)
        if self.store.owes_scrub:
            self.store.pay_scrub()

    def moves_by_itself(self, scene: Scene, now: int) -> bool:
        """Whether the champion asked that this clock moves the room at zero, and it came to zero
        just now: a move that was undone is not made again."""
        activity = scene.activity
        if activity is None or not activity["settings"].get("moves_by_itself"):
            return False
        return bool(activity["timer_runs"] and self.ticked_at < activity["timer_ends_at"] <= now)

    def note_time(self, now: int) -> None:
        """The last moment this server was awake. It raises no revision."""
        try:
            self.store.db.conn.execute("UPDATE workshop SET clock_seen_at = ?", (now,))
        except sqlite3.Error as error:
            log.warning("the time was not noted: %s", error)
