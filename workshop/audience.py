"""Who may see what: the one place where visibility is decided, on the server, before anything is
sent. Screens and exports ask here. What a face may not show is left out, never covered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from .kind import MarkRule, Phase
from .model import MARK_TALLY_FLOOR, SHEET, Row, Seat
from .scene import Scene
from .transaction import Transaction
from .words import say

CONSOLE = "console"
PROJECTOR = "projector"
MERGED = """
SELECT count(*) AS n FROM notes AS double
WHERE is_withdrawn = 0 AND is_hidden = 0 AND is_removed = 0 AND double.merged_into =
"""  # and whose doubles
Drawn = dict[tuple[str, str], Row | None]  # rows of notes, by face and id
PAPER = "paper"  # exports: what the room saw, once it saw it


@dataclass(frozen=True)
class Audience:
    """A set of connections that see the same: `console`, `projector` or one group's phones."""

    face: str
    group: str | None = None

    @property
    def room(self) -> str:
        """The Socket.IO room of this audience, without the workshop's code."""
        return f"group:{self.group or '0'}" if self.face == "group" else self.face


Entry = Callable[[Transaction, Scene], tuple[Audience, Seat | None]]  # a door; or it refuses


def note_row(
    tx: Transaction, scene: Scene, note: Row, audience: Audience, drawn: Drawn | None = None
) -> Row | None:
    """A note as this audience may see it, or None. `drawn` keeps rows while nothing changes:
    groups that see the same note see the same of it."""
    if note["is_removed"] or note["is_erased"] or note["merged_into"]:
        return None
    if not may_see_note(scene, note, audience):
        return None
    key = (audience.face, note["id"])
    if drawn is None or key not in drawn:
        row = drawn_note(tx, scene, note, audience)
        if drawn is None:
            return row
        drawn[key] = row
    return drawn[key]


def drawn_note(tx: Transaction, scene: Scene, note: Row, audience: Audience) -> Row | None:
    """What a face shows of a note that it may see; None for one that was taken back."""
    row: Row = {
        "id": note["id"],
        "type": "note",
        "slot": note["slot"],
        "text": note["text"],
        "stance": note["stance"],
        "parent": note["parent"],
    }
    row |= what_stands_on(tx, note)
    row |= whose(scene, note, audience)
    if note["is_withdrawn"]:
        if not has_additions(tx, note["id"]):
            return None
        row |= {"is_withdrawn": True, "text": "", "fields": {}, "group": None, "letter": None}
    if audience.face == CONSOLE:
        row |= desk_facts(scene, note)
    totals = totals_of(tx, scene, note, audience)
    return row | ({"totals": totals} if totals else {})


def what_stands_on(tx: Transaction, note: Row) -> Row:
    """What a note has besides its words: its fields, and what became of it."""
    facts: Row = {}
    if note["fields"] or note["stance"] == SHEET:
        facts["fields"] = dict(note["fields"])
    if note["stance"] == SHEET:
        facts["fields"] |= {"option": note["text"]}
    if note["is_carried"]:
        facts["is_carried"] = True
    if note["is_chosen"]:
        facts["is_chosen"] = True
    merged = note["merged"] if "merged" in note else merged_in(tx, note["id"])
    return facts | ({"merged": merged} if merged else {})


def merged_in(tx: Transaction, note_id: str) -> int:
    """How many doubles were put into a note and still stand."""
    row = tx.one(f"{MERGED} ?", note_id)
    return int(row["n"]) if row else 0


def may_see_note(scene: Scene, note: Row, audience: Audience) -> bool:
    """Whether a note reaches an audience at all."""
    if audience.face == CONSOLE:
        return desk_may_see(scene, note)
    if note["is_hidden"] or note["is_late"]:
        return False
    if not is_public(scene, note):
        return False
    if audience.face == PAPER:
        return True
    if scene.activity is None or note["activity"] != scene.activity["id"] or not scene.phase:
        return False
    if note["is_carried"] and is_still_ahead(scene, note["phase"]):
        return False
    if audience.face == PROJECTOR:
        return scene.phase.room_notes == "all"
    return in_hand(scene, scene.phase, note, audience.group)


def desk_may_see(scene: Scene, note: Row) -> bool:
    """The console sees what the room sees, what is closed but not revealed, and "for later"."""
    if note["is_late"]:
        return True
    return note["activity"] != "plan" and veil_over(scene, note) != "open"


def has_additions(tx: Transaction, note_id: str) -> bool:
    """Whether something that still stands was added to a note."""
    row = tx.one(
        """
        SELECT 1 AS x FROM notes
        WHERE parent = ? AND is_withdrawn = 0 AND is_hidden = 0 AND is_removed = 0
        """,
        note_id,
    )
    return row is not None


def is_public(scene: Scene, note: Row) -> bool:
    """Whether a note's phase was shown to the room."""
    if note["activity"] == "plan":
        return True
    return veil_over(scene, note) in (None, "revealed") and not stays_here(scene, note)


def stays_here(scene: Scene, note: Row) -> bool:
    """Whether a note was written for the champion alone."""
    activity = scene.activity_of(note["activity"])
    if activity is None or note["is_carried"]:
        return False
    return scene.kinds[activity["kind"]].phase(note["phase"]).words_stay


def is_still_ahead(scene: Scene, phase: str) -> bool:
    """Whether the room has not come to a phase yet: what was carried there waits."""
    return all(step.phase != phase for step in scene.steps[: scene.at + 1])


def veil_over(scene: Scene, note: Row) -> str | None:
    """The veil of the phase a note was written in; carried notes were public before."""
    if note["is_carried"]:
        return None
    return scene.veil_of(scene.activity_of(note["activity"]), note["phase"], note["round"])


def in_hand(scene: Scene, phase: Phase, note: Row, group: str | None) -> bool:
    """Whether a phone of that group sees a note in this phase."""
    if phase.hand_notes == "all":
        return True
    if phase.hand_notes == "phase":
        return bool(note["phase"] == phase.key)
    if phase.hand_notes == "group":
        return bool(note["is_carried"] or note["grp"] == group)
    if phase.hand_notes in {"slot", "home"}:
        return note["slot"] is not None and note["slot"] == scene.at_slot(group)
    return False


def whose(scene: Scene, note: Row, audience: Audience) -> Row:
    """Group, round and order of a note, as far as they may be told (P25)."""
    veil = veil_over(scene, note)
    if not tells_group(scene, note):
        return {"n": note["n"]}
    if veil is None and note["grp"] is not None:  # a copy of private words has no group
        if note["is_late"]:
            return {"n": note["n"]}
        return group_of_note(scene, note) | {"round": note["round"], "n": note["n"]}
    activity = scene.activity_of(note["activity"])
    is_large = scene.was_large(activity, note["phase"], note["round"], note["grp"])
    is_told = veil == "revealed" and not note["is_late"] and not stays_here(scene, note)
    return group_of_note(scene, note) if is_told and is_large else {}


def tells_group(scene: Scene, note: Row) -> bool:
    """Whether a note was written where groups speak as groups."""
    activity = scene.activity_of(note["activity"])
    if activity is None or note["is_carried"]:
        return True
    return scene.kinds[activity["kind"]].phase(note["phase"]).tells_group


def group_of_note(scene: Scene, note: Row) -> Row:
    """The group a note was written in, and its letter, also when that group has merged since."""
    return {"group": note["grp"], "letter": letter_of_group(scene, note["grp"])}


def letter_of_group(scene: Scene, group: str | None) -> str | None:
    """A group's letter, also when it has merged since."""
    letters = {each["id"]: each["letter"] for each in (*scene.groups, *scene.merged)}
    return letters.get(group)


def desk_facts(scene: Scene, note: Row) -> Row:
    """What only the champion needs to know of a note."""
    facts: Row = {}
    if note["activity"] != scene.workshop["activity"] and not note["is_late"]:
        facts["is_past"] = True
    for name in ("is_hidden", "is_late"):
        if note[name]:
            facts[name] = True
    if note["look"]:
        facts["look"] = say(note["look"])
    activity = scene.activity_of(note["activity"])
    veil = veil_over(scene, note)
    shown = (veil in (None, "revealed") and not stays_here(scene, note)) or note["is_late"]
    if activity and shown and scene.kinds[activity["kind"]].offers(note):
        facts["may_carry"] = True
        facts["carry_to"] = [
            each["id"]
            for each in scene.activities
            if each["id"] != activity["id"] and scene.kinds[each["kind"]].takes(scene, note)
        ]
    return facts


def totals_of(tx: Transaction, scene: Scene, note: Row, audience: Audience) -> Row:
    """How often a note was marked, where this audience may know."""
    activity = scene.activity_of(note["activity"])
    if activity is None or note["is_withdrawn"]:
        return {}
    found: Row = {}
    for phase, rule in rules_on(scene, activity, "note"):
        if rule.kind not in found and may_see_totals(scene, activity, phase, audience):
            total = total_of(tx, rule, note["id"])
            if total:
                found[rule.kind] = total
    return found


def rules_on(scene: Scene, activity: Row, on: str) -> Iterable[tuple[Phase, MarkRule]]:
    """The marks that others see on the notes or slots of this activity, with their phase."""
    for phase in scene.kinds[activity["kind"]].phases:
        for rule in phase.marks:
            if rule.on == on and rule.summary != "choice":
                yield phase, rule


def may_see_totals(scene: Scene, activity: Row, phase: Phase, audience: Audience) -> bool:
    """Whether the marks cast in a phase are counted for an audience now."""
    if phase.is_private and scene.veil_of(activity, phase.key) != "revealed":
        return False
    if audience.face in {CONSOLE, PAPER}:
        return True
    if scene.phase is None:
        return False
    return scene.phase.room_totals if audience.face == PROJECTOR else scene.phase.hand_totals


def total_of(tx: Transaction, rule: MarkRule, note_id: str) -> Any:
    """A count, a sum, or median and spread from five answers up; what was put on a double before
    it was put into this one counts too."""
    values = [
        int(row["value"])
        for row in tx.all(
            """
            SELECT value FROM marks WHERE kind = ? AND is_removed = 0
              AND (subject = ? OR subject IN (SELECT id FROM notes WHERE merged_into = ?))
            """,
            rule.kind,
            note_id,
            note_id,
        )
    ]
    if rule.summary == "count":
        return len(values)
    if rule.summary == "sum":
        return sum(values)
    if rule.summary == "band":
        return band_of(values)
    if not values:
        return None
    if len(values) < MARK_TALLY_FLOOR:
        return {"n": len(values)}
    return {"n": len(values), "median": median(values), "low": min(values), "high": max(values)}


def band_of(values: list[int]) -> Row | None:
    """Words for what people see in a finding; never how many see it differently."""
    if len(values) < MARK_TALLY_FLOOR:
        return None
    is_recognised = 3 * values.count(0) >= 2 * len(values)
    return {"band": "recognised" if is_recognised else "mixed"}


def slot_totals(tx: Transaction, scene: Scene, slot: Row, audience: Audience) -> Row:
    """What the room says of a slot, where this audience may know."""
    activity = scene.activity_of(slot["activity"])
    found = {}
    for phase, rule in rules_on(scene, activity, "slot") if activity else ():
        if may_see_totals(scene, activity or {}, phase, audience):
            found[rule.kind] = total_of(tx, rule, slot["id"])
    return {kind: total for kind, total in found.items() if total}
