"""The plug is pulled: what was acknowledged is there once, what was not arrives once when it is
sent again, and the clock knows where it stood."""

import random
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import socketio

from tests.room import Room, a_room, wait_until
from tests.server import Phone, Server, a_server, wait_for
from workshop.activities import KINDS
from workshop.model import new_id
from workshop.shelf import Shelf

SEEDS = (1, 2, 3, 4)
PHONES = 6


class Burst:
    """Phones that send notes faster than they are answered, until the plug is pulled."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server = server
        self.enough = random.Random(seed).randrange(10, 90)  # answers; then the plug is pulled
        self.answers = 0
        self.senders = [Sender(self, f"{seed}/{n}") for n in range(PHONES)]

    def runs(self) -> None:
        """Send from all phones at once, until every line is dead."""
        threads = [threading.Thread(target=each.sends_all) for each in self.senders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wait_for(lambda: not any(each.phone.socket.connected for each in self.senders))

    def was_answered(self) -> None:
        """Pull the plug in the middle."""
        self.answers += 1
        if self.answers == self.enough:
            self.server.kill()

    def notes(self, *, answered: bool) -> set[str]:
        """Ids of the notes that were (or were not) acknowledged."""
        return {
            body["id"]
            for each in self.senders
            for op, body in each.sent
            if (op in each.acknowledged) is answered
        }


class Sender:
    """One phone of the burst. It remembers what was answered."""

    def __init__(self, burst: Burst, name: str) -> None:
        self.burst, self.name = burst, name
        self.phone = Phone(burst.server)
        self.phone.connects()
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.acknowledged: set[str] = set()

    def sends_all(self) -> None:
        """All notes without waiting; late ones, which count towards no group's limit."""
        for n in range(25):
            op, body = new_id(), self.phone.note(f"Burst {self.name} note {n}", late=True)
            self.sent.append((op, body))
            message = {"op": op, "name": "write_note", "body": body}
            try:
                self.phone.socket.emit("command", message, callback=self.keeper(op))
            except socketio.exceptions.SocketIOError:
                continue  # the line is dead: written, never sent

    def keeper(self, op: str) -> Any:
        """Remembers that an op was answered."""

        def keep(answer: dict[str, Any]) -> None:
            if answer["ok"]:
                self.acknowledged.add(op)
                self.burst.was_answered()

        return keep

    def sends_again(self) -> None:
        """On a new line, everything that was not answered."""
        self.phone.socket.connect(
            self.phone.server.url,
            auth={"w": self.phone.server.code, "seat": self.phone.token},
            transports=["websocket"],
        )
        for op, body in self.sent:
            if op not in self.acknowledged:
                assert self.phone.sends("write_note", body, op)["ok"]


def notes_on_disk(server: Server) -> list[str]:
    """Ids of all notes, read beside the server."""
    path = server.folder / "data" / "workshops" / server.code / "workshop.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        return [row[0] for row in conn.execute("SELECT id FROM notes")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    with a_server(tmp_path_factory.mktemp("kill"), "--demo") as server:
        yield server


@pytest.mark.parametrize("seed", SEEDS)
def test_a_burst_that_was_killed_is_there_once_after_the_restart(server: Server, seed: int) -> None:
    burst = Burst(server, seed)
    burst.runs()
    answered, unanswered = burst.notes(answered=True), burst.notes(answered=False)
    assert unanswered, "the kill came too late to prove anything"

    server.start()
    assert answered <= set(notes_on_disk(server))
    for each in burst.senders:
        each.sends_again()
    ours = [note for note in notes_on_disk(server) if note in answered | unanswered]
    assert sorted(ours) == sorted(answered | unanswered)
    for each in burst.senders:
        each.phone.leaves()


def test_the_writer_commits_durably_to_a_write_ahead_log(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        assert room.look("PRAGMA synchronous") == [{"synchronous": 2}]
        assert room.look("PRAGMA journal_mode") == [{"journal_mode": "wal"}]


def test_a_note_is_on_the_disk_when_its_answer_comes(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        room.opens("carousel")
        room.goes_to("round")
        assert room.person("A").writes("Durable").ok
        with closing(sqlite3.connect(f"file:{room.store.path}?mode=ro", uri=True)) as conn:
            assert conn.execute("SELECT text FROM notes").fetchall() == [("Durable",)]


def test_a_copy_is_made_at_each_change_of_activity(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        backups = room.store.folder / "backups"
        for number, kind in enumerate(("talk", "carousel"), start=1):
            room.opens(kind)
            wait_until(lambda number=number: len(list(backups.glob("*.db"))) == number)
        newest = sorted(backups.glob("*.db"))[-1]
        with closing(sqlite3.connect(newest)) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            present = conn.execute("SELECT activity FROM workshop").fetchone()[0]
        assert present == room.was()["activity"]


def test_only_the_newest_copies_are_kept(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        backups = room.store.folder / "backups"
        for kind in ("talk", "carousel") * 4:
            known = set(backups.glob("*.db"))
            room.opens(kind)
            wait_until(lambda known=known: set(backups.glob("*.db")) - known)
        wait_until(lambda: len(list(backups.glob("*.db"))) == 5)


def timer(room: Room) -> dict[str, Any]:
    """The clock as the room is told."""
    return room.projector.view()["state"]["timer"]


def keeps_time(room: Room) -> None:
    """What the server does once a second; what the clock orders is then done too."""
    room.store.tick()
    room.settles()
    room.settles()


def time_passes(room: Room, seconds: int) -> None:
    """The laptop is awake all the while."""
    for _ in range(seconds // 5):
        room.clock.passes(5)
        keeps_time(room)


def is_restarted(room: Room, after_s: float) -> None:
    """The laptop was off for a while."""
    room.stop()
    room.clock.passes(after_s)
    room.start()
    keeps_time(room)


@pytest.fixture
def round_one(tmp_path: Path):
    with a_room(tmp_path) as room:
        keeps_time(room)
        room.opens("carousel")
        room.goes_to("round")
        yield room


def test_a_timer_goes_on_after_a_short_restart(round_one: Room) -> None:
    ends_at = timer(round_one)["ends_at"]
    time_passes(round_one, 30)
    is_restarted(round_one, after_s=14)
    assert timer(round_one)["is_running"]
    assert timer(round_one)["ends_at"] == ends_at


def test_a_timer_is_paused_at_its_last_value_after_a_long_gap(round_one: Room) -> None:
    time_passes(round_one, 30)
    is_restarted(round_one, after_s=600)
    paused = timer(round_one)
    assert not paused["is_running"]
    assert paused["remaining_ms"] == (4 * 60 - 30) * 1000


def test_a_timer_is_paused_when_the_laptop_slept(round_one: Room) -> None:
    time_passes(round_one, 20)
    round_one.clock.passes(3600)
    keeps_time(round_one)
    assert timer(round_one)["remaining_ms"] == (4 * 60 - 20) * 1000


def test_a_timer_that_was_paused_stays_as_it_was(round_one: Room) -> None:
    round_one.console.does("pause_timer", activity=round_one.was()["activity"])
    before = timer(round_one)
    is_restarted(round_one, after_s=600)
    assert timer(round_one) == before


def test_a_room_that_moves_by_itself_does_not_move_while_the_laptop_sleeps(
    round_one: Room,
) -> None:
    was = round_one.was()
    round_one.console.does(
        "set_setting", activity=was["activity"], name="moves_by_itself", value=True
    )
    is_restarted(round_one, after_s=3600)
    keeps_time(round_one)
    assert round_one.was() == was
    assert not timer(round_one)["is_running"]


def test_a_room_that_moves_by_itself_moves_at_zero(round_one: Room) -> None:
    was = round_one.was()
    round_one.console.does(
        "set_setting", activity=was["activity"], name="moves_by_itself", value=True
    )
    time_passes(round_one, 4 * 60)
    assert round_one.was()["phase"] == "walk"


def test_a_workshop_half_made_when_the_plug_was_pulled_is_not_on_the_shelf(
    tmp_path: Path,
) -> None:
    half = tmp_path / "workshops" / ".K7Q2.part"
    half.mkdir(parents=True)
    sqlite3.connect(half / "workshop.db").close()
    (half / "workshop.db").touch()
    assert Shelf(tmp_path, KINDS).codes() == []


def test_a_server_that_was_killed_says_nothing_of_itself_and_starts_again(
    tmp_path: Path,
) -> None:
    with a_server(tmp_path, "--demo") as server:
        code = server.code
        server.kill()
        server.start()
        assert server.code == code
        assert server.stop() == 0
