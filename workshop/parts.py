"""What an action has several of: steps, success criteria, monitoring, support, barriers, active
ingredients, research. Each is a row of its own, so that two people may write side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .model import Refused, Row, Seat, new_id
from .scene import Scene
from .tellings import overwritten
from .transaction import Transaction
from .typed import Read, a_day, line, one_of, taken, words

Body = Mapping[str, Any]
MOST = 20


@dataclass(frozen=True)
class PartKind:
    """What a kind of part says, and how many an action may have."""

    fields: Mapping[str, Read]
    most: int = MOST


PARTS: Mapping[str, PartKind] = {
    "step": PartKind({"text": words(200), "on": a_day}),
    "success": PartKind({"text": words(200)}),
    "monitoring": PartKind({"how": words(200), "who": line(100), "on": a_day}),
    "support": PartKind(
        {
            "topic": words(200),
            "type": one_of("visit", "coach", "resource", "training", "specialist"),
            "status": one_of("needed", "offered", "matched", "done"),
            "school": line(120),
            "may_share": one_of("yes", "no"),
        }
    ),
    "barrier": PartKind({"text": words(200), "mitigation": words(200)}, most=3),
    "ingredient": PartKind({"text": line(120)}, most=5),
    "research": PartKind({"text": words(200)}, most=3),
}


def add_part(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> Mapping[str, Any]:
    """An empty part at the end of its kind."""
    action, kind = tx.need("actions", body["action"]), str(body["kind"])
    if kind not in PARTS:
        raise Refused("bad_value")
    there = [part for part in parts_of(tx, action["id"]) if part["kind"] == kind]
    if len(there) >= PARTS[kind].most:
        raise Refused("parts_full", n=PARTS[kind].most)
    last = max((part["position"] for part in there), default=0)
    part = tx.insert(
        "parts", id=new_id(), action=action["id"], kind=kind, position=last + 1, fields={}
    )
    tx.touched["actions"].add(action["id"])
    return {"part": part["id"]}


def write_part(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Fill in fields of a part; each carries the value that was on the screen."""
    part = tx.need("parts", body["part"])
    near = date.fromisoformat(scene.workshop["held_on"])
    new = taken(PARTS[part["kind"]].fields, part["fields"], body, near)
    tx.change("parts", part["id"], fields=part["fields"] | new)
    overwritten(tx, part["id"], new)
    tx.touched["actions"].add(part["action"])


def remove_part(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Take a part off its action."""
    part = tx.need("parts", body["part"])
    tx.change("parts", part["id"], is_removed=1)
    tx.touched["actions"].add(part["action"])


def parts_of(tx: Transaction, action: str) -> list[Row]:
    """An action's parts as the console and the plan's record have them, kind by kind."""
    return tx.all(
        """
        SELECT id, kind, position, fields FROM parts
        WHERE action = ? AND is_removed = 0 ORDER BY kind, position, id
        """,
        action,
    )
