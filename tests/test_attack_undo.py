"""Commands taken back in awkward orders, steps that a setting takes away under the room, and moves
in the middle of private work: the room always stands somewhere, and nothing that was written is
lost."""

import pytest

from tests.hour import writes
from tests.room import Person, Room
from workshop.model import Answer, new_id


@pytest.fixture
def options(room: Room, people: list[Person]) -> list[str]:
    """Three options that the room has seen."""
    room.opens("grow")
    room.goes_to("options")
    for person, text in zip(people, ("One", "Two", "Three"), strict=False):
        assert person.writes(text, None, slot=None).ok
    assert room.closes().ok and room.reveals().ok
    return [person.last_note for person in people[:3]]


def undoes(room: Room, op: str) -> Answer:
    """Take a command back."""
    return room.console.does("undo", target=op)


def chooses(room: Room, notes: list[str], was: list[str]) -> str:
    """Say which options go forward; the op."""
    op, activity = new_id(), room.was()["activity"]
    assert room.console.does("choose_options", op, activity=activity, notes=notes, was=was).ok
    return op


def sheets(face) -> list[dict]:
    """The sheets on a face."""
    return [row for row in face.rows("note") if row["stance"] == "will"]


def drafts(room: Room) -> tuple[str, list[str]]:
    """Make draft actions; the op and their ids."""
    op = new_id()
    made = room.console.does("draft_actions", op, activity=room.was()["activity"])
    assert made.ok, made.refused
    return op, list(made.fields["actions"])


def test_a_filled_sheet_goes_and_comes_back_with_its_words(
    room: Room, people: list[Person], options: list[str]
) -> None:
    op = chooses(room, options[:1], [])
    room.goes_to("will")
    sheet = sheets(people[0])[0]["id"]
    assert people[0].fills(sheet, who_leads="Writing lead").ok
    assert undoes(room, op).ok
    assert sheets(people[0]) == []
    chooses(room, options[:1], [])
    assert sheets(people[0])[0]["fields"]["who_leads"] == "Writing lead"


def test_a_choice_that_was_changed_since_is_not_undone(
    room: Room, people: list[Person], options: list[str]
) -> None:
    op = chooses(room, options[:2], [])
    chooses(room, options[1:2], options[:2])
    assert undoes(room, op).refused == "changed_since"
    assert [o["is_chosen"] for o in room.console.view()["state"]["desk"]["options"]].count(
        True
    ) == 1


def test_parting_two_options_in_the_middle_of_the_vote_keeps_every_dot(
    room: Room, people: list[Person], options: list[str]
) -> None:
    op = new_id()
    room.console.does("merge_notes", op, note=options[1], into=options[0])
    room.goes_to("vote")
    assert people[0].marks("dot", options[0], 2).ok
    assert people[0].marks("dot", options[1], 1).refused == "note_gone"
    assert undoes(room, op).ok
    assert people[0].marks("dot", options[1], 2).ok
    room.closes()
    dots = {o["text"]: o["dots"] for o in room.console.view()["state"]["desk"]["options"]}
    assert (dots["One"], dots["Two"]) == (2, 2)


def test_two_tabs_never_spend_more_than_the_budget(
    room: Room, people: list[Person], options: list[str]
) -> None:
    from workshop.model import Command

    room.goes_to("vote")
    here = {"activity": room.was()["activity"], "phase": "vote", "kind": "dot"}
    sent = [
        Command(new_id(), "cast_mark", here | {"subject": note, "value": 2}, people[0].seat)
        for note in options
    ]
    told = room.at_once(*sent)
    assert [a.refused for a in told] == ["", "", "budget"]
    assert people[0].me()["left"] == {"dot": 0}


def test_drafts_that_somebody_wrote_on_stay(
    room: Room, people: list[Person], options: list[str]
) -> None:
    chooses(room, options[:1], [])
    op, (action,) = drafts(room)
    assert writes(room, "write_action", {"action": action}, None, {"who_leads": "Deputy"}).ok
    assert undoes(room, op).refused == "changed_since"
    assert len(room.console.rows("action")) == 1


def test_drafts_that_were_taken_back_can_be_made_again(
    room: Room, people: list[Person], options: list[str]
) -> None:
    chooses(room, options[:2], [])
    op, _ = drafts(room)
    assert undoes(room, op).ok
    assert room.console.rows("action") == []
    drafts(room)
    assert len(room.console.rows("action")) == 2
    assert undoes(room, op).refused == "cannot_undo"


def test_a_sheet_is_filled_in_after_its_draft_was_made(
    room: Room, people: list[Person], options: list[str]
) -> None:
    chooses(room, options[:1], [])
    room.goes_to("will")
    _, (action,) = drafts(room)
    assert people[0].fills(sheets(people[0])[0]["id"], who_leads="Writing lead").ok
    again = room.console.does("draft_actions", activity=room.was()["activity"])
    assert again.refused == "no_sheets"
    assert room.console.rows("action")[0]["id"] == action


def test_an_order_is_undone_though_an_action_was_taken_off(room: Room) -> None:
    ids = [room.console.does("add_action").fields["action"] for _ in range(3)]
    op = new_id()
    assert room.console.does("order_actions", op, actions=ids[::-1], was=ids).ok
    room.console.does("remove_action", action=ids[1])
    assert undoes(room, op).ok
    shown = sorted(room.console.rows("action"), key=lambda row: row["number"])
    assert [row["id"] for row in shown] == [ids[0], ids[2]]


def test_a_rule_that_was_changed_again_is_not_undone(room: Room) -> None:
    rules = room.console.view()["state"]["workshop"]["rules"]
    op = new_id()
    assert room.console.does("set_rule", op, at=0, text="Pupils first", was=rules[0]).ok
    assert room.console.does("set_rule", at=1, text="One voice", was=rules[1]).ok
    assert undoes(room, op).refused == "changed_since"


def test_a_replan_is_undone_after_its_round_began(room: Room) -> None:
    room.opens("carousel")
    room.goes_to("round")
    offer = next(r for r in room.console.view()["state"]["desk"]["replans"] if r["key"] == "round")
    op = new_id()
    assert room.console.does("replan", op, key="round", activity=offer["activity"]).ok
    room.goes_to("round", 1)
    assert undoes(room, op).ok
    room.goes_to("round", 3)
    assert room.was()["round"] == 3


# ---- steps that go


def test_a_step_that_a_setting_takes_out_leaves_the_room_before_it(
    room: Room, people: list[Person], options: list[str]
) -> None:
    room.goes_to("clarify")
    activity = room.was()["activity"]
    assert room.console.does("set_setting", activity=activity, name="vote", value="inside").ok
    assert room.was()["phase"] == "options"
    assert sorted(room.projector.notes()) == ["One", "Three", "Two"]
    assert room.next().ok
    assert (room.was()["phase"], room.was()["veil"]) == ("vote", "open")


def test_a_step_that_an_undo_takes_out_leaves_the_room_before_it(
    room: Room, people: list[Person]
) -> None:
    room.opens("headlines")
    activity, op = room.was()["activity"], new_id()
    room.console.does("set_setting", activity=activity, name="sentences", value=False)
    room.console.does("set_setting", op, activity=activity, name="sentences", value=True)
    room.closes()
    room.goes_to("heard")
    assert undoes(room, op).ok
    assert room.was()["phase"] == "tap"
    assert room.next().ok
    assert room.was()["activity"] != activity


# ---- away and back


def test_options_left_in_the_middle_are_kept_and_go_on(room: Room, people: list[Person]) -> None:
    room.opens("grow")
    room.goes_to("options")
    here = people[0].here()
    people[0].writes("Written before", None, slot=None)
    room.opens("talk")
    assert people[1].does(
        "write_note", id=new_id(), key="a-key-of-16-chars", text="On its way", **here
    ).refused == "late"  # fmt: skip
    room.opens("grow")
    assert (room.was()["phase"], room.was()["veil"]) == ("options", "open")
    assert room.projector.notes() == room.console.notes() == []
    assert people[1].writes("Written after", None, slot=None).ok
    room.closes()
    assert room.reveals().ok
    assert sorted(room.projector.notes()) == ["Written after", "Written before"]


def test_a_vote_left_in_the_middle_shows_nothing_until_it_is_shown(
    room: Room, people: list[Person], options: list[str]
) -> None:
    room.goes_to("vote")
    people[0].marks("dot", options[0], 2)
    room.opens("talk")
    room.opens("grow")
    assert room.was()["veil"] == "open"
    assert not any("totals" in row for row in room.console.rows("note"))
    assert people[1].marks("dot", options[0], 2).ok
    assert room.closes().ok
    assert room.console.view()["state"]["desk"]["options"][0]["dots"] == 4


def test_going_back_into_a_shown_vote_takes_no_dot(
    room: Room, people: list[Person], options: list[str]
) -> None:
    room.goes_to("vote")
    room.closes()
    room.goes_to("will")
    room.console.does("go_back", was=room.was())
    assert people[0].marks("dot", options[0], 1).refused == "phase_closed"
