"""The facts of what the room wrote at its stations, for the appendix. Worries never get in here;
options stand with the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from .audience import note_row
from .model import SHEET, Row
from .reports.facts import NoteFacts, StationFacts
from .roots import ON_PAPER
from .scene import Scene
from .transaction import Transaction

REACH = ("not_yet", "in_places", "mostly", "everywhere")
PATHS, HEADLINES = "whys", "headlines"  # kinds of activity with an appendix of their own
APART = frozenset({PATHS, HEADLINES, "agreement"})


def stations_of(
    tx: Transaction, scene: Scene, printed: Collection[str] = ()
) -> Iterable[StationFacts]:
    """The notes of every activity, station by station; an activity without stations is one.
    Notes that are `printed` elsewhere are left out."""
    for activity in scene.activities:
        if activity["phase"] is None or activity["kind"] in APART:
            continue
        notes = [
            note
            for note in notes_of(tx, activity)
            if note["id"] not in printed and note["stance"] != SHEET
        ]
        slots = slots_of(tx, activity)
        if not (notes or slots):
            continue
        for slot in slots or [{"id": None, "position": 0, "title": activity["title"]}]:
            here = [note for note in notes if note["slot"] == slot["id"] or not slots]
            facts = station_facts(tx, scene, activity, slot, here)
            if facts.notes or (slots and not slot.get("is_skipped")):
                yield facts


def notes_of(tx: Transaction, activity: Row) -> list[Row]:
    """An activity's notes as they came."""
    return tx.all(
        "SELECT * FROM notes WHERE activity = ? AND is_removed = 0 ORDER BY n", activity["id"]
    )


def slots_of(tx: Transaction, activity: Row) -> list[Row]:
    """An activity's slots in order."""
    return tx.all(
        "SELECT * FROM slots WHERE activity = ? AND is_removed = 0 ORDER BY position",
        activity["id"],
    )


def station_facts(
    tx: Transaction, scene: Scene, activity: Row, slot: Row, notes: list[Row]
) -> StationFacts:
    """One station: its taps, what its groups chose, and its notes as far as they may be shown."""
    choices = choices_at(tx, activity, slot["id"])
    return StationFacts(
        number=slot["position"],
        title=slot["title"],
        text=slot.get("text", ""),
        source=slot.get("source", ""),
        reach=tuple(dict.fromkeys(REACH[value] for value in sorted(choices["reach"]))),
        strength_text=chosen_text(tx, scene, choices["strength"]),
        gap_text=chosen_text(tx, scene, choices["gap"]),
        notes=tuple(notes_facts(tx, scene, in_paper_order(scene, activity, notes))),
    )


def choices_at(tx: Transaction, activity: Row, slot: str | None) -> dict[str, list[Any]]:
    """What groups chose at a station, by kind of choice."""
    found: dict[str, list[Any]] = {"reach": [], "strength": [], "gap": []}
    for mark in tx.all(
        """
        SELECT kind, value FROM marks WHERE activity = ? AND subject = ? AND is_removed = 0
        ORDER BY id
        """,
        activity["id"],
        slot,
    ):
        found.setdefault(mark["kind"], []).append(mark["value"])
    return found


def chosen_text(tx: Transaction, scene: Scene, note_ids: list[str]) -> str:
    """The words of the first chosen note that may be shown."""
    for note_id in note_ids:
        note = tx.one("SELECT * FROM notes WHERE id = ?", note_id)
        shown = note_row(tx, scene, note, ON_PAPER) if note else None
        if shown and shown["text"]:
            return str(shown["text"])
    return ""


def in_paper_order(scene: Scene, activity: Row, notes: list[Row]) -> list[Row]:
    """Public notes as they came; notes of private origin by id, which shuffles them."""
    return sorted(
        notes,
        key=lambda n: (
            (0, n["n"], "")
            if scene.veil_of(activity, n["phase"], n["round"]) is None
            or (n["is_carried"] and n["grp"])
            else (1, 0, n["id"])
        ),
    )


def notes_facts(tx: Transaction, scene: Scene, notes: list[Row]) -> Iterable[NoteFacts]:
    """Notes with what was added to them. A hidden note is named only where others build on it."""
    below = additions(notes)
    for note in notes:
        if note["parent"] is None:
            shown = note_facts(tx, scene, note, below.get(note["id"], []))
            if shown is not None:
                yield shown


def additions(notes: Iterable[Row]) -> Mapping[str, list[Row]]:
    """What was added to each note."""
    below: dict[str, list[Row]] = defaultdict(list)
    for note in notes:
        if note["parent"] is not None:
            below[note["parent"]].append(note)
    return below


def note_facts(tx: Transaction, scene: Scene, note: Row, builds: list[Row]) -> NoteFacts | None:
    """One note for the appendix, or None."""
    below = tuple(
        facts for build in builds if (facts := note_facts(tx, scene, build, [])) is not None
    )
    row = note_row(tx, scene, note, ON_PAPER)
    is_gone = row is None or row.get("is_withdrawn", False)
    if is_gone and not below:
        return None
    if row is None:
        return NoteFacts("", is_hidden=True, builds=below)
    totals = row.get("totals", {})
    activity = scene.activity_of(note["activity"])
    return NoteFacts(
        text=row["text"],
        stance=row["stance"] or "",
        group_letter=row.get("letter"),
        recognised=totals.get("tick"),
        marks=scene.kinds[activity["kind"]].report(totals) if activity else "",
        is_withdrawn=bool(row.get("is_withdrawn")),
        builds=below,
    )
