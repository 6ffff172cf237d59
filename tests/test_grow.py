"""GROW: options written alone, chosen blind, and made into draft actions with one press."""

from pathlib import Path

import pytest

from tests.room import Person, Room, a_room


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        room.opens("grow")
        yield room


@pytest.fixture
def people(room: Room) -> list[Person]:
    return [room.person() for _ in range(5)]


def options(room: Room) -> list[dict]:
    """The options on the champion's desk."""
    return room.console.view()["state"]["desk"]["options"]


def actions(room: Room) -> list[dict]:
    """The draft actions in order."""
    return sorted(room.console.rows("action"), key=lambda row: row["number"])


def three_options(room: Room, people: list[Person]) -> list[str]:
    """Three options, written alone and shown to the room."""
    room.goes_to("options")
    ids = []
    for person, text in zip(
        people, ("Agree examples", "Plan a lesson", "Buy an app"), strict=False
    ):
        assert person.writes(text, None, slot=None).ok
        ids.append(person.last_note)
    assert room.closes().ok and room.reveals().ok
    return ids


def chosen(room: Room, people: list[Person]) -> list[str]:
    """The same after a vote, the first two going forward and sheets laid out."""
    ids = three_options(room, people)
    room.goes_to("vote")
    for person in people:
        person.marks("dot", ids[0], 2)
        person.marks("dot", ids[1], 1)
    assert room.closes().ok
    activity = room.was()["activity"]
    assert room.console.does("choose_options", activity=activity, notes=ids[:2], was=[]).ok
    room.goes_to("will")
    return ids


def test_the_goal_is_drafted_from_the_key_question(room: Room) -> None:
    assert room.console.view()["state"]["desk"]["goal_draft"] == "Pupils compose well."


def test_reality_offers_what_was_found_numbers_first(room: Room) -> None:
    lines = room.console.view()["state"]["desk"]["reality"]
    assert any("spelling and handwriting" in line for line in lines)
    assert not any("Teaching pupils how writers plan" in line for line in lines)  # research


def test_options_are_nobodys_business_before_the_reveal(room: Room, people: list[Person]) -> None:
    room.goes_to("options")
    people[0].writes("Agree examples", None, slot=None, fields={"obstacle": "Time"})
    assert room.projector.notes() == people[1].notes() == people[0].notes() == []
    assert room.projector.view()["counts"]["notes"] == 1
    room.closes()
    assert room.console.notes() == ["Agree examples"]
    assert people[1].notes() == []
    room.reveals()
    assert people[1].rows("note")[0]["fields"] == {"obstacle": "Time"}


def test_doubles_are_put_together_and_can_be_parted(room: Room, people: list[Person]) -> None:
    ids = three_options(room, people)
    room.goes_to("clarify")
    assert room.console.does("merge_notes", note=ids[1], into=ids[0]).ok
    assert room.projector.notes() != [] and "Plan a lesson" not in room.projector.notes()
    kept = next(row for row in room.projector.rows("note") if row["id"] == ids[0])
    assert kept["merged"] == 1
    assert room.console.does("merge_notes", note=ids[1], into=None).ok
    assert "Plan a lesson" in room.projector.notes()


def test_dots_are_blind_until_they_are_closed(room: Room, people: list[Person]) -> None:
    ids = three_options(room, people)
    room.goes_to("vote")
    assert people[0].marks("dot", ids[0], 2).ok
    assert people[0].marks("dot", ids[1], 2).ok
    assert people[0].marks("dot", ids[2], 1).refused == "budget"
    assert all("totals" not in row for row in room.console.rows("note"))
    assert room.projector.view()["counts"] == {"answered": 1}
    assert room.closes().ok
    assert options(room)[0]["dots"] == 2
    assert people[1].marks("dot", ids[0], 1).refused == "phase_closed"


def test_the_rest_is_kept_with_a_reason(room: Room, people: list[Person]) -> None:
    ids = chosen(room, people)
    assert room.console.does("set_aside", note=ids[2], reason="Cost", was="").ok
    rest = [o for o in options(room) if not o["is_chosen"]]
    assert [(o["text"], o["reason"]) for o in rest] == [("Buy an app", "Cost")]


def test_each_chosen_option_has_a_sheet_in_one_groups_hands(
    room: Room, people: list[Person]
) -> None:
    chosen(room, people)
    sheets = [row for row in people[0].rows("note") if row["stance"] == "will"]
    assert [s["fields"]["option"] for s in sheets] == ["Agree examples", "Plan a lesson"]
    assert [s["letter"] for s in sheets] == ["A", "B"]
    assert people[0].fills(sheets[0]["id"], who_leads="Writing lead").ok
    assert people[1].fills(sheets[0]["id"], who_leads="Deputy").refused == "other_group"


def test_sheets_become_draft_actions_with_one_press(room: Room, people: list[Person]) -> None:
    chosen(room, people)
    sheet = next(r for r in people[0].rows("note") if r["fields"]["option"] == "Agree examples")
    wrote = {"we_will": "Agree three examples", "by_when": "15 May", "commitment": "6"}
    assert people[0].fills(sheet["id"], **wrote).ok
    activity = room.was()["activity"]
    assert room.console.does("draft_actions", activity=activity).ok
    drafts = [row["fields"] for row in actions(room)]
    assert [a["we_will"] for a in drafts] == ["Agree three examples", "Plan a lesson"]
    assert (drafts[0]["by_when"], drafts[0]["commitment"]) == ("2026-05-15", "6")
    again = room.console.does("draft_actions", activity=activity)
    assert again.refused == "no_sheets"


def test_an_action_remembers_the_option_it_grew_from(room: Room, people: list[Person]) -> None:
    chosen(room, people)
    room.console.does("draft_actions", activity=room.was()["activity"])
    journey = actions(room)[0]["journey"]
    option = next(step for step in journey if step["label"] == "option")
    assert (option["text"], option["dots"]) == ("Agree examples", 10)


def test_what_could_get_in_the_way_comes_with_the_action(room: Room, people: list[Person]) -> None:
    room.opens("grow")
    room.goes_to("options")
    first, second, *_ = people
    wanted = [("Agree three examples", "PPA is at other times"), ("Agree some", "We are scared")]
    for person, (text, obstacle) in zip((first, second), wanted, strict=True):
        assert person.writes(text, None, slot=None, fields={"obstacle": obstacle}).ok
    room.closes()
    room.reveals()
    into = {"note": second.last_note, "into": first.last_note}
    assert room.console.does("merge_notes", **into).ok
    room.goes_to("will")
    activity = room.activity("grow")
    room.console.does("choose_options", activity=activity, notes=[first.last_note], was=[])
    assert room.console.does("draft_actions", activity=activity).ok
    barriers = [
        part["fields"]["text"]
        for part in room.console.rows("action")[0]["parts"]
        if part["kind"] == "barrier"
    ]
    assert barriers == ["PPA is at other times", "We are scared"]


def test_goal_and_reality_are_drafted_and_nothing_typed_is_written_over(room: Room) -> None:
    goal = room.console.view()["state"]["goal"]
    assert goal["goal"] == "Pupils compose well."
    typed = {"reality": "38 in 100 now"}
    assert room.console.does("write_goal", fields=typed, was={"reality": ""}).ok
    room.goes_to("reality")
    assert room.console.view()["state"]["goal"]["reality"] == "38 in 100 now"
