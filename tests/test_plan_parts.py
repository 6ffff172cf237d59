"""Steps, success criteria, checks, support, barriers: rows of their own, so that two people may
write side by side."""

from pathlib import Path

import pytest

from tests.hour import writes
from tests.room import Room, a_room
from workshop.model import Answer
from workshop.parts import PARTS


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        room.action = room.console.does("add_action").fields["action"]
        yield room


def adds(room: Room, kind: str) -> str:
    """A new part of a kind; its id."""
    answer = room.console.does("add_part", action=room.action, kind=kind)
    assert answer.ok, answer.refused
    return answer.fields["part"]


def types(room: Room, part: str, **fields: str) -> Answer:
    """Type into a part that was empty."""
    return writes(room, "write_part", {"part": part}, None, fields)


def parts(room: Room) -> list[tuple[str, dict[str, str]]]:
    """Kind and fields of every part on the desk."""
    return [(p["kind"], p["fields"]) for p in room.console.rows("action")[0]["parts"]]


FILLED = {
    "step": {"text": "Each phase brings two pieces", "on": "20 March"},
    "success": {"text": "Six pupils say what makes it better"},
    "monitoring": {"how": "Books in pairs", "who": "Writing lead", "on": "24/4/2026"},
    "support": {"topic": "Seeing revising taught", "type": "visit", "status": "offered",
                "school": "Tallowmere Primary", "may_share": "yes"},
    "barrier": {"text": "No time", "mitigation": "One staff meeting"},
    "ingredient": {"text": "Read aloud in pairs"},
    "research": {"text": "Improving Literacy in Key Stage 2, 2021"},
}  # fmt: skip


@pytest.mark.parametrize("kind", PARTS)
def test_every_kind_of_part_is_kept(room: Room, kind: str) -> None:
    assert types(room, adds(room, kind), **FILLED[kind]).ok
    days = {"step": {"on": "2026-03-20"}, "monitoring": {"on": "2026-04-24"}}
    assert parts(room) == [(kind, FILLED[kind] | days.get(kind, {}))]


@pytest.mark.parametrize(("kind", "most"), [("barrier", 3), ("ingredient", 5), ("research", 3)])
def test_a_few_are_enough(room: Room, kind: str, most: int) -> None:
    for _ in range(most):
        adds(room, kind)
    answer = room.console.does("add_part", action=room.action, kind=kind)
    assert (answer.refused, answer.values) == ("parts_full", {"n": most})


def test_one_that_was_removed_makes_room_and_comes_back_with_undo(room: Room) -> None:
    part = adds(room, "step")
    types(room, part, text="Bring two pieces")
    assert room.console.does("remove_part", op="remove-once", part=part).ok
    assert parts(room) == []
    assert room.console.does("undo", target="remove-once").ok
    assert parts(room) == [("step", {"text": "Bring two pieces"})]


def test_a_line_that_was_filled_in_since_is_not_undone_away(room: Room) -> None:
    room.console.does("add_part", op="added-once", action=room.action, kind="step")
    part = room.look("SELECT id FROM parts")[0]["id"]
    types(room, part, text="Bring two pieces")
    assert room.console.does("undo", target="added-once").refused == "changed_since"


def test_parts_keep_the_order_in_which_they_were_added(room: Room) -> None:
    for text in ("One", "Two", "Three"):
        types(room, adds(room, "step"), text=text)
    assert [fields["text"] for _, fields in parts(room)] == ["One", "Two", "Three"]


def test_a_step_has_a_day_or_none(room: Room) -> None:
    part = adds(room, "step")
    assert types(room, part, on="end of term").refused == "not_a_day"
    assert types(room, part, on="29 February").refused == "no_such_day"


def test_a_part_takes_only_its_own_fields(room: Room) -> None:
    assert types(room, adds(room, "success"), who="Deputy").refused == "bad_shape"
    assert types(room, adds(room, "support"), type="money").refused == "bad_value"
    assert room.console.does("add_part", action=room.action, kind="wish").refused == "bad_value"


def test_two_consoles_in_one_line_are_shown_both(room: Room) -> None:
    part = adds(room, "step")
    types(room, part, text="Bring two pieces")
    assert types(room, part, text="Bring three").values["now"] == {"text": "Bring two pieces"}
