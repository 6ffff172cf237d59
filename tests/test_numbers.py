"""Numbers that are kept by what changed say the same as a count of everything."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.room import Room, a_room
from workshop.numbers import Numbers, desk_numbers


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with a_room(tmp_path) as room:
        room.goes_to("round")
        yield room


def kept_and_counted(room: Room) -> tuple[object, object]:
    """The console's numbers as the feed keeps them, and as a fresh count has them."""
    room.settles()
    feed = room.store.feed
    return room.store.ask(
        lambda tx, scene: (
            desk_numbers(tx, scene, feed.numbers),
            desk_numbers(tx, scene, Numbers()),
        )
    )


def test_the_desk_s_numbers_follow_what_people_and_champion_do(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    kept_and_counted(room)
    amira.writes("Too little time for drafting", "gap")
    ben.writes("Models stay on the wall", "strength")
    amira.withdraws(amira.last_note)
    room.console.does("hide_note", note=ben.last_note)
    kept, counted = kept_and_counted(room)
    assert kept == counted
    assert kept["notes"] == 1 and kept["hidden"] == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_numbers_survive_whatever_happens(room: Room, seed: int) -> None:
    rng, people = random.Random(seed), [room.person(letter) for letter in "AABBCD"]
    kept_and_counted(room)
    for n in range(40):
        person = rng.choice(people)
        person.writes(f"Note {n}", rng.choice(["gap", "strength", "stop"]), late=rng.random() < 0.3)
        if rng.random() < 0.3:
            room.console.does(rng.choice(["hide_note", "erase_note"]), note=person.last_note)
    room.goes_to("gallery")
    kept, counted = kept_and_counted(room)
    assert kept == counted
