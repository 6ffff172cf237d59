"""What is no packet, or one that nobody would send: it harms only the line it came on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.server import Phone, Server, a_server, wait_for
from tools.mishaps.rogue import Rogue, frame

DEEP = "[" * 20_000 + "]" * 20_000
TEXT, BINARY, GOING_ON, CLOSE, PING = 1, 2, 0, 8, 9
PACKETS = {
    "nothing": "",
    "no type": "hello",
    "an unknown engine type": "9",
    "an unknown type": "49",
    "half a command": '42["command",{"op":"',
    "a command that is a number": "427",
    "an event without a name": "42[]",
    "a name that is a list": '42[["command"],{}]',
    "a name that is null": "42[null]",
    "the event connect": '42["connect",{"w":"K7Q2"}]',
    "the event disconnect": '42["disconnect"]',
    "an answer nobody asked for": "437[1]",
    "an answer with a huge number": "43" + "9" * 400 + "[1]",
    "a command with a huge number": "42" + "9" * 400 + '["command",{}]',
    "another namespace": '40/admin,{"w":"K7Q2"}',
    "an event of another namespace": '42/admin,["command",{}]',
    "a namespace without end": "40/" + "a" * 30_000,
    "a refusal from a phone": '44{"message":"no"}',
    "five files that never come": '455-["command",{"_placeholder":true,"num":0}]',
    "a million files": '451000000-["command"]',
    "deep nesting": "42" + json.dumps(["command", "x"])[:-4] + DEEP + "]",
    "many arguments": "42" + json.dumps(["command", *range(5000)]),
    "a lone surrogate": '42["command",{"op":"\ud800"}]',
    "a number without end": '42["command",' + "9" * 6000 + "]",
    "not a number": '42["command",NaN]',
    "a second connect": "40{}",
    "an upgrade that is none": "5",
    "a probe": "2probe",
    "goodbye": "1",
}
FRAMES = {
    "no text at all": frame(b'42["command",\xff\xfe]', TEXT),
    "bytes": frame(b"\x04\x00\xff", BINARY),
    "an oversized message": frame(b"4" * 70_000, TEXT),
    "the middle of nothing": frame(b"42", GOING_ON),
    "an unknown kind": frame(b"42", 11),
    "a long ping": frame(b"x" * 500, PING),
    "half a goodbye": frame(b"\x03", CLOSE),
    "no mask": b"\x81\x0242",
    "a length that never comes": b"\x81\xff" + b"\x7f" + b"\xff" * 7 + b"mask",
}
POSTS = [
    "",
    "6",
    "4",
    "b!!",
    "b" + "A" * 50_000,
    "\x1e" * 3000,
    "42[",
    "451-[]",
    "b4AAA=",
    "\ufeff4",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("packets")
    with a_server(folder, "--demo") as server:
        yield server


@pytest.fixture(scope="module")
def seat(server: Server) -> str:
    return Phone(server).token or ""


@pytest.fixture(scope="module")
def amira(server: Server) -> Iterator[Phone]:
    """Somebody else, connected all the while."""
    amira = Phone(server)
    amira.connects()
    yield amira
    amira.leaves()


def goes_on(server: Server, amira: Phone) -> bool:
    """Whether the others notice nothing: her line stands, she is answered, the writer is well.
    What the library could not read stands in the log, and that is all of it."""
    answer = amira.sends("no_such_command", {})
    noted = (server.folder / "data/log/drumbeat.log").read_text("utf-8", "replace")
    is_answered = "retry_ms" in answer or answer["code"] == "unknown_command"
    return amira.socket.connected and is_answered and "ERROR workshop" not in noted


@pytest.mark.parametrize("what", PACKETS)
@pytest.mark.parametrize("has_joined", [True, False], ids=["joined", "before"])
def test_a_packet_that_is_none_harms_nobody(
    server: Server, seat: str, amira: Phone, what: str, has_joined: bool
) -> None:
    ben = Rogue(server.port, server.code, seat)
    ben.opens() if has_joined else ben.upgrades()
    ben.says(PACKETS[what])
    ben.says('42["resume",{}]')
    assert goes_on(server, amira)
    ben.leaves()


@pytest.mark.parametrize("what", FRAMES)
def test_a_frame_that_is_none_harms_nobody(
    server: Server, seat: str, amira: Phone, what: str
) -> None:
    ben = Rogue(server.port, server.code, seat)
    ben.opens()
    ben.sends(FRAMES[what])
    assert goes_on(server, amira)
    ben.leaves()


@pytest.mark.parametrize("body", POSTS, ids=range(len(POSTS)))
def test_a_post_that_is_no_packet_harms_nobody(server: Server, amira: Phone, body: str) -> None:
    url = f"{server.url}/socket.io/?EIO=4&transport=polling"
    opened = requests.get(url, timeout=10)
    sid = json.loads(opened.text[1:])["sid"]
    page = requests.post(f"{url}&sid={sid}", data=body.encode(), timeout=10)
    assert page.status_code in {200, 400}
    assert goes_on(server, amira)


def test_a_line_that_sent_nonsense_can_be_opened_anew(server: Server, seat: str) -> None:
    ben = Rogue(server.port, server.code, seat)
    ben.opens()
    ben.says(PACKETS["deep nesting"])
    ben.leaves()
    again = Phone(server)
    again.connects()
    assert wait_for(lambda: again.heard_of("snapshot"))
