"""The phone's door: who a token is, and which audience a phone joins."""

from __future__ import annotations

from typing import Any

from workshop.audience import Audience, Entry
from workshop.model import Refused, Seat
from workshop.scene import Scene
from workshop.seats import seat_in
from workshop.transaction import Transaction


def entry(auth: dict[str, Any]) -> Entry:
    """The way in for a phone with its seat's token. Without one it only watches, as `group:0`."""
    token = auth.get("seat")

    def enter(tx: Transaction, scene: Scene) -> tuple[Audience, Seat | None]:
        is_closed = bool(scene.workshop["is_closed"])
        if token is None and not is_closed:
            return Audience("group", None), None
        seat = seat_in(tx, token) if isinstance(token, str) and token else None
        if seat is None:
            raise Refused("closed" if is_closed else "no_seat")
        return Audience("group", seat.group), seat

    return enter
