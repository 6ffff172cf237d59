"""Somebody who speaks to the server by hand over a plain socket: every byte is theirs to choose."""

from __future__ import annotations

import base64
import json
import os
import socket
import struct
import time


class Rogue:
    """One line at a time, with or without a seat."""

    def __init__(self, port: int, code: str, seat: str = "") -> None:
        self.port, self.code, self.seat = port, code, seat
        self.socket = socket.socket()
        self.sent = 0

    def plugs_in(self, window: int = 0) -> None:
        """A plain connection, with as small a window as is wanted."""
        self.socket = socket.socket()
        if window:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        self.socket.settimeout(5)
        self.socket.connect(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def upgrades(self, window: int = 0) -> None:
        """A WebSocket, up to the engine's first packet."""
        self.plugs_in(window)
        self.socket.sendall(self.request())
        heard = b""
        while b'"sid"' not in heard:
            chunk = self.socket.recv(4096)
            if not chunk:
                raise ConnectionError(heard[:80])
            heard += chunk

    def opens(self, window: int = 0) -> None:
        """A WebSocket that has joined its workshop."""
        self.upgrades(window)
        self.says("40" + json.dumps(self.auth()))
        self.socket.recv(256)

    def request(self) -> bytes:
        """What asks for a WebSocket."""
        key = base64.b64encode(os.urandom(16)).decode()
        return (
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n"
        ).encode()

    def auth(self) -> dict[str, str]:
        """Who is there."""
        return {"w": self.code, "face": "phone"} | ({"seat": self.seat} if self.seat else {})

    def knocks(self) -> None:
        """Ask for a WebSocket and say who is there, without waiting for either."""
        self.plugs_in()
        self.sends(self.request() + frame(b"40" + json.dumps(self.auth()).encode()))

    def hears(self) -> str:
        """What has come by now."""
        self.stops_reading()
        try:
            return self.socket.recv(1 << 20).decode("utf-8", "replace")
        except OSError:
            return ""

    def stops_reading(self) -> None:
        """From now on nothing waits for this end."""
        self.socket.setblocking(False)

    def says(self, text: str | bytes, kind: int = 1) -> bool:
        """One frame, masked as a client's must be. False when nobody takes it any more."""
        load = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        return self.sends(frame(load, kind))

    def asks_for_everything(self) -> bool:
        """Say that we are there, and ask for a snapshot. False when the line is gone."""
        time.sleep(0.05)
        return self.says("3") and self.says('42["resume",{}]')

    def sends(self, load: bytes) -> bool:
        """Bytes as they are."""
        try:
            self.socket.sendall(load)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.sent += 1
        return True

    def reads_a_little(self, most: int) -> int:
        """So many bytes at most; how many came."""
        try:
            return len(self.socket.recv(most))
        except OSError:
            return 0

    def is_shut(self) -> bool:
        """Whether the server closed this line: the end comes after all that is still to be read."""
        self.socket.settimeout(3)
        try:
            while self.socket.recv(1 << 20):
                pass
        except TimeoutError:
            return False
        except OSError:
            return True
        return True

    def leaves(self) -> None:
        """Close."""
        self.socket.close()


def frame(load: bytes, kind: int = 1) -> bytes:
    """A WebSocket frame of a client."""
    size = len(load)
    if size < 126:
        head = struct.pack("!BB", 0x80 | kind, 0x80 | size)
    elif size < 65_536:
        head = struct.pack("!BBH", 0x80 | kind, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", 0x80 | kind, 0x80 | 127, size)
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(load))
