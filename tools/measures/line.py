"""One bare WebSocket of the bench: frames are read by hand, so that the measuring costs little
beside what is measured. It speaks Socket.IO as far as the bench needs it, and counts messages."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: ZHJ1bWJlYXQgYmVuY2ghIQ==\r\nSec-WebSocket-Version: 13\r\n{more}\r\n"
)
SOCKET_IO = "/socket.io/?EIO=4&transport=websocket"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
Hear = Callable[[bytes, float], None]


class Line(asyncio.Protocol):
    """A connection. `hear` gets each text message and the moment of its arrival in seconds."""

    def __init__(self, path: str, port: int, hear: Hear, cookie: str = "") -> None:
        self.path, self.port, self.hear, self.cookie = path, port, hear, cookie
        self.is_up = False
        self.is_gone = asyncio.get_running_loop().create_future()
        self.waiting = b""
        self.messages = self.octets = 0
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        """Ask for the upgrade at once."""
        self.transport = transport
        more = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        upgrade = UPGRADE.format(path=self.path, host="127.0.0.1", port=self.port, more=more)
        transport.write(upgrade.encode())

    def data_received(self, data: bytes) -> None:
        """Take every whole frame that has come."""
        now = time.perf_counter()
        self.octets += len(data)
        data = self.waiting + data if self.waiting else data
        at = 0
        if not self.is_up:
            at = data.find(b"\r\n\r\n") + 4
            if at < 4:
                self.waiting = data
                return
            if b" 101 " not in data[:16]:
                self.transport.close()
                return
            self.is_up = True
        self.waiting = data[self.take_frames(data, at, now) :]

    def take_frames(self, data: bytes, at: int, now: float) -> int:
        """Hear the whole frames from `at`; returns where the first unfinished one begins."""
        whole = len(data)
        while at + 2 <= whole:
            size, body = data[at + 1] & 127, at + 2
            if size == 126:
                size, body = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                size, body = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
            if body + size > whole:
                break
            kind = data[at] & 15
            if kind == TEXT:
                self.messages += 1
                self.hear(data[body : body + size], now)
            elif kind == PING:
                self.send(data[body : body + size], PONG)
            elif kind == CLOSE:
                self.transport.close()
            at = body + size
        return at

    def connection_lost(self, _error: Exception | None) -> None:
        """The line is gone, for whatever reason."""
        if not self.is_gone.done():
            self.is_gone.set_result(None)

    def send(self, message: bytes, kind: int = TEXT) -> None:
        """Send one message, masked with zeros: the standard asks for a mask, not for a secret."""
        size = len(message)
        if size < 126:
            head = bytes((128 | kind, 128 | size))
        else:
            head = bytes((128 | kind, 254)) + size.to_bytes(2, "big")
        self.transport.write(head + b"\0\0\0\0" + message)

    def close(self) -> None:
        """Hang up."""
        if self.transport is not None:
            self.transport.close()


async def open_line(path: str, port: int, hear: Hear, cookie: str = "") -> Line:
    """A connected TCP socket whose upgrade is on its way."""
    loop = asyncio.get_running_loop()
    _, line = await loop.create_connection(
        lambda: Line(path, port, hear, cookie), "127.0.0.1", port
    )
    return line


class SocketIo:
    """A Socket.IO client on one line. `on` gets each event as bytes, and its moment."""

    def __init__(self, port: int, auth: Any, on: Hear, cookie: str = "") -> None:
        self.port, self.auth, self.on, self.cookie = port, auth, on, cookie
        self.answers: dict[int, Callable[[bytes, float], None]] = {}
        self.last_ack = 0
        self.line: Line | None = None
        self.is_in = asyncio.get_running_loop().create_future()

    async def connect(self) -> None:
        """Open the line and come in; raises ConnectionError when refused."""
        self.line = await open_line(SOCKET_IO, self.port, self.hear, self.cookie)
        gone = self.line.is_gone
        await asyncio.wait((self.is_in, gone), return_when=asyncio.FIRST_COMPLETED)
        if not self.is_in.done():
            raise ConnectionError("the line was closed")
        if self.is_in.result():
            raise ConnectionError(self.is_in.result())

    def hear(self, packet: bytes, now: float) -> None:
        """Answer what the protocol asks for; give the rest away."""
        head = packet[:2]
        if head == b"42":
            self.on(packet, now)
        elif head == b"43":
            end = packet.index(b"[")
            self.answers.pop(int(packet[2:end]))(packet[end:], now)
        elif head == b"2":
            self.send(b"3")
        elif head[:1] == b"0":
            asked = b"40" if self.auth is None else b"40" + json.dumps(self.auth).encode()
            self.send(asked)
        elif head == b"40":
            self.is_in.set_result("")
        elif head == b"44":
            self.is_in.set_result(packet[2:].decode())

    def send(self, packet: bytes) -> None:
        """One packet as it is."""
        assert self.line is not None
        self.line.send(packet)

    def emit(self, event: str, body: Any, answered: Callable[[bytes, float], None]) -> None:
        """An event that asks for an answer."""
        self.last_ack += 1
        self.answers[self.last_ack] = answered
        self.send(b"42%d%s" % (self.last_ack, json.dumps([event, body]).encode()))

    def close(self) -> None:
        """Hang up."""
        if self.line is not None:
            self.line.close()
