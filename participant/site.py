"""What all pages share: static files under one hash, headers, errors as sentences, health."""

from __future__ import annotations

import gzip
import json
import logging
import os
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, abort, render_template, request, send_from_directory
from werkzeug.exceptions import HTTPException

from tools.flags import VERSION
from workshop.house import House
from workshop.model import Refused
from workshop.words import say

HEALTHY_WITHIN_S = 5
TYPES = {  # named here: the system's own table may say otherwise
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
}
STARTED = time.monotonic()
log = logging.getLogger(__name__)


def prepare(app: Flask, house: House, home: Path) -> None:
    """Give the app its static tree at `home`, its headers, errors and health page."""
    app.jinja_env.globals.update(static=lambda path: f"/static/{home.name}/{path}", say=say)
    app.add_url_rule(
        "/static/<digest>/<path:name>",
        "static",
        lambda digest, name: send_static(home, digest, name),
    )
    app.add_url_rule("/healthz", "healthz", lambda: health(house))
    app.register_error_handler(Exception, show_error)
    app.after_request(dress)


def render_sentence(sentence: str, title: str = "", copies: str = "") -> str:
    """A page that says one sentence, under a title of its own if it has one.

    `copies` is the code of a workshop whose agreed plan may be taken away from here.
    """
    return render_template(
        "participant/sentence.html", error=sentence, title=title, action="/", copies=copies
    )


def embed(value: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def send_static(home: Path, digest: str, name: str) -> Any:
    """A file of the tree, compressed when the browser takes it, cached for ever."""
    if digest != home.name:
        abort(404)
    is_packed = os.path.isfile(home / f"{name}.gz") and "gzip" in request.headers.get(
        "Accept-Encoding", ""
    )
    page = send_from_directory(
        home, f"{name}.gz" if is_packed else name, mimetype=TYPES.get(Path(name).suffix)
    )
    if is_packed:
        page.headers["Content-Encoding"] = "gzip"
    page.headers["Vary"] = "Accept-Encoding"
    page.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return page


def health(house: House) -> Any:
    """Whether every writer answers; no secrets."""
    is_well = house.answers(HEALTHY_WITHIN_S)
    status = "ok" if is_well else "the writer does not answer"
    uptime = round(time.monotonic() - STARTED, 1)
    return {"status": status, "version": VERSION, "uptime_s": uptime}, 200 if is_well else 503


def show_error(error: Exception) -> Any:
    """A sentence for every error; faults go to the log."""
    if isinstance(error, HTTPException) and error.code is not None and error.code < 500:
        key = {413: "door.too_large"}.get(error.code, "door.not_found")
        return render_sentence(say(key)), error.code
    if isinstance(error, Refused):
        return render_sentence(say(f"refused.{error.code}", **error.values)), 503
    log.exception("a page failed")
    return render_sentence(say("door.fault")), 500


def dress(page: Any) -> Any:
    """What a page may load: nothing from outside. The other headers are the gate's."""
    host = request.host
    page.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self' ws://{host}; font-src 'self'; media-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return packed(page)


def packed(page: Any) -> Any:
    """A page compressed for a browser that takes it: a phone's first load counts."""
    takes = "gzip" in request.headers.get("Accept-Encoding", "")
    if takes and page.mimetype == "text/html" and not page.is_streamed:
        page.set_data(squeezed(page.get_data()))
        page.headers["Content-Encoding"] = "gzip"
        page.headers["Vary"] = "Accept-Encoding"
    return page


@lru_cache(maxsize=8)
def squeezed(body: bytes) -> bytes:
    """A page compressed; one that everybody gets, such as the join page, only once."""
    return gzip.compress(body, 6)
