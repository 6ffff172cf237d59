"""The room agrees, and everything goes wrong that can: actions come and go while people answer, two
consoles press at once, the room is small, somebody was away, the power fails."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.room import Person, Room, a_room
from tests.tape import whole_text
from workshop.activities import KINDS
from workshop.model import Answer, Command, new_id
from workshop.reports.formats import FORMATS
from workshop.shelf import Shelf


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        for text in ("Agree three examples", "Plan one revising lesson"):
            acts(room, text)
        room.opens("agreement")
        yield room


@pytest.fixture
def people(room: Room) -> list[Person]:
    return [room.person() for _ in range(6)]


def acts(room: Room, text: str) -> str:
    """A draft action."""
    action = str(room.console.does("add_action").fields["action"])
    fields, was = {"we_will": text}, {"we_will": ""}
    assert room.console.does("write_action", action=action, fields=fields, was=was).ok
    return action


def actions(room: Room) -> list[str]:
    """Ids of the actions in order."""
    return [r["id"] for r in sorted(room.console.rows("action"), key=lambda r: r["number"])]


def agrees(room: Room, was: int = 0) -> Answer:
    """Agree the plan as it stands."""
    return room.agrees(was)


def asks_again(room: Room, *asked: str, was: int = 1) -> Answer:
    """Ask about some actions again."""
    activity = room.was()["activity"]
    return room.console.does("test_again", activity=activity, actions=list(asked), was=was)


def agreed(room: Room) -> dict:
    """What every face knows of the agreement."""
    return room.projector.view()["state"]["workshop"]["agreed"]


def everybody(room: Room, people: list[Person], *values: int) -> None:
    """Everybody answers to each action."""
    room.goes_to("answer")
    for person, value in zip(people, values, strict=False):
        for action in actions(room):
            assert person.marks("position", action, value).ok


# ---- while people answer


def test_an_action_added_meanwhile_is_not_asked_about(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    new = acts(room, "Read aloud daily")
    assert people[0].marks("position", new, 5).refused == "no_such_actions"
    everybody_answers_first(room, people)
    assert room.closes().ok
    assert new not in {row["action"] for row in room.console.rows("test")}


def everybody_answers_first(room: Room, people: list[Person]) -> None:
    """All are behind the first action."""
    for person in people:
        assert person.marks("position", actions(room)[0], 4).ok


def test_an_action_taken_off_meanwhile_takes_no_answer(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    first, second = actions(room)
    op = new_id()
    room.console.does("remove_action", op, action=first)
    assert people[0].marks("position", first, 5).refused == "no_such_actions"
    assert people[0].marks("position", second, 5).ok
    assert room.closes().ok
    assert {row["action"] for row in room.console.rows("test")} == {second}
    assert room.console.does("undo", target=op).ok
    assert agrees(room).ok


def test_nobody_asks_again_while_the_asking_is_open(room: Room, people: list[Person]) -> None:
    everybody(room, people, 4, 4, 4, 4, 4, 2)
    assert asks_again(room, actions(room)[0]).refused == "not_now"


def test_nobody_asks_again_before_anybody_was_asked(room: Room) -> None:
    assert asks_again(room, actions(room)[0]).refused == "not_now"


def test_an_action_that_was_taken_off_is_not_asked_about_again(
    room: Room, people: list[Person]
) -> None:
    everybody(room, people, 4, 4, 4, 4, 4, 2)
    room.closes()
    first = actions(room)[0]
    room.console.does("remove_action", action=first)
    assert asks_again(room, first).refused == "no_such_actions"


def test_two_consoles_ask_again_once(room: Room, people: list[Person]) -> None:
    everybody(room, people, 4, 4, 4, 4, 4, 2)
    room.closes()
    body = {"activity": room.was()["activity"], "actions": actions(room), "was": 1}
    made = [Command(new_id(), "test_again", body, room.console.seat) for _ in range(2)]
    told = room.at_once(*made)
    assert sorted(a.refused for a in told) in (["", "changed"], ["", "not_now"])
    assert room.console.view()["state"]["desk"]["rounds"] == 2


def test_who_comes_late_answers_what_is_asked(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    late = room.person()
    assert late.marks("position", actions(room)[0], 3).ok


def test_going_back_to_a_closed_asking_takes_no_answer(room: Room, people: list[Person]) -> None:
    everybody(room, people, 4, 4, 4, 4, 4, 2)
    room.closes()
    room.goes_to("talk")
    room.console.does("go_back", was=room.was())
    assert people[0].marks("position", actions(room)[0], 5).refused == "phase_closed"


def test_leaving_an_open_asking_and_coming_back_loses_no_answer(
    room: Room, people: list[Person]
) -> None:
    everybody(room, people, 4, 4, 4, 4, 4, 2)
    room.opens("talk")
    room.opens("agreement")
    assert (room.was()["phase"], room.was()["veil"]) == ("answer", "open")
    assert room.projector.rows("test") == room.console.rows("test") == []
    assert room.closes().ok
    room.goes_to("talk")
    assert [row["n"] for row in room.projector.rows("test")] == [6, 6]


def test_leaving_an_open_asking_can_be_undone(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    op = new_id()
    room.console.does("open_activity", op, activity=room.activity("talk"), was=room.was())
    assert room.console.does("undo", target=op).ok
    assert people[0].marks("position", actions(room)[0], 5).ok


# ---- agreeing


def test_two_consoles_agree_once(room: Room, people: list[Person]) -> None:
    seat = room.console.seat
    told = room.at_once(*(Command(new_id(), "agree_plan", {"was": 0}, seat) for _ in range(2)))
    assert [a.refused for a in told] == ["", "agreed_meanwhile"]
    assert len(room.console.view()["state"]["desk"]["documents"]) == 1


def test_a_plan_whose_actions_were_all_taken_off_is_not_agreed(room: Room) -> None:
    for action in actions(room):
        room.console.does("remove_action", action=action)
    assert agrees(room).refused == "no_actions"


def test_who_did_not_answer_again_is_not_counted_as_behind(
    room: Room, people: list[Person]
) -> None:
    everybody(room, people, 4, 4, 4, 4, 4, 4)
    second = actions(room)[1]
    people[5].marks("position", second, 0)
    room.closes()
    room.goes_to("talk")
    assert asks_again(room, second).ok
    for person in people[:5]:
        person.marks("position", second, 4)
    room.closes()
    assert agrees(room).ok
    assert (agreed(room)["n"], agreed(room)["of"]) == (5, 6)


def test_an_action_added_after_the_asking_takes_nobody_out_of_the_count(
    room: Room, people: list[Person]
) -> None:
    everybody(room, people, 4, 4, 4, 4, 4, 2)
    room.closes()
    acts(room, "Read aloud daily")
    assert agrees(room).ok
    assert agreed(room)["n"] == 5


# ---- small rooms


@pytest.mark.parametrize("many", [1, 2, 3, 4])
@pytest.mark.parametrize("value", [2, 3])
def test_in_a_small_room_only_words_are_said(room: Room, many: int, value: int) -> None:
    people = [room.person() for _ in range(many)]
    everybody(room, people, *([5] * (many - 1)), value)
    room.closes()
    for test in room.console.rows("test"):
        room.console.does("talk_through", test=test["id"])
    room.goes_to("talk")
    rows = room.projector.rows("test")
    assert {row["band"] for row in rows} == {"not_yet" if value < 3 else "goes_ahead"}
    assert not any("counts" in row for row in (*rows, *room.console.rows("test")))
    assert agrees(room).ok
    assert (agreed(room)["n"], agreed(room)["of"], agreed(room)["is_small"]) == (None, many, True)
    for name in FORMATS:
        assert f"by {many}" not in whole_text(room.export(name))


def test_five_people_of_whom_four_answer_are_told_in_words(room: Room) -> None:
    people = [room.person() for _ in range(5)]
    everybody(room, people[:4], 5, 5, 5, 1)
    room.closes()
    for test in room.console.rows("test"):
        room.console.does("talk_through", test=test["id"])
    assert not any("counts" in row for row in room.console.rows("test"))
    assert agrees(room).ok
    assert agreed(room)["n"] is None


def test_a_room_without_phones_agrees_by_hands(room: Room) -> None:
    room.goes_to("answer")
    assert room.closes().ok
    assert {row["band"] for row in room.console.rows("test")} == {"not_yet"}
    assert room.console.does("agree_plan", was=0).ok
    assert (agreed(room)["n"], agreed(room)["of"]) == (None, None)
    for name in FORMATS:
        assert room.export(name)


def test_one_scribe_phone_for_the_whole_room_agrees(room: Room) -> None:
    scribe = room.person()
    everybody(room, [scribe], 5)
    room.closes()
    assert agrees(room).ok
    assert agreed(room)["is_small"] is True


# ---- the projector


def test_the_page_of_an_action_that_is_taken_off_goes(room: Room) -> None:
    first = actions(room)[0]
    for page in ("action", "journey"):
        room.console.does("show_screen", page=page, of=first)
        op = new_id()
        room.console.does("remove_action", op, action=first)
        room.settles()
        states = [frame["state"] for frame in room.projector.frames() if "state" in frame]
        assert (states[-1]["screen"], states[-1]["shown"]) == (None, None)
        assert "journey" not in states[-1]
        assert room.console.does("undo", target=op).ok
        assert room.projector.view()["state"]["screen"] == page


# ---- restored and killed


def test_a_restored_workshop_takes_the_answers_that_phones_send_again(
    room: Room, people: list[Person], tmp_path: Path
) -> None:
    room.goes_to("answer")
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(room.store.path)) as source:
        with closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    sent = [position(room, person, action) for person in people for action in actions(room)]
    assert all(room.gives(each).ok for each in sent)
    room.closes()
    room.stop()
    code = Shelf(room.shelf.folder, KINDS).restore(copy)
    room.code = code
    room.start()
    assert all(room.gives(each).ok for each in sent)
    assert all(room.gives(each).ok for each in sent)
    assert room.closes().ok
    assert [row["n"] for row in room.console.rows("test")] == [6, 6]


def position(room: Room, person: Person, action: str) -> Command:
    """A position as a phone keeps it in its outbox."""
    step = room.was()
    body = {"activity": step["activity"], "phase": "answer", "round": 0, "kind": "position"}
    return Command(new_id(), "cast_mark", body | {"subject": action, "value": 4}, person.seat)


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_the_power_fails_between_closing_and_its_answer(
    room: Room, people: list[Person], tmp_path: Path, batch: int
) -> None:
    """What is on the disk after a kill is a copy of the files at that moment."""
    everybody(room, people, 4, 4, 4, 4, 4, 2)
    here = {"activity": room.was()["activity"], "phase": "answer"}
    close = Command(new_id(), "close_phase", here, room.console.seat)
    late = [position(room, person, actions(room)[0]) for person in people[: batch - 1]]
    told = room.at_once(*late, close)
    assert all(a.ok for a in told)
    frozen = tmp_path / "frozen"
    shutil.copytree(room.store.folder, frozen)
    with closing(sqlite3.connect(frozen / "workshop.db")) as conn:
        tests = conn.execute("SELECT tallies FROM tests").fetchall()
        veils = conn.execute("SELECT veils FROM activities WHERE kind = 'agreement'").fetchone()
    assert len(tests) == 2 and all(sum(json.loads(t)) == 6 for (t,) in tests)
    assert json.loads(veils[0])["answer"] == "revealed"
    assert room.gives(close).ok  # the answer was lost: the console sends it again
    assert room.look("SELECT count(*) AS n FROM tests")[0]["n"] == 2
