"""From people's words to our plan: every action knows what stands behind it, and shows it as far as
the room may see it."""

import pytest

from tests.hour import CAUSE, GAP, OPTIONS, UNDERSTANDING, Hour
from tests.room import Room


def row(room: Room, action: str) -> dict:
    """An action on the desk."""
    return next(each for each in room.console.rows("action") if each["id"] == action)


def links(room: Room, action: str, to: str) -> str:
    """Put something behind an action; the link's id."""
    answer = room.console.does("link_root", action=action, to=to)
    assert answer.ok, answer.refused
    return answer.fields["root"]


def bare_action(room: Room) -> str:
    """An action that nobody's words led to."""
    return room.console.does("add_action").fields["action"]


def test_the_way_from_a_gap_to_an_action_is_told_in_order(hour: Hour) -> None:
    assert hour.journey() == [
        ("note", GAP),
        ("cause", CAUSE),
        ("understanding", UNDERSTANDING),
        ("option", OPTIONS[0]),
        ("action", OPTIONS[0]),
    ]


def test_a_stop_says_who_wrote_it_how_it_is_known_and_how_many_dots_it_had(
    room: Room, hour: Hour
) -> None:
    _, cause, _, option, _ = row(room, hour.actions[0])["journey"]
    assert (cause["letter"], cause["tag"]) == ("A", "seen")
    assert option["dots"] == 12


def test_a_headline_comes_first_once_it_was_put_there(room: Room, hour: Hour) -> None:
    first = hour.headlines()[0]
    links(room, hour.actions[0], first)
    label, text = hour.journey()[0]
    assert (label, text) == (
        "headline",
        room.console.view()["state"]["desk"]["headlines"][0]["text"],
    )


def test_only_causes_that_the_room_understood_are_on_the_way(room: Room, hour: Hour) -> None:
    assert room.console.does("take_cause", note=hour.cause, is_taken=False).ok
    assert [label for label, _ in hour.journey()] == ["understanding", "option", "action"]


@pytest.mark.parametrize("which", ["gap", "cause"])
def test_hidden_words_are_hidden_on_the_way_too(room: Room, hour: Hour, which: str) -> None:
    assert room.console.does("hide_note", note=getattr(hour, which)).ok
    told = dict(hour.journey())
    assert told["note" if which == "gap" else "cause"] is None
    assert told["option"] == OPTIONS[0]


def test_an_erased_option_is_without_words(room: Room, hour: Hour) -> None:
    assert room.console.does("erase_note", note=hour.options[0]).ok
    assert dict(hour.journey())["option"] is None
    assert row(room, hour.actions[0])["chain"][0]["text"] is None


def test_the_chain_shows_the_option_behind_a_sheet(room: Room, hour: Hour) -> None:
    link = row(room, hour.actions[0])["chain"][0]
    assert (link["kind"], link["note"], link["text"]) == ("note", hour.options[0], OPTIONS[0])
    assert (link["totals"], link["root"]) == ({"dot": 12}, None)


def test_a_note_carried_straight_to_the_plan_is_where_its_action_began(room: Room) -> None:
    hour = Hour(room)
    hour.finds_a_gap()
    hour.actions = [room.console.does("carry_note", note=hour.gap, to="plan").fields["action"]]
    assert hour.journey()[0] == ("note", GAP)
    link = row(room, hour.actions[0])["chain"][0]
    assert (link["letter"], link["slot_title"]) == ("A", "Purpose and audience")
    assert link["totals"] == {"tick": 2}


def test_an_action_with_nothing_behind_it_needs_a_reason(room: Room) -> None:
    action = bare_action(room)
    assert (row(room, action)["has_root"], row(room, action)["needs_reason"]) == (False, True)
    seen = {"no_root": ""}
    room.console.does("write_action", action=action, fields={"no_root": "Law"}, was=seen)
    assert row(room, action)["needs_reason"] is False


def test_evidence_behind_an_action_is_enough_and_can_be_taken_off(room: Room) -> None:
    action = bare_action(room)
    card = room.console.view()["state"]["desk"]["evidence"][0]
    root = links(room, action, card["id"])
    link = row(room, action)["chain"][0]
    assert (link["kind"], link["text"], link["tag"]) == ("evidence", card["title"], card["tag"])
    assert link["root"] == root
    assert row(room, action)["needs_reason"] is False
    assert room.console.does("unlink_root", op="take-it-off", root=root).ok
    assert row(room, action)["chain"] == []
    assert room.console.does("undo", target="take-it-off").ok
    assert row(room, action)["has_root"] is True


def test_a_cause_put_behind_an_action_by_hand_is_a_cause(room: Room, hour: Hour) -> None:
    hour.actions.append(bare_action(room))
    links(room, hour.actions[-1], hour.line)
    told = hour.journey(-1)
    assert ("cause", "They think improving means tidying") in told


def test_the_same_thing_stands_behind_an_action_once(room: Room, hour: Hour) -> None:
    links(room, hour.actions[0], hour.cause)
    again = room.console.does("link_root", action=hour.actions[0], to=hour.cause)
    assert again.refused == "already_a_root"


def test_what_an_action_grew_from_stays(room: Room, hour: Hour) -> None:
    grown = room.look("SELECT id FROM links WHERE kind = 'grew_from'")[0]["id"]
    assert room.console.does("unlink_root", root=grown).refused == "grown_root"


def test_a_station_is_no_root(room: Room, hour: Hour) -> None:
    station = room.look("SELECT id FROM slots WHERE stance IS NULL")[0]["id"]
    answer = room.console.does("link_root", action=hour.actions[0], to=station)
    assert answer.refused == "not_a_root"


def test_a_hidden_note_is_no_root(room: Room, hour: Hour) -> None:
    room.console.does("hide_note", note=hour.line)
    answer = room.console.does("link_root", action=hour.actions[0], to=hour.line)
    assert answer.refused == "not_a_root"


def test_a_worry_never_stands_behind_an_action(room: Room, hour: Hour) -> None:
    room.opens("agreement")
    room.goes_to("answer")
    assert hour.amira.writes("Who covers my class?", None, slot=hour.actions[0]).ok
    room.closes()
    room.goes_to("talk")
    answer = room.console.does("link_root", action=hour.actions[0], to=hour.amira.last_note)
    assert answer.refused == "not_a_root"


def test_an_action_that_was_added_by_hand_claims_no_way_until_something_is_linked(
    room: Room, hour: Hour
) -> None:
    hour.actions.append(bare_action(room))
    assert hour.journey(-1) == [("action", "")]
    assert row(room, hour.actions[-1])["needs_reason"] is True
    links(room, hour.actions[-1], hour.headlines()[0])
    assert [label for label, _ in hour.journey(-1)] == [
        "headline", "note", "cause", "understanding", "action",
    ]  # fmt: skip
