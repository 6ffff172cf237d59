"""Lets go of who takes nothing: a connection that answers and asks, and never reads, would have the
server keep everything for it that the room says, for ever."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

MOST_WAITING = 300  # packets beyond what the network holds: eight seconds of a room in full swing


def let_go(server: Any) -> int:
    """Close every connection of this Socket.IO server that has too much waiting; how many."""
    found = 0
    for sid, line in list(server.eio.sockets.items()):
        if line.closed or line.queue.qsize() <= MOST_WAITING:
            continue
        found += 1
        plug = server.environ.get(sid, {}).get("eventlet.input")
        line.close(wait=False, abort=True)
        if plug is not None:  # who writes to it waits there otherwise as long as a byte goes
            with contextlib.suppress(OSError):
                plug.get_socket().shutdown(socket.SHUT_RDWR)
    return found
