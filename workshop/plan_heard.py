"""The facts of the paper's two smaller appendices: what staff said of the review's headlines, and
each group's way from a problem to a cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .audience import letter_of_group, slot_totals
from .model import Row
from .plan_room import HEADLINES, PATHS, additions, notes_of, slots_of
from .reports.facts import HeadlineFacts, PathFacts, PathLine
from .roots import ON_PAPER, headline_text, top_of, words_of
from .scene import Scene
from .transaction import Transaction
from .words import say

FINDINGS = {"strength": "strength", "gap": "area"}


def headlines_of(tx: Transaction, scene: Scene) -> Iterable[HeadlineFacts]:
    """The review's headlines that the room looked at, and what staff said of them."""
    for activity in scene.activities:
        if activity["kind"] != HEADLINES or activity["phase"] is None:
            continue
        notes = notes_of(tx, activity)
        for slot in slots_of(tx, activity):
            said = (seen(tx, scene, n) for n in notes if n["slot"] == slot["id"])
            totals = slot_totals(tx, scene, slot, ON_PAPER)
            yield HeadlineFacts(
                text=headline_text(slot),
                kind=FINDINGS.get(slot["stance"], "area"),
                band=totals.get("view", {}).get("band", ""),
                sentences=tuple(row["text"] for row in said if row is not None),
            )


def paths_of(tx: Transaction, scene: Scene) -> Iterable[PathFacts]:
    """Each group's way from a problem to a cause, in the order of the groups."""
    groups = sorted((*scene.groups, *scene.merged), key=lambda group: group["position"])
    for activity in scene.activities:
        if activity["kind"] != PATHS or activity["phase"] is None:
            continue
        notes = notes_of(tx, activity)
        for group in groups:
            path = path_facts(tx, scene, activity, notes, group["id"])
            if path is not None:
                yield path


def path_facts(
    tx: Transaction, scene: Scene, activity: Row, notes: list[Row], group: str
) -> PathFacts | None:
    """One group's path; None when it chose no problem and wrote nothing."""
    by_id = {note["id"]: note for note in notes}
    chosen = choices_of(tx, activity, group)
    lines = [note for note in notes if note["grp"] == group and note["parent"]]
    ringed = by_id.get(chosen.get("ring", ""))
    problem = by_id.get(chosen.get("problem", ""))
    if problem is None and (ringed or lines):
        problem = top_of(tx, ringed or lines[0])
    if problem is None:
        return None
    row = seen(tx, scene, problem)
    shown = seen(tx, scene, ringed) if ringed is not None else None
    said = ringed["fields"] if ringed is not None and shown is not None else {}
    return PathFacts(
        group_letter=letter_of_group(scene, group),
        problem=row["text"] if row else say("paper.hidden"),
        lines=tuple(lines_under(tx, scene, additions(lines), problem["id"], ringed)),
        tag=said.get("tag", ""),
        sure=said.get("sure", ""),
        check=said.get("check", ""),
        who=said.get("who", ""),
    )


def choices_of(tx: Transaction, activity: Row, group: str) -> dict[str, str]:
    """The problem and the cause that a group chose."""
    rows = tx.all(
        """
        SELECT kind, value FROM marks
        WHERE activity = ? AND owner = ? AND kind IN ('problem', 'ring') AND is_removed = 0
        """,
        activity["id"],
        group,
    )
    return {row["kind"]: str(row["value"]) for row in rows}


def lines_under(
    tx: Transaction,
    scene: Scene,
    below: Mapping[str, list[Row]],
    parent: str,
    ringed: Row | None,
    depth: int = 0,
) -> Iterable[PathLine]:
    """The lines of a path, each before those under it; hidden ones are left out."""
    for note in below.get(parent, []):
        row = seen(tx, scene, note)
        if row is not None:
            is_ringed = ringed is not None and ringed["id"] == note["id"]
            yield PathLine(row["text"], depth, is_ringed)
        yield from lines_under(tx, scene, below, note["id"], ringed, depth + 1)


def seen(tx: Transaction, scene: Scene, note: Row) -> Row | None:
    """A note with the words that the room saw; what came too late was for the champion alone."""
    return None if note["is_late"] else words_of(tx, scene, note)
