"""What the champion still has at hand later in the hour, and what one phone cannot spoil."""

from pathlib import Path

import pytest

from tests.hour import Hour
from tests.room import Room, a_room
from workshop.model import new_id


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        room.opens("carousel")
        room.goes_to("round")
        yield room


def moves_to_the_next_activity(room: Room) -> None:
    room.goes_to("gallery")
    assert room.next().ok


def test_the_champion_carries_a_gap_forward_after_the_gallery(room: Room) -> None:
    amira = room.person("A")
    amira.writes("Pupils copy the page out again")
    moves_to_the_next_activity(room)
    row = room.console.rows("note")[0]
    assert (row["is_past"], row["may_carry"]) == (True, True)
    assert room.console.does("carry_note", note=amira.last_note, to="plan").ok
    assert room.projector.rows("note") == amira.rows("note") == []


def test_the_name_of_who_leads_asks_for_no_look(room: Room) -> None:
    hour = Hour(room)
    hour.chooses_options()
    room.goes_to("will")
    sheet = next(row["id"] for row in hour.amira.rows("note") if row["stance"] == "will")
    assert hour.amira.fills(sheet, who_leads="Mrs Hughes").ok
    assert room.console.view()["counts"]["look"] == 0
    assert hour.amira.fills(sheet, so_that="Mrs Hughes has less to mark").ok
    assert room.console.view()["counts"]["look"] == 1


def test_notes_to_look_at_are_counted_after_the_carousel_too(room: Room) -> None:
    room.person("A").writes("Mrs Tanglewood never shows her drafts")
    moves_to_the_next_activity(room)
    assert room.console.view()["counts"] == {
        "notes": 1,
        "hidden": 0,
        "look": 1,
        "later": 0,
        "by_slot": {},
    }


def test_a_note_keeps_the_letter_of_a_group_that_has_merged(room: Room) -> None:
    room.person("D").writes("Copying out takes most of Friday", "stop")
    into = {"group": room.group("D"), "into": room.group("C")}
    assert room.console.does("merge_groups", **into).ok
    assert room.console.rows("note")[0]["letter"] == "D"
    room.goes_to("gallery")
    assert room.projector.rows("note")[0]["letter"] == "D"


def homes(room: Room) -> dict[str, int]:
    numbers = {slot["id"]: slot["number"] for slot in room.console.rows("slot")}
    return {g["letter"]: numbers[g["home"]] for g in room.console.rows("group")}


def test_when_a_station_was_skipped_its_group_takes_a_home_that_is_nobodys(room: Room) -> None:
    first = next(slot for slot in room.console.rows("slot") if slot["number"] == 1)
    assert room.console.does("skip_slot", slot=first["id"]).ok
    assert homes(room) == {"A": 2, "B": 2, "C": 3, "D": 4}
    room.console.does("merge_groups", group=room.group("D"), into=room.group("C"))
    assert homes(room) == {"A": 4, "B": 2, "C": 3}


def test_a_withdrawn_note_stands_only_while_something_was_added_to_it(room: Room) -> None:
    amira, ada = room.person("A"), room.person("A")
    amira.writes("We said this too soon")
    note = amira.last_note
    ada.writes("In phase two as well", None, parent=note)
    addition = ada.last_note
    assert amira.does("withdraw_note", id=note, key=amira.keys[note]).ok
    withdrawn = next(row for row in room.console.rows("note") if row["id"] == note)
    assert (withdrawn["text"], withdrawn["letter"]) == ("", None)
    assert ada.does("withdraw_note", id=addition, key=ada.keys[addition]).ok
    assert room.console.rows("note") == []


@pytest.mark.parametrize("name", ["phase", "activity", "__proto__", "id", "note"])
def test_a_note_cannot_take_a_word_of_our_own_for_its_id(room: Room, name: str) -> None:
    assert room.person("A").writes("Harmless", id=name).refused == "bad_shape"


def test_withdrawing_a_note_leaves_the_champions_undo_alone(room: Room) -> None:
    amira = room.person("A")
    room.console.does("skip_slot", op="skip-one-slot", slot=room.console.rows("slot")[0]["id"])
    amira.writes("Not so")
    note = amira.last_note
    assert amira.does("withdraw_note", id=note, key=amira.keys[note]).ok
    assert room.look("SELECT body FROM log WHERE name = 'write_note'")[0]["body"] is None
    assert room.console.does("undo", target="skip-one-slot").ok


def test_words_for_later_belong_to_ones_own_group_and_a_known_activity(room: Room) -> None:
    amira = room.person("A")
    assert amira.writes("Later", late=True, group=room.group("B")).ok
    [kept] = room.look("SELECT grp FROM notes WHERE id = ?", amira.last_note)
    assert kept["grp"] == room.group("A")
    assert amira.writes("Later", late=True, activity=new_id()).refused == "no_such_activities"
    assert amira.writes("Later", late=True, phase="plan").refused == "unknown_phase"
    assert amira.writes("Later", late=True).ok


def test_a_group_that_has_written_all_its_notes_is_not_dry(room: Room) -> None:
    amira = room.person("A")
    assert amira.writes("One").ok and amira.writes("Two").ok
    room.clock.passes(10)
    room.store.ask(room.store.timekeeper.tick)
    for _ in range(20):
        room.clock.passes(6)
        room.store.ask(room.store.timekeeper.tick)
    assert not any(row["is_dry"] for row in room.console.rows("group") if row["letter"] == "A")


def clicks(room: Room) -> str:
    """One press of a presenter's clicker on the projector page: the command it gave."""
    move = room.projector.view()["state"]["drive"]["next"]
    assert room.console.does(move["name"], **move["body"]).ok
    return str(move["name"])


def votes_for_four_options(room: Room) -> None:
    """Four options with two, two, one and no dots, and the voting closed."""
    room.opens("grow")
    room.goes_to("options")
    people = [room.person() for _ in range(4)]
    for person, text in zip(people, ("Agree", "Plan", "Read aloud", "Buy an app"), strict=True):
        assert person.writes(text, None, slot=None).ok
    assert room.closes().ok and room.reveals().ok
    room.goes_to("vote")
    for person, other, dots in zip(people, people[:3], (2, 2, 1), strict=False):
        assert person.marks("dot", other.last_note, dots).ok
    assert room.closes().ok


def test_a_clicker_takes_options_forward_before_it_goes_on(room: Room) -> None:
    votes_for_four_options(room)
    assert clicks(room) == "choose_options"
    options = room.console.view()["state"]["desk"]["options"]
    assert [option["is_chosen"] for option in options] == [True, True, True, False]
    assert (clicks(room), room.was()["phase"]) == ("move_on", "will")


def test_a_clicker_makes_the_draft_actions_before_it_leaves_the_sheets(room: Room) -> None:
    votes_for_four_options(room)
    assert [clicks(room) for _ in range(3)] == ["choose_options", "move_on", "draft_actions"]
    assert len(room.console.rows("action")) == 3
    assert clicks(room) == "move_on"
    assert room.was()["activity"] == room.activity("agreement")


def test_what_a_clicker_did_is_undone_like_any_press(room: Room) -> None:
    votes_for_four_options(room)
    clicks(room)
    undo = room.console.view()["state"]["desk"]["undo"]
    assert room.console.does("undo", target=undo["op"]).ok
    assert clicks(room) == "choose_options"


def test_where_the_champion_chose_the_clicker_chooses_nothing_more(room: Room) -> None:
    votes_for_four_options(room)
    least = room.console.view()["state"]["desk"]["options"][-1]["note"]
    activity = room.was()["activity"]
    assert room.console.does("choose_options", activity=activity, notes=[least], was=[]).ok
    assert (clicks(room), clicks(room)) == ("move_on", "draft_actions")
    assert [row["fields"]["we_will"] for row in room.console.rows("action")] == ["Buy an app"]
