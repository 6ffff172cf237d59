"""The champion fills in the plan: what is typed becomes a value, or comes back with a sentence, and
nothing that is missing ever stops anybody."""

from pathlib import Path

import pytest

from tests.hour import writes
from tests.room import Room, a_room
from workshop.advice import begins_with_a_verb
from workshop.door import spoken
from workshop.model import Answer


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        room.action = room.console.does("add_action").fields["action"]
        yield room


def types(room: Room, was: dict[str, str] | None = None, **fields: str) -> Answer:
    """Type into fields of the action."""
    return writes(room, "write_action", {"action": room.action}, was, fields)


def row(room: Room) -> dict:
    """The action on the desk."""
    return next(each for each in room.console.rows("action") if each["id"] == room.action)


def sentence(answer: Answer) -> str:
    """What a person reads."""
    assert not answer.ok
    return spoken(answer)["refused"]


# ---- values


def test_every_field_of_an_action_is_kept(room: Room) -> None:
    typed = {
        "we_will": "Agree three examples", "so_that": "see what better means",
        "who_leads": "Writing lead", "by_when": "15 May", "makes_room": "One staff meeting",
        "how_known": "seen", "kind": "stop", "pace": "quick", "stop_means": "re-engineer",
        "problem": "Copying out", "baseline": "38 in 100",
    }  # fmt: skip
    more = {
        "target": "60 in 100", "contributors": "Phase leaders", "start": "20/3/2026",
        "resources": "Cover", "cost": "£1,200", "hours": "2.50", "commitment": "8",
        "status": "active", "rag": "amber", "no_root": "Asked by governors", "support": "A visit",
    }  # fmt: skip
    assert types(room, **typed).ok and types(room, **more).ok
    changed = {"by_when": "2026-05-15", "start": "2026-03-20", "cost": "1200", "hours": "2.50"}
    assert row(room)["fields"] == typed | more | changed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("£1,200", "1200"), ("1200", "1200"), ("1200.00", "1200"), ("12.5", "12.5"), ("0", "0"),
     ("6 hours", "6"), ("£ 260.75", "260.75"), ("007", "7"), ("-0", "0")],
)  # fmt: skip
def test_an_amount_is_understood_however_it_is_typed(room: Room, typed: str, kept: str) -> None:
    assert types(room, cost=typed).ok
    assert row(room)["fields"]["cost"] == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [("-5", "negative"), ("−5", "negative"), ("12.345", "too_fine"), ("about 300", "not_a_number"),
     ("1,2", "not_a_number"), ("99999999", "too_much"), ("£1.2k", "not_a_number")],
)  # fmt: skip
def test_an_amount_that_is_none_is_refused(room: Room, typed: str, code: str) -> None:
    answer = types(room, cost=typed)
    assert answer.refused == code
    assert sentence(answer)


@pytest.mark.parametrize("typed", ["0", "11", "7/10", "seven", "-1", "7.5"])
def test_commitment_is_from_one_to_ten(room: Room, typed: str) -> None:
    assert types(room, commitment=typed).refused == "not_a_whole"


def test_an_empty_text_takes_a_field_back(room: Room) -> None:
    types(room, by_when="15 May")
    assert types(room, {"by_when": "2026-05-15"}, by_when="  ").ok
    assert row(room)["fields"]["by_when"] == ""


# ---- what is refused, each with a sentence


def test_due_before_it_starts_is_refused_whichever_is_typed_last(room: Room) -> None:
    types(room, by_when="15 May 2026")
    answer = types(room, start="1 June 2026")
    assert "15 May 2026" in sentence(answer) and "1 June 2026" in sentence(answer)
    types(room, start="1 April 2026")
    assert types(room, {"by_when": "2026-05-15"}, by_when="20 March").refused == "due_before_start"
    assert row(room)["fields"] == {"by_when": "2026-05-15", "start": "2026-04-01"}


def test_the_29th_of_february_is_named(room: Room) -> None:
    answer = types(room, by_when="29 February 2027")
    assert sentence(answer) == "There is no 29 February in 2027. Write another day."


def test_a_day_that_has_passed_is_refused_and_one_without_a_year_never_has(room: Room) -> None:
    assert "13 March 2026 has passed" in sentence(types(room, by_when="13/3/2026"))
    assert types(room, by_when="13 March").ok
    assert row(room)["fields"]["by_when"] == "2027-03-13"


def test_an_owner_of_three_hundred_characters_is_told_the_limit(room: Room) -> None:
    said = sentence(types(room, who_leads="W" * 300))
    assert "300 characters" in said and "100 fit" in said


def test_a_colour_waits_until_the_action_has_started(room: Room) -> None:
    assert types(room, rag="green").refused == "not_begun"
    assert types(room, status="active", rag="green").ok
    seen = {"status": "active"}
    assert types(room, seen, status="draft").ok
    assert row(room)["fields"]["rag"] == ""


def test_only_the_room_makes_a_draft_agreed(room: Room) -> None:
    assert types(room, status="agreed").refused == "not_agreed_yet"


def test_a_refused_field_leaves_the_others_as_they_were(room: Room) -> None:
    types(room, we_will="Agree examples")
    answer = types(room, {"we_will": "Agree examples"}, we_will="Other", by_when="30 February")
    assert answer.refused == "no_such_day"
    assert row(room)["fields"] == {"we_will": "Agree examples"}


@pytest.mark.parametrize("fields", [{"pace": "soon"}, {"how_known": "told"}, {"rag": "blue"}])
def test_a_choice_is_one_of_those_offered(room: Room, fields: dict[str, str]) -> None:
    assert types(room, **fields).refused == "bad_value"


def test_a_field_that_does_not_exist_is_no_field(room: Room) -> None:
    assert types(room, owner="Writing lead").refused == "bad_shape"


# ---- two people at once


def test_two_consoles_in_one_field_are_shown_both(room: Room) -> None:
    types(room, who_leads="Writing lead")
    answer = types(room, who_leads="Deputy head")
    assert answer.values["now"] == {"who_leads": "Writing lead"}


def test_the_same_words_twice_are_no_quarrel(room: Room) -> None:
    types(room, by_when="15 May")
    assert types(room, by_when="15/5/2026").ok


def test_a_day_may_be_changed_before_its_page_has_seen_how_it_was_read(room: Room) -> None:
    types(room, by_when="15 May")
    assert types(room, {"by_when": "15 May"}, by_when="16 May").ok


def test_two_people_in_two_fields_do_not_meet(room: Room) -> None:
    assert types(room, who_leads="Writing lead").ok
    assert types(room, by_when="15 May").ok


# ---- advice, never a refusal


def test_without_a_verb_or_a_benefit_there_is_advice_and_it_is_saved(room: Room) -> None:
    assert types(room, we_will="More time for writing").ok
    told = row(room)["advice"]
    assert told["we_will"].startswith("Begin with a verb")
    assert told["so_that"] == "Say what pupils will gain from it."


def test_a_low_commitment_asks_for_a_smaller_step(room: Room) -> None:
    types(room, commitment="6")
    assert row(room)["advice"] == {"commitment": "Make the step smaller."}


def test_after_the_review_it_is_a_milestone(room: Room) -> None:
    types(room, by_when="16 June 2026")
    assert "after the review on 15 June 2026" in row(room)["advice"]["by_when"]
    types(room, {"by_when": "2026-06-16"}, by_when="15 June 2026")
    assert "by_when" not in row(room)["advice"]


def test_now_and_goal_belong_together(room: Room) -> None:
    types(room, baseline="38 in 100")
    assert set(row(room)["advice"]) == {"target"}


def test_an_empty_action_is_not_blamed(room: Room) -> None:
    assert row(room)["advice"] == {}


@pytest.mark.parametrize(
    "text", ["Agree three examples", "“Stop” copying", "Question our sequence", "Bring books", ""]
)
def test_a_verb_is_recognised(text: str) -> None:
    assert begins_with_a_verb(text)


@pytest.mark.parametrize(
    "text",
    ["More talk", "The staff agree", "Implementation of a scheme", "Training for all", "We mark"],
)
def test_what_is_no_verb_is_guessed(text: str) -> None:
    assert not begins_with_a_verb(text)


# ---- order, undo, header, goal


def test_actions_are_put_into_another_order_and_back(room: Room) -> None:
    first, second = room.action, room.console.does("add_action").fields["action"]
    seen = [first, second]
    done = room.console.does("order_actions", op="order-once", actions=[second, first], was=seen)
    assert done.ok
    assert row(room)["number"] == 2
    assert room.console.does("order_actions", actions=seen, was=seen).values["now"] == [
        second,
        first,
    ]
    assert room.console.does("undo", target="order-once").ok
    assert row(room)["number"] == 1


def test_an_order_without_an_action_is_refused(room: Room) -> None:
    answer = room.console.does("order_actions", actions=[], was=[room.action])
    assert answer.refused == "not_all_actions"


def test_a_change_is_taken_back_whole(room: Room) -> None:
    typed = {"action": room.action, "fields": {"by_when": "15 May"}, "was": {"by_when": ""}}
    assert room.console.does("write_action", op="typed-a-day", **typed).ok
    assert room.console.does("undo", target="typed-a-day").ok
    assert row(room)["fields"] == {}


def test_what_stands_over_the_actions_is_filled_in(room: Room) -> None:
    typed = {"keeper": "Writing lead", "of_staff": "24", "reviewed_on": "3 and 4 March"}
    seen = {"review_on": "2026-06-15"}
    assert writes(room, "write_plan", {}, seen, typed | {"review_on": "19 June"}).ok
    fields = room.console.view()["state"]["desk"]["plan"]["fields"]
    assert fields["reviewed_on"] == "2026-03-03, 2026-03-04"
    assert fields["review_on"] == "2026-06-19"
    assert room.projector.view()["state"]["workshop"]["keeper"] == "Writing lead"


def test_the_day_of_the_review_is_never_empty_nor_past(room: Room) -> None:
    seen = {"review_on": "2026-06-15"}
    assert writes(room, "write_plan", {}, seen, {"review_on": ""}).ok
    assert writes(room, "write_plan", {}, seen, {"review_on": "1/1/2026"}).refused == "has_passed"
    assert room.console.view()["state"]["workshop"]["review_on"] == "2026-06-15"


def test_our_sentence_of_insight_has_a_limit(room: Room) -> None:
    answer = writes(room, "write_plan", {}, None, {"understanding": "w" * 161})
    assert (answer.refused, answer.values["limit"]) == ("too_long_here", 160)


def test_a_goal_is_written_once_for_all_and_taken_back(room: Room) -> None:
    typed = {"fields": {"goal": "Pupils improve a draft", "by": "15 June"}, "was": {}}
    assert room.console.does("write_goal", op="first-goal", **typed).ok
    assert writes(room, "write_goal", {}, None, {"measure": "Second drafts"}).ok
    goal = room.console.view()["state"]["desk"]["goal"]
    assert goal == {
        "goal": "Pupils improve a draft",
        "by": "2026-06-15",
        "measure": "Second drafts",
    }
    assert room.console.does("undo", target="first-goal").refused == "changed_since"
    assert len(room.look("SELECT id FROM goals WHERE is_removed = 0")) == 1


def test_phones_write_nothing_of_the_plan(room: Room) -> None:
    amira = room.person()
    for name, body in {
        "write_plan": {"fields": {}, "was": {}},
        "write_goal": {"fields": {}, "was": {}},
        "agree_plan": {"was": 0},
        "add_part": {"action": room.action, "kind": "step"},
        "link_root": {"action": room.action, "to": room.action},
    }.items():
        assert amira.does(name, **body).refused == "not_allowed"


def test_the_plan_is_completed_after_the_workshop_is_closed(room: Room) -> None:
    assert room.console.does("close_workshop").ok
    assert types(room, who_leads="Writing lead").ok
    assert room.console.does("add_part", action=room.action, kind="step").ok
    assert writes(room, "write_plan", {}, None, {"keeper": "Deputy head"}).ok
    assert writes(room, "write_goal", {}, None, {"goal": "Better drafts"}).ok
