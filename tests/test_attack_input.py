"""Everything that can be typed into the plan: days, numbers, formulas, signs nobody sees. Each bad
value gets its sentence, changes nothing, and whatever stays is only text in every file."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from tests.hour import Hour, writes
from tests.room import Room
from workshop.action_fields import FIELDS
from workshop.commands import DESK, PEOPLE, VERBS
from workshop.door import answer_command, spoken
from workshop.header import GOAL, PLAN
from workshop.model import Answer, new_id
from workshop.parts import PARTS

FORMULA = "=cmd|' /C calc'!A0"
CHOICES = {"how_known", "kind", "pace", "stop_means", "status", "rag", "champion_in_review"}
NOT_WORDS = CHOICES | {"start", "cost", "hours", "commitment", "by", "review_on", "deletion_on"}
NOT_WORDS |= {"of_staff", "reviewed_on", "type", "on", "may_share"}


def types(room: Room, action: str, was: dict[str, str] | None = None, **fields: str) -> Answer:
    """Type into an action."""
    return writes(room, "write_action", {"action": action}, was, fields)


def said(answer: Answer) -> str:
    """The sentence of a refusal."""
    return str(spoken(answer).get("refused", ""))


def fields_of(room: Room, action: str) -> dict[str, str]:
    """What stands on an action."""
    return next(r["fields"] for r in room.console.rows("action") if r["id"] == action)


# ---- what the issue names


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("29 February", "There is no 29 February in 2027. Write another day."),
        ("29/2/2027", "There is no 29 February in 2027. Write another day."),
        ("2026-02-30", "There is no 30 February in 2026. Write another day."),
        ("1 March 2026", "1 March 2026 has passed: the workshop is on 16 March 2026. "
         "Write a later day."),
        ("15 April 2026", "It cannot be due on 15 April 2026, before it starts on 1 May 2026. "
         "Change one of the two."),
        ("Monday 15 May 2026", "15 May 2026 is a Friday. Which day is meant?"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_gets_a_sentence_and_changes_nothing(
    room: Room, hour: Hour, typed: str, sentence: str
) -> None:
    action = hour.actions[0]
    assert types(room, action, start="1 May 2026", by_when="15 May 2026").ok
    answer = types(room, action, was={"by_when": "2026-05-15"}, by_when=typed)
    assert said(answer) == sentence
    assert fields_of(room, action)["by_when"] == "2026-05-15"


def test_an_owner_of_three_hundred_characters_is_told_the_limit(room: Room, hour: Hour) -> None:
    answer = types(room, hour.actions[0], who_leads="x" * 300)
    assert said(answer).startswith("That is 300 characters; 100 fit. Shorten it a little")


def test_an_action_without_a_verb_or_a_pupil_is_kept_with_advice(room: Room, hour: Hour) -> None:
    action, was = hour.actions[0], {"we_will": "Agree three examples of a better draft"}
    assert types(room, action, was=was, we_will="The new reading scheme").ok
    advice = next(r["advice"] for r in room.console.rows("action") if r["id"] == action)
    assert advice["we_will"].startswith("Begin with a verb")
    assert advice["so_that"] == "Say what pupils will gain from it."
    assert room.agrees(0).ok


def test_one_bad_field_keeps_the_good_ones_unsaved_and_says_so(room: Room, hour: Hour) -> None:
    action = hour.actions[0]
    assert types(room, action, who_leads="Deputy", by_when="30 February").refused == "no_such_day"
    assert "who_leads" not in fields_of(room, action)


def test_a_phone_that_was_away_during_the_vote_is_told_so(room: Room, hour: Hour) -> None:
    room.opens("grow")
    body = {"activity": room.was()["activity"], "phase": "vote", "kind": "dot", "value": 1}
    room.goes_to("will")
    answer = hour.amira.does("cast_mark", subject=hour.options[1], **body)
    assert said(answer) == "The champion has closed this. Nothing more can be changed here."


@pytest.mark.parametrize(
    "value", [True, 1.0, 3, -1, "1", 10**400, [1], {"n": 1}], ids=lambda value: str(value)[:9]
)
def test_only_one_or_two_dots_can_be_given(room: Room, value: Any) -> None:
    amira = room.person("A")
    room.opens("grow")
    room.goes_to("options")
    amira.writes("Agree examples", None, slot=None)
    room.closes()
    room.reveals()
    room.goes_to("vote")
    assert amira.marks("dot", amira.last_note, value).refused in {"bad_value", "bad_shape"}
    assert room.store.faults == {}


@pytest.mark.parametrize("typed", ["nan", "NaN", "inf", "1e9", "-1", "12.345", "9" * 30, "١٢", "²"])
@pytest.mark.parametrize("name", ["cost", "hours"])
def test_what_is_no_amount_gets_a_sentence(room: Room, hour: Hour, name: str, typed: str) -> None:
    assert said(types(room, hour.actions[0], **{name: typed})) != ""
    assert room.store.faults == {}


@pytest.mark.parametrize("typed", ["\u200b\u200b", "\u2066\u2069", "\ufeff", "\u0000", " \n "])
def test_what_nobody_can_see_is_nothing(room: Room, hour: Hour, typed: str) -> None:
    assert types(room, hour.actions[0], who_leads=typed).ok
    assert fields_of(room, hour.actions[0])["who_leads"] == ""


# ---- who may do what


@pytest.mark.parametrize("name", sorted(n for n, verb in VERBS.items() if not verb.roles & PEOPLE))
def test_no_phone_and_no_projector_does_what_the_champion_does(
    room: Room, hour: Hour, name: str
) -> None:
    before = room.look("SELECT revision FROM workshop")
    for face in (hour.amira, room.projector):
        message = {"op": new_id(), "name": name, "body": {}}
        assert answer_command(room.store, face.seat, message)["code"] == "not_allowed"
    assert room.look("SELECT revision FROM workshop") == before


@pytest.mark.parametrize("name", sorted(n for n, verb in VERBS.items() if not verb.roles & DESK))
def test_the_champion_writes_on_no_phone(room: Room, name: str) -> None:
    message = {"op": new_id(), "name": name, "body": {}}
    assert answer_command(room.store, room.console.seat, message)["code"] == "not_allowed"


@pytest.mark.parametrize(
    "table", ["notes", "slots", "groups", "activities", "links", "participants"]
)
def test_ids_of_other_tables_are_no_actions(room: Room, hour: Hour, table: str) -> None:
    other = room.look(f"SELECT id FROM {table}")[0]["id"]
    for name, more in (
        ("write_action", {"fields": {"we_will": "x"}, "was": {"we_will": ""}}),
        ("remove_action", {}),
        ("add_part", {"kind": "step"}),
        ("link_root", {"to": hour.gap}),
    ):
        assert room.console.does(name, action=other, **more).refused == "no_such_actions"


def test_more_than_twenty_options_at_once_are_no_fault(room: Room, hour: Hour) -> None:
    room.opens("grow")
    body = {"activity": room.was()["activity"], "was": hour.options[:2]}
    many = [new_id() for _ in range(21)]
    assert room.console.does("choose_options", notes=many, **body).refused == "bad_shape"
    assert room.console.does("choose_options", notes=many[:20], **body).refused == "no_such_notes"
    double = [hour.options[0]] * 3
    assert room.console.does("choose_options", notes=double, **body).ok


def test_only_a_ringed_cause_is_taken_up(room: Room, hour: Hour) -> None:
    for note in (hour.gap, hour.options[0], hour.line):
        assert room.console.does("take_cause", note=note, is_taken=True).refused == "not_a_cause"
    assert room.console.does("take_cause", note=hour.cause, is_taken=False).ok
    assert room.console.does("take_cause", note=hour.cause, is_taken=True).ok


# ---- formulas


def fills_everything(room: Room, hour: Hour) -> None:
    """A formula in every field that takes words."""
    action, held = hour.actions[0], fields_of(room, hour.actions[0])
    for name in sorted(set(FIELDS) - NOT_WORDS):
        assert types(room, action, was=held, **{name: FORMULA}).ok, name
    for kind, part in PARTS.items():
        made = room.console.does("add_part", action=action, kind=kind).fields["part"]
        for name in sorted(set(part.fields) - NOT_WORDS - {"status"}):
            assert writes(room, "write_part", {"part": made}, None, {name: FORMULA}).ok, name
    desk = room.console.view()["state"]["desk"]
    was, goal = desk["plan"]["fields"], desk["goal"]
    for name in sorted(set(PLAN) - NOT_WORDS):
        assert hour.writes_plan(was=was, **{name: FORMULA}).ok, name
    for name in sorted(set(GOAL) - NOT_WORDS):
        assert writes(room, "write_goal", {}, goal, {name: FORMULA}).ok, name
    reason = {"note": hour.options[2], "reason": FORMULA}
    assert room.console.does("set_aside", was="It would not change how we revise", **reason).ok


def test_a_formula_in_every_field_is_text_in_every_table(room: Room, hour: Hour) -> None:
    fills_everything(room, hour)
    assert room.agrees(0).ok
    book = openpyxl.load_workbook(io.BytesIO(room.export("plan.xlsx")))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert [c.coordinate for c in cells if c.data_type == "f"] == []
    rows = csv.reader(io.StringIO(room.export("plan.csv").decode("utf-8-sig")))
    assert [cell for row in rows for cell in row if cell.lstrip().startswith("=")] == []
    for name in ("plan.docx", "plan.pdf", "plan.md", "plan.ics", "pack.md"):
        assert room.export(name)


def test_a_lone_surrogate_in_every_field_is_no_fault(room: Room, hour: Hour) -> None:
    held = fields_of(room, hour.actions[0])
    for name in FIELDS:
        assert types(room, hour.actions[0], was=held, **{name: "a\ud800b"}).refused in {
            "", "bad_value", "not_a_day", "not_a_number", "not_a_whole",
        }  # fmt: skip
    room.opens("grow")
    room.console.does("set_aside", note=hour.options[2], reason="\ud800", was="\ud800")
    assert room.store.faults == {}
    for name in ("plan.docx", "plan.xlsx", "plan.md", "plan.pdf"):
        assert room.export(name)
