"""The data folder and the file that is given by a flag: names that look like more than names, and a
backup that somebody else made."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.room import a_room
from tests.server import Phone, Server, a_server
from workshop.activities import KINDS
from workshop.backups import back_up
from workshop.model import Refused
from workshop.shelf import Shelf, glance


@pytest.mark.parametrize(
    "name", ["100% ready", "50%41x", "a?mode=rwc", "a#b", "a&b=c", "Ålesund ñ"]
)
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    with a_room(tmp_path / name) as room:
        room.opens("carousel")
        assert glance(room.store.path)["code"] == room.code
        assert room.export("plan.md")
        assert glance(back_up(room.store.path, room.store.folder / "backups"))
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("code", ["../../outside", "..", "/tmp/x", "C:x", "a b", "", "a\x00b"])
def test_a_backup_with_a_path_for_a_code_is_refused(tmp_path: Path, code: str) -> None:
    with a_room(tmp_path / "one") as room:
        copy = back_up(room.store.path, tmp_path / "kept")
    with closing(sqlite3.connect(copy)) as conn:
        conn.execute("UPDATE workshop SET code = ?", (code,))
        conn.commit()
    with pytest.raises(Refused, match="no_backup"):
        Shelf(tmp_path / "two", KINDS).restore(copy)
    assert not (tmp_path / "two").exists()


def test_neither_log_nor_terminal_holds_what_people_wrote_or_their_tokens(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo") as server:
        phone = Phone(server)
        phone.connects()
        assert phone.writes("Nobody shall read this in a log", late=True)["ok"]
        phone.sends("write_note", {"text": "Nor this"})
        assert server.stop() == 0
        said = [tmp_path / "server.txt", *(tmp_path / "data" / "log").iterdir()]
        texts = "".join(path.read_text("utf-8") for path in said)
        assert "Nobody shall" not in texts and "Nor this" not in texts
        assert str(phone.token) not in texts and phone.first["code"] not in texts
        assert all_is_private(server)


def all_is_private(server: Server) -> bool:
    """Whether nobody but its owner comes into the data folder or where the words lie."""
    data = server.folder / "data"
    places = (data, data / "log", data / "workshops", data / "workshops" / server.code)
    return all(stat.S_IMODE(place.stat().st_mode) == 0o700 for place in places)
