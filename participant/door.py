"""The phone's door: who a token is, and which audience a phone joins."""

from __future__ import annotations

from typing import Any

from workshop.audience import Audience
from workshop.model import Refused, Seat
from workshop.seats import seat_of
from workshop.store import Store


def enter(store: Store, auth: dict[str, Any]) -> tuple[Audience, Seat | None]:
    """The audience of a phone and its seat. Without a token it only watches, as `group:0`."""
    token = auth.get("seat")
    if token is None and not is_closed(store):
        return Audience("group", None), None
    seat = seat_of(store, token)
    if seat is None:
        raise Refused("closed" if is_closed(store) else "no_seat")
    return Audience("group", seat.group), seat


def is_closed(store: Store) -> bool:
    """Whether the workshop has ended."""
    return bool(store.ask(lambda tx, scene: scene.workshop["is_closed"]))
