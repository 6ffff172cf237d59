"""The clock of a phase: started, stopped, given more time. It is stored as the moment it ends. At
zero it moves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .model import Refused, Role, Row, Seat
from .scene import Scene
from .transaction import Transaction

Body = Mapping[str, Any]


def start_timer(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Let the clock run from where it stands."""
    activity = timed(scene, body)
    if not activity["timer_runs"]:
        tx.change("activities", activity["id"], **running(tx, activity["timer_left_ms"] or 0))


def pause_timer(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Stop the clock. `left_ms`, from the server alone, says at what value."""
    activity = timed(scene, body)
    if activity["timer_runs"]:
        left = (activity["timer_ends_at"] or 0) - tx.now_ms
        if seat.role is Role.CLOCK:
            left = body.get("left_ms", left)
        tx.change("activities", activity["id"], **paused(left))


def add_time(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Give more time. A clock at zero starts again from the minute given."""
    activity = timed(scene, body)
    more = int(body["seconds"]) * 1000
    if activity["timer_runs"]:
        left = max((activity["timer_ends_at"] or 0) - tx.now_ms, 0)
        tx.change("activities", activity["id"], **running(tx, left + more))
    else:
        left = max((activity["timer_left_ms"] or 0) + more, 0)
        tx.change("activities", activity["id"], timer_left_ms=left)


def timed(scene: Scene, body: Body) -> Row:
    """The present activity, if its phase has a clock."""
    activity = scene.present(body["activity"])
    if scene.phase is None or not scene.phase.is_timed:
        raise Refused("not_now")
    return activity


def running(tx: Transaction, left_ms: int) -> dict[str, Any]:
    """A clock that runs, with so many milliseconds left."""
    ends_at = tx.now_ms + max(left_ms, 0)
    return {"timer_runs": 1, "timer_ends_at": ends_at, "timer_left_ms": None}


def paused(left_ms: int) -> dict[str, Any]:
    """A clock that stands."""
    return {"timer_runs": 0, "timer_ends_at": None, "timer_left_ms": max(left_ms, 0)}


def no_clock() -> dict[str, Any]:
    """No clock at all."""
    return {"timer_runs": 0, "timer_ends_at": None, "timer_left_ms": None}
