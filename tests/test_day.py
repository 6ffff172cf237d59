"""The day on the paper is the day of the meeting."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.room import DAY, Room, a_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with a_room(tmp_path) as room:
        yield room


def is_it(room: Room, day: date) -> None:
    """It is that day now, about noon."""
    room.clock.ms = int(datetime(day.year, day.month, day.day, 12).timestamp() * 1000)


def days_of(room: Room) -> tuple[str, str]:
    """The meeting's day and the review's, as every face has them."""
    workshop = room.console.view()["state"]["workshop"]
    return workshop["held_on"], workshop["review_on"]


def test_a_workshop_made_on_the_evening_before_is_held_on_its_day(room: Room) -> None:
    review_on = days_of(room)[1]
    is_it(room, DAY + timedelta(3))
    room.goes_to("round")
    assert days_of(room)[0] == (DAY + timedelta(3)).isoformat()
    assert days_of(room)[1] > review_on


def test_a_review_day_that_was_chosen_stays(room: Room) -> None:
    was = {"review_on": days_of(room)[1]}
    room.console.does("write_plan", fields={"review_on": "30 June 2026"}, was=was)
    is_it(room, DAY + timedelta(1))
    room.goes_to("round")
    assert days_of(room) == ((DAY + timedelta(1)).isoformat(), "2026-06-30")


def test_the_next_item_on_another_day_does_not_move_the_day(room: Room) -> None:
    is_it(room, DAY)
    room.goes_to("round")
    is_it(room, DAY + timedelta(1))
    room.goes_to("gallery")
    assert days_of(room)[0] == DAY.isoformat()
