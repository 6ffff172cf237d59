"""A room in one process: the real store, writer and feed, with a wire that records every frame.
Tests speak through people: `amira.writes("Too little time")`, `room.console.notes()`."""

from __future__ import annotations

import contextlib
import json
import queue
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from workshop.activities import KINDS
from workshop.audience import Audience
from workshop.feed import Connection, Feed
from workshop.grouping import join
from workshop.kind import Kind
from workshop.making import Wishes
from workshop.model import Answer, Command, Role, Seat, new_id, new_token
from workshop.packs import Pack, parse_file
from workshop.reports import exports
from workshop.shelf import Shelf
from workshop.store import Job, Store

PACKS = Path(__file__).resolve().parent.parent / "packs"
DAY = date(2026, 3, 16)


class RecordingWire:
    """Keeps what was sent, as JSON text, by room, and what reached each socket."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.encoded: Counter[str] = Counter()
        self.rooms: dict[str, set[str]] = {}
        self.heard: dict[str, list[tuple[str, str]]] = {}

    def ready(self, event: str, message: Any) -> tuple[str, str]:
        self.encoded[event] += 1
        return event, json.dumps(message)

    def send(self, ready: tuple[str, str], room: str) -> None:
        event, text = ready
        self.sent.append((room, event, text))
        for sid in self.rooms.get(room, {room}):
            self.heard.setdefault(sid, []).append((event, text))

    def enter(self, sid: str, room: str) -> None:
        self.rooms.setdefault(room, set()).add(sid)

    def leave(self, sid: str, room: str) -> None:
        self.rooms.get(room, set()).discard(sid)

    def hangs_up(self, sid: str) -> None:
        """A socket is no more: it is in no room."""
        for members in self.rooms.values():
            members.discard(sid)


class Clock:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.ms = 1_700_000_000_000

    def __call__(self) -> int:
        return self.ms

    def passes(self, seconds: float) -> None:
        self.ms += int(seconds * 1000)


class Face:
    """Somebody with a screen: gives commands, and sees what its audience was sent."""

    def __init__(self, room: Room, seat: Seat, audience: Audience, sid: str) -> None:
        self.room, self.seat, self.audience, self.sid = room, seat, audience, sid

    def does(self, name: str, /, op: str | None = None, **body: Any) -> Answer:
        """Give a command and wait for its answer."""
        return self.room.store.give(Command(op or new_id(), name, body, self.seat))

    def view(self) -> dict[str, Any]:
        """What this face would be sent now."""
        store = self.room.store
        view = store.ask(lambda tx, scene: store.feed.snapshot(tx, self.audience, store.clock()))
        return json.loads(json.dumps(view))

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Rows of one type."""
        return [row for row in self.view()["rows"] if row["type"] == kind]

    def notes(self) -> list[str]:
        """The words of the present activity's notes this face sees."""
        return [row["text"] for row in self.rows("note") if not row.get("is_past")]

    def heard(self, *events: str) -> list[tuple[str, Any]]:
        """What its connection was sent from the beginning; of these events, if any are named."""
        self.room.catches_up()
        told = [(e, json.loads(text)) for e, text in self.room.wire.heard.get(self.sid, [])]
        return [(event, message) for event, message in told if not events or event in events]

    def frames(self) -> list[dict[str, Any]]:
        """The frames among it."""
        return [message for _, message in self.heard("frame")]


class Person(Face):
    """Somebody with a phone."""

    def __init__(self, room: Room, seat: Seat, group: str, sid: str) -> None:
        super().__init__(room, seat, Audience("group", group), sid)
        self.keys: dict[str, str] = {}

    @property
    def group(self) -> str:
        """The group this person is in now."""
        row = self.room.look("SELECT grp FROM participants WHERE id = ?", self.seat.id)
        return str(row[0]["grp"])

    def here(self) -> dict[str, Any]:
        """The fields that say where a phone is."""
        step = self.room.was()
        group = self.group
        at = self.room.scene(lambda scene: scene.at_slot(group))
        return {
            "activity": step["activity"],
            "phase": step["phase"],
            "round": step["round"],
            "slot": at,
            "group": group,
        }

    def writes(self, text: str, stance: str | None = "gap", **more: Any) -> Answer:
        """Write a note where this person stands. The answer carries the note's id in `fields`."""
        note, key = more.pop("id", None) or new_id(), more.pop("key", None) or new_token()
        self.keys[note] = key
        op = more.pop("op", None)
        body = self.here() | {"id": note, "key": key, "text": text, "stance": stance} | more
        self.last_note = note
        return self.does("write_note", op, **body)

    def writes_later(self, text: str, **more: Any) -> Answer:
        """Send words that came too late to the champion's "for later"."""
        return self.writes(text, late=True, **more)

    def edits(self, note: str, text: str, was: str) -> Answer:
        """Change the words of a note whose key this phone holds."""
        return self.does("edit_note", id=note, key=self.keys[note], text=text, was=was)

    def withdraws(self, note: str) -> Answer:
        """Take a note back."""
        return self.does("withdraw_note", id=note, key=self.keys[note])

    def me(self) -> dict[str, Any]:
        """What concerns this person alone, as it would be sent now."""
        feed = self.room.feed
        return json.loads(json.dumps(self.room.store.ask(lambda tx, _: feed.me(tx, self.seat.id))))

    def note(self, text: str, stance: str | None = "gap", **more: Any) -> Command:
        """A note written where this person stands, not sent yet."""
        note = {"id": new_id(), "key": new_token(), "text": text, "stance": stance}
        return Command(new_id(), "write_note", self.here() | note | more, self.seat)

    def fills(self, note: str, was: dict[str, str] | None = None, **fields: str) -> Answer:
        """Fill in fields of a note of the own group."""
        seen = {name: (was or {}).get(name, "") for name in fields}
        return self.does("fill_note", note=note, fields=fields, was=seen)

    def ticks(self, note: str, value: int | None = 1) -> Answer:
        """Say "we recognise this"."""
        return self.marks("tick", note, value)

    def marks(self, kind: str, subject: str, value: Any) -> Answer:
        """Cast any mark in the present phase."""
        here = self.here()
        return self.does(
            "cast_mark",
            activity=here["activity"],
            phase=here["phase"],
            kind=kind,
            subject=subject,
            value=value,
        )


class Room:
    """A workshop with its writer running."""

    def __init__(self, folder: Path, pack: Pack, groups: int, kinds: dict[str, Kind]) -> None:
        self.shelf = Shelf(folder, kinds)
        self.kinds = kinds
        self.clock = Clock()
        self.wire = RecordingWire()
        self.code = self.shelf.make(pack, Wishes("Millrace Primary School", 60, groups, DAY))
        self.start()

    def start(self) -> None:
        """Start the writer (again)."""
        self.feed = Feed(self.wire, self.kinds)
        self.store = Store(
            self.shelf.home_of(self.code),
            self.kinds,
            self.feed,
            self.clock,
            spawn=lambda call, *args: threading.Thread(target=call, args=args).start(),
            apart=lambda call, *args: call(*args),
        )
        self.thread = threading.Thread(target=self.store.run, daemon=True)
        self.thread.start()
        self.console = self.face(Role.CHAMPION, Audience("console"))
        self.projector = self.face(Role.PROJECTOR, Audience("projector"))

    def stop(self) -> None:
        """Stop the writer in an orderly way."""
        self.store.stop()
        self.thread.join(5)

    def face(self, role: Role, audience: Audience) -> Face:
        """A screen of the facilitator's, connected."""
        face = Face(self, Seat(role.value, role), audience, new_id())
        self.connect(face, None)
        return face

    def connect(self, face: Face, seat: str | None) -> None:
        """Put a face's socket into its audience."""
        connection = Connection(face.sid, face.audience, seat)
        self.store.ask(lambda tx, scene: self.feed.join(connection, None, None))

    def person(self, group: str | None = None) -> Person:
        """Somebody joins; `group` is a letter, else the smallest."""
        token = new_token()
        wanted = self.group(group) if group else None
        seat_id = self.store.make(lambda tx, scene: join(tx, scene, token, wanted))
        row = self.look("SELECT grp FROM participants WHERE id = ?", seat_id)[0]
        seat = Seat(seat_id, Role.PARTICIPANT, row["grp"])
        person = Person(self, seat, row["grp"], new_id())
        person.token = token
        self.connect(person, seat_id)
        return person

    def gives(self, command: Command) -> Answer:
        """Give a command that was made before."""
        return self.store.give(command)

    def at_once(self, *commands: Command) -> list[Answer]:
        """Commands that the writer finds waiting together: one batch."""
        jobs = [Job(queue.Queue(1), command=each) for each in commands]
        with self.busy_writer():
            for job in jobs:
                self.store.queue.put(job)
        return [job.reply.get(timeout=10) for job in jobs]

    @contextmanager
    def busy_writer(self) -> Iterator[None]:
        """Inside, the writer is held up; what is sent meanwhile waits."""
        is_held, goes_on = threading.Event(), threading.Event()
        self.store.tell(lambda tx, scene: is_held.set() or goes_on.wait(10))
        assert is_held.wait(10)
        try:
            yield
        finally:
            goes_on.set()

    def catches_up(self) -> None:
        """Wait until the writer has done all it was given; no time passes."""
        for _ in range(2):
            self.scene(lambda scene: None)

    def group(self, letter: str) -> str:
        """The id of a group by its letter."""
        return str(self.look("SELECT id FROM groups WHERE letter = ?", letter)[0]["id"])

    def look(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """Rows straight from the writer's connection."""
        found = self.store.ask(lambda tx, scene: tx.all(sql, *values))
        if isinstance(found, Exception):
            raise found
        return list(found)

    def scene(self, question: Any) -> Any:
        """Ask the present scene."""
        return self.store.ask(lambda tx, scene: question(scene))

    def was(self) -> dict[str, Any]:
        """The step on the screen."""
        return self.scene(lambda scene: scene.was())

    def next(self) -> Answer:
        """Press the one dominant next."""
        move = self.console.view()["state"]["drive"]["next"]
        return self.console.does(move["name"], **move["body"])

    def goes_to(self, phase: str, step_round: int = 0) -> None:
        """Press next until the present activity is at that phase."""
        for _ in range(40):
            was = self.was()
            if was and (was["phase"], was["round"]) == (phase, step_round):
                return
            assert self.next().ok
        raise AssertionError(f"never came to {phase} {step_round}")

    def opens(self, kind: str, number: int = 0) -> None:
        """Open an activity of a kind: the first, or that number from 0."""
        activity = self.activity(kind, number)
        assert self.console.does("open_activity", activity=activity, was=self.was()).ok

    def activity(self, kind: str, number: int = 0) -> str:
        """The id of an activity of a kind: the first, or that number from 0."""
        rows = self.look("SELECT id FROM activities WHERE kind = ? ORDER BY position", kind)
        return str(rows[number]["id"])

    def closes(self) -> Answer:
        """Close the present private phase."""
        return self.veils("close_phase")

    def reveals(self) -> Answer:
        """Reveal the present private phase."""
        return self.veils("reveal_phase")

    def talks_it_through(self) -> None:
        """The room talks about every action it was asked about."""
        for test in sorted(self.console.rows("test"), key=lambda row: row["round"]):
            if not test["is_talked"]:
                self.console.does("talk_through", test=test["id"])

    def agrees(self, was: int = 0) -> Answer:
        """Talk about what is left to talk about, then agree the plan."""
        self.talks_it_through()
        return self.console.does("agree_plan", was=was)

    def veils(self, name: str) -> Answer:
        """Give one of the two commands of a private phase."""
        step = self.was()
        return self.console.does(name, activity=step["activity"], phase=step["phase"])

    def skips(self) -> Answer:
        """Move on as the clock or an old page may, whatever the dominant next is."""
        return self.console.does("move_on", was=self.was())

    def settles(self) -> None:
        """Let time pass and every frame go out."""
        self.clock.passes(1)
        for _ in range(2):
            self.store.ask(lambda tx, scene: True)

    def files(self) -> list[Path]:
        """Every file of the workshop: database, WAL, shared memory, backups."""
        return [path for path in self.store.folder.rglob("*") if path.is_file()]

    def holds(self, text: str) -> list[str]:
        """Names of the workshop's files that hold these bytes. A copy in the making may go again
        while we look."""
        found = []
        for path in self.files():
            with contextlib.suppress(FileNotFoundError):
                found += [path.name] if text.encode() in path.read_bytes() else []
        return found

    def export(self, name: str) -> bytes:
        """A file as the console exports it."""
        return exports.export(self.store.path, self.kinds, name, DAY)


@contextmanager
def a_room(
    folder: Path, *, groups: int = 4, pack: Pack | None = None, kinds: Any = KINDS
) -> Iterator[Room]:
    """A room with its writer running, stopped at the end."""
    room = Room(folder, pack or parse_file(PACKS / "writing.md", kinds), groups, kinds)
    try:
        yield room
    finally:
        room.stop()


def wait_until(true: Any, seconds: float = 5.0) -> None:
    """Wait for something that another thread brings about."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.01)
