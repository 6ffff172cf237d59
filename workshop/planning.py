"""From notes to a draft plan: carry a note forward, fill in an action, put the actions into order,
take one off again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .action_fields import FIELDS, checked
from .model import Refused, Row, Seat, new_id
from .scene import Scene
from .tellings import overwritten
from .traces import draw_screen_anew
from .transaction import Transaction
from .typed import taken

Body = Mapping[str, Any]


def carry_note(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> Mapping[str, Any]:
    """Copy a note to the plan, where it becomes a draft action, or to a later activity."""
    note = tx.need("notes", body["note"])
    check_carry(scene, note)
    if body["to"] == "plan":
        return {"action": note_to_action(tx, scene, note)}
    return {"note": note_to_activity(tx, scene, note, tx.need("activities", body["to"]))}


def add_action(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> Mapping[str, Any]:
    """An empty draft action at the end of the plan."""
    return {"action": new_action(tx, {})}


def write_action(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Fill in fields of an action; each carries the value that was on the screen."""
    action = tx.need("actions", body["action"])
    near = date.fromisoformat(scene.workshop["held_on"])
    new = taken(FIELDS, action["fields"], body, near)
    fields = checked(action["fields"], new, is_agreed=scene.agreed > 0)
    tx.change("actions", action["id"], fields=fields)
    overwritten(tx, action["id"], new)
    draw_screen_anew(tx, scene.workshop)


def order_actions(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Put the actions into another order: the first matters most."""
    held = tx.all("SELECT id, position FROM actions WHERE is_removed = 0 ORDER BY position")
    today = [action["id"] for action in held]
    if body["was"] != today:
        raise Refused("changed", now=today)
    if sorted(body["actions"]) != sorted(today):
        raise Refused("not_all_actions")
    for action, place in zip(body["actions"], held, strict=True):
        if action != place["id"]:
            tx.change("actions", action, position=place["position"])


def remove_action(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Take an action off the plan; its notes stay. If its page is on the projector, that goes."""
    tx.change("actions", tx.need("actions", body["action"])["id"], is_removed=1)
    draw_screen_anew(tx, scene.workshop)


def check_carry(scene: Scene, note: Row) -> None:
    """Only what is on the room's table, and what its kind offers, is carried."""
    activity = scene.activity_of(note["activity"])
    if note["is_hidden"] or note["is_withdrawn"] or note["is_erased"] or note["merged_into"]:
        raise Refused("note_gone")
    if activity is None:
        raise Refused("not_offered")
    veil = scene.veil_of(activity, note["phase"])
    if veil not in (None, "revealed") and not note["is_carried"] and not note["is_late"]:
        raise Refused("not_offered")
    if not scene.kinds[activity["kind"]].offers(note):
        raise Refused("not_offered")


def note_to_action(tx: Transaction, scene: Scene, note: Row) -> str:
    """A draft action that remembers the note it grew from. A claim starts as a hunch."""
    carried = tx.one(
        """
        SELECT actions.id FROM links AS carried
        JOIN links AS grew ON grew.to_id = carried.to_id AND grew.kind = 'grew_from'
        JOIN actions ON actions.id = grew.from_id AND actions.is_removed = 0
        WHERE carried.from_id = ? AND carried.kind = 'carried' AND carried.is_removed = 0
        """,
        note["id"],
    )
    if carried is not None:
        raise Refused("already_carried")
    copy = copy_note(tx, scene, note, "plan", "plan")
    fields = {"how_known": note["evidence_tag"] or "hunch"}
    if note["stance"] == "stop":
        fields["kind"] = "stop"
    action = new_action(tx, fields)
    tx.insert("links", id=new_id(), from_id=action, to_id=copy, kind="grew_from")
    return action


def note_to_activity(tx: Transaction, scene: Scene, note: Row, activity: Row) -> str:
    """A copy of the note in another activity, if its kind takes it."""
    phase = scene.kinds[activity["kind"]].takes(scene, note)
    if phase is None or activity["id"] == note["activity"]:
        raise Refused("not_taken")
    there = tx.one(
        """
        SELECT 1 AS x FROM links JOIN notes ON notes.id = links.to_id
        WHERE links.from_id = ? AND links.kind = 'carried' AND links.is_removed = 0
          AND notes.activity = ?
        """,
        note["id"],
        activity["id"],
    )
    if there is not None:
        raise Refused("carried_there")
    return copy_note(tx, scene, note, activity["id"], phase)


def copy_note(tx: Transaction, scene: Scene, note: Row, activity: str, phase: str) -> str:
    """The same words in a new note, linked `carried`. Private words leave their group behind."""
    veil = scene.veil_of(scene.activity_of(note["activity"]), note["phase"])
    is_private = veil is not None and not note["is_carried"]
    copy = tx.insert(
        "notes",
        id=new_id(),
        activity=activity,
        phase=phase,
        slot=None,
        grp=None if is_private else note["grp"],
        text=note["text"],
        stance=note["stance"],
        evidence_tag=note["evidence_tag"],
        fields=note["fields"],
        is_carried=1,
    )
    tx.insert("links", id=new_id(), from_id=note["id"], to_id=copy["id"], kind="carried")
    return str(copy["id"])


def new_action(tx: Transaction, fields: Mapping[str, str]) -> str:
    """A draft action after the last one."""
    last = tx.one("SELECT coalesce(max(position), 0) AS p FROM actions")
    action = tx.insert(
        "actions", id=new_id(), position=(last["p"] if last else 0) + 1, fields=dict(fields)
    )
    return str(action["id"])
