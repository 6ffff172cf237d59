"""What may knock, before anything else looks at it: a Host of ours, no form and no script of a page
from elsewhere, no post to the socket that would hold a place for ever."""

from __future__ import annotations

import io
import ipaddress
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from workshop.words import say

SOCKET = "/socket.io/"
LONGEST_POLL = 64_000  # bytes, as Socket.IO itself takes them
LONGEST_BODY = 1_000_000  # bytes that are worth reading to the end, so that the answer is heard
POLLED = (b"1", b"3", b"4")  # how the packets of a client begin: close, pong, message
BETWEEN_PACKETS = b"\x1e"
HEADERS = (  # what every answer says, unless it says something of its own
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


class Gate:
    """Stands outside Flask, because /socket.io/ passes by its hooks."""

    def __init__(
        self,
        inner: Callable[..., Any],
        port: int,
        names: tuple[str, ...],
        turn: Callable[[], None] = lambda: None,
    ) -> None:
        self.inner = inner
        self.port = port
        self.names = {name.lower() for name in ("localhost", *names)}
        self.turn = turn

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        self.turn()  # who asks without end lets others ask between
        start = dressed(start_response)
        for forged in ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR"):
            environ.pop(forged, None)
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)  # compressing costs more than it saves
        if is_endless(environ):
            hang_up(start)
        if not self.is_ours(environ.get("HTTP_HOST", "")):
            return refuse(start, "421 Misdirected Request", say("door.host"))
        if is_foreign_post(environ) or is_foreign_script(environ):
            return refuse(start, "403 Forbidden", say("door.foreign"))
        if is_poll(environ) and (wrong := wrong_length(environ)):
            return refuse(start, wrong, say("door.too_large"))
        if is_poll(environ) and not can_be_polled(taken_in(environ)):
            return refuse(start, "400 Bad Request", say("refused.bad_shape"))
        return self.inner(environ, start)

    def is_ours(self, host: str) -> bool:
        """Localhost, an address literal, or a name given by a flag; always on our port."""
        name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        if not name:
            name, port = host, "80"
        if port != str(self.port):
            return False
        return name.lower() in self.names or is_address(name)


def dressed(start_response: Callable[..., Any]) -> Callable[..., Any]:
    """Begins an answer with the headers that every answer has."""

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        said = {name.lower() for name, _ in headers}
        added = [(name, value) for name, value in HEADERS if name.lower() not in said]
        return start_response(status, [*headers, *added], *more)

    return start


def is_endless(environ: dict[str, Any]) -> bool:
    """Whether a body comes that says no length, or one that nobody here would send."""
    length = str(environ.get("CONTENT_LENGTH") or "0")
    is_long = length.isascii() and length.isdigit() and int(length[:20]) > LONGEST_BODY
    return is_long or "HTTP_TRANSFER_ENCODING" in environ


def hang_up(start_response: Callable[..., Any]) -> None:
    """One sentence, and the end of the line: the server would read such a body for as long as it
    comes."""
    write = start_response("413 Content Too Large", [("Content-Type", "text/plain")])
    write(say("door.too_large").encode())
    raise ConnectionAbortedError


def is_foreign_post(environ: dict[str, Any]) -> bool:
    """Whether a page from elsewhere sends a form here: a browser says so in Origin, or, where it
    leaves that out, in Referer. A program may leave out both."""
    if environ.get("REQUEST_METHOD") != "POST":
        return False
    ours = f"http://{environ.get('HTTP_HOST', '')}".lower()
    if "HTTP_ORIGIN" in environ:
        return str(environ["HTTP_ORIGIN"]).lower() != ours
    return "HTTP_REFERER" in environ and home_of(str(environ["HTTP_REFERER"])) != ours


def home_of(address: str) -> str:
    """Scheme, host and port of an address; nothing for what is none."""
    try:
        parts = urlsplit(address.lower())
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def is_foreign_script(environ: dict[str, Any]) -> bool:
    """Whether the socket is asked to answer as a script, which pages from elsewhere could run."""
    is_socket = str(environ.get("PATH_INFO", "")).startswith(SOCKET)
    return is_socket and "j" in parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)


def is_poll(environ: dict[str, Any]) -> bool:
    """Whether something is posted to the socket's address."""
    path = str(environ.get("PATH_INFO", ""))
    return environ.get("REQUEST_METHOD") == "POST" and path.startswith(SOCKET)


def wrong_length(environ: dict[str, Any]) -> str:
    """The status for a post that does not say how long it is, or is too long; else nothing."""
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not length.isascii() or not length.isdigit():
        return "411 Length Required"
    return "413 Content Too Large" if int(length) > LONGEST_POLL else ""


def taken_in(environ: dict[str, Any]) -> bytes:
    """The body of a post, left there for whoever reads it next."""
    body: bytes = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def can_be_polled(body: bytes) -> bool:
    """Whether every packet is of a kind that clients send. At any other the library would wait
    for ever for somebody to fetch its answer: one thread and one file less, each time."""
    return all(packet[:1] in POLLED for packet in body.split(BETWEEN_PACKETS))


def refuse(start_response: Callable[..., Any], status: str, sentence: str) -> list[bytes]:
    """One sentence instead of a page."""
    body = sentence.encode()
    kind = ("Content-Type", "text/plain; charset=utf-8")
    start_response(status, [kind, ("Content-Length", str(len(body)))])
    return [body]


@lru_cache(maxsize=64)
def is_address(name: str) -> bool:
    """Whether a host is an address literal: IPv6 in brackets, and nothing added to it."""
    is_six = name.startswith("[") and name.endswith("]")
    try:
        address = ipaddress.ip_address(name[1:-1] if is_six else name)
    except ValueError:
        return False
    return (address.version == 6) == is_six and "%" not in name
