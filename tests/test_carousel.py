"""The carousel, as the room plays it."""

from pathlib import Path

import pytest

from tests.room import Room, a_room


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        room.opens("carousel")
        yield room


def places(room: Room) -> dict[str, int]:
    """Which station number each group stands at."""
    numbers = {slot["id"]: slot["number"] for slot in room.console.rows("slot")}
    return {g["letter"]: numbers[g["at"]] for g in room.console.rows("group")}


def test_groups_start_at_home_and_move_one_station_a_round(room: Room) -> None:
    room.goes_to("round", 0)
    assert places(room) == {"A": 1, "B": 2, "C": 3, "D": 4}
    room.goes_to("round", 1)
    assert places(room) == {"A": 2, "B": 3, "C": 4, "D": 1}
    room.goes_to("home")
    assert places(room) == {"A": 1, "B": 2, "C": 3, "D": 4}


def test_a_note_reaches_the_console_and_the_own_group_but_not_the_projector(room: Room) -> None:
    room.goes_to("round", 0)
    amira, ben = room.person("A"), room.person("B")
    assert amira.writes("We rarely show the crossing out").ok
    assert room.console.notes() == ["We rarely show the crossing out"]
    assert amira.notes() == ["We rarely show the crossing out"]
    assert ben.notes() == []
    assert room.projector.notes() == []


def test_the_next_group_reads_what_the_last_one_wrote(room: Room) -> None:
    room.goes_to("round", 0)
    ben = room.person("B")
    amira = room.person("A")
    ben.writes("Models stay on the wall", "strength")
    room.goes_to("round", 1)
    assert amira.notes() == ["Models stay on the wall"]
    assert amira.ticks(ben.last_note).ok


def test_a_group_has_two_new_notes_a_round_and_may_still_add(room: Room) -> None:
    room.goes_to("round", 0)
    amira, ada = room.person("A"), room.person("A")
    assert amira.writes("One").ok
    assert ada.writes("Two").ok
    third = ada.writes("Three")
    assert (third.ok, third.refused) == (False, "group_limit")
    assert ada.writes("And pupils say so too", None, parent=amira.last_note).ok


def test_a_whole_carousel_ends_in_a_draft_action(room: Room) -> None:
    room.goes_to("round", 0)
    amira, home = room.person("A"), None
    amira.writes("Pupils copy the page out again")
    gap = amira.last_note
    room.goes_to("home")
    home = amira.here()["slot"]
    assert amira.marks("gap", home, gap).ok
    assert amira.marks("reach", home, 1).ok
    room.goes_to("gallery")
    assert room.projector.notes() == ["Pupils copy the page out again"]
    action = room.console.does("carry_note", note=gap, to="plan").fields["action"]
    row = room.console.rows("action")[0]
    assert (row["id"], row["chain"][0]["text"]) == (action, "Pupils copy the page out again")
