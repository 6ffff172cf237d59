"""The plug is pulled: what was acknowledged is there once, what was not arrives once when it is
sent again, and the clock knows where it stood."""

import itertools
import random
import signal
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.room import Room, a_room, wait_until
from tests.server import Phone, Server, a_server, wait_for
from workshop.activities import KINDS
from workshop.backups import back_up
from workshop.model import new_id
from workshop.shelf import Shelf

SEEDS = (1, 2, 3, 4)


class Burst:
    """Phones that send notes faster than they are answered, until the plug is pulled."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server = server
        self.answers = itertools.count(1)
        self.enough = random.Random(seed).randrange(5, 8 * 20)  # answers; then it freezes
        self.is_frozen = threading.Event()
        self.senders = [Sender(self, f"{seed}/{n}") for n in range(8)]

    def runs(self) -> None:
        """Send from all phones at once; the server dies with commands in its hands."""
        threads = [threading.Thread(target=each.sends_all) for each in self.senders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.server.kill()
        wait_for(lambda: not any(each.phone.socket.connected for each in self.senders))

    def was_answered(self) -> None:
        """Somewhere in the middle it does no more, whatever it was doing."""
        if next(self.answers) == self.enough:
            self.server.process.send_signal(signal.SIGSTOP)
            self.is_frozen.set()

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
        """Twenty notes without waiting, and five more that nobody is there to answer."""
        for n in range(20):
            self.sends_one(n)
        assert self.burst.is_frozen.wait(30)
        for n in range(20, 25):
            self.sends_one(n)

    def sends_one(self, n: int) -> None:
        """A late note: it counts towards no group's limit."""
        op, body = new_id(), self.phone.note(f"Burst {self.name} note {n}", late=True)
        self.sent.append((op, body))
        message = {"op": op, "name": "write_note", "body": body}
        self.phone.socket.emit("command", message, callback=self.keeper(op))

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
            wait_timeout=10,
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
    assert len(unanswered) >= 8 * 5

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


def test_a_copy_made_after_the_clock_was_put_back_is_kept(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        backups = room.store.folder / "backups"
        for n in range(5):
            (backups / f"20991231-23595{n}-000000000.db").touch()
        assert back_up(room.store.path, backups).exists()


def timer(room: Room) -> dict[str, Any]:
    """The clock as the room is told."""
    return room.projector.view()["state"]["timer"]


def keeps_time(room: Room) -> None:
    """What the server does once a second; what the clock orders is then done too."""
    room.store.tick()
    room.catches_up()


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
