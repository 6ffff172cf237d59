"""Who may see what: the one place where visibility is decided, on the server, before anything is
sent. Screens and exports ask here. What a face may not show is left out, never covered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from .kind import MarkRule, Phase
from .model import GROUP_FLOOR, MARK_TALLY_FLOOR, Row
from .scene import Scene
from .transaction import Transaction
from .words import say
from .writing import notes_written, origin_of

CONSOLE = "console"
PROJECTOR = "projector"
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


def note_row(tx: Transaction, scene: Scene, note: Row, audience: Audience) -> Row | None:
    """A note as this audience may see it, or None."""
    if note["is_removed"] or note["is_erased"]:
        return None
    if not may_see_note(scene, note, audience):
        return None
    row: Row = {
        "id": note["id"],
        "type": "note",
        "slot": note["slot"],
        "text": note["text"],
        "stance": note["stance"],
        "parent": note["parent"],
    }
    row |= whose(scene, note, audience)
    if note["is_withdrawn"]:
        row |= {"is_withdrawn": True, "text": ""}
    if audience.face == CONSOLE:
        row |= desk_facts(scene, note)
    totals = totals_of(tx, scene, note, audience)
    return row | ({"totals": totals} if totals else {})


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
    if audience.face == PROJECTOR:
        return scene.phase.room_notes == "all"
    return in_hand(scene, scene.phase, note, audience.group)


def desk_may_see(scene: Scene, note: Row) -> bool:
    """The console sees what the room sees, what is closed but not revealed, and "for later"."""
    if note["is_late"]:
        return True
    if note["activity"] == "plan" or scene.activity is None:
        return False
    if note["activity"] != scene.activity["id"]:
        return False
    return veil_over(scene, note) != "open"


def is_public(scene: Scene, note: Row) -> bool:
    """Whether a note's phase was shown to the room."""
    return note["activity"] == "plan" or veil_over(scene, note) in (None, "revealed")


def veil_over(scene: Scene, note: Row) -> str | None:
    """The veil of the phase a note was written in; carried notes were public before."""
    if note["is_carried"]:
        return None
    return scene.veil_of(scene.activity_of(note["activity"]), note["phase"])


def in_hand(scene: Scene, phase: Phase, note: Row, group: str | None) -> bool:
    """Whether a phone of that group sees a note in this phase."""
    if phase.hand_notes == "all":
        return True
    if phase.hand_notes in {"slot", "home"}:
        return note["slot"] is not None and note["slot"] == scene.at_slot(group)
    return False


def whose(scene: Scene, note: Row, audience: Audience) -> Row:
    """Group, round and order of a note, as far as they may be told (P25)."""
    veil = veil_over(scene, note)
    if veil is None and note["grp"] is not None:  # a copy of private words has no group
        place = {} if note["is_late"] else {"group": note["grp"], "round": note["round"]}
        return place | {"n": note["n"]}
    is_large = scene.sizes.get(note["grp"], 0) >= GROUP_FLOOR
    return {"group": note["grp"]} if veil == "revealed" and is_large and not note["is_late"] else {}


def desk_facts(scene: Scene, note: Row) -> Row:
    """What only the champion needs to know of a note."""
    facts: Row = {}
    for name in ("is_hidden", "is_late", "is_carried"):
        if note[name]:
            facts[name] = True
    if note["look"]:
        facts["look"] = say(note["look"])
    activity = scene.activity_of(note["activity"])
    veil = veil_over(scene, note)
    shown = veil in (None, "revealed") or note["is_late"]
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
    for phase, rule in rules_on_notes(scene, activity):
        if rule.kind not in found and may_see_totals(scene, activity, phase, audience):
            total = total_of(tx, rule, note["id"])
            if total:
                found[rule.kind] = total
    return found


def rules_on_notes(scene: Scene, activity: Row) -> Iterable[tuple[Phase, MarkRule]]:
    """The marks that others see on a note of this activity, with their phase."""
    for phase in scene.kinds[activity["kind"]].phases:
        for rule in phase.marks:
            if rule.on == "note" and rule.summary != "choice":
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
    """A count, a sum, or median and spread from five answers up."""
    values = [
        int(row["value"])
        for row in tx.all(
            "SELECT value FROM marks WHERE subject = ? AND kind = ? AND is_removed = 0",
            note_id,
            rule.kind,
        )
    ]
    if rule.summary == "count":
        return len(values)
    if rule.summary == "sum":
        return sum(values)
    if not values:
        return None
    if len(values) < MARK_TALLY_FLOOR:
        return {"n": len(values)}
    return {"n": len(values), "median": median(values), "low": min(values), "high": max(values)}


def group_rows(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """The groups and where they stand; how many notes are left is their own affair."""
    rows = []
    for group in scene.groups:
        row: Row = {
            "id": group["id"],
            "type": "group",
            "letter": group["letter"],
            "at": scene.at_slot(group["id"]),
            "next": scene.next_slot(group["id"]),
            "home": scene.home(group["id"]) if scene.slots else None,
            "is_empty": scene.is_empty(group["id"]),
        }
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


def slot_rows(scene: Scene) -> list[Row]:
    """The slots of the present activity: prepared words, the same for all."""
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
        for slot in scene.slots
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


def counts_for(tx: Transaction, scene: Scene, audience: Audience) -> Mapping[str, Any]:
    """Numbers without words. In a private phase that is open, a count is all there is."""
    if scene.activity is None or scene.phase is None:
        return {}
    if audience.face == CONSOLE:
        return desk_counts(tx, scene)
    if scene.is_writing_alone and audience.face == PROJECTOR:
        return {"notes": written_in(tx, scene)}
    return {}


def desk_counts(tx: Transaction, scene: Scene) -> Mapping[str, Any]:
    """The console's numbers: notes, hidden ones, ones to look at, ones for later."""
    assert scene.activity is not None
    row = tx.one(
        """
        SELECT count(*) AS notes,
               coalesce(sum(is_hidden), 0) AS hidden,
               coalesce(sum(look IS NOT NULL AND is_hidden = 0), 0) AS look
        FROM notes
        WHERE activity = ? AND is_removed = 0 AND is_withdrawn = 0 AND is_late = 0
        """,
        scene.activity["id"],
    )
    later = tx.one("SELECT count(*) AS n FROM notes WHERE is_late = 1 AND is_removed = 0")
    counts = dict(row or {}) | {"later": later["n"] if later else 0}
    if scene.is_writing_alone:
        counts |= {"look": 0, "hidden": 0}
    by_slot = tx.all(
        """
        SELECT slot, count(*) AS n FROM notes
        WHERE activity = ? AND slot IS NOT NULL AND is_removed = 0 AND is_withdrawn = 0
        GROUP BY slot
        """,
        scene.activity["id"],
    )
    return counts | {"by_slot": {each["slot"]: each["n"] for each in by_slot}}


def written_in(tx: Transaction, scene: Scene) -> int:
    """How many notes the present phase has."""
    assert scene.activity is not None and scene.phase is not None
    row = tx.one(
        """
        SELECT count(*) AS n FROM notes WHERE activity = ? AND phase = ? AND is_removed = 0
          AND is_withdrawn = 0 AND is_late = 0 AND is_carried = 0
        """,
        scene.activity["id"],
        scene.phase.key,
    )
    return int(row["n"]) if row else 0


def action_rows(tx: Transaction, scene: Scene) -> list[Row]:
    """The draft actions, for the console, each with the notes it grew from."""
    actions = tx.all("SELECT * FROM actions WHERE is_removed = 0 ORDER BY position")
    return [
        {
            "id": action["id"],
            "type": "action",
            "number": number,
            "fields": action["fields"],
            "chain": chain_of(tx, scene, action["id"]),
        }
        for number, action in enumerate(actions, start=1)
    ]


def chain_of(tx: Transaction, scene: Scene, action: str) -> list[Row]:
    """Where an action came from: the notes behind it, hidden ones without their words."""
    origins = tx.all(
        """
        SELECT notes.* FROM links AS grew
        JOIN links AS carried ON carried.to_id = grew.to_id AND carried.kind = 'carried'
        JOIN notes ON notes.id = carried.from_id
        WHERE grew.from_id = ? AND grew.kind = 'grew_from' AND grew.is_removed = 0
        """,
        action,
    )
    chain = []
    for note in origins:
        slot = tx.one("SELECT * FROM slots WHERE id = ?", origin_of(tx, note)["slot"])
        gone = note["is_hidden"] or note["is_withdrawn"] or note["is_erased"]
        shown = {} if gone else whose(scene, note, Audience(CONSOLE))
        chain.append(
            {
                "note": note["id"],
                "text": None if gone else note["text"],
                "stance": note["stance"],
                "group": shown.get("group"),
                "slot_title": slot["title"] if slot else None,
                "totals": {} if gone else totals_of(tx, scene, note, Audience(PAPER)),
            }
        )
    return chain


def rows_for(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """Every row but the notes."""
    rows = [*slot_rows(scene), *group_rows(tx, scene, audience)]
    rows += choice_rows(tx, scene, audience)
    return rows + (action_rows(tx, scene) if audience.face == CONSOLE else [])


def notes_in_sight(tx: Transaction, scene: Scene) -> list[Row]:
    """The notes any audience might see now: those of the present activity, and "for later"."""
    return tx.all(
        "SELECT * FROM notes WHERE (activity = ? OR is_late = 1) AND is_removed = 0 ORDER BY n",
        scene.workshop["activity"],
    )
