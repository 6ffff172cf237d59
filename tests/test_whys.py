"""Five whys: from a gap to the cause that a group can act on."""

from pathlib import Path

import pytest

from tests.room import Person, Room, a_room


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        yield room


@pytest.fixture
def amira(room: Room) -> Person:
    return room.person("A")


def chooses_a_gap(room: Room, person: Person, text: str) -> str:
    """The carousel, in which a group comes home with a gap; then the root cause is opened."""
    room.opens("carousel")
    room.goes_to("round", 0)
    person.writes(text)
    room.goes_to("home")
    assert person.marks("gap", person.here()["slot"], person.last_note).ok
    room.opens("whys")
    return next(row["id"] for row in person.rows("note"))


def states(room: Room, person: Person, text: str) -> str:
    """A problem in the group's own words, chosen."""
    assert person.writes(text, "problem").ok
    assert person.marks("problem", room.was()["activity"], person.last_note).ok
    return person.last_note


def why(person: Person, text: str, parent: str) -> str:
    """One more line of the path."""
    answer = person.writes(text, None, parent=parent)
    assert answer.ok, answer.refused
    return person.last_note


def test_the_gaps_that_groups_chose_come_along(room: Room, amira: Person) -> None:
    problem = chooses_a_gap(room, amira, "Second drafts are first drafts, copied out")
    assert amira.notes() == ["Second drafts are first drafts, copied out"]
    assert amira.marks("problem", room.was()["activity"], problem).ok
    assert [row["kind"] for row in amira.rows("choice")] == ["problem"]


def test_a_path_grows_line_by_line_and_may_branch(room: Room, amira: Person) -> None:
    room.opens("whys")
    problem = states(room, amira, "Drafts are copied out neatly")
    first = why(amira, "Pupils think redrafting means tidying", problem)
    why(amira, "We praise neat books", first)
    why(amira, "Time is short at the end of a unit", first)
    parents = [row["parent"] for row in amira.rows("note") if row["parent"]]
    assert parents == [problem, first, first]


def test_five_whys_are_enough(room: Room, amira: Person) -> None:
    room.opens("whys")
    above = states(room, amira, "Drafts are copied out neatly")
    for text in ("One", "Two", "Three", "Four", "Five"):
        above = why(amira, text, above)
    sixth = amira.writes("Six", None, parent=above)
    assert (sixth.ok, sixth.refused) == (False, "deep_enough")


def test_a_path_is_the_groups_own_until_the_room_sees_it(room: Room, amira: Person) -> None:
    ben = room.person("B")
    room.opens("whys")
    problem = states(room, amira, "Drafts are copied out neatly")
    why(amira, "Nobody showed them a better one", problem)
    assert ben.notes() == []
    assert room.projector.notes() == []
    room.goes_to("paths")
    assert "Nobody showed them a better one" in room.projector.notes()


def test_any_line_can_be_ringed_with_how_we_know(room: Room, amira: Person) -> None:
    ada = room.person("A")
    room.opens("whys")
    line = why(amira, "Nobody showed them", states(room, amira, "Drafts are copied out"))
    assert ada.marks("ring", room.was()["activity"], line).ok
    assert ada.fills(line, tag="seen", sure="fairly", check="Ask six pupils", who="Writing lead").ok
    shown = next(row for row in amira.rows("note") if row["id"] == line)
    assert shown["fields"]["check"] == "Ask six pupils"
    cause = room.console.view()["state"]["desk"]["causes"][0]
    assert (cause["letter"], cause["text"], cause["sure"]) == ("A", "Nobody showed them", "fairly")


def test_another_groups_line_cannot_be_ringed_or_filled_in(room: Room, amira: Person) -> None:
    ben = room.person("B")
    room.opens("whys")
    line = why(amira, "Nobody showed them", states(room, amira, "Drafts are copied out"))
    assert ben.marks("ring", room.was()["activity"], line).refused == "other_path"
    assert ben.fills(line, tag="hunch").refused == "other_group"


def test_two_phones_of_a_group_do_not_overwrite_one_another(room: Room, amira: Person) -> None:
    ada = room.person("A")
    room.opens("whys")
    line = why(amira, "Nobody showed them", states(room, amira, "Drafts are copied out"))
    assert amira.fills(line, check="Ask six pupils").ok
    late = ada.fills(line, check="Look at ten books")
    assert (late.refused, late.values["now"]) == ("changed", {"check": "Ask six pupils"})


def test_a_sentence_stands_on_every_screen_once_it_is_written(room: Room, amira: Person) -> None:
    room.opens("understand")
    text = "Pupils copy because nobody has shown them a better draft."
    done = room.console.does(
        "write_plan", fields={"understanding": text}, was={"understanding": ""}
    )
    assert done.ok
    for face in (amira, room.projector, room.console):
        assert face.view()["state"]["workshop"]["understanding"]["text"] == text


def test_lines_are_short_and_a_group_has_ten_of_them(room: Room, amira: Person) -> None:
    room.opens("whys")
    problem = states(room, amira, "Drafts are copied out")
    long = amira.writes("x" * 141, None, parent=problem)
    assert (long.refused, long.values["limit"]) == ("too_long_here", 140)
    for n in range(10):
        why(amira, f"Reason {n}", problem)
    assert amira.writes("One more", None, parent=problem).refused == "lines_limit"
