"""What a fault came to, and the look at the database beside the server that says so: is all that
was acknowledged there, once, with the same answer for a command sent again."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .face import Face


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
