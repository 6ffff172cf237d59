"""Closing for good: after it no byte on disk links a person with a mark. And scrubbing: no byte of
what was blanked stays behind. Both are harmless to repeat."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from .backups import replace_all
from .database import checkpoint
from .model import new_id


def seal(db: Database, folder: Path) -> None:
    """Forget who sat where: marks get owners of their own, seats and the words of the log go."""
    with db.atomic():
        for (mark,) in db.conn.execute("SELECT id FROM marks").fetchall():
            db.conn.execute(
                """
                UPDATE marks SET owner = ?
                WHERE id = ? AND owner NOT IN (SELECT id FROM groups)
                """,
                (new_id(), mark),
            )
        db.conn.execute("DELETE FROM participants")
        db.conn.execute("UPDATE log SET body = NULL, body_hash = NULL, inverse = NULL")
        db.conn.execute("UPDATE workshop SET revision = revision + 1")
    db.conn.execute("VACUUM")
    scrub(db, folder)
    db.conn.execute("UPDATE workshop SET is_sealed = 1")  # last: what is cut short is done again


def scrub(db: Database, folder: Path) -> None:
    """Leave no byte of what was blanked: neither in the WAL nor in a backup."""
    for aside in folder.glob("workshop.unreadable*"):  # a damaged one that gave way to a backup
        aside.unlink(missing_ok=True)
    checkpoint(db)
    replace_all(folder / "workshop.db", folder / "backups")
