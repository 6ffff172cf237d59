"""The agreed plan: what the room agreed is kept for good, later versions say what changed, and no
figure names anybody."""

import hashlib
import json
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from tests.hour import CAUSE, GAP, OPTIONS, Hour, writes
from tests.room import Room, a_room
from workshop.action_fields import FIELDS
from workshop.agreed import agreed_number, newest
from workshop.door import spoken
from workshop.header import GOAL, PLAN
from workshop.model import Answer, Command, new_id
from workshop.parts import PARTS
from workshop.words import say


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path, groups=3) as room:
        room.clock.ms = int(datetime(2026, 3, 16, 16, 20).timestamp() * 1000)
        yield room


def agrees(room: Room, was: int = 0) -> Answer:
    """Agree the plan, or make a later version."""
    return room.agrees(was)


def types(room: Room, action: str, was: dict[str, str] | None = None, **fields: str) -> Answer:
    """Type into an action."""
    return writes(room, "write_action", {"action": action}, was, fields)


def desk(room: Room) -> dict:
    """The console's own part of the state."""
    return room.console.view()["state"]["desk"]


def test_the_room_agrees_and_every_face_knows_by_how_many(room: Room, hour: Hour) -> None:
    hour.answers(5, 4, 4, 3, 3, 2)
    assert agrees(room).fields == {"number": 1}
    told = {"number": 1, "on": "2026-03-16", "n": 5, "of": 6, "is_small": False}
    for face in (room.console, room.projector, hour.amira):
        assert face.view()["state"]["workshop"]["agreed"] == told


def test_every_draft_becomes_an_agreed_action(room: Room, hour: Hour) -> None:
    types(room, hour.actions[1], status="active")
    agrees(room)
    states = [row["fields"]["status"] for row in room.console.rows("action")]
    assert sorted(states) == ["active", "agreed"]
    assert types(room, hour.actions[0], {"status": "agreed"}, status="draft").ok


def test_one_answer_under_three_is_not_counted_as_agreed(room: Room, hour: Hour) -> None:
    hour.answers(5, 5, 5, 5, 5, 5, last=2)
    agrees(room)
    assert room.console.view()["state"]["workshop"]["agreed"]["n"] == 5


def test_nothing_missing_stops_a_room_from_agreeing(room: Room, hour: Hour) -> None:
    assert agrees(room).ok
    assert room.console.view()["state"]["workshop"]["agreed"]["n"] is None  # nobody was asked


def test_without_an_action_there_is_nothing_to_agree(room: Room) -> None:
    assert spoken(agrees(room))["refused"] == "There is no action to agree yet. Write one first."


def test_under_five_people_no_figure_is_given(tmp_path: Path) -> None:
    with a_room(tmp_path / "small", groups=2) as room:
        people = [room.person() for _ in range(4)]
        action = room.console.does("add_action").fields["action"]
        room.opens("agreement")
        room.goes_to("answer")
        for person in people:
            assert person.marks("position", action, 4).ok
        room.closes()
        agrees(room)
        agreed = room.console.view()["state"]["workshop"]["agreed"]
        assert (agreed["is_small"], agreed["n"]) == (True, None)
        assert "of 4" not in room.export("plan.md").decode()


def test_two_consoles_agreeing_at_once_make_one_document(room: Room, hour: Hour) -> None:
    seat = room.console.seat
    first, second = room.at_once(
        Command(new_id(), "agree_plan", {"was": 0}, seat),
        Command(new_id(), "agree_plan", {"was": 0}, seat),
    )
    assert first.ok
    assert (second.refused, second.values["now"]) == ("agreed_meanwhile", 1)
    assert len(desk(room)["documents"]) == 1


def test_an_agreed_document_is_never_changed_nor_deleted(room: Room, hour: Hour) -> None:
    agrees(room)
    for statement in ("UPDATE documents SET made_on = ''", "DELETE FROM documents"):
        found = room.store.ask(lambda tx, scene, sql=statement: tx.conn.execute(sql))
        assert isinstance(found, sqlite3.IntegrityError)


def test_agreeing_cannot_be_undone(room: Room, hour: Hour) -> None:
    room.console.does("agree_plan", op="agree-once", was=0)
    assert room.console.does("undo", target="agree-once").refused == "cannot_undo"


def test_a_document_holds_ids_of_notes_and_never_their_words(room: Room, hour: Hour) -> None:
    agrees(room)
    row = room.look("SELECT * FROM documents")[0]
    text = row["content"].decode()
    assert row["sha256"] == hashlib.sha256(row["content"]).hexdigest()
    assert hour.cause in text and hour.options[2] in text
    assert GAP not in text and CAUSE not in text and OPTIONS[2] not in text


def test_who_answered_what_is_in_no_document(room: Room, hour: Hour) -> None:
    hour.answers(5, 4, 4, 3, 3, 3)
    room.console.does("agree_plan", was=0)
    record = json.loads(room.look("SELECT content FROM documents")[0]["content"])
    assert [test["counts"] for test in record["tests"]] == [None, None]  # not talked through
    for person in hour.people:
        assert person.seat.id not in json.dumps(record)


def test_a_later_version_says_what_changed(room: Room, hour: Hour) -> None:
    first, second = hour.actions
    types(room, first, who_leads="Writing lead", by_when="15 May")
    agrees(room)
    types(room, first, {"who_leads": "Writing lead"}, who_leads="Deputy head")
    types(room, first, {"by_when": "2026-05-15"}, by_when="22 May")
    room.console.does("add_part", action=first, kind="step")
    part = room.look("SELECT id FROM parts")[0]["id"]
    step = {"text": "Bring two pieces", "on": "20 March"}
    writes(room, "write_part", {"part": part}, None, step)
    hour.writes_plan(keeper="Writing lead")
    room.console.does("remove_action", action=second)
    third = room.console.does("add_action").fields["action"]
    types(room, third, we_will="Visit Tallowmere Primary")
    said = [
        "Who keeps the plan is now “Writing lead”.",
        "Action 1: who leads was “Writing lead”, is now “Deputy head”.",
        "Action 1: by when was “15 May 2026”, is now “22 May 2026”.",
        "Action 1: a step was added: “Bring two pieces, 20 March 2026”.",
        "Action 2 was added: “Visit Tallowmere Primary”.",
        f"Action 2 was taken off: “{OPTIONS[1]}”.",
    ]
    assert desk(room)["differences"] == said
    assert room.console.view()["state"]["workshop"]["is_changed"] is True
    assert agrees(room, was=1).fields == {"number": 2}
    assert desk(room)["differences"] == []
    assert desk(room)["documents"] == [
        {"number": 1, "on": "2026-03-16", "differences": []},
        {"number": 2, "on": "2026-03-16", "differences": said},
    ]


def test_another_order_and_other_roots_are_differences(room: Room, hour: Hour) -> None:
    agrees(room)
    turned = hour.actions[::-1]
    room.console.does("order_actions", actions=turned, was=hour.actions)
    room.console.does("link_root", action=hour.actions[0], to=hour.headlines()[0])
    assert desk(room)["differences"] == [
        "Action 2: what stands behind it has changed.",
        "The actions stand in another order.",
    ]


def test_what_was_agreed_stays_what_the_room_agreed(room: Room, hour: Hour) -> None:
    agrees(room)
    room.clock.ms += 2 * 24 * 3600 * 1000
    types(room, hour.actions[0], who_leads="Deputy head")
    agrees(room, was=1)
    agreed = room.console.view()["state"]["workshop"]["agreed"]
    assert (agreed["number"], agreed["on"]) == (2, "2026-03-16")
    assert desk(room)["documents"][1]["on"] == "2026-03-18"


def test_without_a_change_there_is_no_new_version(room: Room, hour: Hour) -> None:
    agrees(room)
    assert agrees(room, was=1).refused == "no_differences"


def test_an_action_added_after_the_room_agreed_stays_a_draft(room: Room, hour: Hour) -> None:
    agrees(room)
    room.console.does("add_action")
    agrees(room, was=1)
    record = room.store.ask(lambda tx, scene: newest(tx))
    assert [a["fields"].get("status") for a in record["actions"]] == ["agreed", "agreed", None]


def test_a_sealed_workshop_can_be_agreed_without_figures(room: Room, hour: Hour) -> None:
    hour.answers(5, 4, 4, 3, 3, 2)
    room.console.does("close_workshop")
    assert agrees(room).ok
    agreed = room.console.view()["state"]["workshop"]["agreed"]
    assert (agreed["n"], agreed["of"], agreed["is_small"]) == (None, 6, False)


def test_a_plan_agreed_in_the_room_keeps_its_figures_when_it_is_sealed(
    room: Room, hour: Hour
) -> None:
    hour.answers(5, 4, 4, 3, 3, 2)
    agrees(room)
    room.console.does("close_workshop")
    types(room, hour.actions[0], who_leads="Deputy head")
    assert agrees(room, was=1).ok
    assert room.console.view()["state"]["workshop"]["agreed"]["n"] == 5
    assert room.store.ask(lambda tx, scene: agreed_number(tx)) == 2


def test_every_field_has_a_name_in_the_sentences_of_differences() -> None:
    for part, names in (("action", FIELDS), ("plan", PLAN), ("goal", GOAL)):
        assert all(say(f"differ.{part}_{name}") for name in names)
    assert all(say(f"differ.part_{kind}") for kind in PARTS)
