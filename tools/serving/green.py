"""Serving on eventlet: nobody who calls can stop the server or keep it to themselves, a frame goes
out to a whole room at once, and a signal ends it while phones are connected."""

from __future__ import annotations

import errno
from typing import Any

import eventlet
import eventlet.hubs
import eventlet.timeout
import eventlet.tpool
import eventlet.websocket
import eventlet.wsgi

from .lines import use_lines
from .process import most_sockets, on_stop_signals

__all__ = ["Server", "apart", "prepare"]

IDLE_S = 30  # for who says nothing, or stops in the middle; a websocket has its own, from its pings
LONGEST_TURN, SMALLEST_TURN = 8000, 200  # bytes that are read before others have a turn
LAST_WORDS_S = 2  # for requests that are still being answered when the server is stopped

prepare = use_lines
apart = eventlet.tpool.execute  # a slow thing in a native thread, while the room goes on


class Server:
    """A WSGI application on a bound socket."""

    def __init__(self, app: Any, listener: Any) -> None:
        self.app = app
        self.listener = listener
        self.serving: Any = None

    def run(self) -> None:
        """Serve until stopped: a signal ends it at once, also with phones connected."""
        bound_messages()
        self.serving = eventlet.getcurrent()
        on_stop_signals(lambda *_: self.stop())
        try:
            eventlet.wsgi.server(
                Patient(self.listener),
                self.app,
                custom_pool=brief_pool(),
                keepalive=IDLE_S,
                socket_timeout=IDLE_S,
                log_output=False,
                debug=False,
            )
        except (KeyboardInterrupt, SystemExit):
            return

    def stop(self) -> None:
        """End the server. A signal strikes whoever runs just then, the writer too: unless the hub
        only waits, the greenlet that serves is told, and everybody else finishes what they do."""
        if eventlet.getcurrent() is eventlet.hubs.get_hub().greenlet:
            raise KeyboardInterrupt
        eventlet.spawn_n(self.serving.throw, KeyboardInterrupt)


class Patient:
    """A listening socket that outlasts what goes wrong with one caller: no file left, a caller
    that is gone again."""

    def __init__(self, listener: Any) -> None:
        self.listener = listener

    def __getattr__(self, name: str) -> Any:
        return getattr(self.listener, name)

    def accept(self) -> Any:
        """The next caller, after a moment's wait where there may be none yet."""
        while True:
            try:
                return self.listener.accept()
            except OSError as error:
                if error.errno in (errno.EBADF, errno.EINVAL, errno.ENOTSOCK):
                    raise
                eventlet.sleep(0.1)


def bound_messages() -> None:
    """A message in many pieces is no longer than one in a single piece: eventlet measures each
    piece alone, and would keep them all. And whoever sends without end lets others speak."""
    kept = eventlet.websocket.RFC6455WebSocket.Message
    heard = 0

    class Message(kept):  # type: ignore[misc, valid-type]
        length = 0

        def push(self, data: bytes, final: bool = False) -> None:
            nonlocal heard
            self.length += len(data) or 1
            if self.length > self.max_frame_length:
                raise eventlet.websocket.FailedConnectionError(1009, "too long")
            super().push(data, final)
            heard += len(data) + SMALLEST_TURN
            if heard > LONGEST_TURN:
                heard = 0
                eventlet.sleep(0)

    eventlet.websocket.RFC6455WebSocket.Message = Message


def brief_pool() -> Any:
    """Those who are served: as many as there are files for, and nobody holds up the end."""

    class Pool(eventlet.GreenPool):
        def waitall(self) -> None:
            with eventlet.timeout.Timeout(LAST_WORDS_S, False):
                super().waitall()

    return Pool(most_sockets())
