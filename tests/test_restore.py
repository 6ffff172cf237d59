"""A backup is taken up again, and a demonstration that was killed goes on."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.room import DAY, a_room
from workshop.activities import KINDS
from workshop.backups import back_up
from workshop.database import NewerSchema
from workshop.demo import make_demo
from workshop.making import Wishes
from workshop.model import Refused
from workshop.packs import parse, parse_file
from workshop.reports.exports import export
from workshop.shelf import Shelf, glance

PACK = Path(__file__).resolve().parent.parent / "packs" / "writing.md"


def test_a_backup_brings_back_the_notes_with_a_new_epoch(tmp_path: Path) -> None:
    with a_room(tmp_path / "one") as room:
        room.opens("carousel")
        room.goes_to("round")
        room.person("A").writes("Kept on paper too")
        epoch = room.console.view()["epoch"]
        copy = back_up(room.store.path, tmp_path / "kept")
    shelf = Shelf(tmp_path / "two", KINDS)
    assert shelf.restore(copy) == room.code
    room.shelf = shelf
    room.start()
    assert room.console.notes() == ["Kept on paper too"]
    assert room.console.view()["epoch"] != epoch
    room.stop()


def test_restoring_keeps_what_was_there_as_a_backup(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        copy = back_up(room.store.path, tmp_path / "kept")
    before = len(list((room.shelf.home_of(room.code) / "backups").glob("*.db")))
    room.shelf.restore(copy)
    assert len(list((room.shelf.home_of(room.code) / "backups").glob("*.db"))) == before + 1


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    shutil.copy(PACK, tmp_path / "pack.db")
    with pytest.raises(Refused, match="no_backup"):
        Shelf(tmp_path, KINDS).restore(tmp_path / "pack.db")


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE workshop (tool TEXT)")
        other.execute("INSERT INTO workshop VALUES ('hammer')")
        other.commit()
    with pytest.raises(Refused, match="no_backup"):
        Shelf(tmp_path, KINDS).restore(tmp_path / "other.db")


def test_a_database_that_cannot_be_read_is_put_aside_and_the_others_open(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        path = room.store.path
    path.with_name("workshop.db-wal").unlink(missing_ok=True)
    path.write_bytes(b"no database at all, only words" * 100)
    shelf = Shelf(tmp_path, KINDS)
    assert shelf.migrate() == [path]
    assert shelf.codes() == []


def test_todays_demonstration_goes_on_after_a_kill(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, KINDS)
    first = make_demo(shelf, PACK, KINDS)
    assert make_demo(shelf, PACK, KINDS) == first
    assert glance(shelf.home_of(first) / "workshop.db")["is_rehearsal"] == 1


def test_a_workshop_gives_its_pack_back_as_it_was_prepared(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        text = export(room.store.path, KINDS, "pack.md", DAY).decode()
        assert parse(text, "again.md", KINDS) == parse_file(PACK, KINDS)


@pytest.mark.parametrize("damage", ["empty", "no row", "no tables"])
def test_a_damaged_workshop_does_not_keep_the_others_shut(tmp_path: Path, damage: str) -> None:
    with a_room(tmp_path) as room:
        path = room.store.path
    with a_room(tmp_path) as good:
        code = good.code
    with closing(sqlite3.connect(path)) as conn:
        if damage == "no row":
            conn.execute("DELETE FROM workshop")
        if damage == "no tables":
            conn.execute("DROP TABLE notes")
            conn.execute("DROP TABLE activities")
        conn.commit()
    if damage == "empty":
        path.write_bytes(b"")
    shelf = Shelf(tmp_path, KINDS)
    assert (shelf.migrate(), shelf.codes()) == ([path], [code])


def test_a_newer_backup_is_refused_before_anything_is_replaced(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        copy = back_up(room.store.path, tmp_path / "kept")
        path = room.store.path
    with closing(sqlite3.connect(copy)) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
            ("workshop", "0099_later", "2027-01-01"),
        )
        conn.commit()
    before = path.read_bytes()
    with pytest.raises(NewerSchema):
        Shelf(tmp_path, KINDS).restore(copy)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.part*"))


def test_a_workshop_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, KINDS)
    with pytest.raises(Refused, match="bad_value"):
        shelf.make(parse_file(PACK, KINDS), Wishes("Millrace", 59, 4, DAY))
    assert list(shelf.workshops.iterdir()) == []
