"""From people's words to our plan: what stands behind an action (headline, note, cause, what we now
understand, option), for the console as a chain, for the projector as a journey, for the paper as
rows. Hidden words stay hidden: visibility is asked of `audience`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .audience import CONSOLE, PAPER, Audience, note_row, totals_of, whose
from .model import SHEET, Row
from .scene import Scene
from .transaction import Transaction
from .writing import origin_of

ON_PAPER = Audience(PAPER)
CAUSES, OPTIONS = "whys", "grow"  # kinds of activity
Causes = Sequence[tuple[Row, Row]]  # each with where its path began
ROOTS = """
SELECT links.from_id AS action, links.id AS root, links.kind = 'root' AS is_added,
       coalesce(carried.from_id, links.to_id) AS "of",
       CASE WHEN slots.id IS NOT NULL THEN 'headline'
            WHEN evidence.id IS NOT NULL THEN 'evidence' ELSE 'note' END AS kind
FROM links
LEFT JOIN notes AS copy ON copy.id = links.to_id AND copy.activity = 'plan'
LEFT JOIN links AS carried ON carried.to_id = copy.id AND carried.kind = 'carried'
LEFT JOIN slots ON slots.id = links.to_id
LEFT JOIN evidence ON evidence.id = links.to_id
WHERE links.kind IN ('grew_from', 'root') AND links.is_removed = 0
"""


@dataclass
class Behind:
    """The rows behind one action, each in the order in which it was found or said. `starts` are
    the notes from which the causes' paths began, one for each cause."""

    headlines: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    causes: list[Row] = field(default_factory=list)
    starts: list[Row] = field(default_factory=list)
    options: list[Row] = field(default_factory=list)

    @property
    def is_any(self) -> bool:
        """Whether anything stands behind the action."""
        return any((self.headlines, self.evidence, self.notes, self.causes, self.options))


def roots_of(tx: Transaction, action: str) -> list[Row]:
    """What stands behind an action, as `{action, root, is_added, of, kind}`: the link and what it
    leads to. A copy on the plan stands for the note it was carried from."""
    return tx.all(f"{ROOTS} AND links.from_id = ? ORDER BY is_added, links.rowid", action)


def all_roots(tx: Transaction) -> Mapping[str, list[Row]]:
    """The same for every action, read at once."""
    found: dict[str, list[Row]] = defaultdict(list)
    for root in tx.all(f"{ROOTS} ORDER BY is_added, links.rowid"):
        found[root["action"]].append(root)
    return found


def needs_reason(action: Row, roots: list[Row]) -> bool:
    """Whether nothing stands behind an action, and nobody has said why."""
    return not roots and not action["fields"].get("no_root")


# ---- as a chain, for the console


def chain_of(tx: Transaction, scene: Scene, roots: Iterable[Row]) -> list[Row]:
    """What stands behind an action, for the console; hidden notes without their words."""
    return [chain_row(tx, scene, root) for root in roots]


def chain_row(tx: Transaction, scene: Scene, root: Row) -> Row:
    """One row of the chain: where it leads, its words, and where they were written. `root` is the
    link of what was added, which alone can be taken off again."""
    row: Row = {
        "root": root["root"] if root["is_added"] else None,
        "kind": root["kind"],
        "of": root["of"],
        "note": root["of"] if root["kind"] == "note" else None,
        "text": None,
        "stance": None,
        "group": None,
        "letter": None,
        "slot_title": None,
        "totals": {},
    }
    if root["kind"] == "headline":
        slot = slot_of(tx, root["of"]) or {}
        return row | {"text": headline_text(slot), "stance": slot.get("stance")}
    if root["kind"] == "evidence":
        card = tx.one("SELECT * FROM evidence WHERE id = ?", root["of"]) or {}
        return row | {"text": card.get("title"), "tag": card.get("tag")}
    note = spoken(tx, root["of"])
    return row if note is None else row | note_facts(tx, scene, note)


def note_facts(tx: Transaction, scene: Scene, note: Row) -> Row:
    """What the console shows of a note behind an action."""
    origin = origin_of(tx, note)
    slot = slot_of(tx, origin["slot"])
    facts = {
        "note": note["id"],
        "stance": note["stance"],
        "slot_title": (slot["title"] or slot["text"]) if slot else None,
    }
    if note["is_hidden"] or note["is_withdrawn"] or note["is_erased"]:
        return facts
    shown = whose(scene, note, Audience(CONSOLE))
    return facts | {
        "text": note["text"],
        "group": shown.get("group"),
        "letter": shown.get("letter"),
        "totals": totals_of(tx, scene, origin, ON_PAPER),
    }


# ---- as a journey


def journey(tx: Transaction, scene: Scene, action: str) -> list[Row]:
    """The way to one action, for the projector."""
    row = tx.one("SELECT * FROM actions WHERE id = ? AND is_removed = 0", action)
    return journeys(tx, scene, [row])[action] if row else []


def journeys(tx: Transaction, scene: Scene, actions: Iterable[Row]) -> Mapping[str, list[Row]]:
    """From people's words to our plan: the way to each action, as `{label, text, letter?, dots?,
    tag?}`. `text` is None where a note is hidden or withdrawn. What stands behind all of them is
    read once."""
    roots, causes = all_roots(tx), causes_of(tx, understood(tx))
    told: dict[tuple[str, str], Row] = {}

    def stops(label: str, notes: Iterable[Row]) -> Iterable[Row]:
        for note in notes:
            key = (label, note["id"])
            told[key] = told.get(key) or stop_of(tx, scene, label, note)
            yield told[key]

    def way(action: Row) -> list[Row]:
        found = behind(tx, scene, roots.get(action["id"], ()), causes)
        starts = [start for start in found.starts if start not in found.causes]
        if len(found.causes) > 1:
            starts = []  # one group's beginning would stand over another's cause
        understanding = scene.workshop["plan"].get("understanding", "") if found.is_any else ""
        return [
            *(stop("headline", headline_text(slot)) for slot in found.headlines),
            *stops("note", found.notes or starts),
            *stops("cause", found.causes),
            *([stop("understanding", understanding)] if understanding else []),
            *stops("option", found.options),
            stop("action", action["fields"].get("we_will", "")),
        ]

    return {action["id"]: way(action) for action in actions}


def stop_of(tx: Transaction, scene: Scene, label: str, note: Row) -> Row:
    """A note as a stop on the way, as far as it may be shown."""
    row = words_of(tx, scene, note)
    if row is None:
        return stop(label, None)
    dots = totals_of(tx, scene, note, ON_PAPER).get("dot")
    tag = note["fields"].get("tag") or origin_of(tx, note)["evidence_tag"]
    return stop(label, row["text"], letter=row.get("letter"), dots=dots, tag=tag)


def stop(label: str, text: str | None, **more: object) -> Row:
    """One stop; what is not known is left out."""
    return {"label": label, "text": text} | {name: value for name, value in more.items() if value}


def behind(tx: Transaction, scene: Scene, roots: Sequence[Row], causes: Causes) -> Behind:
    """The rows to which the roots of an action lead, and the causes that the room understood. An
    action that was added by hand has no roots and claims no causes either."""
    found = Behind()
    if not roots:
        return found
    for root in roots:
        if root["kind"] == "headline":
            add(found.headlines, [slot_of(tx, root["of"])])
        elif root["kind"] == "evidence":
            add(found.evidence, [tx.one("SELECT * FROM evidence WHERE id = ?", root["of"])])
        else:
            note = spoken(tx, root["of"])
            add(place_of(found, scene, note), [note])
    own = [(cause, top_of(tx, cause)) for cause in found.causes]
    ids = {cause["id"] for cause in found.causes}
    ways = own + [way for way in causes if way[0]["id"] not in ids]
    found.causes, found.starts = [cause for cause, _ in ways], [start for _, start in ways]
    return found


def causes_of(tx: Transaction, ids: Iterable[str]) -> Causes:
    """Causes, each with where its path began."""
    found = (tx.one("SELECT * FROM notes WHERE id = ?", each) for each in ids)
    return [(cause, top_of(tx, cause)) for cause in found if cause is not None]


def understood(tx: Transaction) -> list[str]:
    """Ids of the causes that are in what we now understand, in the order they were taken up."""
    rows = tx.all(
        """
        SELECT to_id FROM links WHERE kind = 'understood' AND is_removed = 0 ORDER BY rowid
        """
    )
    return [row["to_id"] for row in rows]


def top_of(tx: Transaction, cause: Row) -> Row:
    """Where the path to a cause began: the problem above all its lines."""
    above = tx.one("SELECT * FROM notes WHERE id = ?", cause["parent"]) if cause["parent"] else None
    return top_of(tx, above) if above is not None else cause


def place_of(found: Behind, scene: Scene, note: Row | None) -> list[Row]:
    """Which stop on the way a note is."""
    kind = kind_of(scene, note) if note is not None else None
    if kind == OPTIONS:
        return found.options
    if note is not None and kind == CAUSES and note["parent"]:
        return found.causes
    return found.notes


def add(to: list[Row], rows: Iterable[Row | None]) -> None:
    """Add the rows that are there, each once."""
    to.extend(row for row in rows if row is not None and all(row["id"] != x["id"] for x in to))


# ---- one of them


def spoken(tx: Transaction, note_id: str) -> Row | None:
    """The note whose words stand behind an action; behind a group's sheet stands its option."""
    note = tx.one("SELECT * FROM notes WHERE id = ?", note_id)
    return origin_of(tx, note) if note is not None and note["stance"] == SHEET else note


def words_of(tx: Transaction, scene: Scene, note: Row) -> Row | None:
    """A note behind an action as the paper may show it; None when it is hidden or withdrawn. One
    from "for later" became public with the action that the champion made of it."""
    if note["is_late"]:
        note = note | {"is_late": 0, "is_carried": 1, "grp": None}
    row = note_row(tx, scene, note, ON_PAPER)
    return None if row is None or row.get("is_withdrawn") else row


def doubles_of(tx: Transaction, scene: Scene, option: Row) -> list[str]:
    """The words that were put together with an option, as far as the paper may show them; what
    says the same is left out."""
    said = {alike(option["text"])}
    found = []
    for note in tx.all("SELECT * FROM notes WHERE merged_into = ? ORDER BY id", option["id"]):
        row = words_of(tx, scene, note | {"merged_into": None})
        if row is not None and alike(row["text"]) not in said:
            said.add(alike(row["text"]))
            found.append(row["text"])
    return found


def alike(text: str) -> str:
    """Two texts with the same one say the same, but for capitals, spaces and a full stop."""
    return " ".join(text.casefold().split()).rstrip(" .")


def slot_of(tx: Transaction, slot: str | None) -> Row | None:
    """A slot by its id."""
    return tx.one("SELECT * FROM slots WHERE id = ?", slot) if slot else None


def headline_text(slot: Row) -> str:
    """A headline's own words."""
    return str(slot.get("title") or "")


def kind_of(scene: Scene, row: Row) -> str | None:
    """The kind of activity that a note or slot belongs to; None on the plan itself."""
    activity = scene.activity_of(row["activity"])
    return activity["kind"] if activity else None
