"""The facilitator's door: console and projector. The projector may be watched by anyone in the
room; it takes commands only with the facilitator's session."""

from __future__ import annotations

from workshop.audience import CONSOLE, PROJECTOR, Audience, Entry
from workshop.model import Refused, Role, Seat
from workshop.scene import Scene
from workshop.transaction import Transaction

from .session import champion

ONLOOKER = Seat("onlooker", Role.PROJECTOR)  # may watch; every command is refused (P17)


def entry(face: str) -> Entry:
    """The way in for a console or projector, with the seat that may give commands from it; told
    from the present request."""
    seat = champion()

    def enter(tx: Transaction, scene: Scene) -> tuple[Audience, Seat]:
        if face == CONSOLE and seat is None:
            raise Refused("not_allowed")
        return Audience(CONSOLE if face == CONSOLE else PROJECTOR), seat or ONLOOKER

    return enter
