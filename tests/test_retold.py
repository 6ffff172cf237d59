"""Words that were told again as somebody's own text (where we are, what we now understand, an
action, an agreed plan) are gone from there too when their note is taken back, hidden or erased."""

import sqlite3
from pathlib import Path

import pytest

from tests.hour import CAUSE, Hour
from tests.room import Person, Room
from tests.tape import whole_text
from workshop.model import new_id

NAMED = "In Phase 2 Canary Caspian cannot write 3 lines"
ASKED = "Ask Canary Caspian to read"
CANARY = "Canary Caspian"


@pytest.fixture
def gap(room: Room) -> Person:
    """Somebody whose gap was chosen at home, and stands in "where we are"."""
    amira = room.person("A")
    room.opens("carousel")
    room.goes_to("round")
    assert amira.writes(NAMED).ok
    room.goes_to("home")
    assert amira.marks("gap", amira.here()["slot"], amira.last_note).ok
    room.opens("grow")
    room.goes_to("reality")
    assert NAMED in reality(room)
    return amira


def reality(room: Room) -> str:
    return room.projector.view()["state"]["goal"].get("reality", "")


def in_files(room: Room, words: str) -> list[str]:
    names = ("plan.docx", "plan.md", "plan.xlsx")
    return [name for name in names if words in whole_text(room.export(name))]


def kept_rows(room: Room) -> str:
    """What the log, the goal and the notes still say."""
    return str([room.look(f"SELECT * FROM {table}") for table in ("log", "goals", "notes")])


def takes_away(room: Room, person: Person, how: str) -> None:
    if how == "withdraw":
        assert person.withdraws(person.last_note).ok
    else:
        assert room.console.does(f"{how}_note", note=person.last_note).ok
    room.settles()


@pytest.mark.parametrize("how", ["withdraw", "hide", "erase"])
def test_where_we_are_loses_the_words_of_a_note(room: Room, gap: Person, how: str) -> None:
    typed = reality(room) + "\nSix of ten pupils revise"
    was = {"reality": reality(room)}
    assert room.console.does("write_goal", fields={"reality": typed}, was=was).ok
    takes_away(room, gap, how)
    assert NAMED not in reality(room)
    assert "Six of ten pupils revise" in reality(room)
    assert in_files(room, CANARY) == []
    assert how == "hide" or CANARY not in kept_rows(room)
    assert how != "erase" or room.holds(CANARY) == []


def test_hiding_is_undone_with_where_we_are(room: Room, gap: Person) -> None:
    op = new_id()
    assert room.console.does("hide_note", op, note=gap.last_note).ok
    assert room.console.does("undo", target=op).ok
    assert NAMED in reality(room)


@pytest.mark.parametrize("how", ["withdraw", "erase"])
def test_undo_does_not_bring_words_back_to_where_we_are(room: Room, gap: Person, how: str) -> None:
    op, was = new_id(), {"reality": reality(room)}
    assert room.console.does("write_goal", op, fields={"reality": ""}, was=was).ok
    takes_away(room, gap, how)
    room.console.does("undo", target=op)
    assert CANARY not in str(room.projector.view())
    assert CANARY not in kept_rows(room)


def test_where_we_are_follows_an_edit(room: Room, gap: Person) -> None:
    assert gap.edits(gap.last_note, "Some cannot write 3 lines", NAMED).ok
    assert CANARY not in reality(room)
    assert "Some cannot write 3 lines" in reality(room)
    takes_away(room, gap, "erase")
    assert room.holds(CANARY) == []


@pytest.mark.parametrize("how", ["hide", "erase"])
def test_what_we_now_understand_loses_the_words_of_a_cause(room: Room, how: str) -> None:
    hour = Hour(room)
    hour.finds_a_gap()
    hour.finds_a_cause()
    was = {"understanding": room.console.view()["state"]["desk"]["plan"]["fields"]["understanding"]}
    told = {"understanding": CAUSE, "still_to_check": "Ask six pupils (Literacy lead)"}
    assert hour.writes_plan(was=was, **told).ok
    assert room.console.does(f"{how}_note", note=hour.cause).ok
    room.settles()
    faces = [room.projector, *hour.people]
    assert [face for face in faces if CAUSE in str(face.view())] == []
    assert in_files(room, CAUSE) == in_files(room, "Ask six pupils") == []
    assert how == "hide" or room.holds(CAUSE) == []


def test_showing_a_note_again_puts_its_words_back(room: Room, gap: Person) -> None:
    assert room.console.does("hide_note", note=gap.last_note).ok
    assert room.console.does("show_note", note=gap.last_note).ok
    assert NAMED in reality(room)


def test_showing_a_note_again_writes_over_nothing(room: Room, gap: Person) -> None:
    assert room.console.does("hide_note", note=gap.last_note).ok
    typed, was = {"reality": "Six of ten pupils revise"}, {"reality": reality(room)}
    assert room.console.does("write_goal", fields=typed, was=was).ok
    assert room.console.does("show_note", note=gap.last_note).ok
    assert reality(room) == "Six of ten pupils revise"


def test_a_cause_that_is_shown_again_is_understood_again(room: Room) -> None:
    hour = Hour(room)
    hour.finds_a_gap()
    hour.finds_a_cause()
    plan = room.console.view()["state"]["desk"]["plan"]["fields"]
    assert hour.writes_plan(was={"understanding": plan["understanding"]}, understanding=CAUSE).ok
    assert room.console.does("hide_note", note=hour.cause).ok
    assert hour.writes_plan(keeper="Assistant head").ok
    assert room.console.does("show_note", note=hour.cause).ok
    plan = room.console.view()["state"]["desk"]["plan"]["fields"]
    assert (plan["understanding"], plan["keeper"]) == (CAUSE, "Assistant head")


@pytest.fixture
def option(room: Room) -> Person:
    """Somebody whose option became a draft action; five more are there."""
    amira, *_ = [room.person() for _ in range(6)]
    room.opens("grow")
    room.goes_to("options")
    assert amira.writes(ASKED, None, slot=None).ok
    room.closes()
    room.reveals()
    room.goes_to("will")
    activity = room.activity("grow")
    room.console.does("choose_options", activity=activity, notes=[amira.last_note], was=[])
    assert room.console.does("draft_actions", activity=activity).ok
    return amira


def we_will(room: Room) -> str:
    return room.console.rows("action")[0]["fields"].get("we_will", "")


def test_an_edited_note_leaves_no_first_words_on_its_action(room: Room, option: Person) -> None:
    assert option.edits(option.last_note, "Ask somebody to read", ASKED).ok
    assert we_will(room) == ASKED
    takes_away(room, option, "erase")
    assert we_will(room) == ""
    assert room.holds(CANARY) == []


@pytest.mark.parametrize("how", ["hide", "erase"])
def test_an_agreed_plan_loses_words_that_are_taken_away(
    room: Room, option: Person, how: str
) -> None:
    room.opens("agreement")
    assert room.agrees(0).ok
    takes_away(room, option, how)
    assert in_files(room, CANARY) == []
    assert CANARY not in str(option.view())
    assert how == "hide" or room.holds(CANARY) == []
    action = room.console.rows("action")[0]["id"]
    fields, was = {"we_will": "Ask readers"}, {"we_will": ""}
    assert room.console.does("write_action", action=action, fields=fields, was=was).ok
    assert room.agrees(1).ok
    assert in_files(room, CANARY) == []
    assert CANARY not in str(room.console.view()["state"]["desk"]["documents"])


@pytest.mark.parametrize("is_double", [False, True])
@pytest.mark.parametrize("is_agreed", [False, True])
@pytest.mark.parametrize("how", ["hide", "erase"])
def test_an_obstacle_goes_with_its_option(
    room: Room, how: str, is_agreed: bool, is_double: bool
) -> None:
    amira, ben = room.person("A"), room.person("A")
    room.opens("grow")
    room.goes_to("options")
    ben.writes("Agree some examples", None, slot=None)
    scared = {"obstacle": "Canary Caspian is scared of it"}
    assert amira.writes("Agree three examples", None, slot=None, fields=scared).ok
    room.closes()
    room.reveals()
    activity, chosen = room.activity("grow"), amira.last_note
    if is_double:
        chosen = ben.last_note
        assert room.console.does("merge_notes", note=amira.last_note, into=chosen).ok
    room.goes_to("will")
    room.console.does("choose_options", activity=activity, notes=[chosen], was=[])
    assert room.console.does("draft_actions", activity=activity).ok
    assert "plan.xlsx" in in_files(room, CANARY)
    if is_agreed:
        room.opens("agreement")
        assert room.agrees(0).ok
    takes_away(room, amira, how)
    assert in_files(room, CANARY) == []
    if how == "erase":
        assert room.holds(CANARY) == []
    else:
        assert room.console.does("show_note", note=amira.last_note).ok
        assert "plan.xlsx" in in_files(room, CANARY)


def test_a_hidden_option_that_is_shown_again_is_back_in_the_agreed_plan(
    room: Room, option: Person
) -> None:
    room.opens("agreement")
    assert room.agrees(0).ok
    takes_away(room, option, "hide")
    assert room.console.does("show_note", note=option.last_note).ok
    assert "plan.md" in in_files(room, CANARY)


def test_an_agreed_document_is_changed_by_erasing_alone(room: Room, option: Person) -> None:
    room.opens("agreement")
    assert room.agrees(0).ok
    room.settles()
    with sqlite3.connect(Path(room.store.path)) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE documents SET content = '{}'")
    with sqlite3.connect(Path(room.store.path)) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE documents SET number = 7, erasures = erasures + 1")
