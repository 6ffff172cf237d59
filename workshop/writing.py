"""What people do from their phones with words: write, edit, fill in and withdraw a note."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .days import day_or_words, not_passed
from .kind import Fill, Phase
from .looking import reason_to_look
from .model import NOTE_LIMIT, SHEET, Refused, Row, Seat, hashed
from .retold import drop_tellings, follow_edit, forget_told, settle, tellings_of
from .scene import Scene
from .tellings import GOAL
from .tidy import tidy_text
from .traces import drop_choices_of, forget_words, off_every_screen, with_copies
from .transaction import Transaction

NAMES_A_LEADER = frozenset({"who", "who_leads"})  # a role, or a name by consent
ROWS_BY_ID = " UNION ALL ".join(
    f"SELECT 1 FROM {table} WHERE id IN (:id, :copied)"
    for table in ("notes", "slots", "groups", "actions", "marks", "tests")
)


def write_note(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Keep a note where its phone showed it to be, or, if the writer agreed, in "for later"."""
    note = note_from(body, seat)
    if is_taken(tx, note["id"]):
        raise Refused("op_reused")
    check_place(scene, seat, note, is_late=bool(body.get("late")))
    note["fields"] = carried_fields(scene, note, body.get("fields") or {})
    if body.get("late"):
        keep_for_later(tx, scene, note)
        return
    phase = phase_still_open(scene, body, "note" if note["parent"] is None else "build")
    assert scene.kind is not None
    if note["parent"] is not None:
        check_parent(tx, note, scene.kind.depth)
    check_limit(tx, scene, phase, note)
    scene.kind.check_note(scene, note)
    tx.insert("notes", **note)


def keep_for_later(tx: Transaction, scene: Scene, note: Row) -> None:
    """Words that have no place any more, as their writer agreed: for the champion alone."""
    activity = scene.activity_of(note["activity"])
    if activity is None:
        raise Refused("no_such_activities")
    stances = {each.value for each in scene.kinds[activity["kind"]].stances}
    if note["stance"] not in {None, "question", *stances}:
        raise Refused("bad_shape")
    tx.insert("notes", **note | {"is_late": 1, "slot": None, "parent": None})


def edit_note(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Change the words of a note whose key the phone holds."""
    note = own_note(tx, body)
    if note["text"] != tidy_text(str(body["was"])):
        raise Refused("changed", now=note["text"])
    text = note_text(str(body["text"]))
    tx.change("notes", note["id"], text=text, look=reason_to_look(text))
    follow_edit(tx, with_copies(tx, note["id"]), note["text"], text)


def withdraw_note(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Blank a note's text at once, copies too, and where we are. What was added to it stays, and so
    do the words of an action: the plan is the room's by then, and the champion's to change."""
    note = own_note(tx, body)
    copies = with_copies(tx, note["id"])
    told = [each for each in tellings_of(tx, copies) if each["place"] == GOAL]
    blank = {"text": "", "fields": {}, "is_withdrawn": 1, "look": None}
    for each in copies:
        kept = is_filled_sheet(tx, each)  # a group's own words stand on it
        tx.write("notes", each, {"text": "", "look": None} if kept else blank)
        forget_words(tx, each)
    settle(tx)
    forget_told(tx, told)
    if not scene.agreed:  # else an agreed plan may have to lose them one day
        drop_tellings(tx, copies, GOAL)
    drop_choices_of(tx, note["id"])
    off_every_screen(tx, scene, note)


def fill_note(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Fill in fields of a note of one's group, each with the value that was on the screen."""
    if scene.activity is None or scene.phase is None:
        raise Refused("not_now")
    note = tx.need("notes", body["note"])
    if note["activity"] != scene.activity["id"]:
        raise Refused("not_now")
    check_own(scene, seat, note)
    if set(body["fields"]) - set(scene.phase.fills):
        raise Refused("not_now")
    fields = filled(scene, scene.phase.fills, body["fields"])
    check_was(note["fields"], fields, body["was"])
    said = (text for name, text in fields.items() if name not in NAMES_A_LEADER)
    look = reason_to_look(" ".join(said)) or note["look"]
    tx.write("notes", note["id"], {"fields": note["fields"] | fields, "look": look})


def check_was(held: Row, new: Row, was: Mapping[str, Any]) -> None:
    """Fields are written over what was on the screen; another value today is refused with it."""
    stale = {
        name: held.get(name, "") for name in new if (was.get(name) or "") != held.get(name, "")
    }
    if stale:
        raise Refused("changed", now=stale)


def check_own(scene: Scene, seat: Seat, note: Row) -> None:
    """A group fills in its sheet, where sheets are laid, else lines that it wrote itself. What was
    written alone is nobody's: the answer would say which group it came from."""
    assert scene.kind is not None and scene.phase is not None
    is_line = not (note["is_carried"] or note["is_late"])
    is_line = is_line and scene.veil_of(scene.activity, note["phase"]) is None
    has_sheets = scene.kind.sheets == scene.phase.key
    if not (note["stance"] == SHEET if has_sheets else is_line):
        raise Refused("not_now")
    if note["is_withdrawn"] or note["is_hidden"] or note["is_erased"]:
        raise Refused("note_gone")
    if note["grp"] is None or note["grp"] != seat.group:
        raise Refused("other_group")


def carried_fields(scene: Scene, note: Row, typed: Mapping[str, str | None]) -> dict[str, str]:
    """The fields that come with a new note, as far as its phase declares them."""
    activity = scene.activity_of(note["activity"])
    if activity is None:
        return {}  # such a note finds no place
    return filled(scene, scene.kinds[activity["kind"]].phase(note["phase"]).note_fields, typed)


def filled(
    scene: Scene, fills: Mapping[str, Fill], typed: Mapping[str, str | None]
) -> dict[str, str]:
    """What was typed into fields, each read by what is declared for it."""
    if set(typed) - set(fills):
        raise Refused("bad_shape")
    near = date.fromisoformat(scene.workshop["held_on"])
    return {name: read_field(fills[name], value, near) for name, value in typed.items()}


def read_field(fill: Fill, typed: str | None, near: date) -> str:
    """What was typed into a field, tidied; refused when it takes no such thing."""
    text = tidy_text(typed or "").replace("\n", " ")
    if text and fill.values and text not in fill.values:
        raise Refused("bad_value")
    if len(text) > fill.limit:
        raise Refused("too_long_here", limit=fill.limit, n=len(text))
    if text and fill.is_day:
        found = day_or_words(text, near)
        return not_passed(found, near).isoformat() if isinstance(found, date) else found
    return text


def is_filled_sheet(tx: Transaction, note_id: str) -> bool:
    """Whether a copy has, besides the words it was copied from, what a group wrote on it."""
    note = tx.one("SELECT stance, is_carried, fields FROM notes WHERE id = ?", note_id)
    if note is None or note["stance"] != SHEET or not note["is_carried"]:
        return False
    return any(note["fields"].values())


def is_taken(tx: Transaction, row_id: str) -> bool:
    """Whether a row of that id is on somebody's screen: rows merge by id, so that a note with the
    id of a station would stand in its place."""
    wanted = {"id": row_id, "copied": row_id.removeprefix("c-")}
    return tx.conn.execute(ROWS_BY_ID, wanted).fetchone() is not None


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


def phase_still_open(scene: Scene, body: Mapping[str, Any], what: str | None) -> Phase:
    """The phase that the phone showed, if what it sends may still be put there (P19). `what` is
    None for a mark: it has no words to keep for later."""
    is_late = "late" if what else "phase_closed"
    if scene.activity is None or scene.kind is None or body["activity"] != scene.activity["id"]:
        raise Refused(is_late)
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
    if scene.veil_of(scene.activity, phase.key, step_round or 0) == "revealed" and what:
        raise Refused(is_late)
    if not is_present and scene.activity["is_shown"]:
        raise Refused(is_late)
    return phase


def round_of(scene: Scene, phase: Phase) -> int:
    """The round of a phase that is asked now: the present one, or the last one begun."""
    rounds = [s.round for s in scene.steps[: scene.at + 1] if s.phase == phase.key]
    return max(rounds, default=0)


def check_place(scene: Scene, seat: Seat, note: Row, is_late: bool = False) -> None:
    """A note belongs to the writer's group, or to one they were in when they wrote it."""
    if is_late and note["grp"] != seat.group and note["grp"] not in seat.past_groups:
        note["grp"] = seat.group  # begun from a seat that was lost: late words are never refused
    if note["grp"] is None:
        raise Refused("no_group")
    if note["grp"] != seat.group and note["grp"] not in seat.past_groups:
        raise Refused("other_group")


def depth_of(tx: Transaction, note: Row) -> int:
    """How deep a note stands under others: 0 for one of its own."""
    above = tx.one("SELECT * FROM notes WHERE id = ?", note["parent"]) if note["parent"] else None
    return 0 if above is None else 1 + depth_of(tx, above)


def check_parent(tx: Transaction, note: Row, depth: int) -> None:
    """What is added to stands at the same place, and no deeper than the kind allows."""
    parent = tx.need("notes", note["parent"])
    if (
        parent["activity"] != note["activity"]
        or parent["slot"] != note["slot"]
        or parent["is_late"]
        or (depth > 1 and parent["grp"] != note["grp"] and not parent["is_carried"])
    ):
        raise Refused("other_station")
    if depth_of(tx, parent) >= depth:
        raise Refused("other_station" if depth == 1 else "deep_enough", n=depth)
    if parent["is_withdrawn"] or parent["is_hidden"]:
        raise Refused("note_gone")


def check_limit(tx: Transaction, scene: Scene, phase: Phase, note: Row) -> None:
    """The group's new notes per round; additions are not counted."""
    assert scene.kind is not None and scene.activity is not None
    most = scene.kind.most_additions
    if note["parent"] is not None and most is not None:
        if additions_written(tx, note["activity"], note["grp"]) >= most:
            raise Refused("lines_limit", n=most)
        return
    limit = scene.kind.note_limit(scene.activity["settings"])
    if limit is None or phase.is_private or note["parent"] is not None:
        return
    if notes_written(tx, note["activity"], phase.key, note["grp"], note["round"]) >= limit:
        raise Refused("group_limit", n=limit)


def additions_written(tx: Transaction, activity: str, group: str) -> int:
    """How many additions a group has in an activity; withdrawn ones give their place back."""
    row = tx.one(
        """
        SELECT count(*) AS n FROM notes
        WHERE activity = ? AND grp = ? AND parent IS NOT NULL AND is_withdrawn = 0
          AND is_late = 0 AND is_removed = 0
        """,
        activity,
        group,
    )
    return int(row["n"]) if row else 0


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
