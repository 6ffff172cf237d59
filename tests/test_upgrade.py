"""A workshop that an older version has written goes on in this one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from tests.room import DAY, PACKS, Room
from workshop.activities import KINDS
from workshop.database import open_database
from workshop.making import Wishes
from workshop.packs import parse_file
from workshop.scene import read_scene
from workshop.schema import migrations
from workshop.shelf import Shelf
from workshop.transaction import Transaction


def make_older(path: Path) -> None:
    """The database as it was before there was a plan to agree: without its tables and columns."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        for index in ("notes_merged", "notes_by_group", "notes_by_parent", "marks_by_kind"):
            conn.execute(f"DROP INDEX {index}")
        for index in ("log_undoable", "notes_hidden"):
            conn.execute(f"DROP INDEX {index}")
        conn.execute("DROP TRIGGER documents_are_final")
        conn.execute("ALTER TABLE documents DROP COLUMN erasures")
        conn.execute(
            "CREATE TRIGGER documents_are_final BEFORE UPDATE ON documents"
            " BEGIN SELECT RAISE(ABORT, 'an agreed document is never changed'); END"
        )
        for table in ("goals", "parts", "tests", "tellings"):
            conn.execute(f"DROP TABLE {table}")
        for table, columns in {
            "workshop": ("plan", "screen_of"),
            "activities": ("begun_at", "ended_at"),
            "slots": ("stance",),
            "notes": ("merged_into", "is_chosen"),
            "actions": ("grp",),
        }.items():
            for column in columns:
                conn.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name > '0002'")


def test_an_older_workshop_is_brought_up_to_date_and_keeps_its_words(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, KINDS)
    pack = parse_file(PACKS / "writing.md", KINDS)
    code = shelf.make(pack, Wishes("Millrace Primary School", 60, 4, DAY))
    path = shelf.home_of(code) / "workshop.db"
    make_older(path)
    assert shelf.migrate() == []
    with closing(open_database(path)) as db:
        scene = read_scene(Transaction(db, 0, 0), KINDS)
        assert scene.workshop["plan"] == {}
        assert len(scene.activities) == 10
        assert {m.name for m in migrations.applied(Database(db.conn))} >= {"0002_the_plan"}


def test_workshops_stand_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, KINDS)
    pack = parse_file(PACKS / "writing.md", KINDS)
    made = [shelf.make(pack, Wishes("Millrace Primary School", 60, 4, DAY)) for _ in range(3)]
    with closing(open_database(shelf.home_of(made[0]) / "workshop.db")) as db:
        db.conn.execute("UPDATE workshop SET title = 'Opened again'")
    (shelf.home_of(made[0]) / "workshop.db").parent.touch()
    assert shelf.codes() == made


def test_an_older_workshop_knows_which_notes_its_actions_tell(room: Room) -> None:
    amira = room.person("A")
    room.opens("grow")
    room.goes_to("options")
    assert amira.writes("Ask Canary Caspian", None, slot=None).ok
    room.closes()
    room.reveals()
    room.goes_to("will")
    room.console.does("draft_actions", activity=room.activity("grow"))
    before = sorted(told["text"] for told in room.look("SELECT text FROM tellings"))
    with closing(sqlite3.connect(room.store.path, isolation_level=None)) as older:
        older.execute("DROP TABLE tellings")
        older.execute("DELETE FROM _sqlite_migrations WHERE name = '0005_tellings'")
    with closing(open_database(room.store.path)) as db:
        after = sorted(text for (text,) in db.conn.execute("SELECT text FROM tellings"))
    assert before == after == ["Ask Canary Caspian"]
