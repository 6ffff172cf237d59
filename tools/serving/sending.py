"""How a message leaves for many: encoded once, and put into each connection's queue without the
layers between."""

from __future__ import annotations

from typing import Any

from engineio.packet import MESSAGE, Packet


def ready(server: Any, event: str, message: Any) -> Packet:
    """A message of Socket.IO, encoded."""
    return Packet(MESSAGE, server.packet_class(data=[event, message], namespace="/").encode())


def send(server: Any, packet: Packet, room: str) -> None:
    """Send it to everybody in a room; each connection has a room of its own, called as it is."""
    for _sid, line_id in server.manager.get_participants("/", room):
        line = server.eio.sockets.get(line_id)
        if line is not None and not line.closed:
            line.queue.put(packet)
