"""The facts of the plan, read from one workshop's tables for the paper. What the room may not
see does not get into them: visibility is asked of `audience`, as everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from .audience import PAPER, Audience, note_row, totals_of
from .model import Row
from .reports.facts import (
    ActionFacts,
    ChainFacts,
    Finding,
    NoteFacts,
    PlanFacts,
    StationFacts,
)
from .scene import Kinds, Scene, read_scene
from .transaction import Transaction
from .writing import origin_of

ON_PAPER = Audience(PAPER)
REACH = ("not_yet", "in_places", "mostly", "everywhere")


def plan_facts(tx: Transaction, kinds: Kinds, today: date) -> PlanFacts:
    """Everything the paper may say today."""
    scene = read_scene(tx, kinds)
    workshop, pack = scene.workshop, scene.workshop["pack"]
    stations = tuple(stations_of(tx, scene))
    return PlanFacts(
        school=workshop["school"],
        title=workshop["title"],
        key_question=workshop["question"],
        workshop_on=date.fromisoformat(workshop["held_on"]),
        review_on=date.fromisoformat(workshop["review_on"]),
        made_on=today,
        partnership=workshop["partnership"],
        focus=workshop["focus"],
        took_part=took_part(tx, scene),
        champion_label=workshop["label"],
        strengths=findings(pack, "strength", (s.strength_text for s in stations)),
        improvements=findings(pack, "area", (s.gap_text for s in stations)),
        actions=tuple(actions_of(tx, scene)),
        stations=stations,
        ground_rules=tuple(pack.get("ground_rules", ())),
    )


def took_part(tx: Transaction, scene: Scene) -> int | None:
    """How many people took part; kept when the workshop was closed and its seats forgotten."""
    if scene.workshop["took_part"] is not None:
        return int(scene.workshop["took_part"]) or None
    row = tx.one("SELECT count(*) AS n FROM participants WHERE is_removed = 0")
    return int(row["n"]) or None if row else None


def findings(pack: Row, kind: str, chosen: Iterable[str]) -> tuple[Finding, ...]:
    """What the review found, then what the room chose."""
    review = [Finding(h["text"], "review") for h in pack.get("headlines", ()) if h["kind"] == kind]
    staff = dict.fromkeys(text for text in chosen if text)
    return (*review, *(Finding(text, "staff") for text in staff))


def stations_of(tx: Transaction, scene: Scene) -> Iterable[StationFacts]:
    """The notes of every activity, station by station; an activity without stations is one."""
    for activity in scene.activities:
        notes = tx.all(
            "SELECT * FROM notes WHERE activity = ? AND is_removed = 0 ORDER BY n", activity["id"]
        )
        slots = tx.all(
            "SELECT * FROM slots WHERE activity = ? AND is_removed = 0 ORDER BY position",
            activity["id"],
        )
        if activity["phase"] is None or not (notes or slots):
            continue
        for slot in slots or [{"id": None, "position": 0, "title": activity["title"]}]:
            here = [note for note in notes if note["slot"] == slot["id"] or not slots]
            if here or not slot.get("is_skipped"):
                yield station_facts(tx, scene, activity, slot, here)


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
            if scene.veil_of(activity, n["phase"]) is None or (n["is_carried"] and n["grp"])
            else (1, 0, n["id"])
        ),
    )


def notes_facts(tx: Transaction, scene: Scene, notes: list[Row]) -> Iterable[NoteFacts]:
    """Notes with what was added to them. A hidden note is named only where others build on it."""
    for note in notes:
        if note["parent"] is None:
            builds = [n for n in notes if n["parent"] == note["id"]]
            shown = note_facts(tx, scene, note, builds)
            if shown is not None:
                yield shown


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
        group_letter=letter_of(tx, row.get("group")),
        recognised=totals.get("tick"),
        marks=scene.kinds[activity["kind"]].report(totals) if activity else "",
        is_withdrawn=bool(row.get("is_withdrawn")),
        builds=below,
    )


def letter_of(tx: Transaction, group: str | None) -> str | None:
    """A group's letter, also when it has merged since."""
    row = tx.one("SELECT letter FROM groups WHERE id = ?", group) if group else None
    return str(row["letter"]) if row else None


def actions_of(tx: Transaction, scene: Scene) -> Iterable[ActionFacts]:
    """The draft actions with the notes they grew from."""
    rows = tx.all("SELECT * FROM actions WHERE is_removed = 0 ORDER BY position")
    for number, action in enumerate(rows, start=1):
        fields = action["fields"]
        yield ActionFacts(
            number=number,
            we_will=fields.get("we_will", ""),
            so_that=fields.get("so_that", ""),
            who_leads=fields.get("who_leads", ""),
            by_when=day_or_words(fields.get("by_when", "")),
            kind=fields.get("kind", ""),
            makes_room=fields.get("makes_room", ""),
            chain=tuple(chain_facts(tx, scene, action["id"], fields.get("how_known", ""))),
        )


def chain_facts(
    tx: Transaction, scene: Scene, action: str, evidence_tag: str
) -> Iterable[ChainFacts]:
    """Station and note behind an action; a hidden note without its words."""
    origins = tx.all(
        """
        SELECT notes.* FROM links AS grew
        JOIN links AS carried ON carried.to_id = grew.to_id AND carried.kind = 'carried'
        JOIN notes ON notes.id = carried.from_id
        WHERE grew.from_id = ? AND grew.kind = 'grew_from' AND grew.is_removed = 0
        """,
        action,
    )
    for note in origins:
        origin = origin_of(tx, note)
        slot = tx.one("SELECT * FROM slots WHERE id = ?", origin["slot"]) or {}
        row = carried_row(tx, scene, note)
        chosen = tx.one(
            "SELECT 1 AS x FROM marks WHERE value = ? AND is_removed = 0", f'"{origin["id"]}"'
        )
        yield ChainFacts(
            station_title=slot.get("title", ""),
            station_text=slot.get("text", ""),
            source=slot.get("source", ""),
            group_letter=letter_of(tx, row.get("group")),
            text=row["text"],
            stance=note["stance"] or "",
            recognised=totals_of(tx, scene, origin, ON_PAPER).get("tick") if row["text"] else None,
            evidence_tag=evidence_tag,
            was_chosen=chosen is not None,
        )


def carried_row(tx: Transaction, scene: Scene, note: Row) -> Row:
    """A note behind an action as the paper may show it. One from "for later" became public with
    the action that the champion made of it."""
    if note["is_late"]:
        note = note | {"is_late": 0, "is_carried": 1, "grp": None}
    return note_row(tx, scene, note, ON_PAPER) or {"text": None}


def day_or_words(typed: str) -> date | str | None:
    """A day, if an ISO date was given; else the words."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return typed or None
