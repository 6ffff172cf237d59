"""The rooms that many tests begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hour import Hour
from tests.room import Person, Room, a_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A workshop of three groups, with a console and a projector."""
    with a_room(tmp_path, groups=3) as room:
        yield room


@pytest.fixture
def people(room: Room) -> list[Person]:
    """Five people: two in A, two in B, one in C."""
    return [room.person(letter) for letter in "AABBC"]


@pytest.fixture
def hour(room: Room) -> Hour:
    """The same room, played up to draft actions."""
    return Hour(room).plays_to_the_plan()
