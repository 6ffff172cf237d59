"""A bad network: a small TCP proxy between phones and the server that can swallow, reset and delay.

It listens on the server's port at another loopback address, so that Host and Origin are right.
A `Phone` or a browser takes a proxy in place of a server: it has `url` and `code`."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.server import Server

UP, DOWN = "up", "down"  # towards the server, towards the phone
CHUNK = 65536


class Pair:
    """One connection through the proxy. What it lost stays lost: it never comes back to life."""

    def __init__(self, phone: socket.socket, server: socket.socket | None) -> None:
        self.phone, self.server = phone, server
        self.swallows: set[str] = set()

    def pump(self, way: str, proxy: Proxy) -> None:
        """Carry bytes one way until an end closes."""
        source, target = (self.phone, self.server) if way == UP else (self.server, self.phone)
        with contextlib.suppress(OSError):
            while source is not None and (chunk := source.recv(CHUNK)):
                if proxy.delay_s:
                    proxy.closing.wait(proxy.delay_s)
                if way not in self.swallows and target is not None:
                    target.sendall(chunk)
        if way not in self.swallows and target is not None:
            with contextlib.suppress(OSError):
                target.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Break both ends off, as a router does that was switched off and on."""
        for end in (self.phone, self.server):
            if end is None:
                continue
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with contextlib.suppress(OSError):  # the other side may be gone already
                end.shutdown(socket.SHUT_RD)
            end.close()


class Proxy:
    """Passes everything on until it is told otherwise."""

    def __init__(self, server: Server, host: str = "127.0.0.2") -> None:
        self.code = server.code
        self.target = ("127.0.0.1", server.port)
        self.url = f"http://{host}:{server.port}"
        self.delay_s = 0.0
        self.swallowing: set[str] = set()
        self.pairs: list[Pair] = []
        self.closing = threading.Event()
        self.listener = socket.create_server((host, server.port), backlog=64)
        threading.Thread(target=self.accept, daemon=True).start()

    def black_hole(self, *ways: str) -> None:
        """From now swallow everything, both ways or one of `up` and `down`, and close nothing."""
        self.swallowing = set(ways or (UP, DOWN))
        for pair in self.pairs:
            pair.swallows |= self.swallowing

    def heal(self) -> None:
        """New connections pass again."""
        self.swallowing = set()

    def reset(self) -> None:
        """Break off every open connection."""
        while self.pairs:
            self.pairs.pop().reset()

    def delay(self, seconds: float) -> None:
        """Hold every piece up for so long."""
        self.delay_s = seconds

    def accept(self) -> None:
        """Take connections until the proxy is closed."""
        while True:
            try:
                phone, _ = self.listener.accept()
            except OSError:
                return
            is_hole = UP in self.swallowing
            server = None if is_hole else socket.create_connection(self.target)
            for end in (phone, server):
                if end is not None:
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair = Pair(phone, server)
            pair.swallows |= self.swallowing
            self.pairs.append(pair)
            for way in (UP, DOWN):
                threading.Thread(target=pair.pump, args=(way, self), daemon=True).start()

    def close(self) -> None:
        """Take it down."""
        self.closing.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.reset()


@contextmanager
def a_proxy(server: Server) -> Iterator[Proxy]:
    """A proxy in front of a server that listens on 127.0.0.1 (`--host 127.0.0.1`)."""
    proxy = Proxy(server)
    try:
        yield proxy
    finally:
        proxy.close()
