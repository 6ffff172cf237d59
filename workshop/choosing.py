"""From options to draft actions: doubles are put together, some options go forward, the others are
kept with a reason, and what groups wrote about who, what and when becomes the draft plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .model import SHEET, Refused, Row, Seat, new_id
from .parts import PARTS
from .planning import copy_note, new_action
from .scene import Scene
from .tellings import as_action, tell
from .tidy import tidy_text
from .traces import draw_screen_anew
from .transaction import Transaction

REASON_LIMIT = 200
Body = Mapping[str, Any]


def take_cause(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Say that a cause which a group has ringed is in what we now understand, or that it is not."""
    note = tx.need("notes", body["note"])
    if body["is_taken"] and (note["is_hidden"] or not is_ringed(tx, note["id"])):
        raise Refused("not_a_cause")
    held = tx.one(
        "SELECT id, is_removed FROM links WHERE to_id = ? AND kind = 'understood'", note["id"]
    )
    if held is not None:
        tx.change("links", held["id"], is_removed=int(not body["is_taken"]))
    elif body["is_taken"]:
        home = scene.workshop["id"]
        tx.insert("links", id=new_id(), from_id=home, to_id=note["id"], kind="understood")
    tx.touched["notes"].add(note["id"])
    draw_screen_anew(tx, scene.workshop)


def is_ringed(tx: Transaction, note_id: str) -> bool:
    """Whether a group has ringed a line as its cause."""
    return (
        tx.one(
            "SELECT 1 AS x FROM marks WHERE kind = 'ring' AND value = ? AND is_removed = 0",
            f'"{note_id}"',
        )
        is not None
    )


def merge_notes(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Put a note into another that says the same; with `into` None, part them again."""
    note = option(tx, scene, body["note"])
    into = body["into"]
    if into is not None:
        other = option(tx, scene, into)
        is_alike = other["id"] == note["id"] or other["activity"] != note["activity"]
        if is_alike or other["merged_into"] or note["is_chosen"]:
            raise Refused("cannot_merge")
        for each in tx.all("SELECT id FROM notes WHERE merged_into = ?", note["id"]):
            tx.change("notes", each["id"], merged_into=into)
        tx.touched["notes"].add(into)
    if note["merged_into"]:
        tx.touched["notes"].add(note["merged_into"])
    tx.change("notes", note["id"], merged_into=into)


def choose_options(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Say which options go forward. Each gets a sheet that one group fills in."""
    activity = present_grow(scene, body)
    chosen = [row["id"] for row in chosen_options(tx, activity)]
    if sorted(body["was"]) != sorted(chosen):
        raise Refused("changed", now=chosen)
    wanted = [option(tx, scene, each) for each in dict.fromkeys(body["notes"])]
    if any(note["merged_into"] or note["activity"] != activity["id"] for note in wanted):
        raise Refused("note_gone")
    for note_id in set(chosen) - {note["id"] for note in wanted}:
        tx.change("notes", note_id, is_chosen=0)
        put_sheet_away(tx, note_id)
    if activity["page"]:
        tx.change("activities", activity["id"], page=0)  # where those stand that go forward
    for place, note in enumerate(wanted):
        if note["id"] not in chosen:
            tx.change("notes", note["id"], is_chosen=1)
            lay_sheet(tx, scene, activity, note, place)


def set_aside(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Why an option does not go forward now."""
    note = option(tx, scene, body["note"])
    if note["fields"].get("reason", "") != body["was"]:
        raise Refused("changed", now=note["fields"].get("reason", ""))
    reason = tidy_text(str(body["reason"])).replace("\n", " ")
    if len(reason) > REASON_LIMIT:
        raise Refused("too_long_here", limit=REASON_LIMIT, n=len(reason))
    tx.change("notes", note["id"], fields=note["fields"] | {"reason": reason})
    if reason:
        tell(tx, note["id"], note["id"], "reason", reason)


def draft_actions(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> Mapping[str, Any]:
    """Make a draft action of every sheet that has none yet."""
    activity = present_grow(scene, body)
    made = []
    for sheet in sheets(tx, activity):
        before = tx.one(
            """
            SELECT 1 AS x FROM links AS carried
            JOIN links AS grew ON grew.to_id = carried.to_id AND grew.kind = 'grew_from'
            JOIN actions ON actions.id = grew.from_id AND actions.is_removed = 0
            WHERE carried.from_id = ? AND carried.kind = 'carried' AND carried.is_removed = 0
            """,
            sheet["id"],
        )
        if before is None:
            made.append(sheet_to_action(tx, scene, sheet))
    if not made:
        raise Refused("no_sheets")
    return {"actions": made}


def sheet_to_action(tx: Transaction, scene: Scene, sheet: Row) -> str:
    """A draft action with everything that stands on a sheet."""
    copy = copy_note(tx, scene, sheet | {"fields": {}}, "plan", "plan")
    action = new_action(tx, as_action(sheet) | {"how_known": "hunch"})
    tx.insert("links", id=new_id(), from_id=action, to_id=copy, kind="grew_from")
    for field, text in as_action(sheet).items():
        tell(tx, sheet["id"], action, field, text)
    said = obstacles(tx, sheet)
    for place, text in enumerate(list(said)[: PARTS["barrier"].most], start=1):
        part = {"action": action, "kind": "barrier", "position": place, "fields": {"text": text}}
        row = tx.insert("parts", id=new_id(), **part)
        for note in said[text]:
            tell(tx, note, row["id"], "text", text)
    return action


def obstacles(tx: Transaction, sheet: Row) -> dict[str, list[str]]:
    """What people said could get in the way of a sheet's option, and of its doubles, each with the
    notes that say so."""
    options = tx.all(
        """
        SELECT notes.id, notes.fields
        FROM links JOIN notes ON links.from_id IN (notes.id, notes.merged_into)
        WHERE links.to_id = ? AND links.kind = 'carried'
          AND notes.is_hidden = 0 AND notes.is_withdrawn = 0 AND notes.is_erased = 0
        ORDER BY notes.merged_into IS NOT NULL, notes.n
        """,
        sheet["id"],
    )
    found: dict[str, list[str]] = {}
    for each in options:
        if text := each["fields"].get("obstacle"):
            found.setdefault(text, []).append(each["id"])
    return found


def option(tx: Transaction, scene: Scene, note_id: object) -> Row:
    """An option that the room has seen."""
    note = tx.need("notes", note_id)
    activity = scene.activity_of(note["activity"])
    if activity is None or note["is_hidden"] or note["is_withdrawn"] or note["is_erased"]:
        raise Refused("note_gone")
    is_option = note["phase"] == scene.kinds[activity["kind"]].options and not note["is_late"]
    if not is_option or scene.veil_of(activity, note["phase"]) != "revealed":
        raise Refused("not_an_option")
    return note


def present_grow(scene: Scene, body: Body) -> Row:
    """The present activity, if it is the one named and has sheets to fill."""
    activity = scene.present(body["activity"])
    if scene.kind is None or not scene.kind.sheets:
        raise Refused("not_now")
    return activity


def chosen_options(tx: Transaction, activity: Row) -> list[Row]:
    """The options that go forward."""
    return tx.all(
        """
        SELECT * FROM notes WHERE activity = ? AND is_chosen = 1 AND is_removed = 0
          AND is_hidden = 0 AND is_withdrawn = 0
        ORDER BY id
        """,
        activity["id"],
    )


def sheets(tx: Transaction, activity: Row) -> list[Row]:
    """The sheets of an activity, in the order in which they were laid."""
    return tx.all(
        """
        SELECT * FROM notes WHERE activity = ? AND stance = ? AND is_carried = 1
          AND is_removed = 0 AND is_hidden = 0 AND is_withdrawn = 0
        ORDER BY n
        """,
        activity["id"],
        SHEET,
    )


def lay_sheet(tx: Transaction, scene: Scene, activity: Row, note: Row, place: int) -> None:
    """A sheet for an option, in the hands of one group; one that was put away comes back."""
    groups = [g for g in scene.groups if not scene.is_empty(g["id"])] or list(scene.groups)
    group = groups[place % len(groups)]["id"] if groups else None
    held = tx.one(
        """
        SELECT notes.id, notes.grp FROM links JOIN notes ON notes.id = links.to_id
        WHERE links.from_id = ? AND links.kind = 'carried' AND notes.stance = ?
        """,
        note["id"],
        SHEET,
    )
    if held is not None:
        stands = held["grp"] in {each["id"] for each in groups}
        tx.change("notes", held["id"], is_removed=0, grp=held["grp"] if stands else group)
        return
    sheet = tx.insert(
        "notes",
        id=new_id(),
        activity=activity["id"],
        phase=scene.kinds[activity["kind"]].sheets,
        slot=None,
        grp=group,
        text=note["text"],
        stance=SHEET,
        fields={},
        is_carried=1,
    )
    tx.insert("links", id=new_id(), from_id=note["id"], to_id=sheet["id"], kind="carried")


def put_sheet_away(tx: Transaction, note_id: str) -> None:
    """Take an option's sheet off the table; what stands on it is kept."""
    for row in tx.all(
        """
        SELECT notes.id FROM links JOIN notes ON notes.id = links.to_id
        WHERE links.from_id = ? AND links.kind = 'carried' AND notes.stance = ?
          AND notes.is_removed = 0
        """,
        note_id,
        SHEET,
    ):
        tx.change("notes", row["id"], is_removed=1)
