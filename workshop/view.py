"""A view put together: its rows and counts, from what `audience` lets through. The console's own
parts stand here: its numbers, and the actions with the notes they grew from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .audience import (
    CONSOLE,
    PAPER,
    PROJECTOR,
    Audience,
    choice_rows,
    group_rows,
    slot_rows,
    totals_of,
    whose,
)
from .model import Row
from .scene import Scene
from .transaction import Transaction
from .writing import origin_of


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
               coalesce(sum(is_hidden AND NOT alone), 0) AS hidden,
               coalesce(sum(look IS NOT NULL AND is_hidden = 0 AND NOT alone), 0) AS look
        FROM (
          SELECT *, activity IS ? AND phase IS ? AND NOT is_carried AS alone FROM notes
          WHERE activity != 'plan' AND is_removed = 0 AND is_withdrawn = 0 AND is_late = 0
        )
        """,
        scene.activity["id"] if scene.is_writing_alone else None,
        scene.phase.key if scene.phase else None,
    )
    later = tx.one("SELECT count(*) AS n FROM notes WHERE is_late = 1 AND is_removed = 0")
    counts = dict(row or {}) | {"later": later["n"] if later else 0}
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
                "letter": shown.get("letter"),
                "slot_title": slot["title"] if slot else None,
                "totals": {} if gone else totals_of(tx, scene, note, Audience(PAPER)),
            }
        )
    return chain


def rows_for(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """Every row but the notes."""
    rows = [*slot_rows(tx, scene, audience), *group_rows(tx, scene, audience)]
    rows += choice_rows(tx, scene, audience)
    return rows + (action_rows(tx, scene) if audience.face == CONSOLE else [])


def notes_in_sight(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """The notes an audience might see now: those of the present activity; the console, all."""
    if audience.face == CONSOLE:
        return tx.all("SELECT * FROM notes WHERE is_removed = 0 ORDER BY n")
    return tx.all(
        "SELECT * FROM notes WHERE activity = ? AND is_removed = 0 ORDER BY n",
        scene.workshop["activity"],
    )
