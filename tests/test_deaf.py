"""Phones that answer and ask and never read: they are let go, and the room notices nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import NARROW, Phone, Server, a_program, a_server, wait_for
from tools.mishaps.rogue import Rogue

IMPATIENT = (
    NARROW
    + """
import tools.serving.deaf
tools.serving.deaf.MOST_WAITING = 12
sys.exit(app.main())
"""
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("deaf")
    with a_server(folder, "--demo", program=a_program(folder, IMPATIENT)) as server:
        yield server


def asks_and_never_reads(server: Server) -> Rogue:
    """Somebody with a seat whose program asks for everything, again and again."""
    ben = Rogue(server.port, server.code, Phone(server).token or "")
    ben.opens(window=2048)
    ben.stops_reading()
    return ben


def test_a_phone_that_takes_nothing_is_let_go(server: Server) -> None:
    ben = asks_and_never_reads(server)
    wait_for(lambda: not ben.asks_for_everything(), 20)


def test_a_phone_that_takes_a_little_now_and_then_is_let_go_too(server: Server) -> None:
    ben = asks_and_never_reads(server)
    wait_for(lambda: ben.reads_a_little(64) and not ben.asks_for_everything(), 20)


def test_others_write_while_somebody_takes_nothing(server: Server) -> None:
    amira = Phone(server)
    amira.connects()
    ben = asks_and_never_reads(server)
    for n in range(12):
        ben.asks_for_everything()
        assert amira.writes(f"Said beside a deaf phone, {n}", late=True)["ok"]
