"""The workshops on the disk, one folder with one database each, and the secret beside them: made
from a pack, opened, restored."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from .backups import back_up, copy_to, to_read
from .database import open_database
from .folder import make_private, write_private
from .making import Wishes, fill
from .model import Refused, Row, new_code, new_id
from .packs import Pack
from .scene import Kinds, read_scene
from .transaction import Transaction

CODE_LENGTH = 4
GLANCED = ("code", "title", "school", "held_on", "is_closed", "is_rehearsal")


class Shelf:
    """The workshops of one data folder."""

    def __init__(self, folder: Path, kinds: Kinds) -> None:
        self.folder = folder
        self.kinds = kinds

    @property
    def workshops(self) -> Path:
        """Where the workshops lie."""
        return self.folder / "workshops"

    def secret(self) -> str:
        """What signs the facilitator's session; made once, readable by its owner alone."""
        path = self.folder / "secret"
        if not path.exists() or not path.read_bytes().strip():
            write_private(path, secrets.token_urlsafe(32))
        make_private(path, 0o600)
        return path.read_text("latin-1")  # which reads anything

    def codes(self) -> list[str]:
        """Codes of all workshops on the shelf, oldest first."""
        found = list(self.workshops.glob("[!.]*/workshop.db"))
        return [path.parent.name for path in sorted(found, key=lambda path: (made_at(path), path))]

    def migrate(self) -> list[Path]:
        """Bring every database to today's schema. Those that cannot be read are put aside, and
        named; a newer one raises NewerSchema."""
        unreadable = []
        for code in self.codes():
            path = self.home_of(code) / "workshop.db"
            if not is_sound(path, self.kinds):
                unreadable.append(path)
                put_aside(path)
        return unreadable

    def home_of(self, code: str) -> Path:
        """The folder of a workshop."""
        return self.workshops / code

    def make(self, pack: Pack, wishes: Wishes) -> str:
        """A new workshop from a pack; its code. The folder appears whole or not at all."""
        code = self.free_code()
        home = self.home_of(code)
        part = self.workshops / f".{code}.part"
        try:
            part.mkdir(parents=True, mode=0o700)
            (part / "backups").mkdir(mode=0o700)
            (part / "files").mkdir(mode=0o700)
            with closing(open_database(part / "workshop.db")) as db, db.atomic():
                fill(Transaction(db, 0, 0), self.kinds, code, pack, wishes)
            part.rename(home)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        return code

    def restore(self, backup: Path) -> str:
        """Take up a backup as its workshop; its code. What was there is kept as a backup first."""
        code = checked_backup(backup)
        home = self.home_of(code)
        path = home / "workshop.db"
        (home / "backups").mkdir(parents=True, exist_ok=True, mode=0o700)
        (home / "files").mkdir(exist_ok=True, mode=0o700)
        part = copy_to(backup, home / "workshop.db.part")
        try:
            if not is_sound(part, self.kinds):
                raise Refused("no_backup", path=str(backup))
            with closing(sqlite3.connect(part, isolation_level=None)) as conn:
                conn.execute("UPDATE workshop SET epoch = ?", (new_id(),))
                conn.execute("PRAGMA journal_mode = DELETE")
            if path.exists():
                keep_what_was(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        for leftover in ("workshop.db-wal", "workshop.db-shm"):
            (home / leftover).unlink(missing_ok=True)
        part.replace(path)
        return code

    def free_code(self) -> str:
        """A code no workshop here has."""
        while True:
            code = new_code(CODE_LENGTH)
            if not self.home_of(code).exists():
                return code


def keep_what_was(path: Path) -> None:
    """Keep a workshop that gives way to a backup: as a backup, or as it lies if it is damaged."""
    try:
        back_up(path, path.parent / "backups")
        with closing(sqlite3.connect(path)) as conn:  # the WAL goes next: it must hold nothing
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError:
        raise  # locked or full: nothing is wrong with the file
    except sqlite3.DatabaseError:
        put_aside(path)


def put_aside(path: Path) -> None:
    """A database that cannot be read stays beside, with its WAL: a rescuer may read more."""
    for ending in ("", "-wal"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(
                path.with_name(path.with_suffix(".unreadable").name + ending)
            )


def is_sound(path: Path, kinds: Kinds) -> bool:
    """Whether a database can be read as a workshop, once it has today's schema. A newer one
    raises NewerSchema; one that is locked or has no room raises as it is."""
    try:
        with closing(open_database(path)) as db:
            if db.conn.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                return False
            read_scene(Transaction(db, 0, 0), kinds)
            return True
    except sqlite3.OperationalError as error:
        if "no such" in str(error):  # a table or column is missing
            return False
        raise  # locked or full: nothing is wrong with the file
    except (sqlite3.DatabaseError, AssertionError, ValueError, KeyError):
        return False


def checked_backup(backup: Path) -> str:
    """The code of the workshop in a backup, or a refusal when it is none."""
    seen = glance(backup)
    if seen is None or not str(seen["code"]).isalnum():
        raise Refused("no_backup", path=str(backup))
    return str(seen["code"])


def made_at(path: Path) -> str:
    """When a workshop was made: the moment of its first migration. The folder's own times change
    whenever it is opened."""
    try:
        with closing(sqlite3.connect(to_read(path), uri=True)) as conn:
            return str(conn.execute("SELECT min(applied_at) FROM _sqlite_migrations").fetchone()[0])
    except sqlite3.Error:
        return ""


def glance(path: Path) -> Row | None:
    """Title, school and state of a workshop, read without opening it for writing."""
    try:
        with closing(sqlite3.connect(to_read(path), uri=True)) as conn:
            conn.row_factory = sqlite3.Row
            row = conn.execute("SELECT * FROM workshop")
            return {name: row[name] for name in GLANCED} if (row := row.fetchone()) else None
    except (sqlite3.Error, IndexError):  # no database, or one with other columns
        return None
