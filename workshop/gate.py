"""Which Host may knock. A page elsewhere whose name was pointed at this laptop (DNS rebinding) is
turned away before anything else looks at the request."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

from .words import say


class Gate:
    """Refuses a Host that is not ours, outside Flask, because /socket.io/ passes by its hooks."""

    def __init__(self, inner: Callable[..., Any], port: int, names: tuple[str, ...]) -> None:
        self.inner = inner
        self.port = port
        self.names = {name.lower() for name in ("localhost", *names)}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        for forged in ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR"):
            environ.pop(forged, None)
        if not self.is_ours(environ.get("HTTP_HOST", "")):
            return refuse(start_response, "421 Misdirected Request", say("door.host"))
        if is_foreign_post(environ):
            return refuse(start_response, "403 Forbidden", say("door.foreign"))
        return self.inner(environ, start_response)

    def is_ours(self, host: str) -> bool:
        """Localhost, an address literal, or a name given by a flag; always on our port."""
        name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        if not name:
            name, port = host, "80"
        if port != str(self.port):
            return False
        return name.lower() in self.names or is_address(name)


def is_foreign_post(environ: dict[str, Any]) -> bool:
    """Whether a page from elsewhere sends a form here: a browser says so in Origin."""
    origin = environ.get("HTTP_ORIGIN")
    if environ.get("REQUEST_METHOD") != "POST" or origin is None:
        return False
    return str(origin).lower() != f"http://{environ.get('HTTP_HOST', '')}".lower()


def refuse(start_response: Callable[..., Any], status: str, sentence: str) -> list[bytes]:
    """One sentence instead of a page."""
    body = sentence.encode()
    kind = ("Content-Type", "text/plain; charset=utf-8")
    start_response(status, [kind, ("Content-Length", str(len(body)))])
    return [body]


def is_address(name: str) -> bool:
    """Whether a host is an address literal."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
