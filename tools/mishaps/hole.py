"""A network that fails: a small TCP proxy in this process, between phones and the server. It passes
on, delays, swallows everything and closes nothing, or breaks every line off."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct

CHUNK = 65_536
RESET = struct.pack("ii", 1, 0)  # SO_LINGER on, no time: closing sends RST


class Network:
    """Everything between the phones and the laptop. It listens at another loopback address, on the
    server's own port, so that Host and Origin are right."""

    def __init__(self, port: int, host: str = "127.0.0.2") -> None:
        self.host, self.port = host, port
        self.url = f"http://{host}:{port}"
        self.is_hole = False
        self.delay_s = 0.0
        self.opened = 0
        self.swallowed = 0
        self.lines: set[Line] = set()
        self.server: asyncio.Server | None = None

    async def __aenter__(self) -> Network:
        self.server = await asyncio.start_server(self.take, self.host, self.port, backlog=1024)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.server is not None
        self.server.close()
        self.break_off()

    async def take(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """One connection. In a hole it is accepted and nothing ever comes of it."""
        self.opened += 1
        line = Line(self, phone, back, is_dead=self.is_hole)
        self.lines.add(line)
        try:
            await line.carry()
        except asyncio.CancelledError:
            pass  # the network is taken down
        finally:
            self.lines.discard(line)
            back.close()

    def swallow(self) -> None:
        """From now on nothing gets through and nothing is closed. What is lost stays lost."""
        self.is_hole = True
        for line in self.lines:
            line.is_dead = True

    def heal(self) -> None:
        """New connections pass again."""
        self.is_hole = False

    def break_off(self) -> None:
        """Reset every line, as a router does that was switched off and on."""
        for line in list(self.lines):
            line.reset()


class Line:
    """One connection through the network."""

    def __init__(
        self,
        network: Network,
        phone: asyncio.StreamReader,
        back: asyncio.StreamWriter,
        *,
        is_dead: bool,
    ) -> None:
        self.network, self.phone, self.back, self.is_dead = network, phone, back, is_dead
        self.on: asyncio.StreamWriter | None = None

    async def carry(self) -> None:
        """Bytes both ways until an end closes."""
        if self.is_dead:
            await self.swallow()
            return
        await asyncio.sleep(2 * self.network.delay_s)  # a handshake goes there and back
        try:
            reader, self.on = await asyncio.open_connection("127.0.0.1", self.network.port)
        except OSError:
            self.reset()
            return
        for end in (self.back, self.on):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ways = [self.pump(self.phone, self.on), self.pump(reader, self.back)]
        await asyncio.gather(*ways, return_exceptions=True)

    async def swallow(self) -> None:
        """Read what the phone says and forget it."""
        try:
            while chunk := await self.phone.read(CHUNK):
                self.network.swallowed += len(chunk)
        except OSError:
            pass

    async def pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """One way. With a delay each piece leaves so much later, in order."""
        loop, last = asyncio.get_running_loop(), 0.0
        try:
            while chunk := await source.read(CHUNK):
                if self.is_dead:
                    self.network.swallowed += len(chunk)
                elif self.network.delay_s:
                    last = max(last, loop.time() + self.network.delay_s)
                    loop.call_at(last, self.pass_on, target, chunk)
                else:
                    self.pass_on(target, chunk)
                    await target.drain()
        except OSError:
            pass
        if not self.is_dead:
            await asyncio.sleep(self.network.delay_s)
            target.close()

    def pass_on(self, target: asyncio.StreamWriter, chunk: bytes) -> None:
        if not self.is_dead and not target.is_closing():
            target.write(chunk)

    def reset(self) -> None:
        """Close both ends at once, with RST."""
        self.is_dead = True
        for end in (self.back, self.on):
            if end is not None and (plain := end.get_extra_info("socket")) is not None:
                with contextlib.suppress(OSError):  # one that is closed already
                    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.transport.abort()
