"""What the champion puts on the projector beside the step: another page of it, or a screen over the
work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .model import Refused, Seat
from .scene import Scene
from .transaction import Transaction

SCREENS = ("welcome", "rules", "blank", "plan")
SCREENS_OF_AN_ACTION = ("action", "journey")
Body = Mapping[str, Any]


def turn_page(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Turn the projector's page."""
    activity = scene.present(body["activity"])
    if activity["page"] != body["was"]:
        raise Refused("changed", now=activity["page"])
    tx.change("activities", activity["id"], page=body["page"])


def show_screen(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Put a page over the work on the projector, or take it away again."""
    if body["page"] not in {None, *SCREENS, *SCREENS_OF_AN_ACTION}:
        raise Refused("bad_value")
    shown = None
    if body["page"] in SCREENS_OF_AN_ACTION:
        shown = tx.need("actions", body.get("of"))["id"]
    tx.change("workshop", scene.workshop["id"], screen=body["page"], screen_of=shown)
