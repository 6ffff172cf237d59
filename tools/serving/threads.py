"""Serving on werkzeug's threads: the stand-in, should eventlet fail us one day."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from werkzeug.serving import make_server

from .process import on_stop_signals


class Server:
    """A WSGI application on a bound socket."""

    def __init__(self, app: Any, listener: Any) -> None:
        self.app = app
        self.listener = listener
        self.is_stopped = threading.Event()

    def run(self) -> None:
        """Serve until stopped."""
        on_stop_signals(lambda *_: self.is_stopped.set())
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        host, port = self.listener.getsockname()[:2]
        server = make_server(host, port, self.app, threaded=True, fd=self.listener.fileno())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while not self.is_stopped.wait(0.5):
            pass


def prepare(server: Any) -> None:
    """Socket.IO sends as it always does here."""


def apart(act: Callable[..., Any], *values: Any) -> Any:
    """A slow thing: everybody has a thread of their own."""
    return act(*values)
