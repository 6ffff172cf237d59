"""The protocol by its numbers (docs/protocol.md): connecting, frames, commands, answers."""

import itertools
import json
import queue
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.kinds.board import PACK, WITH_BOARD
from tests.room import Face, Person, Room, a_room, wait_until
from tests.server import Client, Phone, Server, a_server, console_of, wait_for
from workshop.audience import Audience
from workshop.feed import DESK_GAP_MS, FRAME_GAP_MS, Connection
from workshop.house import moving_in
from workshop.model import new_id
from workshop.packs import parse_file
from workshop.store import Job


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with a_room(tmp_path) as room:
        room.opens("carousel")
        room.goes_to("round")
        yield room


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Room]:
    """A room with private writing and budgeted dots."""
    pack = parse_file(PACK, WITH_BOARD)
    with a_room(tmp_path, pack=pack, kinds=WITH_BOARD) as room:
        room.opens("board")
        yield room


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with a_server(tmp_path_factory.mktemp("sync"), "--demo") as server:
        yield server


@pytest.fixture
def console(server: Server) -> Iterator[Client]:
    console = console_of(server)
    yield console
    console.leaves()


def opens_a_tab(person: Person, epoch: object = None, rev: object = None) -> Face:
    """A second socket of the same person."""
    room = person.room
    tab = Face(room, person.seat, Audience("group", person.group), new_id())
    connection = Connection(tab.sid, tab.audience, person.seat.id)
    room.store.ask(lambda tx, scene: room.feed.join(connection, epoch, rev))
    return tab


def revision(room: Room) -> int:
    return int(room.look("SELECT revision FROM workshop")[0]["revision"])


def folded(face: Face) -> dict[str, Any]:
    """The view as a client has it that only folds what it heard (P5-P7)."""
    view: dict[str, Any] = {}
    for event, message in face.heard("snapshot", "frame"):
        if event == "snapshot":
            view = message | {"rows": {row["id"]: row for row in message["rows"]}}
            continue
        assert message["from"] == view["rev"] < message["rev"], "a gap between frames"
        assert set(message["gone"]) <= set(view["rows"]), "gone names what was never sent"
        view["rows"] |= {row["id"]: row for row in message["rows"]}
        for gone in message["gone"]:
            del view["rows"][gone]
        view |= {k: message[k] for k in ("rev", "state", "counts") if k in message}
    return view


def same(view: dict[str, Any], snapshot: dict[str, Any]) -> bool:
    """Whether a folded view is what a snapshot says now."""
    rows = {row["id"]: row for row in snapshot["rows"]}
    names = ("epoch", "rev", "state", "counts")
    return view["rows"] == rows and all(view[k] == snapshot[k] for k in names)


# ---- connecting


def test_p01_a_phone_a_projector_and_a_console_connect(server: Server, console: Client) -> None:
    phone, projector = Phone(server), Client(server, "projector")
    for face in (phone, projector):
        face.connects()
        assert wait_for(lambda face=face: face.heard_of("snapshot"))
    assert "desk" in console.latest()["state"]
    assert "mine" in phone.latest()["state"]
    assert "agenda" in projector.latest()["state"]


@pytest.mark.parametrize(
    ("auth", "words"),
    [
        ({"w": "ZZZZ"}, "No workshop has that code"),
        ({"w": None}, "No workshop has that code"),
        ({"w": ["K7Q2"]}, "No workshop has that code"),
        ({"seat": "forged"}, "Your place is not known here"),
        ({"seat": ["a", "list"]}, "Your place is not known here"),
        ({"face": "console"}, "Only the person leading the workshop"),
    ],
)
def test_p02_a_refused_connection_hears_a_sentence(
    server: Server, auth: dict[str, Any], words: str
) -> None:
    assert words in Client(server, "phone").is_turned_away(**auth)


def test_p02_without_any_auth_it_is_refused_with_a_sentence(server: Server) -> None:
    client = Client(server, "phone")
    with pytest.raises(Exception, match="failed to connect"):
        client.socket.connect(server.url, transports=["websocket"], wait_timeout=10)
    assert "No workshop has that code" in client.refused[-1]["message"]


def test_p03_a_person_who_moves_is_in_one_audience_only(room: Room) -> None:
    amira = room.person("A")
    assert amira.does("choose_group", group=room.group("B")).ok
    room.catches_up()
    rooms = [name for name, sids in room.wire.rooms.items() if amira.sid in sids]
    audiences = [name for name in rooms if name.startswith(room.code)]
    assert audiences == [f"{room.code}/group:{room.group('B')}"]


def test_p03_a_person_who_moves_is_shown_the_new_group(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    ben.writes("Seen at the other station")
    amira.does("choose_group", group=room.group("B"))
    assert amira.heard("snapshot")[-1][1]["state"]["mine"]["group"] == room.group("B")
    ben.writes("And from now on")
    room.clock.passes(1)
    room.catches_up()
    texts = [row["text"] for row in folded(amira)["rows"].values() if row["type"] == "note"]
    assert sorted(texts) == ["And from now on", "Seen at the other station"]


def test_p04_the_same_epoch_and_revision_get_no_snapshot(room: Room) -> None:
    amira = room.person("A")
    known = amira.view()
    tab = opens_a_tab(amira, known["epoch"], known["rev"])
    assert [event for event, _ in tab.heard()] == ["me"]


@pytest.mark.parametrize("known", [(None, None), ("other", 1), ("same", 0), ("same", "1")])
def test_p04_anyone_else_gets_exactly_one(room: Room, known: tuple[Any, Any]) -> None:
    amira = room.person("A")
    epoch = amira.view()["epoch"] if known[0] == "same" else known[0]
    tab = opens_a_tab(amira, epoch, known[1])
    assert [event for event, _ in tab.heard()] == ["snapshot", "pulse", "me"]


def test_p04_a_tab_that_slept_while_its_person_moved_is_shown_the_new_group(room: Room) -> None:
    amira, ada, ben = room.person("A"), room.person("A"), room.person("B")
    room.clock.passes(1)
    room.next()
    asleep = amira.view()
    assert asleep["rev"] == ben.view()["rev"], "revisions of two groups may well be the same"
    assert amira.does("choose_group", group=ben.group).ok
    tab = opens_a_tab(amira, asleep["epoch"], asleep["rev"])
    assert tab.heard("snapshot")[-1][1]["state"]["mine"]["group"] == ben.group
    assert ada.group != ben.group


def test_p04_no_frame_falls_between_snapshot_and_room(room: Room) -> None:
    amira, ben = room.person("A"), room.person("A")
    commands = [ben.note(f"Note {n}") for n in range(2)]
    with room.busy_writer():
        tabs = [queue_a_tab(room, amira, command) for command in commands]
    room.clock.passes(1)
    room.catches_up()
    assert all(same(folded(tab), tab.view()) for tab in tabs)


def queue_a_tab(room: Room, person: Person, command: Any) -> Face:
    """A tab that opens while a note is being saved."""
    tab = Face(room, person.seat, person.audience, new_id())
    connection = Connection(tab.sid, tab.audience, person.seat.id)
    room.store.queue.put(Job(queue.Queue(1), command=command))
    room.store.tell(lambda tx, scene: room.feed.join(connection, None, None))
    return tab


# ---- messages from the server


def test_p05_a_snapshot_holds_everything_and_nothing_of_other_stations(room: Room) -> None:
    ben = room.person("B")
    ben.writes("At the second station")
    amira = room.person("A")
    snapshot = amira.heard("snapshot")[-1][1]
    assert set(snapshot) == {"epoch", "rev", "state", "rows", "counts"}
    assert {row["type"] for row in snapshot["rows"]} == {"slot", "group"}


def test_p05_a_room_that_comes_back_gets_a_snapshot_that_was_encoded_once(room: Room) -> None:
    people = [room.person("A") for _ in range(6)]
    people[0].writes("Too little time to revise")
    room.settles()
    before, heard = room.wire.encoded["snapshot"], [len(p.heard("snapshot")) for p in people]
    for person in people:  # one after the other, each in a turn of its own
        room.clock.passes(1)
        room.store.tell(lambda tx, scene, sid=person.sid: room.feed.resume(sid))
        room.catches_up()
    assert [len(p.heard("snapshot")) for p in people] == [n + 1 for n in heard]
    assert room.wire.encoded["snapshot"] == before + 1
    assert all(
        p.heard("pulse")[-1][1]["now"] == room.clock() - 1000 * n
        for n, p in enumerate(reversed(people))
    )
    people[0].writes("And nobody reads it")
    late = room.person("A")
    assert len(late.notes()) == 2
    assert room.wire.encoded["snapshot"] == before + 2


def test_p05_groups_that_see_the_same_get_a_frame_that_was_encoded_once(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    room.goes_to("gallery")
    room.settles()
    before, said = room.wire.encoded["frame"], len(room.wire.sent)
    room.person("C")  # a group that was empty
    room.settles()
    assert amira.frames()[-1] == ben.frames()[-1]
    frames = [text for _, event, text in room.wire.sent[said:] if event == "frame"]
    assert room.wire.encoded["frame"] - before == len(set(frames)) < len(frames)


def test_p06_frames_chain_without_a_gap_and_equal_the_snapshot(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    faces = [room.console, room.projector, amira, ben]
    for n in range(3):
        amira.writes(f"Note {n}")
        ben.writes("First", "strength")
        room.clock.passes(1)
        room.next()
        amira.ticks(ben.last_note)
        room.console.does("hide_note", note=amira.last_note)
    room.clock.passes(1)
    room.catches_up()
    for face in faces:
        assert same(folded(face), face.view())


def test_p07_a_client_that_found_a_gap_is_sent_a_snapshot(server: Server) -> None:
    phone = Phone(server)
    phone.connects()
    wait_for(lambda: phone.heard_of("snapshot"))
    phone.socket.emit("resume", {"epoch": "lost", "rev": 0})
    wait_for(lambda: len(phone.heard_of("snapshot")) == 2)


def test_p08_nothing_visible_changed_no_frame(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    room.settles()
    before = len(ben.frames()), len(room.projector.frames()), ben.view()["rev"]
    amira.writes("Only for my own station")
    room.clock.passes(1)
    assert (len(ben.frames()), len(room.projector.frames()), ben.view()["rev"]) == before


def test_p08_gone_names_only_what_was_sent(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    room.clock.passes(1)
    amira.writes("Hidden soon")
    room.clock.passes(1)
    room.console.does("hide_note", note=amira.last_note)
    gone = [i for frame in [*ben.frames(), *room.projector.frames()] for i in frame["gone"]]
    assert gone == []
    assert [i for frame in amira.frames() for i in frame["gone"]] == [amira.last_note]


def test_p09_my_marks_reach_all_my_tabs_and_nobody_else(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    ben.writes("Models stay on the wall", "strength")
    room.goes_to("round", 1)
    tab, other = opens_a_tab(amira), room.person("A")
    heard = len(other.heard("me"))
    amira.ticks(ben.last_note)
    mine = [{"kind": "tick", "subject": ben.last_note, "value": 1}]
    assert amira.heard("me")[-1][1]["marks"] == tab.heard("me")[-1][1]["marks"] == mine
    assert len(other.heard("me")) == heard
    assert not any("marks" in frame for frame in (*amira.frames(), *other.frames()))


def test_p10_every_audience_hears_a_pulse_with_its_own_revision(room: Room) -> None:
    amira = room.person("A")
    room.settles()
    room.clock.passes(6)
    room.store.tick()
    room.catches_up()
    for face in (amira, room.console, room.projector):
        pulse = face.heard("pulse")[-1][1]
        assert pulse["rev"] == face.view()["rev"]
        assert pulse["now"] == room.clock()


def test_p10_who_is_here_is_told_by_group_to_the_console_alone(room: Room) -> None:
    amira = room.person("A")
    opens_a_tab(amira)
    room.clock.passes(6)
    room.store.tick()
    assert room.console.heard("pulse")[-1][1]["here"] == {
        "seats": 1,
        "groups": {amira.group: 1},
    }
    assert room.projector.heard("pulse")[-1][1]["here"] == {"seats": 1}
    assert "here" not in amira.heard("pulse")[-1][1]


def write_without_limit(room: Room) -> None:
    activity = room.was()["activity"]
    room.console.does("set_setting", activity=activity, name="notes", value="everyone")
    room.clock.passes(1)
    room.catches_up()


def test_p8_another_way_in_is_shown_by_console_and_projector(room: Room) -> None:
    faces = (room.console, room.projector)
    room.clock.passes(1)
    room.store.make(moving_in(room.store, {"url": "http://10.0.0.7:5000/j/K7Q2"}))
    room.catches_up()
    for face in faces:
        assert folded(face)["state"]["join"]["url"] == "http://10.0.0.7:5000/j/K7Q2"
        assert same(folded(face), face.view())


def test_p4_a_projector_that_comes_back_learns_the_way_in_of_a_server_started_anew(
    room: Room,
) -> None:
    view = room.projector.view()
    room.stop()
    room.start()
    room.feed.sent.clear()  # nobody has come yet
    room.feed.place = {"url": "http://10.0.0.7:5000/j/K7Q2"}
    again = Connection("again", Audience("projector"), None)
    room.store.ask(lambda tx, scene: room.feed.join(again, view["epoch"], view["rev"]))
    room.catches_up()
    heard = {event: json.loads(text) for event, text in room.wire.heard["again"]}
    assert heard["snapshot"]["state"]["join"]["url"] == "http://10.0.0.7:5000/j/K7Q2"


def test_p11_a_group_gets_one_frame_at_once_and_the_next_after_the_gap(room: Room) -> None:
    amira = room.person("A")
    write_without_limit(room)
    before = len(amira.frames())
    for n in range(10):
        amira.writes(f"Note {n}")
    assert len(amira.frames()) == before + 1
    room.clock.passes(FRAME_GAP_MS / 1000)
    wait_until(lambda: len(amira.frames()) == before + 2)
    assert same(folded(amira), amira.view())


def test_p11_no_group_gets_two_frames_within_the_gap(room: Room) -> None:
    people = [room.person(letter) for letter in "AABB"]
    write_without_limit(room)
    sent_at: dict[str, list[int]] = {}
    counted = len(room.wire.sent)
    for n in range(60):
        people[n % 4].writes(f"Note {n}")
        room.clock.passes(0.007)
        room.catches_up()
        for where, event, _ in room.wire.sent[counted:]:
            if event == "frame" and "/group:" in where:
                sent_at.setdefault(where, []).append(room.clock())
        counted = len(room.wire.sent)
    gaps = [b - a for times in sent_at.values() for a, b in itertools.pairwise(times)]
    assert len(gaps) >= 8
    assert min(gaps) >= FRAME_GAP_MS - 7


def test_p11_who_writes_before_a_frame_is_due_goes_with_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira = room.person("A")
    write_without_limit(room)
    gathered: list[float] = []
    clock = SimpleNamespace(sleep=gathered.append, monotonic=time.monotonic)
    monkeypatch.setattr("workshop.store.time", clock)
    monkeypatch.setattr("workshop.store.COMMIT_GAP_S", 10.0)
    amira.writes("Shown at once")
    gathered.clear()
    amira.writes("No frame is due: others gather behind it")
    assert max(gathered) > 9
    gathered.clear()
    amira.writes("The next frame is due")
    assert max(gathered) <= FRAME_GAP_MS / 1000


def test_p11_answers_never_wait_and_the_console_gets_one_frame_for_many_notes(room: Room) -> None:
    amira = room.person("A")
    write_without_limit(room)
    room.settles()
    room.clock.passes(1)
    before = len(room.console.frames())
    for n in range(10):
        assert amira.writes(f"Note {n}").ok
        room.catches_up()
    assert len(room.console.frames()) == before + 1
    room.clock.passes(DESK_GAP_MS / 1000)
    wait_until(lambda: len(room.console.frames()) == before + 2)
    assert same(folded(room.console), room.console.view())


def test_p11_what_the_champion_does_never_waits(room: Room) -> None:
    amira = room.person("A")
    write_without_limit(room)
    for n in range(6):
        amira.writes(f"Note {n}")
    notes = [row["id"] for row in room.console.rows("note")]
    room.goes_to("gallery")
    room.catches_up()
    faces = (room.projector, room.console)
    before = [len(face.frames()) for face in faces]
    for note in notes:
        room.console.does("hide_note", note=note)
        room.catches_up()
    assert [len(face.frames()) for face in faces] == [n + len(notes) for n in before]


def test_p12_another_epoch_gets_a_snapshot_though_the_revision_is_the_same(room: Room) -> None:
    amira = room.person("A")
    tab = opens_a_tab(amira, "before the restore", amira.view()["rev"])
    assert [event for event, _ in tab.heard()] == ["snapshot", "pulse", "me"]


# ---- commands


def test_p13_there_are_three_answers_and_no_other(server: Server) -> None:
    phone = Phone(server)
    phone.connects()
    accepted = phone.writes("A tired thought", late=True)
    refused = phone.writes("  ")
    storm = [phone.writes("More", late=True) for _ in range(40)]
    assert accepted["ok"] and isinstance(accepted["rev"], int)
    assert set(refused) == {"ok", "refused", "code"} and refused["code"] == "empty"
    assert any(set(answer) == {"ok", "retry_ms"} for answer in storm)


def test_p14_the_answer_comes_after_the_commit(room: Room) -> None:
    amira = room.person("A")
    rev = amira.writes("On the disk by now").fields and revision(room)
    with closing(sqlite3.connect(f"file:{room.store.path}?mode=ro", uri=True)) as other:
        assert other.execute("SELECT count(*) FROM notes").fetchone() == (1,)
        assert other.execute("SELECT revision FROM workshop").fetchone() == (revision(room),)
    assert rev is not None


def test_p14_what_cannot_be_shown_just_now_is_saved_answered_and_shown_later(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira = room.person("A")
    with monkeypatch.context() as patch:
        patch.setattr(room.feed, "committed", lambda *_: 1 / 0)
        assert amira.writes("On the disk by now").ok
    room.clock.passes(1)
    room.settles()
    assert "On the disk by now" in str(folded(room.console)["rows"])
    for face in (amira, room.console, room.projector):
        assert same(folded(face), face.view())


def test_p04_somebody_who_cannot_be_seated_keeps_nobody_from_their_place(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira, ben = room.person("A"), room.person("B")
    seat, theirs = room.feed.seat, amira.group

    def refuse_one(tx: Any, audience: Audience, *rest: Any) -> None:
        assert audience.group != theirs
        seat(tx, audience, *rest)

    monkeypatch.setattr(room.feed, "seat", refuse_one)
    tabs = [Connection(new_id(), person.audience, person.seat.id) for person in (amira, ben)]

    def both_come(tx: Any, scene: Any) -> None:
        for tab in tabs:
            room.feed.join(tab, None, None)

    room.store.ask(both_come)
    room.catches_up()
    assert next(event for event, _ in room.wire.heard[tabs[1].sid]) == "snapshot"


def test_p14_an_answer_does_not_move_the_chain_of_frames(room: Room) -> None:
    amira = room.person("A")
    room.console.does("add_action")
    seen = folded(amira)["rev"]
    answer = amira.writes("One")
    room.catches_up()
    assert (amira.frames()[-1]["from"], amira.frames()[-1]["rev"]) == (seen, answer.rev)


def test_p15_a_repeated_op_changes_nothing_and_gets_the_same_answer(room: Room) -> None:
    command = room.person("A").note("Sent twice")
    first, rev = room.gives(command), revision(room)
    assert room.gives(command) == first
    assert revision(room) == rev
    assert room.console.notes() == ["Sent twice"]


def test_p15_two_tabs_that_send_the_same_op_at_once_write_once(room: Room) -> None:
    command = room.person("A").note("Sent by two tabs")
    answers = room.at_once(command, command, command)
    assert answers[0].ok and answers == [answers[0]] * 3
    assert room.console.notes() == ["Sent by two tabs"]


def test_p15_an_op_with_another_body_is_refused(room: Room) -> None:
    amira, op = room.person("A"), new_id()
    assert amira.writes("These words", op=op).ok
    again = amira.writes("Other words", op=op)
    assert (again.ok, again.refused) == (False, "op_reused")
    assert room.console.notes() == ["These words"]


def test_p15_a_refused_op_may_be_sent_again_and_is_judged_anew(room: Room) -> None:
    amira, ada = room.person("A"), room.person("A")
    amira.writes("One")
    amira.writes("Two")
    third = ada.note("Three")
    assert room.gives(third).refused == "group_limit"
    amira.withdraws(amira.last_note)
    assert room.gives(third).ok


def test_p16_commands_are_kept_in_the_order_they_came(room: Room) -> None:
    amira = room.person("A")
    write_without_limit(room)
    room.at_once(*(amira.note(f"{n}") for n in range(8)))
    assert amira.notes() == [f"{n}" for n in range(8)]


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("move_on", {"was": None}, "not_allowed"),
        ("close_workshop", {}, "not_allowed"),
        ("hide_note", {"note": "x"}, "not_allowed"),
        ("undo", {"target": "12345678"}, "not_allowed"),
        ("fly", {}, "unknown_command"),
        ("write_note", {}, "bad_shape"),
        ("withdraw_note", {"id": "x", "key": "12345678", "more": 1}, "bad_shape"),
    ],
)
def test_p17_what_a_phone_may_not_do_is_refused(
    room: Room, name: str, body: dict[str, Any], code: str
) -> None:
    assert room.person("A").does(name, **body).refused == code


def test_p17_a_projector_that_anyone_opened_takes_no_command(server: Server) -> None:
    projector = Client(server, "projector")
    projector.connects()
    answer = projector.sends("move_on", {"was": None})
    assert (answer["ok"], answer["code"]) == (False, "not_allowed")


def test_p17_a_projector_that_the_champion_opened_moves_the_room(server: Server) -> None:
    projector = Client(server, "projector", server.champion())
    projector.connects()
    wait_for(lambda: projector.heard_of("snapshot"))
    assert projector.sends("show_screen", {"page": "rules"})["ok"]
    assert projector.sends("show_screen", {"page": None})["ok"]


def test_p18_a_batch_is_one_revision_and_one_frame(room: Room) -> None:
    amira, before = room.person("A"), revision(room)
    write_without_limit(room)
    room.settles()
    frames = len(room.console.frames())
    answers = room.at_once(*(amira.note(f"{n}") for n in range(8)))
    assert {answer.rev for answer in answers} == {revision(room)}
    assert revision(room) == before + 2
    assert len(room.console.frames()) == frames + 1


def test_p18_a_batch_of_refusals_raises_no_revision(room: Room) -> None:
    amira, before = room.person("A"), revision(room)
    before = revision(room)
    assert not any(a.ok for a in room.at_once(*(amira.note(" ") for _ in range(5))))
    assert revision(room) == before


# ---- people's commands


def test_p19_words_of_the_last_round_are_kept_where_they_were_written(room: Room) -> None:
    amira = room.person("A")
    late, stood = amira.note("Typed while we walked"), amira.here()["slot"]
    room.goes_to("round", 1)
    assert room.gives(late).ok
    row = room.console.rows("note")[0]
    assert (row["slot"], row["round"]) == (stood, 0)


def test_p19_words_are_late_once_the_room_has_seen_the_gallery(room: Room) -> None:
    amira = room.person("A")
    late = amira.note("Too late")
    room.goes_to("gallery")
    assert room.gives(late).refused == "late"
    assert amira.does("write_note", **dict(late.body) | {"late": True}).ok
    assert room.console.notes() == ["Too late"]
    assert room.console.rows("note")[0]["is_late"] is True
    assert room.projector.notes() == []


def test_p19_words_of_another_activity_are_late(room: Room) -> None:
    late = room.person("A").note("From the carousel")
    room.opens("talk")
    assert room.gives(late).refused == "late"


def test_p19_words_for_a_round_that_has_not_begun_are_refused(room: Room) -> None:
    amira = room.person("A")
    assert amira.writes("From the future", round=3).refused == "not_now"


def test_p19_words_on_their_way_while_their_group_merged_are_kept(room: Room) -> None:
    amira = room.person("A")
    room.person("B")
    room.goes_to("round", 1)
    on_their_way = amira.note("Written before the merge")
    room.console.does("merge_groups", group=room.group("A"), into=room.group("B"))
    assert room.gives(on_their_way).ok


def test_p19_words_on_their_way_while_their_writer_moved_are_kept(room: Room) -> None:
    amira = room.person("A")
    room.person("B")
    room.goes_to("round", 1)
    on_their_way = amira.note("Written before I moved")
    assert amira.does("choose_group", group=room.group("B")).ok
    assert room.gives(on_their_way).ok


def test_p19_words_for_another_group_are_refused(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    body = ben.note("In their name").body
    assert amira.does("write_note", **body).refused == "other_group"


def test_p20_only_the_key_opens_a_note(room: Room) -> None:
    amira, ada = room.person("A"), room.person("A")
    amira.writes("Mine")
    ada.keys[amira.last_note] = "somebody-elses-key"
    assert ada.edits(amira.last_note, "Yours", "Mine").refused == "not_your_note"
    assert ada.withdraws(amira.last_note).refused == "not_your_note"
    assert amira.edits(amira.last_note, "Still mine", "Mine").ok
    assert room.console.notes() == ["Still mine"]


def test_p20_an_edit_of_other_words_says_todays(room: Room) -> None:
    amira = room.person("A")
    amira.writes("First")
    amira.edits(amira.last_note, "Second", "First")
    answer = amira.edits(amira.last_note, "Third", "First")
    assert (answer.refused, answer.values) == ("changed", {"now": "Second"})


def test_p21_two_tabs_tick_once(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    ben.writes("Models stay on the wall", "strength")
    room.goes_to("round", 1)
    tab = opens_a_tab(amira)
    here = amira.here() | {"kind": "tick", "subject": ben.last_note, "value": 1}
    body = {k: here[k] for k in ("activity", "phase", "kind", "subject", "value")}
    assert amira.does("cast_mark", **body).ok and tab.does("cast_mark", **body).ok
    assert room.console.rows("note")[0]["totals"] == {"tick": 1}


def dots_are_open(board: Room, notes: int) -> list[str]:
    """A board whose notes wait for dots; their ids."""
    board.goes_to("write")
    amira = board.person("A")
    ids = []
    for n in range(notes):
        amira.writes(f"Idea {n}", None)
        ids.append(amira.last_note)
    board.closes()
    board.reveals()
    board.goes_to("dots")
    return ids


def test_p21_two_tabs_share_one_budget_of_dots(board: Room) -> None:
    ideas = dots_are_open(board, 3)
    ben = board.person("B")
    step = board.was()
    bodies = [
        {"activity": step["activity"], "phase": "dots", "kind": "dot", "subject": i, "value": 2}
        for i in ideas
    ]
    tabs = [ben, opens_a_tab(ben), ben]
    answers = [t.does("cast_mark", **b) for t, b in zip(tabs, bodies, strict=True)]
    assert [a.ok for a in answers] == [True, True, False]
    assert answers[-1].refused == "budget"
    assert ben.me()["left"] == {"dot": 0}


@pytest.mark.parametrize("value", [True, False, "1", 3, -1, 0, 10**30, "x" * 64])
def test_p21_a_dot_is_one_of_the_values_and_nothing_like_it(board: Room, value: Any) -> None:
    ideas = dots_are_open(board, 1)
    assert board.person("B").marks("dot", ideas[0], value).refused in {"bad_value", "bad_shape"}
    assert board.look("SELECT * FROM marks") == []


def test_p21_the_last_choice_of_a_group_wins(room: Room) -> None:
    amira, ada = room.person("A"), room.person("A")
    room.goes_to("home")
    home = amira.here()["slot"]
    amira.marks("reach", home, 1)
    ada.marks("reach", home, 3)
    rows = [row for row in room.console.rows("choice") if row["kind"] == "reach"]
    assert [row["value"] for row in rows] == [3]


# ---- the facilitator's commands


def test_p22_a_double_press_moves_once(room: Room) -> None:
    move = room.console.view()["state"]["drive"]["next"]
    first = room.console.does(move["name"], **move["body"])
    second = room.console.does(move["name"], **move["body"])
    assert (first.ok, second.refused) == (True, "changed")
    assert (room.was()["phase"], room.was()["round"]) == ("walk", 1)


def test_p22_console_and_clicker_pressing_at_once_move_once(server: Server) -> None:
    clicker = Client(server, "projector", server.champion())
    clicker.connects()
    console = console_of(server)
    wait_for(lambda: clicker.heard_of("snapshot"))
    move = console.latest()["state"]["drive"]["next"]
    answers: list[dict[str, Any]] = []
    threads = [
        threading.Thread(target=lambda f=f: answers.append(f.sends(move["name"], move["body"])))
        for f in (clicker, console)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["ok"] for answer in answers) == [False, True]


def test_p23_undo_takes_back_what_the_command_set(room: Room) -> None:
    was = room.was()
    op = new_id()
    room.console.does("move_on", op, was=was)
    assert room.console.does("undo", target=op).ok
    assert room.was() == was


def test_p23_undo_is_refused_when_it_was_changed_since(room: Room) -> None:
    op = new_id()
    room.console.does("move_on", op, was=room.was())
    room.console.does("move_on", was=room.was())
    assert room.console.does("undo", target=op).refused == "changed_since"


def test_p23_a_command_is_undone_once(room: Room) -> None:
    op = new_id()
    room.console.does("move_on", op, was=room.was())
    assert room.console.does("undo", target=op).ok
    assert room.console.does("undo", target=op).refused == "cannot_undo"


def test_p23_reveal_erase_and_words_cannot_be_undone(board: Room) -> None:
    board.goes_to("write")
    amira, ops = board.person("A"), [new_id() for _ in range(3)]
    amira.writes("Names a child", None, op=ops[0])
    board.closes()
    step = board.was()
    board.console.does("reveal_phase", ops[1], activity=step["activity"], phase="write")
    board.console.does("erase_note", ops[2], note=amira.last_note)
    refusals = [board.console.does("undo", target=op).refused for op in ops]
    assert refusals == ["cannot_undo"] * 3


def test_p23_undoing_a_merge_brings_phones_back_to_their_group(room: Room) -> None:
    amira, op = room.person("A"), new_id()
    room.person("B")
    room.console.does("merge_groups", op, group=room.group("A"), into=room.group("B"))
    assert room.console.does("undo", target=op).ok
    assert amira.heard("snapshot")[-1][1]["state"]["mine"]["group"] == room.group("A")
    own = [name for name, sids in room.wire.rooms.items() if amira.sid in sids]
    assert f"{room.code}/group:{room.group('A')}" in own


# ---- private phases


def test_p24_private_words_reach_the_console_when_closed_and_the_room_when_revealed(
    board: Room,
) -> None:
    board.goes_to("write")
    amira = board.person("A")
    amira.writes("On my own", None)
    faces = (board.console, board.projector, amira)
    assert [face.notes() for face in faces] == [[], [], []]
    board.closes()
    assert [face.notes() for face in faces] == [["On my own"], [], []]
    board.reveals()
    assert [face.notes() for face in faces] == [["On my own"]] * 3


def test_p24_an_open_private_phase_gives_the_room_a_count(board: Room) -> None:
    board.goes_to("write")
    board.person("A").writes("On my own", None)
    assert board.projector.view()["counts"] == {"notes": 1}


def test_p25_private_ids_are_never_sent_before_the_reveal(board: Room) -> None:
    board.goes_to("write")
    amira = board.person("A")
    amira.writes("On my own", None)
    board.clock.passes(1)
    board.catches_up()
    assert not any(amira.last_note in text for _, _, text in board.wire.sent)


def test_p26_dots_are_counted_for_others_only_after_the_reveal(board: Room) -> None:
    ideas = dots_are_open(board, 1)
    board.person("B").marks("dot", ideas[0], 2)
    assert "totals" not in board.projector.rows("note")[0]
    board.closes()
    board.reveals()
    assert board.projector.rows("note")[0]["totals"] == {"dot": 2}


# ---- trouble


def test_a_command_whose_answer_came_too_late_is_sent_again_and_kept_once(room: Room) -> None:
    command = room.person("A").note("Slow laptop")
    with room.busy_writer():
        waited = room.store.wait(Job(queue.Queue(1), command=command), within_s=0.05)
    assert waited is None
    assert room.gives(command).ok
    assert room.console.notes() == ["Slow laptop"]


def test_a_storm_from_one_phone_leaves_the_others_their_turn(server: Server) -> None:
    storm, calm = Phone(server), Phone(server)
    storm.connects()
    calm.connects()
    answers: list[dict[str, Any]] = []
    for n in range(300):
        body = storm.note(f"Storm {n}", late=True)
        message = {"op": new_id(), "name": "write_note", "body": body}
        storm.socket.emit("command", message, callback=answers.append)
    assert calm.writes("Calm", late=True)["ok"]
    wait_for(lambda: len(answers) == 300, seconds=20)
    assert 0 < sum(answer["ok"] for answer in answers) < 100
    assert all(set(answer) == {"ok", "retry_ms"} for answer in answers if not answer["ok"])
    assert storm.session.get(f"{server.url}/healthz").status_code == 200


def test_a_storm_of_resumes_is_slowed_down_too(server: Server) -> None:
    phone = Phone(server)
    phone.connects()
    for _ in range(200):
        phone.socket.emit("resume", {"epoch": "?", "rev": 0})
    assert set(phone.writes("After the storm", late=True)) == {"ok", "retry_ms"}
    assert len(phone.heard_of("snapshot")) < 60
