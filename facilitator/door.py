"""The facilitator's door: console and projector. The projector may be watched by anyone in the
room; it takes commands only with the facilitator's session."""

from __future__ import annotations

from workshop.audience import CONSOLE, PROJECTOR, Audience
from workshop.model import Refused, Role, Seat

from .session import champion

ONLOOKER = Seat("onlooker", Role.PROJECTOR)  # may watch; every command is refused (P17)


def enter(face: str) -> tuple[Audience, Seat]:
    """The audience of a console or projector, and the seat that may give commands from it."""
    seat = champion()
    if face == CONSOLE and seat is None:
        raise Refused("not_allowed")
    return Audience(CONSOLE if face == CONSOLE else PROJECTOR), seat or ONLOOKER
