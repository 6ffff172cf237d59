"""A phone on a poor line gets every frame whole: what the network takes in pieces is sent on in
pieces, and nothing comes between. And what phones send is read as they wrote it."""

import json
import socket
import time
from collections.abc import Iterator

import pytest
import websocket

from tests.server import NARROW, Phone, Server, a_program, a_server

pytestmark = pytest.mark.filterwarnings("ignore:(?s).*Eventlet is deprecated")
ASKED = 20
LONG = "ö" * 500


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("lines")
    program = a_program(folder, f"{NARROW}\nsys.exit(app.main())\n")
    with a_server(folder, "--demo", program=program) as server:
        yield server


@pytest.fixture
def slow(server: Server) -> Iterator[websocket.WebSocket]:
    """The champion's console, on a line that takes two kilobytes at a time."""
    line = websocket.create_connection(
        f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket",
        sockopt=((socket.SOL_SOCKET, socket.SO_RCVBUF, 2048),),
        cookie="; ".join(f"{c.name}={c.value}" for c in server.champion().cookies),
        origin=server.url,
        timeout=20,
    )
    line.send("40" + json.dumps({"w": server.code, "face": "console"}))
    yield line
    line.close()


def snapshot(line: websocket.WebSocket) -> dict:
    """The next whole view, read slowly; pings are answered."""
    while True:
        packet = line.recv()
        time.sleep(0.01)
        if packet == "2":
            line.send("3")
        if packet.startswith("42"):
            event, message = json.loads(packet[2:])
            if event == "snapshot":
                return dict(message)


def test_a_slow_line_gets_every_frame_whole(server: Server, slow: websocket.WebSocket) -> None:
    first = snapshot(slow)
    people = [Phone(server) for _ in range(4)]
    for each in people:
        each.connects()
        assert all(each.writes(LONG, stance)["ok"] for stance in ("gap", "strength"))
    for _ in range(ASKED):
        slow.send('42["resume",{}]')
        slow.ping("still here")  # its pong goes out between frames, never inside one
        people[0].writes("One too many for this group")
        found = snapshot(slow)
    assert found["state"]["workshop"] == first["state"]["workshop"]
    assert [row["text"] for row in found["rows"] if row["type"] == "note"] == [LONG] * 8


@pytest.mark.parametrize("size", [1, 125, 126, 500, 65_535, 65_536, 100_000])
def test_a_frame_says_how_long_it_is(size: int) -> None:
    from tools.serving.lines import framed

    frame = framed("x" * size)
    told, body = frame[1], 2
    if told == 126:
        told, body = int.from_bytes(frame[2:4], "big"), 4
    elif told == 127:
        told, body = int.from_bytes(frame[2:10], "big"), 10
    assert (frame[0], told, len(frame) - body) == (0x81, size, size)


@pytest.mark.parametrize("offset", range(4))
@pytest.mark.parametrize("size", [0, 1, 3, 4, 7, 300])
def test_a_mask_is_taken_off_as_the_standard_says(size: int, offset: int) -> None:
    from tools.serving.lines import unmasked

    mask, data = (0, 255, 17, 128), bytes(n % 256 for n in range(size))
    wanted = bytes(byte ^ mask[(offset + n) % 4] for n, byte in enumerate(data))
    assert unmasked(data, mask, length=size, offset=offset) == wanted
