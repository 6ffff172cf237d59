"""A face that folds only what it was sent knows what its audience knows, whatever happens: random
commands by random people, messages dropped, repeated and out of order, lines lost, data restored.

One Node process folds with the real static/js/state.js. A seed plays the same hour every time.
"""

import json
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.kinds.board import PACK, WITH_BOARD
from tests.room import Face, Person, RecordingWire, Room, a_room
from tools.node import find_node
from workshop.audience import Audience
from workshop.backups import back_up
from workshop.feed import Connection, Feed
from workshop.model import Answer, new_id
from workshop.packs import parse_file

SEEDS = range(12)
COMMANDS = 250
SCRIPT = Path(__file__).resolve().parent / "js" / "replica.mjs"
MISHAPS = {"dropped": 0.06, "repeated": 0.06, "swapped": 0.04}


class Node:
    """The one Node process, asked line by line."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [str(find_node()), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def asks(self, verb: str, name: str, **more: Any) -> Any:
        """One question, one answer."""
        line = json.dumps({"do": verb, "name": name, **more}).encode() + b"\n"
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(line)
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    node = Node()
    yield node
    node.process.kill()
    node.process.wait(10)


class Replica:
    """What one face folded. `owes` says that it has missed something and must ask."""

    def __init__(self, node: Node, face: Face, name: str) -> None:
        self.node, self.face, self.name = node, face, name
        self.read = 0
        self.owes = False
        self.asked = 0
        node.asks("begin", name)

    def catches_up(self, dice: random.Random | None) -> None:
        """Fold what has come since; with dice, as a bad line would bring it."""
        came = self.face.room.wire.heard.get(self.face.sid, [])
        new = came[self.read :]
        self.read += len(new)
        is_asking = False
        for event, text, mishap in self.as_it_comes(new, dice):
            if mishap == "dropped":
                self.owes = self.owes or event == "frame"
                continue
            is_asking = self.folds(event, text, mishap == "early") or is_asking
            if mishap == "repeated" and not self.owes:
                again = self.node.asks("fold", self.name, kind=event, text=text)
                assert again["ask"] is None and (event != "frame" or again["isSame"])
        if is_asking:
            self.resumes()

    def as_it_comes(
        self, new: list[tuple[str, str]], dice: random.Random | None
    ) -> Iterator[tuple[str, str, str]]:
        """The messages with their mishaps. Only frames and pulses may be lost or change places:
        a snapshot is the answer to a question and comes in its place."""
        ahead = list(new)
        while ahead:
            event, text = ahead.pop(0)
            luck = dice.random() if dice is not None and event in {"frame", "pulse"} else 1.0
            if luck < MISHAPS["dropped"]:
                yield event, text, "dropped"
            elif luck < MISHAPS["dropped"] + MISHAPS["repeated"]:
                yield event, text, "repeated"
            elif luck < sum(MISHAPS.values()) and ahead and event == ahead[0][0] == "frame":
                yield (*ahead.pop(0), "early")
                yield event, text, ""
            else:
                yield event, text, ""

    def folds(self, event: str, text: str, is_early: bool) -> bool:
        """Fold one message; whoever missed something must ask at the next frame or pulse."""
        ask = self.node.asks("fold", self.name, kind=event, text=text)["ask"]
        if event == "snapshot":
            self.owes = False
        if is_early or (self.owes and event == "pulse"):
            assert ask is not None, (self.name, event, text[:200])
        self.owes = self.owes or is_early
        return ask is not None

    def resumes(self) -> None:
        """Ask for a snapshot, as the client does after a gap (P7)."""
        store, sid = self.face.room.store, self.face.sid
        self.asked += 1
        store.ask(lambda tx, scene: store.feed.resume(sid))

    def knows(self) -> dict[str, Any]:
        """What it has folded."""
        return dict(self.node.asks("show", self.name))


class Hour:
    """A room, its people, and dice."""

    def __init__(self, room: Room, node: Node, seed: int) -> None:
        self.room, self.node, self.dice = room, node, random.Random(seed)
        self.seed = seed
        self.people = [room.person() for _ in range(7)]
        self.replicas = [
            Replica(node, room.console, f"{seed}/console"),
            Replica(node, room.projector, f"{seed}/projector"),
            *(Replica(node, each, f"{seed}/{i}") for i, each in enumerate(self.people)),
        ]
        self.done: list[str] = []
        self.notes: list[tuple[Person, str, str]] = []
        self.trail: list[str] = []
        self.copy = back_up(room.store.path, room.store.folder / "files")

    # ---- what may happen

    def plays(self) -> None:
        """One random thing, then everybody hears what came of it."""
        act = does_what_is_asked if self.dice.random() < 0.6 else self.dice.choice(ACTS)
        answer = act(self)
        said = (answer.refused or "ok") if isinstance(answer, Answer) else ""
        self.trail.append(f"{act.__name__} {said}")
        self.room.clock.passes(self.dice.choice([0, 0, 0.02, 0.1, 1, 6]))
        if self.dice.random() < 0.5:
            self.room.store.ask(lambda tx, scene: True)
            for replica in self.replicas:
                replica.catches_up(self.dice)

    def anybody(self) -> Person:
        return self.dice.choice(self.people)

    def any_note(self) -> str:
        """A note's id: one that was written, or one that never was."""
        return self.dice.choice(self.notes)[1] if self.notes else new_id()

    def any_group(self) -> str:
        return self.room.group(self.dice.choice("ABC"))

    def desk(self, name: str, /, **body: Any) -> Answer:
        """A command from the console, remembered for undo."""
        op = new_id()
        answer = self.room.console.does(name, op, **body)
        if answer.ok:
            self.done.append(op)
        return answer

    def activity(self) -> str:
        was = self.room.was()
        return str(was["activity"]) if was else new_id()

    def settles(self) -> None:
        """All lines are good again; everybody hears the next pulse and asks if need be."""
        self.room.clock.passes(6)
        for _ in range(3):
            self.room.settles()
            self.room.store.ask(lambda tx, scene: self.room.feed.pulse(tx, self.room.clock()))
            for replica in self.replicas:
                replica.catches_up(None)


def does_what_is_asked(hour: Hour) -> Answer | None:
    """Write where the step takes notes, mark where it takes marks, else help the room on."""
    step = hour.room.console.view()["state"]["step"]
    if not step:
        return presses_next(hour)
    chances = [writes] * 3 if "note" in step["accepts"] else []
    chances += [builds] if "build" in step["accepts"] else []
    chances += [marks] * 3 if step["marks"] else []
    return hour.dice.choice(chances or [presses_next, presses_next, opens])(hour)


def writes(hour: Hour) -> Answer | None:
    who = hour.anybody()
    if not hour.room.was():
        return None
    stance = "gap" if hour.room.scene(lambda s: s.kind.key) == "carousel" else None
    text = f"Note {len(hour.notes)} {hour.dice.choice(['', 'by Mr Brook', '😀', '<b>'])}"
    answer = who.writes(text, stance)
    if answer.ok:
        hour.notes.append((who, who.last_note, text.strip()))
    return answer


def builds(hour: Hour) -> Answer | None:
    who = hour.anybody()
    return who.writes("And more", None, parent=seen_by(hour, who)) if hour.room.was() else None


def seen_by(hour: Hour, who: Person) -> str:
    """A note that somebody can see, else any."""
    seen = [row["id"] for row in as_audience(hour.room, who)["rows"] if row["type"] == "note"]
    return hour.dice.choice(seen) if seen else hour.any_note()


def writes_late(hour: Hour) -> Answer | None:
    return hour.anybody().writes_later("For later") if hour.room.was() else None


def edits(hour: Hour) -> Answer | None:
    if not hour.notes:
        return None
    at = hour.dice.randrange(len(hour.notes))
    who, note, was = hour.notes[at]
    answer = who.edits(note, f"{was}!", was)
    if answer.ok:
        hour.notes[at] = (who, note, f"{was}!")
    return answer


def withdraws(hour: Hour) -> Answer | None:
    if not hour.notes:
        return None
    who, note, _ = hour.dice.choice(hour.notes)
    return who.withdraws(note)


def marks(hour: Hour) -> Answer | None:
    step = hour.room.console.view()["state"]["step"]
    if not step or not step["marks"]:
        return None
    who, rule = hour.anybody(), hour.dice.choice(step["marks"])
    subject = seen_by(hour, who) if rule["on"] == "note" else who.here()["slot"]
    values = rule["values"] or [seen_by(hour, who)]
    value = hour.dice.choice([*values, *values, None])
    return who.marks(rule["kind"], subject, value)


def changes_group(hour: Hour) -> Answer:
    return hour.anybody().does("choose_group", group=hour.any_group())


def moves_on(hour: Hour) -> Answer:
    return hour.desk("move_on", was=hour.room.was())


def presses_next(hour: Hour) -> Answer | None:
    move = hour.room.console.view()["state"]["drive"]["next"]
    return hour.desk(move["name"], **move["body"]) if move else None


def goes_back(hour: Hour) -> Answer:
    return hour.desk("go_back", was=hour.room.was())


def opens(hour: Hour) -> Answer:
    kind = hour.dice.choice(["carousel", "board", "board"])
    return hour.desk("open_activity", activity=hour.room.activity(kind), was=hour.room.was())


def moderates(hour: Hour) -> Answer:
    name = hour.dice.choice(["hide_note", "show_note", "show_note", "pass_note"])
    return hour.desk(name, note=hour.any_note())


def erases(hour: Hour) -> Answer | None:
    return hour.desk("erase_note", note=hour.any_note()) if hour.dice.random() < 0.3 else None


def carries(hour: Hour) -> Answer:
    boards = [hour.room.activity("board", 0), hour.room.activity("board", 1)]
    return hour.desk("carry_note", note=hour.any_note(), to=hour.dice.choice(["plan", *boards]))


def words_an_action(hour: Hour) -> Answer | None:
    actions = hour.room.console.rows("action")
    if not actions:
        return hour.desk("add_action")
    action = hour.dice.choice(actions)
    was = {"we_will": action["fields"].get("we_will", "")}
    return hour.desk("write_action", action=action["id"], fields={"we_will": new_id()}, was=was)


def arranges(hour: Hour) -> Answer:
    slots = hour.room.console.rows("slot") or [{"id": new_id()}]
    slot = {"slot": hour.dice.choice(slots)["id"]}
    merge = {"group": hour.any_group(), "into": hour.any_group()}
    rounds = hour.room.console.view()["state"]["desk"]["rounds"] or 1
    name, body = hour.dice.choice(
        [
            ("skip_slot", slot),
            ("restore_slot", slot),
            ("drop_round", {"activity": hour.activity(), "was": rounds}),
            ("merge_groups", merge if hour.dice.random() < 0.2 else {**merge, "into": new_id()}),
            ("add_group", {}),
            ("prompt_group", {"activity": hour.activity(), "group": hour.any_group()}),
            ("set_setting", {"activity": hour.activity(), "name": "notes", "value": 3}),
            ("show_screen", {"page": hour.dice.choice([None, "welcome", "rules"])}),
            ("turn_page", {"activity": hour.activity(), "page": 1, "was": 0}),
        ]
    )
    return hour.room.console.does(name, **body) if name == "add_group" else hour.desk(name, **body)


def times(hour: Hour) -> Answer:
    name, more = hour.dice.choice(
        [("add_time", {"seconds": 60}), ("pause_timer", {}), ("start_timer", {})]
    )
    return hour.desk(name, activity=hour.activity(), **more)


def undoes(hour: Hour) -> Answer | None:
    return hour.desk("undo", target=hour.dice.choice(hour.done)) if hour.done else None


def time_passes(hour: Hour) -> None:
    hour.room.clock.passes(6)
    hour.room.store.ask(hour.room.store.timekeeper.tick)


def somebody_joins(hour: Hour) -> None:
    if len(hour.people) < 12:
        person = hour.room.person()
        hour.people.append(person)
        hour.replicas.append(Replica(hour.node, person, f"{hour.seed}/{len(hour.people)}"))


def somebody_walks_away_and_comes_back(hour: Hour) -> None:
    """Messages in between are lost with the line; what was last known goes into `auth` (P4)."""
    replica = hour.dice.choice(hour.replicas)
    hangs_up(hour.room, replica)
    for _ in range(hour.dice.randrange(3)):
        hour.dice.choice([writes, presses_next, moderates])(hour)
    comes_back(hour.room, replica)


def data_are_restored(hour: Hour) -> None:
    """The server starts again, on a copy made earlier or on today's data, with a new epoch."""
    if hour.dice.random() < 0.8:
        return
    for replica in hour.replicas:
        hangs_up(hour.room, replica)
    hour.room.stop()
    is_older = hour.dice.random() < 0.5
    if is_older and hour.people[7:] == []:
        for old in hour.room.store.folder.glob("workshop.db*"):
            old.unlink()
        shutil.copy(hour.copy, hour.room.store.path)
        hour.notes.clear()
        hour.done.clear()
    with closing(sqlite3.connect(hour.room.store.path)) as db:
        db.execute("UPDATE workshop SET epoch = ?", (new_id(),))
        db.commit()
    console, projector = hour.room.console, hour.room.projector
    hour.room.start()
    hour.room.console, hour.room.projector = console, projector
    for replica in hour.replicas:
        comes_back(hour.room, replica)


def hangs_up(room: Room, replica: Replica) -> None:
    """The line is dead."""
    room.feed.gone(replica.face.sid)
    room.wire.hangs_up(replica.face.sid)


def comes_back(room: Room, replica: Replica) -> None:
    """A new socket that says where the replica is."""
    face, place = replica.face, replica.node.asks("place", replica.name)
    face.sid, replica.read, replica.owes = new_id(), 0, False
    is_person = isinstance(face, Person)
    audience = Audience("group", face.group) if is_person else face.audience
    connection = Connection(face.sid, audience, face.seat.id if is_person else None)
    room.store.ask(lambda tx, scene: room.feed.join(connection, place["epoch"], place["rev"]))


ACTS = [
    *[writes] * 9,
    *[builds] * 4,
    *[edits] * 3,
    *[marks] * 8,
    *[presses_next] * 4,
    *[carries] * 3,
    *[moderates] * 3,
    *[arranges] * 3,
    *[undoes] * 2,
    *[somebody_walks_away_and_comes_back] * 2,
    *[opens] * 2,
    *[withdraws, writes_late, changes_group, moves_on, goes_back, erases, words_an_action],
    *[times, time_passes, somebody_joins, data_are_restored],
]


def as_audience(room: Room, face: Face) -> dict[str, Any]:
    """What a face's audience may see, read anew from the tables; a person's is their group's."""
    audience = room.feed.connections[face.sid].audience
    anew = Feed(RecordingWire(), room.kinds)
    view = room.store.ask(lambda tx, scene: anew.snapshot(tx, audience, tx.now_ms))
    return dict(json.loads(json.dumps(view)))


def is_level(room: Room, replica: Replica) -> None:
    """A replica equals the view of its audience, and knows what concerns its seat alone."""
    known, view = replica.knows(), as_audience(room, replica.face)
    assert known["rows"] == {row["id"]: row for row in view["rows"]}
    for part in ("epoch", "state", "counts"):
        assert known[part] == view[part], part
    audience = room.feed.connections[replica.face.sid].audience
    assert known["rev"] == room.feed.sent[audience].rev
    if isinstance(replica.face, Person):
        assert known["me"] == replica.face.me()


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_a_face_that_folds_what_it_hears_knows_what_its_audience_knows(
    tmp_path: Path, node: Node, seed: int
) -> None:
    with a_room(tmp_path, groups=3, pack=parse_file(PACK, WITH_BOARD), kinds=WITH_BOARD) as room:
        hour = Hour(room, node, seed)
        hour.desk("open_activity", activity=room.activity("carousel"), was=None)
        for _ in range(COMMANDS):
            hour.plays()
        hour.settles()
        for replica in hour.replicas:
            is_level(room, replica)
        room.console.does("close_workshop")
        hour.settles()
        for replica in hour.replicas[:2]:
            is_level(room, replica)
