"""One connection's way out. A frame goes to each phone of the room, so this is where the server
spends most of its time: what can be sent at once is sent at once, without waking anybody; what
the network does not take is sent on from there, and nothing overtakes it."""

from __future__ import annotations

import contextlib
import socket
import struct
from typing import Any

import eventlet
from engineio.async_drivers.eventlet import WebSocketWSGI
from eventlet.semaphore import Semaphore

from .mailbox import Mailbox

TEXT, BINARY = 1, 2
GULP = 8192  # bytes


class Line:
    """A websocket as Engine.IO uses it: wait, send, close, and `socket` for its time limits."""

    def __init__(self, ws: Any) -> None:
        self.ws = ws
        self.socket = ws.socket
        self.turn = Semaphore(1)
        self.push = ws.socket.fd.send  # at once or not at all
        ws.send = self.send  # its own pongs and goodbyes take their turn too
        ws.socket = Gulps(ws.socket)
        ws._apply_mask = unmasked

    def wait(self) -> Any:
        """The next message, or None when the other side has gone."""
        return self.ws.wait()

    def close(self) -> None:
        """Say goodbye and hang up."""
        self.ws.close()

    def send(self, message: str | bytes, control_code: int | None = None) -> None:
        """Send a message, however long the network takes."""
        with self.turn:
            self.socket.sendall(framed(message, control_code))

    def send_now(self, packet: Any) -> bool:
        """Send a packet if nobody is sending and the network takes some of it; else do nothing."""
        if self.turn.counter <= 0:
            return False
        frame = frame_of(packet)
        try:
            sent = self.push(frame)
        except OSError:  # nothing goes at present, or ever again: whoever waits for it will see
            return False
        if sent < len(frame):
            self.turn.acquire()
            eventlet.spawn_n(self.send_rest, frame[sent:])
        return True

    def send_rest(self, rest: bytes) -> None:
        """Send what the network did not take. Half a frame can be followed by nothing else."""
        try:
            self.socket.sendall(rest)
        except OSError:
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)
        finally:
            self.turn.release()


class Gulps:
    """A socket that takes all there is at once: a frame is read in four sips otherwise."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.held = b""

    def recv(self, size: int) -> bytes:
        """At most so many bytes of what has come; nothing once the other side has gone."""
        if not self.held:
            self.held = self.inner.recv(GULP)
        taken, self.held = self.held[:size], self.held[size:]
        return taken

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class Lines(WebSocketWSGI):
    """Engine.IO's websocket, which gives each connection's mailbox a line of its own."""

    def __init__(self, handler: Any, server: Any) -> None:
        owner = handler.__self__

        def serve(ws: Any) -> Any:
            line = Line(ws)
            if not owner.connected:  # who changes over from long polling goes the long way
                owner.queue.send_now = line.send_now
            return handler(line)

        super().__init__(serve, server)


def use_lines(server: Any) -> None:
    """Let a Socket.IO server send this way."""
    server.eio._async = {**server.eio._async, "queue": Mailbox, "websocket": Lines}


def unmasked(data: bytes, mask: tuple[int, ...], length: int = 0, offset: int = 0) -> bytes:
    """What a phone sent, without its mask: as one large number, not byte by byte."""
    size = length or len(data)
    if not size:
        return b""
    key = bytes(mask[(offset + i) % 4] for i in range(4))
    long = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(data[:size], "big") ^ int.from_bytes(long, "big")).to_bytes(size, "big")


def frame_of(packet: Any) -> bytes:
    """An Engine.IO packet as a WebSocket frame: made once, it is the same for a whole room."""
    try:
        frame: bytes = packet.frame
    except AttributeError:
        frame = packet.frame = framed(packet.encode())
    return frame


def framed(message: str | bytes, control_code: int | None = None) -> bytes:
    """A message as one WebSocket frame (RFC 6455, section 5.2), as a server sends it: unmasked."""
    code = control_code or (TEXT if isinstance(message, str) else BINARY)
    body = message.encode() if isinstance(message, str) else message
    size = len(body)
    if size < 126:
        head = struct.pack("!BB", 128 | code, size)
    elif size < 65_536:
        head = struct.pack("!BBH", 128 | code, 126, size)
    else:
        head = struct.pack("!BBQ", 128 | code, 127, size)
    return head + body
