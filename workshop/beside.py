"""The rows beside the notes: slots, groups and where they stand, what groups chose. Who may see
what of them is asked of `audience`."""

from __future__ import annotations

from .audience import CONSOLE, PROJECTOR, Audience, note_row, slot_totals
from .model import Row
from .scene import Scene
from .transaction import Transaction
from .writing import notes_written


def group_rows(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """The groups and where they stand; how many notes are left is their own affair."""
    rows = []
    for group in scene.groups:
        row: Row = {"id": group["id"], "type": "group", "letter": group["letter"]}
        row |= scene.places[group["id"]]
        if audience.face == CONSOLE or audience.group == group["id"]:
            row["left"] = notes_left(tx, scene, group["id"])
        if audience.face == CONSOLE:
            row["seats"] = scene.sizes.get(group["id"], 0)
            row["is_dry"] = prompt_number(scene, group["id"]) is not None
        rows.append(row)
    return rows


def notes_left(tx: Transaction, scene: Scene, group: str) -> int | None:
    """How many new notes a group may still write in this round; None: no limit, or not now."""
    if scene.kind is None or scene.activity is None or scene.phase is None or scene.step is None:
        return None
    limit = scene.kind.note_limit(scene.activity["settings"])
    if limit is None or scene.phase.is_private or "note" not in scene.phase.accepts:
        return None
    written = notes_written(tx, scene.activity["id"], scene.phase.key, group, scene.step.round)
    return max(limit - written, 0)


def prompt_number(scene: Scene, group: str | None) -> int | None:
    """Which fresh prompt a group was offered in this round, if any."""
    if scene.activity is None or scene.phase is None or "note" not in scene.phase.accepts:
        return None
    offered = scene.activity["prompts"].get(group)
    return offered[1] if offered and offered[0] == scene.activity["round"] else None


def slot_rows(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """The slots of the present activity: prepared words, the same for all. The console has those
    of earlier activities too, because it still has their notes."""
    past = []
    if audience.face == CONSOLE:
        past = tx.all(
            """
            SELECT * FROM slots WHERE activity IS NOT ? AND is_removed = 0
              AND EXISTS (SELECT 1 FROM notes WHERE notes.slot = slots.id)
            ORDER BY activity, position
            """,
            scene.workshop["activity"],
        )
    return [
        {
            "id": slot["id"],
            "type": "slot",
            "activity": slot["activity"],
            "number": slot["position"],
            "title": slot["title"],
            "text": slot["text"],
            "source": slot["source"],
            "is_skipped": bool(slot["is_skipped"]),
        }
        | ({"stance": slot["stance"]} if slot["stance"] else {})
        | ({"totals": totals} if (totals := slot_totals(tx, scene, slot, audience)) else {})
        | ({"is_past": True} if slot in past else {})
        for slot in (*scene.slots, *past)
    ]


def choice_rows(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """What groups chose: to the group itself and the console; to the projector with the notes."""
    if scene.activity is None or scene.kind is None or scene.phase is None:
        return []
    kinds = {r.kind for p in scene.kind.phases for r in p.marks if r.summary == "choice"}
    if not kinds or (audience.face == PROJECTOR and scene.phase.room_notes != "all"):
        return []
    rows = []
    for mark in tx.all(
        "SELECT * FROM marks WHERE activity = ? AND is_removed = 0", scene.activity["id"]
    ):
        if mark["kind"] not in kinds:
            continue
        if audience.face == "group" and mark["owner"] != audience.group:
            continue
        if isinstance(mark["value"], str) and not choice_is_seen(tx, scene, mark, audience):
            continue
        rows.append(
            {
                "id": f"c-{mark['id']}",
                "type": "choice",
                "group": mark["owner"],
                "slot": mark["subject"],
                "kind": mark["kind"],
                "value": mark["value"],
            }
        )
    return rows


def choice_is_seen(tx: Transaction, scene: Scene, mark: Row, audience: Audience) -> bool:
    """A choice of a hidden note would name it: it is left out with the note."""
    note = tx.one("SELECT * FROM notes WHERE id = ?", mark["value"])
    return note is not None and note_row(tx, scene, note, audience) is not None
