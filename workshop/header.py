"""What stands over the actions of the plan: what we now understand, the goal, what leadership will
provide, who keeps the plan, and its days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .model import Row, Seat, new_id
from .scene import Scene
from .tellings import GOAL as IN_GOAL
from .tellings import PLAN as IN_PLAN
from .tellings import overwritten, tell_goal, tell_plan
from .transaction import Transaction
from .typed import Read, day_ahead, days_before, line, one_of, taken, whole, words

PLAN: Mapping[str, Read] = {
    "understanding": line(160),
    "how_we_know": words(300),
    "still_to_check": words(300),
    "leadership": words(300),
    "make_room": words(300),
    "keeper": line(100),
    "will_see": words(300),
    "of_staff": whole(1, 999),
    "reviewed_on": days_before,
    "review_on": day_ahead,
    "confirm_role": line(100),
    "deletion_on": day_ahead,
    "champion_in_review": one_of("yes", "no"),
}
GOAL: Mapping[str, Read] = {
    "goal": words(200),
    "measure": words(160),
    "now": line(60),
    "target": line(60),
    "by": day_ahead,
    "source": line(160),
    "reality": words(400),
}
Body = Mapping[str, Any]


def write_plan(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Fill in what stands over the actions. The 90-day date cannot be empty: taking it back
    leaves it as it is."""
    workshop = scene.workshop
    near = date.fromisoformat(workshop["held_on"])
    new = taken(PLAN, plan_fields(workshop), body, near)
    columns: Row = {"plan": workshop["plan"] | {k: v for k, v in new.items() if k != "review_on"}}
    if new.get("review_on"):
        columns["review_on"] = new["review_on"]
    tx.change("workshop", workshop["id"], **columns)
    overwritten(tx, IN_PLAN, new)
    tell_plan(tx, new)


def write_goal(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Fill in the goal of the whole staff."""
    near = date.fromisoformat(scene.workshop["held_on"])
    goal = goal_of(tx) or tx.insert("goals", id=new_id(), scope="staff", fields={})
    new = taken(GOAL, goal["fields"], body, near)
    tx.change("goals", goal["id"], fields=goal["fields"] | new)
    overwritten(tx, IN_GOAL, new)
    tell_goal(tx, new.get("reality", ""))


def plan_fields(workshop: Row) -> dict[str, str]:
    """What stands over the actions, by field, with the 90-day date."""
    return {**workshop["plan"], "review_on": workshop["review_on"]}


def goal_fields(tx: Transaction) -> dict[str, str]:
    """The goal of the whole staff, by field."""
    goal = goal_of(tx)
    return dict(goal["fields"]) if goal else {}


def goal_of(tx: Transaction) -> Row | None:
    """The row of the whole staff's goal."""
    return tx.one("SELECT * FROM goals WHERE scope = 'staff' AND is_removed = 0")
