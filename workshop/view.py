"""A view put together: its rows and counts, from what `audience` lets through. The console's own
part stands here: the actions with the notes they grew from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from .advice import advice
from .agreed import newest
from .agreement_bands import band
from .audience import (
    CONSOLE,
    MERGED,
    PROJECTOR,
    Audience,
)
from .beside import choice_rows, group_rows, slot_rows
from .model import MARK_TALLY_FLOOR, Row
from .numbers import Numbers, desk_numbers, written_in
from .roots import all_roots, chain_of, journeys, needs_reason
from .scene import Scene
from .transaction import Transaction

IN_THE_ROOM = ("we_will", "so_that", "who_leads", "by_when", "makes_room", "kind")
NOTES = f"SELECT notes.*, ({MERGED} notes.id) AS merged FROM notes"  # with how many are in each
SCREENS_OF_THE_PLAN = ("plan", "action", "journey")


def counts_for(
    tx: Transaction, scene: Scene, audience: Audience, numbers: Numbers
) -> Mapping[str, Any]:
    """Numbers without words. In a private phase that is open, a count is all there is."""
    if scene.activity is None or scene.phase is None:
        return {}
    if audience.face == CONSOLE:
        return desk_numbers(tx, scene, numbers) | answered_in(tx, scene)
    if audience.face != PROJECTOR or scene.veil in (None, "closed"):
        return {}
    is_told = scene.is_writing_alone and scene.phase is not None and not scene.phase.words_stay
    written = {"notes": written_in(tx, scene, numbers)} if is_told else {}
    return written | answered_in(tx, scene)


def answered_in(tx: Transaction, scene: Scene) -> dict[str, Any]:
    """How many people have put a mark in the present private phase; who, nobody knows."""
    if scene.workshop["is_sealed"]:
        return {}  # marks belong to nobody any more
    rules = [r for r in scene.phase.marks if r.owner == "seat"] if scene.phase else []
    if scene.veil is None or not rules or scene.activity is None or scene.step is None:
        return {}
    asked = scene.path(scene.step.round) if rules[0].on == "action" else None
    row = tx.one(
        """
        SELECT count(DISTINCT owner) AS n FROM marks
        WHERE activity = ? AND kind = ? AND is_removed = 0
          AND (? IS NULL OR subject IN (SELECT value FROM json_each(?)))
        """,
        scene.activity["id"],
        rules[0].kind,
        None if asked is None else 1,
        json.dumps(asked),
    )
    return {"answered": int(row["n"]) if row else 0}


def action_rows(tx: Transaction, scene: Scene) -> list[Row]:
    """The actions for the console, each with its parts and with what stands behind it."""
    actions = tx.all("SELECT * FROM actions WHERE is_removed = 0 ORDER BY position")
    parts, all_behind, ways = parts_by_action(tx), all_roots(tx), journeys(tx, scene, actions)
    rows = []
    for number, action in enumerate(actions, start=1):
        roots = all_behind.get(action["id"], [])
        rows.append(
            {
                "id": action["id"],
                "type": "action",
                "number": number,
                "fields": action["fields"],
                "parts": parts.get(action["id"], []),
                "chain": chain_of(tx, scene, roots),
                "journey": ways[action["id"]],
                "advice": advice(scene, action),
                "has_root": bool(roots),
                "needs_reason": needs_reason(action, roots),
            }
        )
    return rows


def parts_by_action(tx: Transaction) -> Mapping[str, list[Row]]:
    """The lists of every action: steps, monitoring, support needs and the others."""
    found: dict[str, list[Row]] = defaultdict(list)
    for part in tx.all("SELECT * FROM parts WHERE is_removed = 0 ORDER BY kind, position"):
        shown = {name: part[name] for name in ("id", "kind", "position", "fields")}
        found[part["action"]].append(shown)
    return found


def seen_actions(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """The actions as the room and its phones see them, where they may."""
    if not shows_actions(scene, audience):
        return []
    return [
        {
            "id": action["id"],
            "type": "action",
            "number": number,
            "fields": {name: action["fields"].get(name, "") for name in IN_THE_ROOM},
        }
        for number, action in enumerate(actions_now(tx, scene), start=1)
    ]


def actions_now(tx: Transaction, scene: Scene) -> list[Row]:
    """What the room is asked about; once it has agreed, what it agreed and not what was typed
    since: that waits for its version."""
    is_asking = scene.phase is not None and scene.phase.shows_actions and not scene.phase.is_kept
    record = None if is_asking else newest(tx)
    if record is not None:
        return list(record["actions"])
    return tx.all("SELECT * FROM actions WHERE is_removed = 0 ORDER BY position")


def shows_actions(scene: Scene, audience: Audience) -> bool:
    """Whether a face sees the plan's actions: on their pages, and everywhere once agreed."""
    if scene.phase is not None and scene.phase.shows_actions:
        return True
    if audience.face == PROJECTOR:
        return scene.workshop["screen"] in SCREENS_OF_THE_PLAN
    return bool(scene.agreed)


def test_rows(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """What the askings came to: in bands until talked through, then as a distribution, from five
    answers up. Answers under three are one number."""
    is_desk = audience.face == CONSOLE
    if not is_desk and not (scene.phase and scene.phase.shows_tests):
        return []
    return [
        test_row(test, is_desk)
        for test in tx.all(
            """
            SELECT tests.* FROM tests JOIN actions ON actions.id = tests.action
            WHERE tests.is_removed = 0 AND actions.is_removed = 0
            ORDER BY actions.position, tests.round
            """
        )
    ]


def test_row(test: Row, is_desk: bool) -> Row:
    """One asking of one action."""
    tallies = test["tallies"]
    row: Row = {
        "id": test["id"],
        "type": "test",
        "action": test["action"],
        "round": test["round"],
        "n": sum(tallies),
        "band": band(tallies),
        "is_talked": bool(test["is_talked"]),
    }
    if is_desk or test["is_talked"]:
        row |= {name: test["fields"].get(name, "") for name in ("heard", "changed")}
    if test["is_talked"] and sum(tallies) >= MARK_TALLY_FLOOR:
        row["counts"] = [tallies[5], tallies[4], tallies[3], sum(tallies[:3])]
    return row


def rows_for(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """Every row but the notes."""
    rows = [*slot_rows(tx, scene, audience), *group_rows(tx, scene, audience)]
    rows += choice_rows(tx, scene, audience)
    is_desk = audience.face == CONSOLE
    rows += action_rows(tx, scene) if is_desk else seen_actions(tx, scene, audience)
    return rows + test_rows(tx, scene, audience)


def notes_in_sight(tx: Transaction, scene: Scene, audience: Audience) -> list[Row]:
    """The notes an audience might see now: those of the present activity; the console, all."""
    if audience.face == CONSOLE:
        return tx.all(f"{NOTES} WHERE is_removed = 0 ORDER BY n")
    return tx.all(
        f"{NOTES} WHERE activity = ? AND is_removed = 0 ORDER BY n",
        scene.workshop["activity"],
    )
