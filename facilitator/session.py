"""The facilitator's session: a token from the start window, exchanged once for a signed cookie.
Rights hang on the role in it; the console answers to this laptop alone."""

from __future__ import annotations

import hmac
import ipaddress

from flask import request, session

from workshop.model import Role, Seat

CHAMPION = Seat("champion", Role.CHAMPION)


def is_here() -> bool:
    """Whether the request comes from this laptop."""
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def sign_in(given: str, token: str) -> bool:
    """Take the token from the address; only from this laptop, and only the right one."""
    if not is_here() or not hmac.compare_digest(given.encode(), token.encode()):
        return False
    session["role"] = Role.CHAMPION.value
    return True


def champion() -> Seat | None:
    """The facilitator's seat, if this request has the session and comes from this laptop."""
    if is_here() and session.get("role") == Role.CHAMPION.value:
        return CHAMPION
    return None
