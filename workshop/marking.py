"""What people do from their phones without words: ticks, dots, scores, choices and positions are
one command, which puts, changes or takes back a mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .kind import MarkRule, Phase, budget_of
from .model import Refused, Row, Seat, new_id
from .scene import Scene
from .transaction import Transaction
from .writing import phase_still_open, round_of


def cast_mark(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Put, change or take back a mark; the last command wins."""
    phase = phase_still_open(scene, body, None)
    rule = next((r for r in phase.marks if r.kind == body["kind"]), None)
    if rule is None or scene.activity is None or scene.kind is None:
        raise Refused("not_now")
    if (
        phase.is_private
        and scene.veil_of(scene.activity, phase.key, round_of(scene, phase)) != "open"
    ):
        raise Refused("phase_closed")
    if seat.group is None:
        raise Refused("no_group")
    subject, value = str(body["subject"]), body["value"]
    note = marked_note(tx, scene, seat, phase, rule, subject, value)
    if body.get("round") not in (None, round_of(scene, phase)):
        raise Refused("asked_again")  # a phone that was away: this is another asking
    facts = {"subject": subject, "value": value, "group": seat.group, "note": note}
    scene.kind.check_mark(scene, rule, facts)
    owner = seat.id if rule.owner == "seat" else seat.group
    check_budget(tx, scene, rule, owner, subject, value)
    put_mark(tx, scene.activity["id"], phase.key, rule.kind, owner, subject, value)
    tx.touched["notes" if rule.on == "note" else "marks"].add(subject)
    if rule.on == "activity":
        tx.touched["notes"] |= {str(value)} if value else set()
    if rule.owner == "seat":
        tx.touched["me"].add(seat.id)


def marked_note(
    tx: Transaction,
    scene: Scene,
    seat: Seat,
    phase: Phase,
    rule: MarkRule,
    subject: str,
    value: Any,
) -> Row | None:
    """The note a mark is about, checked to be there and in this group's sight."""
    is_offered = rule.values is None or (value in rule.values and type(value) is int)
    if value is not None and not is_offered:
        raise Refused("bad_value")  # True is 1 to Python, but not to the sum of dots
    if rule.on == "slot" and all(slot["id"] != subject for slot in scene.slots):
        raise Refused("no_such_slots")
    if rule.on == "action":
        if subject not in scene.path(round_of(scene, phase)):
            raise Refused("no_such_actions")
        tx.need("actions", subject)
    if rule.on == "activity" and (scene.activity is None or subject != scene.activity["id"]):
        raise Refused("bad_value")
    note_id = subject if rule.on == "note" else value if rule.values is None else None
    if note_id is None:
        return None
    note = tx.need("notes", note_id)
    assert scene.activity is not None
    if value is None:
        return note  # a mark may always be taken back, also from a note that is gone
    veil = scene.veil_of(scene.activity, note["phase"])
    if note["activity"] != scene.activity["id"] or note["is_late"]:
        raise Refused("not_now")
    if veil not in (None, "revealed") and not note["is_carried"]:
        raise Refused("not_now")
    if note["is_withdrawn"] or note["is_hidden"] or note["merged_into"]:
        raise Refused("note_gone")
    if phase.hand_notes in {"slot", "home"} and note["slot"] not in visited(scene, seat.group):
        raise Refused("other_station")
    if rule.stance is not None and (note["stance"] != rule.stance or note["slot"] != subject):
        raise Refused("bad_value")
    return note


def visited(scene: Scene, group: str | None) -> set[str | None]:
    """The slots a group has stood at up to now."""
    now = scene.step.round if scene.step else 0
    last = max([now, *(s.round for s in scene.steps[: scene.at + 1])])
    return {scene.place(group, r) for r in range(last + 1)} | {scene.home(group)}


def check_budget(
    tx: Transaction, scene: Scene, rule: MarkRule, owner: str, subject: str, value: Any
) -> None:
    """A person's sum over all subjects stays within the rule's budget."""
    if scene.activity is None or value is None:
        return
    budget = budget_of(rule, scene.activity["settings"])
    if budget is None:
        return
    row = tx.one(
        """
        SELECT coalesce(sum(CAST(value AS INTEGER)), 0) AS spent FROM marks
        WHERE activity = ? AND kind = ? AND owner = ? AND subject != ? AND is_removed = 0
        """,
        scene.activity["id"],
        rule.kind,
        owner,
        subject,
    )
    if row is not None and row["spent"] + value > budget:
        raise Refused("budget", n=budget)


def put_mark(
    tx: Transaction,
    activity: str,
    phase: str,
    kind: str,
    owner: str,
    subject: str,
    value: Any,
) -> None:
    """One mark per owner and subject: put it, change it, or take it back with None."""
    held = tx.one(
        "SELECT id FROM marks WHERE activity = ? AND kind = ? AND owner = ? AND subject = ?",
        activity,
        kind,
        owner,
        subject,
    )
    if held is not None:
        new = {"is_removed": 1} if value is None else {"value": value, "is_removed": 0}
        tx.write("marks", held["id"], new)
    elif value is not None:
        tx.insert(
            "marks",
            id=new_id(),
            activity=activity,
            phase=phase,
            kind=kind,
            owner=owner,
            subject=subject,
            value=value,
        )
