"""What every fault stands on: a finding, a look at the database beside the server, and when all
screens show the same again. The server and the people are in fault_laptop.py and fault_face.py."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.fault_face import Face, Phone, command, console, new_id, pair
from tools.fault_laptop import ROOT, Laptop, Message, Stopped, a_laptop

__all__ = [  # noqa: RUF022 - the people first
    "Face",
    "Phone",
    "console",
    "pair",
    "command",
    "new_id",
    "Laptop",
    "a_laptop",
    "Stopped",
    "Message",
    "ROOT",
    "Finding",
    "Kept",
    "kept",
    "repeats_differ",
    "in_step",
    "wait_for",
    "all_at_once",
]


@dataclass(frozen=True)
class Finding:
    """What a fault came to. `tried` is what was acknowledged or attempted, as `notes` says."""

    name: str
    tried: int
    lost: int
    duplicated: int
    in_step_s: float | None  # until all screens showed the same again; None: not a question here
    seen: str  # what people see, in a sentence
    notes: str = ""
    is_as_expected: bool = True

    @property
    def is_good(self) -> bool:
        """Whether nothing is lost, nothing is there twice, and it went as it should."""
        return self.is_as_expected and not self.lost and not self.duplicated


# ---- what is on the disk


@dataclass(frozen=True)
class Kept:
    """What a database holds, read beside its server."""

    ops: Counter[str]
    notes: dict[str, str]
    texts: Counter[str]
    is_sound: bool

    def lost(self, faces: Iterable[Face]) -> int:
        """Acknowledged commands that are not there, with the notes that they made."""
        return sum(
            message["op"] not in self.ops
            or (message["name"] == "write_note" and message["body"]["id"] not in self.notes)
            for face in faces
            for message, _ in face.saved
        )

    def duplicated(self, faces: Iterable[Face]) -> int:
        """Sent words, each of them written once, that are there twice; and ops kept twice."""
        words = {m["body"]["text"] for f in faces for m, _ in f.saved if m["name"] == "write_note"}
        twice = sum(self.texts[text] > 1 for text in words)
        return twice + sum(count > 1 for count in self.ops.values())


def kept(path: Path) -> Kept:
    """Read a database that may be in use."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as conn:
        sound = conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        ops = Counter(op for (op,) in conn.execute("SELECT op FROM log"))
        notes = dict(conn.execute("SELECT id, text FROM notes"))
        own = conn.execute(
            """
            SELECT text FROM notes
            WHERE id NOT IN (SELECT to_id FROM links WHERE kind = 'carried')
            """
        )
        return Kept(ops, notes, Counter(text for (text,) in own), sound)


def repeats_differ(face: Face, most: int = 10) -> int:
    """Send the last acknowledged ops once more; how many got another answer than before."""
    again = face.saved[-most:]
    return sum(face.settle(message, is_new=False) != answer for message, answer in again)


# ---- in step


def in_step(faces: list[Face], since: float, within_s: float = 40) -> float | None:
    """Seconds from `since` until all showed what a fresh page shows; None when they never did."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if all(shown(face.view) == shown(fresh_view(face)) for face in one_of_each(faces)) and (
            agree(faces)
        ):
            return max(0.0, max(face.changed_at for face in faces) - since)
        time.sleep(0.3)
    return None


def agree(faces: list[Face]) -> bool:
    """Whether all of one audience show the same."""
    first = {audience(face): shown(face.view) for face in faces}
    return all(shown(face.view) == first[audience(face)] for face in faces)


def one_of_each(faces: list[Face]) -> list[Face]:
    """One face of each audience."""
    return list({audience(face): face for face in faces}.values())


def audience(face: Face) -> tuple[str, Any]:
    """Who sees the same: a face, and for a phone its group."""
    return face.face, (face.view["state"].get("mine") or {}).get("group")


def shown(view: Message) -> Message:
    """What of a view is on the screen."""
    return {name: view[name] for name in ("epoch", "rows", "state")}


def fresh_view(face: Face) -> Message:
    """What the same person would be shown on a new page; the old one where nobody answers."""
    other = Face.__new__(type(face))
    other.__dict__ |= face.__dict__ | {"socket": None, "turned_away": [], "view": face.view}
    other.view = {"epoch": None, "rev": None, "rows": {}, "state": {}, "counts": {}}
    try:
        other.connect(anew=True)
        wait_for(lambda: other.view["epoch"], 5)
        return other.view
    finally:
        other.leave()


def wait_for(true: Callable[[], Any], seconds: float = 15) -> Any:
    """Wait until something is so; what it was, or what it never came to be."""
    end = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def all_at_once(calls: Iterable[Callable[[], Any]]) -> None:
    """Do several things side by side; back when all are done."""
    threads = [threading.Thread(target=call, daemon=True) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
