"""How many notes there are, of which sort: counted once, then kept by what changed, so that a room
with ten thousand notes costs no more than one with ten. It holds no words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from .model import Row
from .scene import Scene
from .transaction import Transaction


class Sort(NamedTuple):
    """What of a note is counted."""

    activity: str
    phase: str
    round: int
    slot: str | None
    is_late: bool
    is_hidden: bool
    is_carried: bool
    has_look: bool


class Numbers:
    """The notes of one workshop, counted by sort."""

    def __init__(self) -> None:
        self.sorts: dict[str, Sort] | None = None
        self.counted: Counter[Sort] = Counter()

    def heed(self, touched: Mapping[str, Row | None]) -> None:
        """Notes were touched by a commit, by their ids: count them anew as they are now. Before the
        first question, nothing."""
        if self.sorts is None:
            return
        for note_id, note in touched.items():
            before = self.sorts.pop(note_id, None)
            if before is not None:
                self.counted[before] -= 1
            if note is not None:
                self.add(note)

    def add(self, note: Row) -> None:
        """Count one note, if it stands."""
        is_gone = note["is_removed"] or note["is_erased"]
        if is_gone or (note["is_withdrawn"] and not note["is_late"]):
            return
        assert self.sorts is not None
        self.sorts[note["id"]] = sort_of(note)
        self.counted[self.sorts[note["id"]]] += 1

    def of(self, tx: Transaction, is_one: Callable[[Sort], bool]) -> int:
        """How many notes are of some sort."""
        return sum(n for sort, n in self.all(tx).items() if is_one(sort))

    def all(self, tx: Transaction) -> Counter[Sort]:
        """Every sort with its number."""
        if self.sorts is None:
            self.sorts = {}
            for note in tx.all("SELECT * FROM notes"):
                self.add(note)
        return self.counted


def sort_of(note: Row) -> Sort:
    """A note's sort."""
    return Sort(
        note["activity"],
        note["phase"],
        note["round"],
        note["slot"],
        bool(note["is_late"]),
        bool(note["is_hidden"]),
        bool(note["is_carried"]),
        note["look"] is not None,
    )


def desk_numbers(tx: Transaction, scene: Scene, numbers: Numbers) -> Row:
    """The console's numbers: notes, hidden ones, ones to look at, ones for later, and by slot."""
    assert scene.activity is not None and scene.phase is not None
    here, phase = scene.activity["id"], scene.phase.key
    is_alone = scene.is_writing_alone

    def unseen(sort: Sort) -> bool:
        """Whether it was written for nobody's eyes yet."""
        activity = scene.activity_of(sort.activity)
        veil = scene.veil_of(activity, sort.phase, sort.round)
        return veil == "open" and not sort.is_carried

    found: Row = {"notes": 0, "hidden": 0, "look": 0, "later": 0}
    by_slot: Counter[str] = Counter()
    for sort, n in numbers.all(tx).items():
        if sort.is_late:
            found["later"] += n
            continue
        if sort.activity != "plan":
            found["notes"] += n
            if not unseen(sort):
                found["hidden"] += n * sort.is_hidden
                found["look"] += n * (sort.has_look and not sort.is_hidden)
        is_here = sort.activity == here and not (is_alone and sort.phase == phase)
        if is_here and sort.slot is not None:
            by_slot[sort.slot] += n
    return found | {"by_slot": {slot: n for slot, n in by_slot.items() if n}}


def written_in(tx: Transaction, scene: Scene, numbers: Numbers) -> int:
    """How many notes the present phase has."""
    assert scene.activity is not None and scene.phase is not None
    here = (scene.activity["id"], scene.phase.key)
    return numbers.of(
        tx,
        lambda sort: (
            (sort.activity, sort.phase) == here and not sort.is_late and not sort.is_carried
        ),
    )
