"""What may stand on a note besides its words, and who may fill it in: nothing that a phase did not
declare, nothing on somebody else's note, and no sheet that nobody is there for."""

from typing import Any

import pytest

from tests.room import Person, Room
from workshop.model import new_id


def options(room: Room, people: list[Person], *texts: str) -> list[str]:
    """Options, written alone and shown; their ids."""
    room.opens("grow")
    room.goes_to("options")
    ids = []
    for person, text in zip(people, texts, strict=False):
        assert person.writes(text, None, slot=None).ok
        ids.append(person.last_note)
    assert room.closes().ok and room.reveals().ok
    return ids


def chooses(room: Room, notes: list[str], was: list[str] | None = None) -> Any:
    """Say which options go forward."""
    activity = room.was()["activity"]
    return room.console.does("choose_options", activity=activity, notes=notes, was=was or [])


def sheets(face) -> list[dict[str, Any]]:
    """The sheets that a face sees, in order of their group."""
    found = [row for row in face.rows("note") if row["stance"] == "will"]
    return sorted(found, key=lambda row: row["letter"] or "")


# ---- a new note


def test_an_option_comes_with_its_obstacle(room: Room, people: list[Person]) -> None:
    room.opens("grow")
    room.goes_to("options")
    assert people[0].writes("Agree examples", None, slot=None, fields={"obstacle": " Time\n"}).ok
    assert room.look("SELECT fields FROM notes")[0]["fields"] == {"obstacle": "Time"}


@pytest.mark.parametrize("fields", [{"tag": "seen"}, {"reason": "Mine"}, {"we_will": "x"}])
def test_an_option_carries_nothing_else(room: Room, people: list[Person], fields: dict) -> None:
    room.opens("grow")
    room.goes_to("options")
    assert people[0].writes("Agree", None, slot=None, fields=fields).refused == "bad_shape"


def test_an_obstacle_that_is_too_long_gets_the_sentence(room: Room, people: list[Person]) -> None:
    room.opens("grow")
    room.goes_to("options")
    answer = people[0].writes("Agree", None, slot=None, fields={"obstacle": "x" * 5000})
    assert (answer.refused, answer.values) == ("too_long_here", {"limit": 200, "n": 5000})


def test_a_line_of_a_path_does_not_come_ringed_with_details(
    room: Room, people: list[Person]
) -> None:
    room.opens("whys")
    fields = {"tag": "certain", "sure": "absolutely"}
    answer = people[0].writes("Drafts are copied", "problem", slot=None, fields=fields)
    assert answer.refused == "bad_shape"


def test_what_comes_too_late_carries_what_its_phase_took(room: Room, people: list[Person]) -> None:
    options(room, people, "Agree examples")
    here = {"phase": "options", "slot": None}
    late = people[1].writes_later("And a lesson", stance=None, fields={"obstacle": "Time"}, **here)
    assert late.ok
    wrong = people[1].writes_later("And more", stance=None, fields={"why": "x"}, **here)
    assert wrong.refused == "bad_shape"


def test_a_late_note_is_no_sheet_and_becomes_no_action(room: Room, people: list[Person]) -> None:
    chosen = options(room, people, "Agree examples")
    chooses(room, chosen)
    room.goes_to("will")
    assert people[1].writes_later("Let me be an action", stance="will").refused == "bad_shape"
    room.console.does("draft_actions", activity=room.was()["activity"])
    assert [row["fields"]["we_will"] for row in room.console.rows("action")] == ["Agree examples"]


# ---- filling in


def test_the_answer_to_a_fill_tells_nobody_who_wrote_an_option(
    room: Room, people: list[Person]
) -> None:
    ours, theirs = options(room, [people[0], people[2]], "From A", "From B")
    room.goes_to("will")
    told = {people[1].fills(note, we_will="Guess").refused for note in (ours, theirs)}
    assert told == {"not_now"}


def test_a_group_fills_in_its_own_lines_and_no_carried_gap(
    room: Room, people: list[Person]
) -> None:
    room.opens("carousel")
    room.goes_to("round")
    people[0].writes("Drafts are copies")
    gap = people[0].last_note
    room.goes_to("home")
    people[0].marks("gap", people[0].here()["slot"], gap)
    room.opens("whys")
    carried = people[0].rows("note")[0]["id"]
    people[0].writes("Nobody shows them", None, slot=None, parent=carried)
    assert people[1].fills(people[0].last_note, tag="seen").ok
    assert people[2].fills(people[0].last_note, tag="data").refused == "other_group"
    assert people[0].fills(carried, tag="seen").refused == "not_now"


def test_a_sheet_that_was_put_away_is_not_filled_in(room: Room, people: list[Person]) -> None:
    chosen = options(room, people, "Agree examples", "Plan a lesson")
    chooses(room, chosen)
    room.goes_to("will")
    sheet = sheets(people[0])[0]["id"]
    chooses(room, chosen[1:], was=chosen)
    assert people[0].fills(sheet, who_leads="Writing lead").refused == "no_such_notes"


def test_a_sheet_keeps_what_stood_on_it_while_it_was_away(room: Room, people: list[Person]) -> None:
    chosen = options(room, people, "Agree examples", "Plan a lesson")
    chooses(room, chosen)
    room.goes_to("will")
    people[0].fills(sheets(people[0])[0]["id"], who_leads="Writing lead")
    chooses(room, chosen[1:], was=chosen)
    chooses(room, chosen, was=chosen[1:])
    assert sheets(people[0])[0]["fields"]["who_leads"] == "Writing lead"


@pytest.mark.parametrize("value", ["0", "11", "7.5", "ten", "-1"])
def test_commitment_is_one_of_ten(room: Room, people: list[Person], value: str) -> None:
    chooses(room, options(room, people, "Agree examples"))
    room.goes_to("will")
    sheet = sheets(people[0])[0]["id"]
    assert people[0].fills(sheet, commitment=value).refused == "bad_value"


# ---- groups that change meanwhile


def test_the_sheet_of_a_merged_group_goes_with_its_people(room: Room, people: list[Person]) -> None:
    chooses(room, options(room, people, "Agree examples", "Plan a lesson"))
    room.goes_to("will")
    sheet = next(s for s in sheets(people[0]) if s["letter"] == "A")["id"]
    merged = {"group": room.group("A"), "into": room.group("C")}
    op = new_id()
    assert room.console.does("merge_groups", op, **merged).ok
    assert people[0].fills(sheet, who_leads="Writing lead").ok
    assert room.console.does("undo", target=op).ok
    assert people[4].fills(sheet, so_that="More").refused == "other_group"


def test_the_sheet_of_a_group_that_everybody_left_goes_with_the_last(
    room: Room, people: list[Person]
) -> None:
    chosen = options(room, people, "One", "Two", "Three")
    chooses(room, chosen)
    room.goes_to("will")
    sheet = next(s for s in sheets(people[4]) if s["letter"] == "C")["id"]
    assert people[4].does("choose_group", group=room.group("A")).ok
    assert people[4].fills(sheet, who_leads="Writing lead").ok
    assert people[2].fills(sheet, so_that="More").refused == "other_group"


def test_a_sheet_that_comes_back_goes_to_a_group_that_is_there(
    room: Room, people: list[Person]
) -> None:
    chosen = options(room, people, "Agree examples")
    chooses(room, chosen)
    chooses(room, [], was=chosen)
    room.console.does("merge_groups", group=room.group("A"), into=room.group("B"))
    chooses(room, chosen)
    room.goes_to("will")
    assert sheets(people[2])[0]["letter"] in {"B", "C"}


# ---- what is not an option


def test_a_worry_is_never_an_option(room: Room, people: list[Person]) -> None:
    action = room.console.does("add_action").fields["action"]
    room.opens("agreement")
    room.goes_to("answer")
    people[0].writes("The canary sings", None, slot=action)
    worry = people[0].last_note
    room.closes()
    options(room, people, "Agree examples")
    assert chooses(room, [worry]).refused == "not_an_option"
    for name, more in (("merge_notes", {"into": people[0].last_note}), ("set_aside", {})):
        body = {"note": worry} | (more or {"reason": "x", "was": ""})
        assert room.console.does(name, **body).refused == "not_an_option"
    room.goes_to("will")
    assert "canary" not in str(room.projector.view())


def test_two_options_are_never_each_in_the_other(room: Room, people: list[Person]) -> None:
    one, two, three = options(room, people, "One", "Two", "Three")
    assert room.console.does("merge_notes", note=one, into=two).ok
    assert room.console.does("merge_notes", note=two, into=one).refused == "cannot_merge"
    assert room.console.does("merge_notes", note=three, into=three).refused == "cannot_merge"
    assert room.console.does("merge_notes", note=two, into=three).ok
    assert sorted(room.projector.notes()) == ["Three"]
