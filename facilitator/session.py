"""The facilitator's session: a token from the start window, exchanged once for a signed cookie.
Rights hang on the role in it; the console answers to this laptop alone."""

from __future__ import annotations

import hmac
import ipaddress

from flask import Flask, Request, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature

from workshop.model import Role, Seat

CHAMPION = Seat("champion", Role.CHAMPION)


class Signed(SecureCookieSessionInterface):
    """The signed cookie without its age: a laptop's clock may be put right at any moment, and who
    signed in in the future is still the champion. The browser forgets it at its end."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        given = request.cookies.get(self.get_cookie_name(app))
        signing = self.get_signing_serializer(app) if given else None
        if signing is None:
            return self.session_class()
        try:
            return self.session_class(signing.loads(given))
        except BadSignature:
            return self.session_class()


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
