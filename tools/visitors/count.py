"""What the crowd counts: what was sent and answered, how long it took until it was saved and until
somebody else saw it, and whether anything that was answered is missing or there twice."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

SHOWS_NOTES = frozenset({"station", "walk", "home"})  # layouts of the hand that show a slot's notes
View = Mapping[str, Any]


class Tally:
    """Shared by all phones of one crowd."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(("joined", "sent", "saved", "refused", "retried"), 0)
        self.saved_ms: list[float] = []
        self.seen_ms: dict[str, float] = {}
        self.own_ms: dict[str, float] = {}
        self.writers: dict[str, tuple[object, float]] = {}  # note: who sent it, and when
        self.kept: dict[str, str | None] = {}  # note that was answered ok: its slot
        self.ticks: set[tuple[object, str, str, str]] = set()  # phone, activity, kind, note
        self.ever_seen: set[str] = set()
        self.taken_away: set[str] = set()
        self.doubled: set[str] = set()
        self.lost: set[object] = set()
        self.unverified: set[str] = set()
        self.heard_at = time.monotonic()

    def one(self, what: str) -> None:
        """Count one more."""
        self.counts[what] += 1

    def sends_note(self, phone: object, note: str) -> None:
        """A note is on its way from now on."""
        self.writers[note] = (phone, time.perf_counter())

    def sees(self, phone: object, rows: Iterable[View]) -> None:
        """A phone got these rows: others' sight of a note is its `seen`; twice is a fault."""
        met: set[str] = set()
        for row in rows:
            if row["id"] in met:
                self.doubled.add(row["id"])
            met.add(row["id"])
            if row["type"] == "note" and row["id"] in self.writers:
                self.ever_seen.add(row["id"])
                writer, sent_at = self.writers[row["id"]]
                took = (time.perf_counter() - sent_at) * 1000
                (self.own_ms if phone is writer else self.seen_ms).setdefault(row["id"], took)

    def was_saved(self, took_ms: float | None) -> None:
        """A command was answered ok; without a time where its phone had dropped off."""
        self.one("saved")
        if took_ms is not None:
            self.saved_ms.append(took_ms)

    def drops(self, note: str) -> None:
        """A note whose times say nothing of the server: its phone dropped off on purpose, or it is
        for nobody's eyes yet."""
        self.writers[note] = (self.writers[note][0], float("nan"))

    def compare(self, hands: Mapping[object, View], room: View | None) -> None:
        """Look for everything that was answered ok in the views at the end."""
        views = [*hands.values(), *([room] if room else [])]
        there = {row["id"] for view in views for row in view["rows"]}
        shown = {slot_shown(view) for view in hands.values()} - {None}
        all_shown = bool(room and (room["state"]["step"] or {}).get("room") == "gallery")
        if all_shown:
            shown |= {row["id"] for row in room["rows"] if row["type"] == "slot"}
        for note in self.kept.keys() - there - self.taken_away:
            if self.kept[note] in shown:
                self.lost.add(note)
            elif note not in self.ever_seen:
                self.unverified.add(note)
        for phone, activity, kind, note in self.ticks:
            view = hands.get(phone)
            if view and (view["state"]["activity"] or {}).get("id") == activity:
                held = {(mark["kind"], mark["subject"]) for mark in view["me"]["marks"]}
                if (kind, note) not in held:
                    self.lost.add((phone, kind, note))

    def report(self) -> dict[str, Any]:
        """Everything as one JSON object."""
        answered = self.counts["saved"] + self.counts["refused"]
        seen = [*(self.own_ms | self.seen_ms).values()]
        return (
            self.counts
            | {"unanswered": self.counts["sent"] - answered}
            | {"lost": len(self.lost), "duplicated": len(self.doubled)}
            | {"unverified": len(self.unverified)}
            | percentiles("saved", self.saved_ms)
            | percentiles("seen", [ms for ms in seen if ms == ms])
        )


def slot_shown(view: View) -> str | None:
    """The slot whose notes a phone sees in full."""
    step = view["state"]["step"]
    return view["state"]["mine"]["at"] if step and step["hand"] in SHOWS_NOTES else None


def percentiles(name: str, times_ms: list[float]) -> dict[str, float | None]:
    """The 50th, 95th and 99th of some times; null where there are none."""
    ordered = sorted(times_ms)
    found: dict[str, float | None] = {}
    for part in (50, 95, 99):
        rank = max(-(-len(ordered) * part // 100) - 1, 0)
        found[f"{name}_p{part}_ms"] = round(ordered[rank], 1) if ordered else None
    return found
