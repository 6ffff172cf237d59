"""The laptop's clock is moved, by a Wi-Fi that sets it right or by a hand: the timer keeps what was
left, screens and copies go on, and the champion stays the champion. With a whole room:
`python tools/faults.py clock_moved`."""

import time
from pathlib import Path

import pytest
from flask import Flask, session

from facilitator.session import Signed
from tests.room import Room, a_room, wait_until
from tests.test_kill import keeps_time, time_passes, timer
from workshop.door import BURST, Bucket

HOUR = 3600
YEAR = 365 * 24 * HOUR
JUMPS = [HOUR, -HOUR, YEAR, -YEAR]
each_jump = pytest.mark.parametrize("jump", JUMPS)


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        keeps_time(room)
        room.opens("carousel")
        room.goes_to("round")
        time_passes(room, 30)
        yield room


@each_jump
def test_the_timer_stands_at_what_was_left(room: Room, jump: int) -> None:
    room.clock.passes(jump)
    keeps_time(room)
    assert timer(room) == {
        "is_running": False,
        "ends_at": None,
        "remaining_ms": (4 * 60 - 30) * 1000,
    }


@each_jump
def test_the_timer_goes_on_from_there(room: Room, jump: int) -> None:
    room.clock.passes(jump)
    keeps_time(room)
    room.console.does("start_timer", activity=room.was()["activity"])
    time_passes(room, 20)
    assert timer(room)["ends_at"] - room.clock.ms == (4 * 60 - 50) * 1000


@each_jump
def test_a_room_that_moves_by_itself_stays_where_it_is(room: Room, jump: int) -> None:
    was = room.was()
    room.console.does("set_setting", activity=was["activity"], name="moves_by_itself", value=True)
    room.clock.passes(jump)
    keeps_time(room)
    assert room.was() == was


@each_jump
def test_no_group_is_taken_for_dry(room: Room, jump: int) -> None:
    amira = room.person("A")
    time_passes(room, 10)
    room.clock.passes(jump)
    keeps_time(room)
    room.console.does("start_timer", activity=room.was()["activity"])
    time_passes(room, 10)
    assert amira.view()["state"]["mine"]["prompt"] is None


@each_jump
def test_what_is_written_reaches_every_screen(room: Room, jump: int) -> None:
    amira, ben = room.person("A"), room.person("A")
    amira.writes("Before")
    room.settles()
    room.clock.passes(jump)
    assert amira.writes("After").ok
    room.settles()
    for face in (ben, room.console):
        shown = [row["text"] for frame in face.frames() for row in frame["rows"] if "text" in row]
        assert "After" in shown


@each_jump
def test_pulses_go_on(room: Room, jump: int) -> None:
    room.clock.passes(jump)
    before = len(room.projector.heard("pulse"))
    time_passes(room, 15)
    assert len(room.projector.heard("pulse")) >= before + 3


@each_jump
def test_a_phone_may_send_as_much_as_ever(jump: int) -> None:
    bucket = Bucket(10**12)
    now = 10**12 + jump * 1000
    assert [bucket.takes(now) for _ in range(BURST)] == [True] * BURST
    assert bucket.takes(now + 1000)


@each_jump
def test_a_copy_is_made_and_kept(room: Room, jump: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real, backups = time.time_ns, room.store.folder / "backups"
    known = set(backups.glob("*.db"))
    monkeypatch.setattr(time, "time_ns", lambda: real() + jump * 10**9)
    room.opens("talk")
    wait_until(lambda: set(backups.glob("*.db")) - known)


@each_jump
def test_the_champion_is_still_the_champion(jump: int, monkeypatch: pytest.MonkeyPatch) -> None:
    app, real = Flask("kiosk"), time.time
    app.secret_key, app.session_interface = "a secret", Signed()
    app.add_url_rule("/in", "in", lambda: session.setdefault("role", "champion"))
    app.add_url_rule("/who", "who", lambda: session.get("role", "nobody"))
    browser = app.test_client()
    browser.get("/in")
    monkeypatch.setattr(time, "time", lambda: real() + jump)
    assert browser.get("/who").text == "champion"


def test_who_signs_for_themselves_is_nobody() -> None:
    app = Flask("kiosk")
    app.secret_key, app.session_interface = "a secret", Signed()
    app.add_url_rule("/who", "who", lambda: session.get("role", "nobody"))
    browser = app.test_client()
    browser.set_cookie("session", "eyJyb2xlIjoiY2hhbXBpb24ifQ.ZZZZZZ.c2lnbmVk")
    assert browser.get("/who").text == "nobody"
