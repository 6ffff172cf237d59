"""The power goes. A busy hour is recorded as the disk saw it; then, for every moment at which
something was made sure, the disk is laid out as a power cut could have left it, opened as the
server opens it, and looked through for everything that phones had been told is saved."""

from __future__ import annotations

import contextlib
import itertools
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workshop.activities import KINDS
from workshop.backups import back_up
from workshop.database import NewerSchema
from workshop.house import House
from workshop.shelf import Shelf

from .finding import Finding
from .hands import Staff
from .laptop import Laptop, Message, a_laptop
from .platter import Platter
from .together import wait_for
from .vfs import Event, Tape, events

RUNNER = "tools/mishaps/power_run.py"
WAYS = dict.fromkeys(("wire", "spawn", "apart", "on_death")) | {"clock": lambda: 0}


def power_cut(folder: Path, commands: int = 600, each: int = 3) -> Finding:
    """Play an hour of so many commands, then cut the power `each` times at every sync."""
    tape = folder / "tape"
    play(folder / "played", tape, commands)
    found = Cuts()
    for step, (lying, told) in enumerate(cuts(tape, each, random.Random(7))):
        look(folder / "cut", lying, told, found)
        if step % 200 == 0:
            print(f"  cut {step}: {found}", file=sys.stderr, flush=True)
    return Finding(
        "power_cut",
        found.looks,
        found.lost,
        found.duplicated,
        None,
        "after the next start everything that said “Saved”; what was pending is sent again",
        f"tried = cuts, at {found.looks // each} syncs of {commands} commands, with erasing, "
        f"closing, two starts; copies opened: {found.copies}; not sound: {found.unsound}",
        is_as_expected=not found.unsound and found.looks > commands,
    )


def play(folder: Path, tape: Path, commands: int) -> None:
    """The hour: people are busy, the champion erases a note; a second start; then it is closed."""
    with a_laptop(folder, "--demo", program=(RUNNER, str(tape))) as laptop:
        staff = Staff(laptop, 6, "power")
        told(staff, Tape(tape))
        works_for(staff, commands // 2)
        erases_one(staff)
        laptop.kill()
        laptop.start()
        staff.meets_new_server()
        works_for(staff, commands // 2)
        assert staff.champion is not None
        staff.champion.face.does("close_workshop")
        wait_for(lambda: is_sealed(laptop))
        staff.leaves()
        laptop.stop()


def works_for(staff: Staff, commands: int) -> None:
    """They are busy until so many more were answered."""
    enough = staff.acknowledged + commands
    staff.works()
    wait_for(lambda: staff.acknowledged >= enough, 120)
    staff.rests()


def erases_one(staff: Staff) -> None:
    """The champion erases a note, which clears the copies as well."""
    hand = next(hand for hand in staff.hands if hand.words)
    note = next(iter(hand.words))
    assert staff.champion is not None
    staff.champion.face.does("erase_note", note=note)
    hand.words.pop(note)
    time.sleep(1)


def told(staff: Staff, tape: Tape) -> None:
    """From now the tape also holds what people sent, and what they were told is saved."""
    for face in staff.faces:
        face.told = tape.keep


def is_sealed(laptop: Laptop) -> bool:
    """Whether closing is done."""
    with closing(sqlite3.connect(f"file:{laptop.path}?mode=ro", uri=True)) as conn:
        return bool(conn.execute("SELECT is_sealed FROM workshop").fetchone()[0])


@dataclass(frozen=True)
class Restored:
    """The words of the notes before a restore, and those of the backup."""

    old: frozenset[str]
    new: frozenset[str]


def play_restore(folder: Path, tape: Path, commands: int) -> Restored:
    """A busy room is killed, and an earlier backup taken up. The tape has everything."""
    with a_laptop(folder, "--demo", program=(RUNNER, str(tape))) as laptop:
        staff = Staff(laptop, 4, "restore", has_champion=False)
        works_for(staff, commands)
        backup = back_up(laptop.path, folder)
        works_for(staff, commands)
        staff.leaves()
        laptop.kill()
        whole = back_up(laptop.path, folder)
        Tape(tape).keep("restore", "begins")
        laptop.start("--restore", str(backup))
        laptop.stop()
    return Restored(*(frozenset(words_in(path)) for path in (whole, backup)))


def words_in(path: Path) -> list[str]:
    """What the notes of a database say."""
    with closing(sqlite3.connect(path)) as conn:
        return [text for (text,) in conn.execute("SELECT text FROM notes")]


def notes_after(folder: Path, lying: dict[str, bytes]) -> frozenset[str]:
    """What the notes say when a disk that was left so is opened."""
    lay_out(folder, lying)
    shelf = Shelf(folder, KINDS)
    if shelf.migrate() or not shelf.codes():
        return frozenset({"nothing could be opened"})
    return frozenset(words_in(shelf.home_of(shelf.codes()[0]) / "workshop.db"))


# ---- the cuts


@dataclass
class Told:
    """What people had sent and been told by a moment."""

    sent: dict[str, Message] = field(default_factory=dict)
    saved: dict[str, Message] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """One event of the tape."""
        if event[0] == "sent":
            self.sent[event[1]["op"]] = event[1]
        if event[0] == "told" and event[2].get("ok"):
            self.saved[event[1]["op"]] = event[1]

    def words(self) -> dict[str, set[str]]:
        """What each note may say: its last words that were saved, or any sent after them."""
        may: dict[str, set[str]] = {}
        for op, message in self.sent.items():
            note, text = message["body"].get("id"), message["body"].get("text")
            if note and text is not None:
                may[note] = {text} if op in self.saved else may.get(note, set()) | {text}
        return may


def cuts(tape: Path, each: int, rng: random.Random) -> Iterator[tuple[dict[str, bytes], Told]]:
    """After every sync, `each` disks as a cut before the next sync may leave them."""
    platter, people, since = Platter(), Told(), 0
    whole = list(events(tape))
    places = [n for n, event in enumerate(whole) if event[0] == "sync"] + [len(whole)]
    for place, following in itertools.pairwise(places):
        for at in sorted(rng.randint(place + 1, following) for _ in range(each)):
            for event in whole[since:at]:
                platter.take(event)
                people.take(event)
            since = at
            yield platter.after_a_cut(rng), people


@dataclass
class Cuts:
    """What all cuts came to."""

    looks: int = 0
    lost: int = 0
    duplicated: int = 0
    unsound: int = 0
    copies: int = 0
    seen: set[int] = field(default_factory=set, repr=False)


def look(folder: Path, lying: dict[str, bytes], people: Told, found: Cuts) -> None:
    """Lay the disk out, open it as the server does, and look for everything."""
    lay_out(folder, lying)
    found.looks += 1
    try:
        open_and_look(folder, people, found)
    except (sqlite3.Error, NewerSchema, OSError) as error:
        print(f"  not opened: {error!r}", file=sys.stderr)
        found.unsound += 1


def lay_out(folder: Path, lying: dict[str, bytes]) -> None:
    """The files of a disk in a folder; what SQLite only shares in memory is not among them."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "workshops").mkdir(parents=True)
    for name, content in lying.items():
        _, is_ours, inside = name.partition("/workshops/")
        if is_ours and not name.endswith("-shm"):
            path = folder / "workshops" / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def open_and_look(folder: Path, people: Told, found: Cuts) -> None:
    """The server's own way: migrate, open, finish what was half done; then our questions."""
    shelf = Shelf(folder, KINDS)
    found.unsound += len(shelf.migrate())
    if not shelf.codes():
        found.lost += len(people.saved)
        return
    code = shelf.codes()[0]
    store = House(shelf, KINDS, **WAYS).open(code)
    conn = store.db.conn
    with contextlib.closing(store.db):
        found.unsound += conn.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
        ops = [op for (op,) in conn.execute("SELECT op FROM log")]
        found.lost += len(people.saved.keys() - set(ops))
        found.duplicated += len(ops) - len(set(ops))
        found.lost += wrong_words(conn, people)
        found.duplicated += conn.execute(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM notes WHERE text LIKE '% writes number %'
                AND id NOT IN (SELECT to_id FROM links WHERE kind = 'carried')
                GROUP BY text HAVING count(*) > 1
            )
            """
        ).fetchone()[0]
    for copy in (folder / "workshops" / code / "backups").glob("*.db"):
        look_at_copy(copy, found)


def wrong_words(conn: Any, people: Told) -> int:
    """Saved notes that say something else than they should."""
    rows = conn.execute("SELECT id, text FROM notes WHERE NOT is_erased AND NOT is_withdrawn")
    today, may = dict(rows), people.words()
    return sum(text not in may[note] for note, text in today.items() if note in may)


def look_at_copy(copy: Path, found: Cuts) -> None:
    """A copy is there whole or not at all."""
    content = hash(copy.read_bytes())
    if content in found.seen:
        return
    found.seen.add(content)
    found.copies += 1
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as conn:
        is_sound = conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        found.unsound += not is_sound or not conn.execute("SELECT 1 FROM workshop").fetchall()
