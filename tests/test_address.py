"""The laptop's address changes, or cannot be read just then."""

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.room import DAY, PACKS, Clock, RecordingWire
from tests.server import wait_for
from workshop import addresses
from workshop.activities import KINDS
from workshop.audience import Audience
from workshop.feed import Connection
from workshop.house import House
from workshop.making import Wishes
from workshop.packs import parse_file
from workshop.shelf import Shelf


def test_an_address_that_cannot_be_read_just_now_is_the_one_that_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone() -> None:
        raise OSError("an adapter was pulled out")

    monkeypatch.setattr(addresses.ifaddr, "get_adapters", gone)
    assert addresses.best("192.168.1.23") == "192.168.1.23"


def test_the_house_shows_another_address_in_every_workshop(tmp_path: Path) -> None:
    wire = RecordingWire()
    shelf = Shelf(tmp_path, KINDS)
    pack = parse_file(PACKS / "writing.md", KINDS)
    codes = [shelf.make(pack, Wishes("Millrace Primary School", 60, 4, DAY)) for _ in range(2)]

    def spawn(call: Any, *args: Any) -> None:
        threading.Thread(target=call, args=args, daemon=True).start()

    house = House(
        shelf, KINDS, wire=wire, clock=Clock(), spawn=spawn, apart=None, on_death=lambda: None
    )
    house.open_all()
    house.start()
    for code in codes:
        store = house.store(code)
        projector = Connection(code, Audience("projector"), None)
        store.ask(lambda tx, scene, s=store, p=projector: s.feed.join(p, None, None))
    house.place_for = lambda code: {"url": f"http://10.0.0.7:5000/j/{code}"}
    house.moved()
    for code in codes:
        wait_for(lambda code=code: f"http://10.0.0.7:5000/j/{code}" in str(wire.heard[code][-1]))
    house.stop()
