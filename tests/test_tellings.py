"""Where words were told again is written down, not guessed: nobody changes what others have written
by writing the same words, and what is hidden or erased stays so, whatever else is done."""

import pytest

from tests.room import Person, Room
from tests.test_retold import ASKED, CANARY, NAMED, gap, in_files, option, reality, takes_away
from workshop.model import new_id

__all__ = ["gap", "option"]  # fixtures
TYPED = "Six of ten pupils revise their work"
OTHER = "In 2 classes second drafts are neat copies of the first"


def writes_reality(room: Room, text: str) -> str:
    """The champion writes where we are; the op, to take it back."""
    op, was = new_id(), {"reality": reality(room)}
    assert room.console.does("write_goal", op, fields={"reality": text}, was=was).ok
    return op


def two_gaps(room: Room, first: str = NAMED, second: str = OTHER) -> list[Person]:
    """Two people of two groups, whose gaps stand in where we are."""
    people = [room.person("A"), room.person("B")]
    room.opens("carousel")
    room.goes_to("round")
    for person, text in zip(people, (first, second), strict=True):
        assert person.writes(text).ok
    room.goes_to("home")
    for person in people:
        assert person.marks("gap", person.here()["slot"], person.last_note).ok
    room.opens("grow")
    room.goes_to("reality")
    return people


def drafted(room: Room, text: str, **sheet: str) -> Person:
    """Somebody's option, with what could get in its way, as a draft action."""
    amira = room.person("A")
    room.opens("grow")
    room.goes_to("options")
    scared = {"obstacle": f"{CANARY} is scared of it"}
    assert amira.writes(text, None, slot=None, fields=scared).ok
    room.closes()
    room.reveals()
    room.goes_to("will")
    activity = room.activity("grow")
    room.console.does("choose_options", activity=activity, notes=[amira.last_note], was=[])
    if sheet:
        [laid] = room.look("SELECT id FROM notes WHERE stance = 'will'")
        assert amira.fills(laid["id"], **sheet).ok
    assert room.console.does("draft_actions", activity=activity).ok
    return amira


@pytest.mark.parametrize("how", ["edit", "withdraw"])
def test_a_phone_changes_nothing_that_the_champion_has_typed(room: Room, how: str) -> None:
    amira = room.person("A")
    room.opens("carousel")
    room.goes_to("round")
    room.opens("grow")
    room.goes_to("reality")
    op = writes_reality(room, TYPED)
    room.opens("carousel")
    for words in (TYPED, "pupils revise"):
        assert amira.writes_later(words).ok
        if how == "edit":
            assert amira.edits(amira.last_note, "hate their work", words).ok
        else:
            assert amira.withdraws(amira.last_note).ok
    assert reality(room) == TYPED
    assert room.console.does("undo", target=op).ok


@pytest.mark.parametrize("order", ["ABab", "ABba", "BAab", "BAba", "AAa"])
def test_what_is_hidden_and_shown_again_in_any_order_is_all_there(room: Room, order: str) -> None:
    first, second = two_gaps(room)
    before = set(reality(room).split("\n"))
    for step in order:
        note = (first if step in "Aa" else second).last_note
        assert room.console.does("hide_note" if step in "AB" else "show_note", note=note).ok
    assert set(reality(room).split("\n")) == before >= {NAMED, OTHER}


def test_the_same_words_of_somebody_else_stay(room: Room) -> None:
    first, _ = two_gaps(room, OTHER, OTHER)
    takes_away(room, first, "erase")
    assert OTHER in reality(room)


def test_words_within_another_line_are_not_that_line(room: Room) -> None:
    first, _ = two_gaps(room, "second drafts are neat copies", OTHER)
    takes_away(room, first, "withdraw")
    assert OTHER in reality(room)


@pytest.mark.parametrize("is_undone", [False, True])
def test_a_name_edited_out_while_hidden_does_not_come_back(
    room: Room, gap: Person, is_undone: bool
) -> None:
    op = new_id()
    assert room.console.does("hide_note", op, note=gap.last_note).ok
    assert gap.edits(gap.last_note, "Some cannot write 3 lines", NAMED).ok
    if is_undone:
        room.console.does("undo", target=op)
    else:
        assert room.console.does("show_note", note=gap.last_note).ok
    assert CANARY not in reality(room)


def test_undoing_something_earlier_shows_nothing_hidden(room: Room, gap: Person) -> None:
    op = writes_reality(room, "")
    assert room.console.does("hide_note", note=gap.last_note).ok
    assert room.console.does("undo", target=op).ok
    assert CANARY not in str(room.projector.view())
    assert in_files(room, CANARY) == []


@pytest.mark.parametrize("is_closed", [False, True])
@pytest.mark.parametrize("how", ["hide", "erase", "withdraw"])
def test_an_agreed_plan_loses_the_words_from_before_an_edit_too(
    room: Room, gap: Person, how: str, is_closed: bool
) -> None:
    action = room.console.does("add_action").fields["action"]
    room.console.does("write_action", action=action, fields={"we_will": "Read"}, was={})
    room.opens("agreement")
    assert room.agrees(0).ok
    assert gap.edits(gap.last_note, "Some cannot write 3 lines", NAMED).ok
    assert in_files(room, CANARY) != []
    if is_closed and how != "withdraw":
        assert room.console.does("close_workshop").ok
        room.settles()
    takes_away(room, gap, how)
    assert in_files(room, CANARY) == []
    assert how != "erase" or room.holds(CANARY) == []


def test_an_option_that_is_shown_again_has_all_that_its_group_wrote(room: Room) -> None:
    filled = {"so_that": "pupils revise", "who_leads": "Writing lead", "makes_room": "One less"}
    amira = drafted(room, "Agree three examples", **filled)
    before = room.console.rows("action")[0]
    takes_away(room, amira, "hide")
    assert room.console.rows("action")[0]["fields"]["so_that"] == ""
    assert room.console.does("show_note", note=amira.last_note).ok
    assert room.console.rows("action")[0] == before


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_erased_words_are_in_no_part_of_an_action_and_do_not_come_back(
    room: Room, is_withdrawn: bool
) -> None:
    amira, op = drafted(room, ASKED), new_id()
    [part] = room.console.rows("action")[0]["parts"]
    scared = {"text": part["fields"]["text"], "mitigation": ""}
    typed = {"text": "Some are scared", "mitigation": "Start small"}
    assert room.console.does("write_part", op, part=part["id"], fields=typed, was=scared).ok
    if is_withdrawn:
        assert amira.withdraws(amira.last_note).ok
    takes_away(room, amira, "erase")
    room.console.does("undo", target=op)
    room.settles()
    assert in_files(room, CANARY) == []
    assert room.holds(CANARY) == []
    assert "Start small" in str(room.console.rows("action"))


@pytest.mark.parametrize("how", ["hide", "erase"])
def test_a_copy_that_is_taken_away_takes_its_original_along(
    room: Room, gap: Person, how: str
) -> None:
    room.opens("whys")
    [copy] = room.look("SELECT id FROM notes WHERE is_carried = 1")
    assert room.console.does(f"{how}_note", note=copy["id"]).ok
    room.settles()
    assert in_files(room, CANARY) == []
    assert how != "erase" or room.holds(CANARY) == []


def test_phones_are_told_which_note_was_erased_and_nothing_else(room: Room, gap: Person) -> None:
    takes_away(room, gap, "erase")
    assert gap.view()["state"]["erased"] == [gap.last_note]
    assert CANARY not in str(gap.view())
    assert "erased" not in room.projector.view()["state"]


def test_a_reason_goes_with_the_option_that_was_erased(room: Room, option: Person) -> None:
    reason = f"{CANARY} would not like it"
    note = option.last_note
    assert room.console.does("set_aside", note=note, reason=reason, was="").ok
    room.opens("agreement")
    assert room.agrees(0).ok
    takes_away(room, option, "erase")
    assert room.holds(CANARY) == []
