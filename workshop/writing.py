"""What people do from their phones: write, edit and withdraw a note, and cast a mark."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from .kind import MarkRule, Phase
from .looking import reason_to_look
from .model import NOTE_LIMIT, Refused, Row, Seat, hashed, new_id
from .scene import Scene
from .transaction import Transaction


def write_note(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Keep a note where its phone showed it to be, or, if the writer agreed, in "for later"."""
    note = note_from(body, seat)
    if is_taken(tx, note["id"]):
        raise Refused("op_reused")
    check_place(scene, seat, note)
    if body.get("late"):
        keep_for_later(tx, scene, note)
        return
    phase = phase_still_open(scene, body, "note" if note["parent"] is None else "build")
    if note["parent"] is not None:
        check_parent(tx, note)
    check_limit(tx, scene, phase, note)
    assert scene.kind is not None
    scene.kind.check_note(scene, note)
    tx.insert("notes", **note)


def keep_for_later(tx: Transaction, scene: Scene, note: Row) -> None:
    """Words that have no place any more, as their writer agreed: for the champion alone."""
    activity = scene.activity_of(note["activity"])
    if activity is None:
        raise Refused("no_such_activities")
    scene.kinds[activity["kind"]].phase(note["phase"])
    tx.insert("notes", **note | {"is_late": 1, "slot": None, "parent": None})


def edit_note(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Change the words of a note whose key the phone holds."""
    note = own_note(tx, body)
    if note["text"] != tidy_text(str(body["was"])):
        raise Refused("changed", now=note["text"])
    text = note_text(str(body["text"]))
    tx.change("notes", note["id"], text=text, look=reason_to_look(text))


def withdraw_note(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Blank a note's text at once, copies too; what was added to it stays."""
    note = own_note(tx, body)
    for each in [note["id"], *copies_of(tx, note["id"])]:
        tx.write("notes", each, {"text": "", "is_withdrawn": 1, "look": None})
        forget_words(tx, each)
    drop_choices_of(tx, note["id"])


def cast_mark(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Put, change or take back a mark; the last command wins."""
    phase = phase_still_open(scene, body, None)
    rule = next((r for r in phase.marks if r.kind == body["kind"]), None)
    if rule is None or scene.activity is None or scene.kind is None:
        raise Refused("not_now")
    if phase.is_private and scene.veil_of(scene.activity, phase.key) != "open":
        raise Refused("phase_closed")
    if seat.group is None:
        raise Refused("no_group")
    subject, value = str(body["subject"]), body["value"]
    note = marked_note(tx, scene, seat, phase, rule, subject, value)
    facts = {"subject": subject, "value": value, "group": seat.group, "note": note}
    scene.kind.check_mark(scene, rule, facts)
    owner = seat.id if rule.owner == "seat" else seat.group
    check_budget(tx, scene, rule, owner, subject, value)
    put_mark(tx, scene.activity["id"], phase.key, rule.kind, owner, subject, value)
    tx.touched["notes" if rule.on == "note" else "marks"].add(subject)
    if rule.owner == "seat":
        tx.touched["me"].add(seat.id)


def is_taken(tx: Transaction, row_id: str) -> bool:
    """Whether a row of that id is on somebody's screen: rows merge by id, so that a note with the
    id of a station would stand in its place."""
    return any(
        tx.one(f"SELECT 1 AS x FROM {table} WHERE id = ?", wanted)
        for table in ("notes", "slots", "groups", "actions", "marks")
        for wanted in {row_id, row_id.removeprefix("c-")}
    )


def note_from(body: Mapping[str, Any], seat: Seat) -> Row:
    """The row of a new note. It names no seat: only the hash of a key its phone keeps."""
    text = note_text(str(body["text"]))
    return {
        "id": body["id"],
        "activity": body["activity"],
        "phase": body["phase"],
        "round": body["round"],
        "slot": body["slot"],
        "grp": body["group"] or seat.group,
        "text": text,
        "parent": body.get("parent"),
        "stance": body.get("stance"),
        "fields": {k: tidy_text(v or "") for k, v in (body.get("fields") or {}).items()},
        "key_hash": hashed(body["key"]),
        "look": reason_to_look(text),
    }


def note_text(typed: str) -> str:
    """What was typed, tidied; refused when nothing is left or it is too long."""
    text = tidy_text(typed)
    if not text:
        raise Refused("empty")
    if len(text) > NOTE_LIMIT:
        raise Refused("too_long", limit=NOTE_LIMIT, n=len(text))
    return text


def tidy_text(typed: str) -> str:
    """Text without control characters, lone surrogates or space around it; lines are kept."""
    whole = typed.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
    kept = (c for c in whole if c in "\n\t" or unicodedata.category(c) != "Cc")
    return "".join(kept).strip()


def phase_still_open(scene: Scene, body: Mapping[str, Any], what: str | None) -> Phase:
    """The phase that the phone showed, if what it sends may still be put there (P19)."""
    if scene.activity is None or scene.kind is None or body["activity"] != scene.activity["id"]:
        raise Refused("late")
    phase = scene.kind.phase(str(body["phase"]))
    if what is not None and what not in phase.accepts:
        raise Refused("not_now")
    step_round = body.get("round")
    places = [
        index
        for index, step in enumerate(scene.steps)
        if step.phase == phase.key and step_round in (None, step.round)
    ]
    if not places or min(places) > scene.at:
        raise Refused("not_now")
    is_present = scene.at in places
    if scene.veil_of(scene.activity, phase.key) == "revealed":
        raise Refused("late")
    if not is_present and scene.activity["is_shown"]:
        raise Refused("late")
    return phase


def check_place(scene: Scene, seat: Seat, note: Row) -> None:
    """A note belongs to the writer's group, or to one they were in when they wrote it."""
    if note["grp"] is None:
        raise Refused("no_group")
    if note["grp"] != seat.group and note["grp"] not in seat.past_groups:
        raise Refused("other_group")


def check_parent(tx: Transaction, note: Row) -> None:
    """What is added to stands at the same place and is itself no addition."""
    parent = tx.need("notes", note["parent"])
    if (
        parent["activity"] != note["activity"]
        or parent["slot"] != note["slot"]
        or parent["parent"] is not None
        or parent["is_late"]
    ):
        raise Refused("other_station")
    if parent["is_withdrawn"] or parent["is_hidden"]:
        raise Refused("note_gone")


def check_limit(tx: Transaction, scene: Scene, phase: Phase, note: Row) -> None:
    """The group's new notes per round; additions are not counted."""
    assert scene.kind is not None and scene.activity is not None
    limit = scene.kind.note_limit(scene.activity["settings"])
    if limit is None or phase.is_private or note["parent"] is not None:
        return
    if notes_written(tx, note["activity"], phase.key, note["grp"], note["round"]) >= limit:
        raise Refused("group_limit", n=limit)


def notes_written(tx: Transaction, activity: str, phase: str, group: str, step_round: int) -> int:
    """How many new notes a group has in a round; withdrawn ones give their place back."""
    row = tx.one(
        """
        SELECT count(*) AS n FROM notes
        WHERE activity = ? AND phase = ? AND grp = ? AND round = ?
          AND parent IS NULL AND is_withdrawn = 0 AND is_late = 0 AND is_carried = 0
          AND is_removed = 0
        """,
        activity,
        phase,
        group,
        step_round,
    )
    return int(row["n"]) if row else 0


def own_note(tx: Transaction, body: Mapping[str, Any]) -> Row:
    """The note whose key was shown, still there to change."""
    note = tx.need("notes", body["id"])
    if note["key_hash"] != hashed(body["key"]):
        raise Refused("not_your_note")
    if note["is_withdrawn"] or note["is_erased"]:
        raise Refused("note_gone")
    return note


def copies_of(tx: Transaction, note_id: str) -> list[str]:
    """Ids of all notes that were carried from this one, near and far; those whose carrying was
    undone still hold the words."""
    found = [
        row["to_id"]
        for row in tx.all("SELECT to_id FROM links WHERE from_id = ? AND kind = 'carried'", note_id)
    ]
    return found + [far for near in found for far in copies_of(tx, near)]


def origin_of(tx: Transaction, note: Row) -> Row:
    """Where the words of a copy were first written; the note itself if it is no copy."""
    before = tx.one(
        """
        SELECT notes.* FROM links JOIN notes ON notes.id = links.from_id
        WHERE links.to_id = ? AND links.kind = 'carried'
        """,
        note["id"],
    )
    return origin_of(tx, before) if before is not None else note


def forget_words(tx: Transaction, note_id: str) -> None:
    """Blank the log's copies of a note's words."""
    tx.conn.execute("UPDATE log SET body = NULL WHERE json_extract(body, '$.id') = ?", (note_id,))


def drop_choices_of(tx: Transaction, note_id: str) -> None:
    """A group's choice of a note that is gone is open again."""
    for mark in tx.all(
        "SELECT id, subject FROM marks WHERE value = ? AND is_removed = 0", f'"{note_id}"'
    ):
        tx.write("marks", mark["id"], {"is_removed": 1})


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
    if note["is_withdrawn"] or note["is_hidden"]:
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
    if rule.budget is None or value is None or scene.activity is None:
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
    if row is not None and row["spent"] + value > rule.budget:
        raise Refused("budget", n=rule.budget)


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
