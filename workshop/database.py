"""Opens a workshop's database as every writer needs it: durable, migrated, and forgetting what was
blanked. It knows tables and files, no rules."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlite_utils import Database

from .backups import back_up
from .model import Abandoned
from .schema import is_newer, migrations


class NewerSchema(Exception):
    """The database was written by a newer version of Drumbeat."""


def open_database(path: Path) -> Database:
    """Open for writing: WAL, durable commits, deleted text overwritten. Migrates after a copy."""
    conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db = Database(conn)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA secure_delete = ON")
    conn.execute("PRAGMA busy_timeout = 250")
    conn.execute("PRAGMA temp_store = MEMORY")
    if is_newer(db):
        db.close()
        raise NewerSchema(path)
    if migrations.pending(db):
        if migrations.applied(db):
            back_up(path, path.parent / "backups")
        migrations.apply(db)
    return db


def clock_seen(db: Database) -> int:
    """The last moment a server with this workshop was awake; 0 for a new one."""
    row = db.conn.execute("SELECT clock_seen_at FROM workshop").fetchone()
    return int(row[0]) if row else 0


def checkpoint(db: Database) -> None:
    """Move the WAL into the database and empty it; wait for readers to finish."""
    for _ in range(50):
        busy = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not busy:
            return
        time.sleep(0.1)
    raise Abandoned("the WAL is still read")
