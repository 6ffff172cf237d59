"""Agreement: asked blind, shown in bands, talked through, changed and asked again."""

from pathlib import Path

import pytest

from tests.room import DAY, Person, Room, a_room
from workshop.plan import plan_facts


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        for text in ("Agree three examples", "Plan one revising lesson"):
            action = room.console.does("add_action").fields["action"]
            fields = {"we_will": text}
            assert room.console.does(
                "write_action", action=action, fields=fields, was={"we_will": ""}
            ).ok
        room.opens("agreement")
        yield room


@pytest.fixture
def people(room: Room) -> list[Person]:
    return [room.person() for _ in range(6)]


def actions(room: Room) -> list[str]:
    """Ids of the actions in order."""
    rows = sorted(room.console.rows("action"), key=lambda row: row["number"])
    return [row["id"] for row in rows]


def answers(room: Room, people: list[Person], *values: int) -> None:
    """Everybody says how far they are behind the second action; all are behind the first."""
    first, second = actions(room)
    for person, value in zip(people, values, strict=False):
        assert person.marks("position", first, 5).ok
        assert person.marks("position", second, value).ok


def askings(face, action: str) -> list[dict]:
    """What a face knows of an action's askings, in order."""
    found = [row for row in face.rows("test") if row["action"] == action]
    return sorted(found, key=lambda row: row["round"])


def test_all_actions_are_on_one_phone_page(room: Room, people: list[Person]) -> None:
    shown = sorted(people[0].rows("action"), key=lambda row: row["number"])
    texts = [row["fields"]["we_will"] for row in shown]
    assert texts == ["Agree three examples", "Plan one revising lesson"]


def test_a_position_is_blind_until_it_is_closed(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    answers(room, people, 4, 4, 3, 1, 4, 4)
    assert room.projector.view()["counts"] == {"answered": 6}
    assert room.projector.rows("test") == room.console.rows("test") == []
    assert room.closes().ok
    room.goes_to("talk")
    assert [askings(room.projector, a)[0]["band"] for a in actions(room)] == ["behind", "talk"]


def test_the_room_sees_bands_until_it_has_talked(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    answers(room, people, 4, 4, 3, 1, 5, 4)
    room.closes()
    room.goes_to("talk")
    test = askings(room.projector, actions(room)[1])[0]
    assert "counts" not in test
    assert room.console.does("talk_through", test=test["id"]).ok
    assert askings(room.projector, actions(room)[1])[0]["counts"] == [1, 3, 1, 1]


def test_under_five_answers_there_are_words_and_no_figures(tmp_path: Path, room: Room) -> None:
    four = [room.person() for _ in range(4)]
    room.goes_to("answer")
    answers(room, four, 4, 4, 3, 1)
    room.closes()
    room.goes_to("talk")
    test = askings(room.projector, actions(room)[1])[0]
    room.console.does("talk_through", test=test["id"])
    shown = askings(room.projector, actions(room)[1])[0]
    assert shown["band"] == "not_yet"
    assert "counts" not in shown


def test_worries_are_for_the_champion_alone(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    second = actions(room)[1]
    assert people[3].writes("Early Years plan in another way", None, slot=second).ok
    assert room.console.view()["state"]["desk"]["worries"] == []
    room.closes()
    room.goes_to("talk")
    assert room.console.view()["state"]["desk"]["worries"][0]["text"].startswith("Early Years")
    everybody = [room.projector, *people]
    assert not any("Early Years" in str(face.view()) for face in everybody)
    assert b"Early Years" not in room.export("plan.md")


def test_what_was_heard_and_changed_is_one_sentence(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    answers(room, people, 4, 4, 3, 1, 5, 4)
    room.closes()
    room.goes_to("talk")
    test = askings(room.console, actions(room)[1])[0]["id"]
    said = {"heard": "Early Years plan in another way", "changed": "From Key Stage 1 up"}
    assert room.console.does("write_test", test=test, fields=said, was={}).ok
    assert "heard" not in askings(room.projector, actions(room)[1])[0]
    room.console.does("talk_through", test=test)
    assert askings(people[0], actions(room)[1])[0]["changed"] == "From Key Stage 1 up"


def test_an_action_is_asked_again_and_the_first_time_is_kept(
    room: Room, people: list[Person]
) -> None:
    room.goes_to("answer")
    answers(room, people, 4, 4, 3, 1, 5, 4)
    room.closes()
    room.goes_to("talk")
    second = actions(room)[1]
    activity = room.was()["activity"]
    assert room.console.does("test_again", activity=activity, actions=[second], was=1).ok
    assert (room.was()["phase"], room.was()["round"], room.was()["veil"]) == ("answer", 1, "open")
    assert people[3].me()["marks"] == [
        {"kind": "position", "subject": actions(room)[0], "value": 5}
    ]
    for person in people:
        assert person.marks("position", second, 4).ok
    room.closes()
    room.goes_to("talk", 1)
    assert [t["band"] for t in askings(room.console, second)] == ["talk", "behind"]


def test_each_asking_stands_on_paper_in_the_words_that_were_asked(
    room: Room, people: list[Person]
) -> None:
    room.goes_to("answer")
    answers(room, people, 4, 4, 3, 1, 5, 4)
    room.closes()
    room.goes_to("talk")
    _, second = actions(room)
    was, new = {"we_will": "Plan one revising lesson"}, {"we_will": "Plan half a revising lesson"}
    assert room.console.does("write_action", action=second, fields=new, was=was).ok
    activity = room.was()["activity"]
    room.console.does("test_again", activity=activity, actions=[second], was=1)
    for person in people:
        assert person.marks("position", second, 4).ok
    room.closes()
    facts = room.store.ask(lambda tx, scene: plan_facts(tx, room.kinds, DAY))
    asked = [test.asked for test in facts.tests]
    assert asked == ["Agree three examples", was["we_will"], new["we_will"]]


def test_a_position_after_closing_is_refused_with_a_sentence(
    room: Room, people: list[Person]
) -> None:
    room.goes_to("answer")
    was = {"activity": room.was()["activity"], "phase": "answer", "kind": "position"}
    room.closes()
    late = people[0].does("cast_mark", subject=actions(room)[0], value=4, round=0, **was)
    assert late.refused == "phase_closed"


def test_closing_shows_where_the_room_stands_at_once(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    answers(room, people, 4, 4, 3, 1, 4, 4)
    room.closes()
    assert (room.was()["phase"], room.was()["round"]) == ("talk", 0)
    assert len(room.projector.rows("test")) == 2


def test_nothing_is_agreed_before_its_worries_were_talked_about(
    room: Room, people: list[Person]
) -> None:
    room.goes_to("answer")
    answers(room, people, 4, 4, 3, 1, 4, 4)
    room.closes()
    early = room.console.does("agree_plan", was=0)
    assert (early.refused, early.values["number"]) == ("not_talked", 2)
    test = askings(room.console, actions(room)[1])[0]["id"]
    assert room.console.does("talk_through", test=test).ok
    assert room.console.does("agree_plan", was=0).ok


def test_the_champion_says_what_is_true_of_the_plan(room: Room, people: list[Person]) -> None:
    room.goes_to("agreed")
    assert "not agreed yet" in room.console.view()["state"]["desk"]["say"]
    assert room.agrees().ok
    assert "on your phone now" in room.console.view()["state"]["desk"]["say"]


def test_a_phone_that_was_away_does_not_answer_a_changed_question(
    room: Room, people: list[Person]
) -> None:
    room.goes_to("answer")
    second, was = actions(room)[1], room.was()
    room.closes()
    room.goes_to("talk")
    room.console.does("test_again", activity=was["activity"], actions=[second], was=1)
    late = people[0].does(
        "cast_mark",
        activity=was["activity"],
        phase="answer",
        kind="position",
        subject=second,
        value=1,
        round=0,
    )
    assert late.refused == "asked_again"


def test_a_position_on_an_action_that_is_not_asked_about_is_refused(
    room: Room, people: list[Person]
) -> None:
    room.goes_to("answer")
    assert people[0].marks("position", "nothing-here", 4).refused == "no_such_actions"
    assert people[0].marks("position", actions(room)[0], 6).refused == "bad_value"


def test_what_is_typed_after_agreeing_waits_for_its_version(
    room: Room, people: list[Person]
) -> None:
    room.goes_to("answer")
    answers(room, people, 4, 4, 4, 4, 4, 4)
    room.closes()
    assert room.agrees().ok
    room.goes_to("agreed")
    first = actions(room)[0]
    typed = {"we_will": "Buy an app"}
    room.console.does(
        "write_action", action=first, fields=typed, was={"we_will": "Agree three examples"}
    )
    for face in (room.projector, people[0]):
        assert "Buy an app" not in str(face.rows("action"))
    assert room.agrees(1).ok
    assert "Buy an app" in str(people[0].rows("action"))


def test_back_in_what_was_answered_nobody_is_asked_again(room: Room, people: list[Person]) -> None:
    room.goes_to("answer")
    assert "Answer alone" in room.projector.view()["state"]["step"]["do"]
    answers(room, people, 4, 4, 3, 1, 5, 4)
    room.closes()
    assert room.console.does("go_back", was=room.was()).ok
    assert room.projector.view()["state"]["step"]["veil"] == "revealed"
    assert room.projector.view()["state"]["step"]["do"].startswith("Answering is closed.")
    assert "Answering is closed." in room.console.view()["state"]["desk"]["say"]
