"""Hidden means not sent. The board is played over the real server while every byte that reaches a
socket, a page or an export is kept; private words are canaries, and none is found before its
reveal. After closing, no byte on the disk links a person with a mark."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kinds.board import PACK, WITH_BOARD
from tests.room import Room, a_room, wait_until
from tests.server import Server, wait_for
from tests.tape import Stage
from workshop.grouping import come_back
from workshop.house import House
from workshop.model import hashed, new_token, personal_code
from workshop.packs import parse_file

ENTRY = Path(__file__).resolve().parent / "serve_board.py"


class BoardServer(Server):
    """The real server with one more kind."""

    def start(self) -> None:
        ready = self.folder / "ready.json"
        command = [sys.executable, str(ENTRY), "--no-browser", "--port", "0", "--data"]
        command += [str(self.folder / "data"), "--ready-file", str(ready)]
        self.log = (self.folder / "server.txt").open("ab")
        environ = os.environ | {"PYTHONUTF8": "1"}
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=environ)
        wait_for(ready.exists, 30)
        self.facts = json.loads(ready.read_text())
        self.port = self.facts["port"]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(BoardServer(tmp_path), "board")
    try:
        stage.five_join()
        stage.opens("board", "write", "open")
        yield stage
    finally:
        stage.ends()


def everyone_writes(stage: Stage) -> dict[str, tuple[str, str]]:
    """A private note from each phone; its text and id are canaries."""
    return {phone.who: phone.writes(f"canary{new_token()}") for phone in stage.phones}


def flat(notes: dict[str, tuple[str, str]]) -> list[str]:
    """All canaries."""
    return [canary for pair in notes.values() for canary in pair]


@pytest.mark.long
def test_p24_nobody_is_sent_a_private_word_or_id_before_its_reveal(stage: Stage) -> None:
    notes = everyone_writes(stage)
    taken, changed = stage.ada.writes("canary-taken-back"), stage.ada.writes("canary-first")
    stage.ada.line.sends("withdraw_note", id=taken[1], key=stage.ada.keys[taken[1]])
    stage.ada.line.sends(
        "edit_note", id=changed[1], key=stage.ada.keys[changed[1]], text="canary-second",
        was="canary-first",
    )  # fmt: skip
    secrets = [*flat(notes), *taken, *changed, "canary-second"]
    wait_for(lambda: stage.projector.view["counts"] == {"notes": 6})
    stage.looks_everywhere()
    assert stage.tape.who_has(*secrets) == set()

    stage.next("write", "closed")
    stage.looks_everywhere()
    assert stage.tape.who_has(*secrets) == {"console"}
    assert stage.tape.who_has(*taken[:1], "canary-first") == set()
    for row in stage.console.notes().values():
        assert not {"group", "n", "round"} & set(row)
    hidden = notes.pop("ben")
    assert stage.console.sends("hide_note", note=hidden[1])["ok"]

    stage.next("write", "revealed")
    stage.looks_everywhere()
    everybody = {"console", "projector", "export", *(phone.who for phone in stage.phones)}
    assert stage.tape.who_has(notes["amira"][0]) == everybody
    assert stage.tape.who_has("canary-second") == everybody
    assert stage.tape.who_has(*hidden) == {"console"}
    assert stage.tape.who_has(taken[0], "canary-first") == set()


@pytest.mark.long
def test_p25_no_row_of_private_origin_tells_its_order_or_a_small_group(stage: Stage) -> None:
    notes = everyone_writes(stage)
    stage.next("write", "closed")
    stage.next("write", "revealed")
    for line in (stage.console, stage.projector, stage.ben.line):
        rows = {row["text"]: row for row in line.notes().values()}
        assert len(rows) == len(stage.phones)
        assert rows[notes["amira"][0]]["group"] == stage.amira.group
        assert "group" not in rows[notes["ben"][0]]
        assert all(not {"n", "round", "rev", "at", "key_hash"} & set(row) for row in rows.values())
    firsts = [json.loads(t[2:])[1] for w, h, t in stage.tape.kept if '"snapshot"' in t[:12]]
    frames = [json.loads(t[2:])[1] for w, h, t in stage.tape.kept if '"frame"' in t[:9]]
    for message in [*firsts, *frames]:
        ids = [row["id"] for row in message["rows"] if row["type"] == "note"]
        assert ids == sorted(ids)


@pytest.mark.long
def test_p26_no_dot_or_score_is_counted_for_others_before_its_reveal(stage: Stage) -> None:
    notes = everyone_writes(stage)
    stage.next("write", "closed")
    stage.next("write", "revealed")
    stage.next("dots", "open")
    one = notes["ben"][1]
    assert all(phone.marks("dot", one, 2)["ok"] for phone in stage.phones)
    stage.looks_everywhere()
    stage.next("dots", "closed")
    stage.looks_everywhere()
    assert stage.tape.who_has('"totals"') == set()
    marked = [(w, t) for w, _, t in stage.tape.kept if f'"subject":"{one}"' in t.replace(" ", "")]
    assert all('42["me"' in text or "/w/" not in text for _, text in marked)
    stage.next("dots", "revealed")
    wait_for(lambda: stage.projector.notes()[one].get("totals") == {"dot": 10})
    stage.next("scores", "open")
    assert all(phone.marks("score", one, 4)["ok"] for phone in stage.phones[:4])
    stage.next("scores", "closed")
    assert stage.tape.who_has('"score":{', '"score": {') == set()
    stage.next("scores", "revealed")
    wait_for(lambda: stage.projector.notes()[one]["totals"].get("score") == {"n": 4})


@pytest.mark.long
def test_late_and_withdrawn_words_reach_nobody_they_should_not(stage: Stage) -> None:
    here = stage.ben.here()
    notes = everyone_writes(stage)
    stage.next("write", "closed")
    stage.next("write", "revealed")
    late = stage.ben.writes("canary-too-late", **here)
    assert stage.ben.answer["code"] == "late"
    late = stage.ben.writes("canary-for-later", **here, late=True)
    assert stage.ben.answer["ok"]
    wait_for(lambda: late[1] in stage.console.notes())
    gone = stage.cleo.line.sends(
        "withdraw_note", id=notes["cleo"][1], key=stage.cleo.keys[notes["cleo"][1]]
    )
    assert gone["ok"]
    lines = [stage.projector, stage.console, *(phone.line for phone in stage.phones)]
    for line in lines:
        wait_for(lambda line=line: notes["cleo"][1] not in line.notes())
    before = stage.tape.now
    for phase, veil in (("dots", "open"), ("dots", "closed"), ("dots", "revealed")):
        stage.next(phase, veil)
    stage.looks_everywhere()
    assert stage.tape.who_has(notes["cleo"][0], since=before) == set()
    assert stage.tape.who_has("canary-too-late") == set()
    assert stage.tape.who_has(*late) == {"console"}


@pytest.mark.long
def test_nobody_is_named_in_the_log_and_nothing_links_them_after_closing(stage: Stage) -> None:
    notes = everyone_writes(stage)
    stage.ada.line.sends("choose_group", group=stage.ben.group)
    stage.next("write", "closed")
    stage.next("write", "revealed")
    stage.next("dots", "open")
    assert all(phone.marks("dot", notes["ben"][1], 1)["ok"] for phone in stage.phones)
    people = stage.rows("SELECT * FROM participants")
    told = [json.dumps(row) for row in stage.rows("SELECT * FROM log WHERE role = 'participant'")]
    assert len(told) >= 11
    assert [
        row for row in told if any(p["id"] in row or p["token_hash"] in row for p in people)
    ] == []
    assert (
        stage.rows("SELECT count(*) AS n FROM log WHERE role = 'participant' AND seat")[0]["n"] == 0
    )

    assert stage.console.sends("close_workshop")["ok"]
    wait_for(lambda: stage.rows("SELECT is_sealed FROM workshop")[0]["is_sealed"])
    wait_for(lambda: not list(stage.home.rglob("*.part")))
    secrets = [p[name] for p in people for name in ("id", "token_hash", "code_hash")]
    secrets += [phone.token for phone in stage.phones]
    secrets += [personal_code(phone.token) for phone in stage.phones]
    assert found_in(stage.server.folder, secrets) == []
    owners = [row["owner"] for row in stage.rows("SELECT owner FROM marks")]
    assert len(set(owners)) == len(owners) == len(stage.phones)
    assert stage.rows("SELECT took_part FROM workshop")[0]["took_part"] == len(stage.phones)


def found_in(folder: Path, secrets: list[str]) -> list[tuple[str, str]]:
    """Files under a folder that hold one of these, byte for byte."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    contents = {path.name: path.read_bytes() for path in files}
    return [(n, s) for n, content in contents.items() for s in secrets if s.encode() in content]


# ---- sealing, in one process


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """The board with its dots open and one note to give them to."""
    with a_room(tmp_path, groups=2, pack=parse_file(PACK, WITH_BOARD), kinds=WITH_BOARD) as room:
        room.opens("board")
        room.amira = room.person("A")
        for text in ("One", "Two"):
            room.amira.writes(text, None)
        room.goes_to("dots")
        yield room


def closes(room: Room) -> None:
    """Close the workshop and wait for what the writer does then."""
    assert room.console.does("close_workshop").ok
    room.settles()
    wait_until(lambda: not list(room.store.folder.rglob("*.part")))


def test_somebody_who_came_back_with_a_code_leaves_no_linked_marks_either(room: Room) -> None:
    stray = room.person("B")
    for row in room.console.rows("note"):
        assert stray.marks("dot", row["id"], 1).ok
    code = personal_code(room.amira.token)
    room.store.make(lambda tx, scene: come_back(tx, scene, code, stray.token))
    closes(room)
    owners = [row["owner"] for row in room.look("SELECT owner FROM marks")]
    assert len(set(owners)) == len(owners) == 2
    assert room.holds(stray.seat.id) == room.holds(hashed(stray.token)) == []


def test_a_groups_choices_keep_their_group_when_the_workshop_is_closed(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        room.opens("carousel")
        ada = room.person("A")
        room.goes_to("home")
        ada.marks("reach", ada.here()["slot"], 2)
        closes(room)
        assert room.look("SELECT owner FROM marks")[0]["owner"] == room.group("A")


def test_a_sealing_that_was_cut_short_is_done_at_the_next_start(room: Room) -> None:
    room.opens("talk")
    wait_until(lambda: copied(room))
    backups = room.store.folder / "backups"
    aside = backups.rename(room.store.folder / "aside")
    backups.touch()  # the copies cannot be replaced just now
    closes(room)
    room.stop()
    backups.unlink()
    aside.rename(backups)
    assert copied(room)
    ways = dict.fromkeys(("wire", "clock", "spawn", "apart", "on_death"))
    House(room.shelf, room.kinds, **ways | {"clock": room.clock}).open(room.code).db.close()
    assert found_in(room.store.folder, [room.amira.seat.id, hashed(room.amira.token)]) == []
    room.start()
    assert room.look("SELECT is_sealed FROM workshop")[0]["is_sealed"] == 1


def copied(room: Room) -> list[Path]:
    """Copies of the database that hold Amira's seat."""
    seat, copies = room.amira.seat.id.encode(), (room.store.folder / "backups").glob("*.db")
    return [path for path in copies if seat in path.read_bytes()]


def test_after_sealing_everybody_still_sees_the_same(room: Room) -> None:
    closes(room)
    groups = room.console.rows("group")
    assert [group["seats"] for group in groups] == [0, 0]
    told = [
        json.loads(text) for event, text in room.wire.heard[room.console.sid] if event == "frame"
    ]
    seats = [row["seats"] for row in told[-1]["rows"] if row["type"] == "group"]
    assert set(seats) == {0}
