"""Taking up a backup when something else has gone wrong already: the workshop is damaged, or the
backup is the oldest of the few that are kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.room import Room, a_room
from workshop.backups import KEPT, back_up


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path / "data") as room:
        room.opens("carousel")
        room.goes_to("round")
        room.person("A").writes("Before")
        room.stop()
        yield room


def words(room: Room) -> list[str]:
    """What the notes on the disk say."""
    with closing(sqlite3.connect(room.store.path)) as conn:
        return [text for (text,) in conn.execute("SELECT text FROM notes")]


def test_the_oldest_backup_of_those_kept_can_be_taken_up(room: Room) -> None:
    backups = room.store.folder / "backups"
    oldest = back_up(room.store.path, backups)
    for _ in range(KEPT - 1):
        back_up(room.store.path, backups)
    assert room.shelf.restore(oldest) == room.code
    assert words(room) == ["Before"]


@pytest.mark.parametrize("damage", [b"no database " * 5000, b"", None])
def test_a_damaged_workshop_gives_way_to_a_backup(
    room: Room, tmp_path: Path, damage: bytes | None
) -> None:
    backup, whole = back_up(room.store.path, tmp_path), room.store.path.read_bytes()
    room.store.path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert room.shelf.restore(backup) == room.code
    assert words(room) == ["Before"]


def test_what_was_damaged_is_kept_beside_the_restored(room: Room, tmp_path: Path) -> None:
    backup = back_up(room.store.path, tmp_path)
    room.store.path.write_bytes(b"no database " * 5000)
    room.shelf.restore(backup)
    kept = room.store.path.with_suffix(".unreadable")
    assert kept.read_bytes() == b"no database " * 5000


def test_the_log_of_a_damaged_workshop_is_put_aside_with_it(room: Room) -> None:
    room.store.path.write_bytes(b"no database " * 5000)
    (room.store.folder / "workshop.db-wal").write_bytes(b"what a rescuer may want")
    assert room.shelf.migrate() == [room.store.path]
    kept = room.store.folder / "workshop.unreadable-wal"
    assert kept.read_bytes() == b"what a rescuer may want"
