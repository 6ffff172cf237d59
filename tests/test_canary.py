"""A canary in every private phase of every kind: what a phone gives while a phase is open makes no
difference to a single byte that anybody else is sent, shown or handed as a file; and afterwards
nobody can tell who gave what. The phases are found by what the kinds say of themselves, so that a
new kind is covered as it stands."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.kinds.board import WITH_BOARD
from tests.room import PACKS, Face, Person, Room, a_room
from tests.server import a_server, wait_for
from tests.tape import Line, Stage, whole_text
from workshop.packs import parse
from workshop.reports.formats import FORMATS

PRIVATE = [
    pytest.param(kind.key, phase.key, id=f"{kind.key}-{phase.key}")
    for kind in WITH_BOARD.values()
    for phase in kind.phases
    if phase.is_private
]
WORDS = [
    pytest.param(kind.key, phase.key, id=f"{kind.key}-{phase.key}")
    for kind in WITH_BOARD.values()
    for phase in kind.phases
    if phase.is_private and "note" in phase.accepts
]
MARKS = [
    pytest.param(kind.key, phase.key, id=f"{kind.key}-{phase.key}")
    for kind in WITH_BOARD.values()
    for phase in kind.phases
    if phase.is_private and any(rule.owner == "seat" for rule in phase.marks)
]
ORDER = "## Running order: 60 minutes\n\n- {kind}, 58: The activity\n- talk, 2: Afterwards\n"
CANARY, OTHER = "canary in a coal mine", "parrot in a palm tree"
Value = Callable[[dict[str, Any], int], Any]  # of a mark, by its rule and the how manieth it is


# ---- a meeting that can be played again, byte for byte


class Seeded:
    """Random ids that come again in the same order."""

    def __init__(self) -> None:
        self.rng = random.Random(5)
        self.choice = self.rng.choice

    def token_urlsafe(self, n: int) -> str:
        return base64.urlsafe_b64encode(self.rng.randbytes(n)).decode().rstrip("=")


@contextmanager
def a_meeting(folder: Path, kind: str, people: int = 6) -> Iterator[Room]:
    """A room of two groups with two actions on the plan, its activity of a kind open. Everybody
    has a phone; `room.people` are they, the first and the third in one group."""
    text = (PACKS / "writing.md").read_text("utf-8").split("## Running order")[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workshop.model.secrets", Seeded())
        pack = parse(text + ORDER.format(kind=kind), "canary", WITH_BOARD)
        with a_room(folder, groups=2, pack=pack, kinds=WITH_BOARD) as room:
            room.people = [room.person() for _ in range(people)]
            for text in ("Agree three examples", "Plan one revising lesson"):
                action = room.console.does("add_action").fields["action"]
                fields, was = {"we_will": text}, {"we_will": ""}
                assert room.console.does("write_action", action=action, fields=fields, was=was).ok
            room.opens(kind)
            yield room


def walks_to(room: Room, phase: str) -> None:
    """Press next until a phase is open; on the way everybody does what can be done."""
    moves_to(room, phase, "open", lambda: everybody(room, does_it_all))


def does_it_all(n: int, person: Person) -> None:
    gives(person, f"Said by number {n}")


def moves_to(
    room: Room, phase: str, veil: str | None, first: Callable[[], object] = lambda: None
) -> None:
    """Press next until a phase is there; `first` is done at each step on the way."""
    for _ in range(20):
        was = room.was()
        kept = room.scene(lambda scene: scene.activity["veils"].get(phase))
        if (was["phase"], was["veil"]) == (phase, veil) or kept == veil == "revealed":
            return  # an asking that is closed leads on at once
        first()
        assert room.next().ok
    raise AssertionError(f"never came to {phase}, {veil}")


def goes_to_the_end(room: Room) -> None:
    """Every step that is left; everything on the plan was talked about and agreed."""
    for _ in range(20):
        for test in room.console.rows("test"):
            room.console.does("talk_through", test=test["id"])
        if not room.next().ok or room.scene(lambda scene: scene.activity["kind"]) == "talk":
            break
    agreed = room.agrees(0)
    assert agreed.ok, agreed.refused


def everybody(room: Room, does: Callable[[int, Person], object]) -> None:
    """Each in turn does something, knowing their number."""
    for n, person in enumerate(room.people):
        does(n, person)


def highest(rule: dict[str, Any], n: int) -> Any:
    return rule["values"][-1]


def lowest(rule: dict[str, Any], n: int) -> Any:
    return rule["values"][0]


def gives(person: Person, text: str, value: Value = lowest) -> list[str]:
    """Everything this person can give in the present step; ids of what was written or marked."""
    return [*writes(person, text), *marks(person, value)]


def writes(person: Person, text: str) -> list[str]:
    """A note wherever one may stand; their ids."""
    step = person.view()["state"]["step"]
    if "note" not in step["accepts"]:
        return []
    found = []
    for place in places(person):
        for stance in (None, *(each["value"] for each in step["stances"])):
            if person.writes(text, stance, slot=place).ok:
                found.append(person.last_note)
                break
    assert found, f"nowhere to write in {step['phase']}"
    return found


def places(person: Person) -> list[str | None]:
    """Where a note might stand."""
    rows = [*person.rows("slot"), *person.rows("action")]
    return [None, *(row["id"] for row in rows)]


def marks(person: Person, value: Value) -> list[str]:
    """A mark of each of one's own kinds on everything that takes it; with a budget, on two."""
    step = person.view()["state"]["step"]
    found = []
    for rule in step["marks"]:
        if rule["owner"] == "seat":
            rows = [row for row in person.rows(rule["on"]) if not row.get("parent")]
            for n, row in enumerate(rows if rule["budget"] is None else rows[:2]):
                done = person.marks(rule["kind"], row["id"], value(rule, n))
                assert done.ok or done.refused == "own_note", done.refused
                found += [row["id"]] if done.ok else []
    return found


# ---- what reaches people


def told(room: Room, but: Person | None = None) -> dict[str, str]:
    """Everything that everybody was sent, would be shown and could download, by who and how;
    `but`: what concerns one person alone is left out."""
    room.settles()
    own = {f"seat:{but.seat.id}", but.sid} if but else set()
    sent = [s for s in room.wire.sent if not (s[1] == "me" and s[0] in own)]
    found = {f"sent {room_name}": "" for room_name, _, _ in sent}
    for room_name, event, text in sent:
        found[f"sent {room_name}"] += f"{event} {text}\n"
    for face in (room.console, room.projector, *room.people):
        found[f"view {face.audience.room} {face.sid}"] = json.dumps(face.view())
    for person in room.people:
        if person is not but:
            found[f"me {person.sid}"] = json.dumps(person.me())
    return found | {f"file {name}": whole_text(room.export(name)) for name in FORMATS}


def who_has(found: dict[str, str], *canaries: str) -> set[str]:
    """Who was told any of these: `console`, `projector`, `group`, `file` ..."""
    keys = {key for key, text in found.items() if any(each in text for each in canaries)}
    return {face_of(key) for key in keys}


def face_of(key: str) -> str:
    """Who it was that a piece of what was told went to."""
    faces = ("console", "projector", "group", "file", "me ")
    return next((face.strip() for face in faces if face in key), key)


def told_alike(one: dict[str, str], other: dict[str, str]) -> None:
    """Two meetings told everybody the same, byte for byte."""
    assert list(one) == list(other)
    for key, text in one.items():
        assert text == other[key], key


# ---- while it is open


@pytest.mark.parametrize(("kind", "phase"), PRIVATE)
def test_what_a_phone_gives_in_the_open_changes_nothing_for_anybody_else(
    tmp_path: Path, kind: str, phase: str
) -> None:
    meetings = []
    for name, text, value in (("one", CANARY, lowest), ("two", OTHER, highest)):
        with a_meeting(tmp_path / name, kind) as room:
            walks_to(room, phase)
            gives(room.people[0], text, value)
            meetings.append(told(room, but=room.people[0]))
    told_alike(*meetings)
    assert who_has(meetings[0], CANARY) == set()


@pytest.mark.parametrize(("kind", "phase"), MARKS)
def test_a_change_of_mind_is_sent_to_nobody_else(tmp_path: Path, kind: str, phase: str) -> None:
    with a_meeting(tmp_path, kind) as room:
        walks_to(room, phase)
        amira = room.people[0]
        marks(amira, lowest)
        room.settles()
        before = len(room.wire.sent)
        marks(amira, highest)
        room.settles()
        assert {name for name, _, _ in room.wire.sent[before:]} == {f"seat:{amira.seat.id}"}


@pytest.mark.parametrize(("kind", "phase"), WORDS)
def test_no_id_of_a_private_note_and_no_word_of_it_is_sent_before_its_time(
    tmp_path: Path, kind: str, phase: str
) -> None:
    with a_meeting(tmp_path, kind) as room:
        walks_to(room, phase)
        amira = room.people[0]
        ids = [note for person in room.people for note in writes(person, CANARY)]
        assert amira.edits(ids[0], "canary changed", was=CANARY).ok
        gone = writes(amira, "canary withdrawn")
        assert all(amira.withdraws(note).ok for note in gone)
        assert who_has(told(room), "canary", *ids, *gone) == set()
        assert room.veils("close_phase").ok
        is_shown = room.was()["veil"] == "revealed"
        if not is_shown:
            assert who_has(told(room), CANARY, *ids) == {"console"}
        assert who_has(told(room), CANARY, "withdrawn", *gone) <= {"console"}
        assert who_has(told(room), *gone) == set()
        for row in room.console.rows("note"):
            if row["text"].startswith("canary") and not is_shown:
                assert not {"group", "letter", "n", "round"} & set(row)


@pytest.mark.parametrize(("kind", "phase"), PRIVATE)
def test_an_open_phase_tells_how_many_and_nothing_else(
    tmp_path: Path, kind: str, phase: str
) -> None:
    with a_meeting(tmp_path, kind) as room:
        walks_to(room, phase)
        everybody(room, lambda n, person: gives(person, CANARY, highest))
        assert set(room.projector.view()["counts"]) <= {"notes", "answered"}
        assert all(person.view()["counts"] == {} for person in room.people)
        desk = room.console.view()["counts"]
        assert set(desk) <= {"notes", "hidden", "look", "later", "by_slot", "answered"}
        assert desk["by_slot"] == {}
        assert desk.get("answered", 6) == 6


@pytest.mark.parametrize(("kind", "phase"), PRIVATE)
def test_a_phase_that_is_left_without_closing_it_stays_unseen(
    tmp_path: Path, kind: str, phase: str
) -> None:
    with a_meeting(tmp_path, kind) as room:
        walks_to(room, phase)
        everybody(room, lambda n, person: gives(person, CANARY, highest))
        assert room.skips().ok
        assert who_has(told(room), CANARY) <= {"console"}
        if not any(row["type"] == "note" for row in room.console.view()["rows"]):
            assert '"totals"' not in json.dumps(room.console.view())


# ---- afterwards


@pytest.mark.parametrize(("kind", "phase"), MARKS)
def test_nobody_can_tell_which_of_two_people_gave_which_mark(
    tmp_path: Path, kind: str, phase: str
) -> None:
    meetings = []
    for name, order in (("one", (highest, lowest)), ("two", (lowest, highest))):
        with a_meeting(tmp_path / name, kind) as room:
            walks_to(room, phase)
            for person, value in zip(room.people[:2], order, strict=True):
                marks(person, value)
            for person in room.people[2:]:
                marks(person, highest)
            assert room.veils("close_phase").ok
            moves_to(room, phase, "revealed")
            everybody_but_two(room)
            goes_to_the_end(room)
            meetings.append(told(room))
            assert who_has(meetings[-1], *(person.seat.id for person in room.people)) == set()
    told_alike(*meetings)


def everybody_but_two(room: Room) -> None:
    """The first two put their phones away: what was sent to them alone is their own affair."""
    for person in room.people[:2]:
        room.feed.gone(person.sid)
        room.wire.sent = [
            sent
            for sent in room.wire.sent
            if not (sent[1] == "me" and sent[0] in {person.sid, f"seat:{person.seat.id}"})
        ]
    room.people = room.people[2:]


@pytest.mark.parametrize(("kind", "phase"), WORDS)
def test_words_for_the_champion_alone_stay_there_to_the_end(
    tmp_path: Path, kind: str, phase: str
) -> None:
    with a_meeting(tmp_path, kind) as room:
        walks_to(room, phase)
        ids = writes(room.people[0], CANARY)
        everybody(room, lambda n, person: marks(person, highest))
        is_kept = room.scene(lambda scene: scene.phase.words_stay)
        moves_to(room, phase, "revealed")
        if is_kept:
            for row in room.console.rows("note"):
                assert not {"group", "letter", "n", "round"} & set(row)
        else:
            assert who_has(told(room), CANARY) >= {"console", "projector", "group", "file"}
        goes_to_the_end(room)
        assert room.console.does("close_workshop").ok
        room.settles()
        if is_kept:
            assert who_has(told(room), CANARY, *ids) == {"console"}


# ---- how much a number tells


def answered(folder: Path, kind: str, phase: str, *rows: Sequence[int]) -> dict[str, str]:
    """A meeting in which each person gives these values, one for each thing that takes a mark,
    talked through to the end: what everybody was told, but for each person's own marks."""
    with a_meeting(folder, kind, people=len(rows)) as room:
        walks_to(room, phase)
        for person, row in zip(room.people, rows, strict=True):
            marks(person, lambda rule, n, row=row: row[n % len(row)])
        room.wire.sent = [sent for sent in room.wire.sent if sent[1] != "me"]
        moves_to(room, phase, "revealed")
        goes_to_the_end(room)
        room.wire.sent = [sent for sent in room.wire.sent if sent[1] != "me"]
        room.people = []
        return told(room)


def test_under_five_answers_two_rooms_with_one_word_are_told_the_same(tmp_path: Path) -> None:
    one = answered(tmp_path / "one", "agreement", "answer", (5, 5), (5, 1), (4, 3), (4, 4))
    two = answered(tmp_path / "two", "agreement", "answer", (3, 2), (3, 0), (3, 2), (3, 1))
    told_alike(one, two)


def test_answers_under_three_are_one_number(tmp_path: Path) -> None:
    rows = ((5, 4), (5, 4), (4, 4), (4, 4), (4, 3))
    one = answered(tmp_path / "one", "agreement", "answer", *rows, (4, 2))
    two = answered(tmp_path / "two", "agreement", "answer", *rows, (4, 1))
    told_alike(one, two)


def test_until_it_was_talked_through_a_band_is_all_there_is(tmp_path: Path) -> None:
    meetings = []
    for name, last in (("one", 5), ("two", 3)):
        with a_meeting(tmp_path / name, "agreement") as room:
            walks_to(room, "answer")
            everybody(room, lambda n, person, last=last: marks(person, lambda *_: 4 if n else last))
            room.wire.sent = [sent for sent in room.wire.sent if sent[1] != "me"]
            moves_to(room, "talk", None)
            room.wire.sent = [sent for sent in room.wire.sent if sent[1] != "me"]
            room.people = []
            meetings.append(told(room))
    told_alike(*meetings)


def test_a_headline_says_mixed_and_never_how_many_see_it_differently(tmp_path: Path) -> None:
    one = answered(tmp_path / "one", "headlines", "tap", (0,), (0,), (1,), (1,), (0,), (1,))
    two = answered(tmp_path / "two", "headlines", "tap", (2,), (2,), (2,), (2,), (2,), (2,))
    told_alike(one, two)


def test_under_five_taps_a_headline_says_nothing(tmp_path: Path) -> None:
    one = answered(tmp_path / "one", "headlines", "tap", (0,), (0,), (0,), (0,))
    two = answered(tmp_path / "two", "headlines", "tap", (2,), (2,), (2,), (2,))
    told_alike(one, two)


@pytest.mark.parametrize("face", ["console", "projector"])
def test_a_second_asking_begins_at_nobody(tmp_path: Path, face: str) -> None:
    with a_meeting(tmp_path, "agreement") as room:
        walks_to(room, "answer")
        everybody(room, lambda n, person: marks(person, highest))
        moves_to(room, "talk", None)
        second = room.console.rows("action")[1]["id"]
        activity = room.was()["activity"]
        assert room.console.does("test_again", activity=activity, actions=[second], was=1).ok
        screen: Face = getattr(room, face)
        assert screen.view()["counts"]["answered"] == 0
        assert room.people[0].marks("position", second, 3).ok
        assert screen.view()["counts"]["answered"] == 1


# ---- the same over the real server, where every byte of sockets, pages and files is kept


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with a_server(tmp_path) as server:
        stage = Stage(server, "writing")
        stage.five_join()
        yield stage


def everywhere(stage: Stage, *canaries: str, since: int = 0) -> set[str]:
    """Load every page and file for everybody who may, then: who has any of these."""
    stage.looks_everywhere()
    return stage.tape.who_has(*canaries, since=since)


def nobody_is_named(stage: Stage) -> None:
    """No seat's id was sent to anybody."""
    seats = [row["id"] for row in stage.rows("SELECT id FROM participants")]
    assert len(seats) == 5
    assert stage.tape.who_has(*seats) == set()


@pytest.mark.long
def test_over_the_real_server_taps_options_dots_positions_and_worries_stay_hidden(
    stage: Stage,
) -> None:
    phones = {phone.who for phone in stage.phones}
    taps_and_is_heard(stage)
    writes_options(stage, {"console", "projector", "export", *phones})
    votes_blind(stage)
    answers_and_worries(stage)


def taps_and_is_heard(stage: Stage) -> None:
    stage.opens("headlines", "tap", "open")
    before = stage.tape.now
    for phone in stage.phones:
        for row in phone.line.rows("slot"):
            assert phone.marks("view", row["id"], 2)["ok"]
    assert everywhere(stage, '"totals"', '"band"', since=before) == set()
    assert stage.projector.view["counts"] == {"answered": 5}
    stage.next("tap", "revealed")
    assert everywhere(stage, '"mixed"', since=before) >= {"projector", "console"}
    assert everywhere(stage, '"view":{"band":"recognised"', since=before) == set()


def writes_options(stage: Stage, everybody: set[str]) -> None:
    stage.opens("grow", "goal", None)
    stage.next("reality", None)
    stage.next("options", "open")
    written = [
        phone.writes(f"canary option {n}", fields={"obstacle": f"canary obstacle {n}"})
        for n, phone in enumerate(stage.phones)
    ]
    ids = [note for _, note in written]
    assert everywhere(stage, "canary", *ids) == set()
    stage.next("options", "closed")
    assert everywhere(stage, "canary", *ids) == {"console"}
    stage.next("options", "revealed")
    wait_for(lambda: len(stage.projector.notes()) == 5)
    assert everywhere(stage, "canary option 3") >= everybody - {"export"}
    assert all(row.get("group") != stage.ben.group for row in stage.projector.notes().values())


def votes_blind(stage: Stage) -> None:
    stage.next("clarify", None)
    stage.next("vote", "open")
    before = stage.tape.now
    one, other = sorted(stage.projector.notes())[:2]
    for phone in stage.phones:
        assert phone.marks("dot", one, 2)["ok"]
    assert stage.ben.marks("dot", other, 1)["ok"]
    assert everywhere(stage, '"totals"', '"dots":10', '"dots": 10', since=before) == set()
    stage.next("vote", "revealed")
    wait_for(lambda: stage.projector.notes()[one].get("totals") == {"dot": 10})
    wait_for(lambda: stage.ada.line.notes()[other].get("totals") == {"dot": 1})


def counted(line: Line) -> list[Any]:
    """How the answers spread, as a screen shows it."""
    return [row.get("counts") for row in line.rows("test")]


def answers_and_worries(stage: Stage) -> None:
    actions = []
    for text in ("Agree three examples", "Plan one revising lesson"):
        action = stage.console.sends("add_action")["action"]
        fields, was = {"we_will": text}, {"we_will": ""}
        stage.console.sends("write_action", action=action, fields=fields, was=was)
        actions.append(action)
    stage.opens("agreement", "read", None)
    stage.next("answer", "open")
    before = stage.tape.now
    for n, phone in enumerate(stage.phones):
        assert all(phone.marks("position", action, 4 if n else 1)["ok"] for action in actions)
    worry = stage.amira.writes("a worry like a canary", slot=actions[1])
    assert everywhere(stage, *worry, '"type":"test"', '"type": "test"', since=before) == set()
    stage.next("talk", None)
    assert everywhere(stage, *worry) == {"console"}
    assert all(not {"group", "n", "round"} & set(stage.console.notes()[note]) for note in worry[1:])
    assert everywhere(stage, '"counts":[', '"counts": [', since=before) == set()
    for row in stage.console.rows("test"):
        assert stage.console.sends("talk_through", test=row["id"])["ok"]
    for line in (stage.projector, stage.ben.line):
        wait_for(lambda line=line: counted(line) == [[0, 4, 0, 1]] * 2)
    paper = f"{stage.server.url}/w/{stage.code}/plan.docx"
    assert stage.ben.session.get(paper).status_code == 404
    assert stage.console.sends("agree_plan", was=0)["ok"]
    assert stage.ben.session.get(paper).status_code == 200
    assert everywhere(stage, *worry) == {"console"}
    nobody_is_named(stage)
    assert stage.console.sends("close_workshop")["ok"]
    wait_for(lambda: stage.rows("SELECT is_sealed FROM workshop")[0]["is_sealed"])
    assert everywhere(stage, *worry) == {"console"}
