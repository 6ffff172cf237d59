"""The plan as one record: what an agreed document keeps, and what the paper prints. Notes go in by
their ids; words of theirs that became the plan's own are taken off again by `retold`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from .agreement_bands import answers, band, counts
from .header import goal_fields, plan_fields
from .model import Row
from .roots import OPTIONS, all_roots, understood
from .scene import Scene
from .transaction import Transaction

Record = dict[str, Any]


def record_of(tx: Transaction, scene: Scene, made_on: date) -> Record:
    """The plan as it stands today."""
    workshop = scene.workshop
    header = {
        name: workshop[name]
        for name in ("title", "school", "partnership", "focus", "question", "label", "held_on")
    }
    return {
        "version": scene.agreed + 1,
        "made_on": made_on.isoformat(),
        "workshop": header
        | {"plan": plan_fields(workshop), "rules": list(workshop["pack"].get("ground_rules", ()))},
        "goal": goal_fields(tx),
        "causes": understood(tx),
        "actions": actions_of(tx),
        "options": options_of(tx, scene),
        "tests": tests_of(tx),
        "agreed": None,
    }


def actions_of(tx: Transaction) -> list[Row]:
    """The actions in order, with their parts and what stands behind each."""
    parts, roots = all_parts(tx), all_roots(tx)
    return [
        {
            "id": action["id"],
            "number": number,
            "fields": {name: value for name, value in action["fields"].items() if value},
            "parts": parts[action["id"]],
            "roots": [
                {name: root[name] for name in ("root", "kind", "of", "is_added")}
                for root in roots.get(action["id"], ())
            ],
        }
        for number, action in enumerate(
            tx.all("SELECT id, fields FROM actions WHERE is_removed = 0 ORDER BY position"), start=1
        )
    ]


def all_parts(tx: Transaction) -> Mapping[str, list[Row]]:
    """The parts of every action, read at once; those that say nothing are left out."""
    found: dict[str, list[Row]] = defaultdict(list)
    for part in tx.all(
        """
        SELECT id, action, kind, position, fields FROM parts
        WHERE is_removed = 0 ORDER BY kind, position, id
        """
    ):
        fields = {name: value for name, value in part["fields"].items() if value}
        if fields:
            kept = {name: part[name] for name in ("id", "kind", "position")}
            found[part["action"]].append(kept | {"fields": fields})
    return found


def options_of(tx: Transaction, scene: Scene) -> list[Row]:
    """The options of activities in which some were chosen, each with why it is not for now."""
    found = []
    for activity in scene.activities:
        notes = tx.all(
            """
            SELECT id, is_chosen, fields FROM notes
            WHERE activity = ? AND is_removed = 0 AND is_late = 0 AND is_carried = 0
              AND merged_into IS NULL
            ORDER BY id
            """,
            activity["id"],
        )
        if activity["kind"] != OPTIONS or not any(note["is_chosen"] for note in notes):
            continue
        found += [
            {
                "note": note["id"],
                "is_chosen": bool(note["is_chosen"]),
                "reason": note["fields"].get("reason", ""),
            }
            for note in notes
        ]
    return found


def tests_of(tx: Transaction) -> list[Row]:
    """Each asking of an action in words; figures and sentences only once it was talked through."""
    rows = tx.all(
        """
        SELECT tests.* FROM tests JOIN activities ON activities.id = tests.activity
        WHERE tests.is_removed = 0 ORDER BY activities.position, tests.round, tests.id
        """
    )
    return [
        {
            "id": row["id"],
            "action": row["action"],
            "asked": row["fields"].get("asked", ""),
            "round": row["round"],
            "on": row["held_on"],
            "band": band(row["tallies"]),
            "counts": counts(row["tallies"]) if row["is_talked"] else None,
            "heard": row["fields"].get("heard", "") if row["is_talked"] else "",
            "changed": row["fields"].get("changed", "") if row["is_talked"] else "",
        }
        for row in rows
        if answers(row["tallies"])
    ]
