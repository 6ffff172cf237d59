"""Finish on time: ready re-plans, what they save, and the minutes that are always kept."""

from pathlib import Path

import pytest

from tests.room import Room, a_room


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        yield room


def offers(room: Room) -> dict[str, dict]:
    """What the console is offered, by key."""
    return {each["key"]: each for each in room.console.view()["state"]["desk"]["replans"]}


def minutes(room: Room) -> int:
    """How long the hour is now."""
    agenda = room.console.view()["state"]["agenda"]
    return sum(item["minutes"] for item in agenda if item["state"] != "skipped")


def test_at_most_three_offers_say_what_they_save_and_cost(room: Room) -> None:
    room.opens("carousel")
    found = offers(room)
    assert len(found) == 3
    assert next(iter(found)) == "spare"
    assert all(each["saves"] > 0 and each["costs"] for each in found.values())


def test_a_round_fewer_saves_its_minutes(room: Room) -> None:
    room.opens("carousel")
    offer = offers(room)["round"]
    assert room.console.does("replan", key="round", activity=offer["activity"]).ok
    assert minutes(room) == 60 - offer["saves"]
    assert room.console.view()["state"]["step"]["rounds"] == 3


def test_a_replan_can_be_undone(room: Room) -> None:
    room.opens("carousel")
    offer = offers(room)["spare"]
    room.console.does("replan", key="spare", activity=offer["activity"])
    undo = room.console.view()["state"]["desk"]["undo"]
    assert room.console.does("undo", target=undo["op"]).ok
    assert minutes(room) == 60


def test_what_was_left_out_is_passed_over(room: Room) -> None:
    offer = offers(room)["spare"]
    room.console.does("replan", key="spare", activity=offer["activity"])
    room.opens("talk", 2)  # the close
    assert room.console.view()["state"]["drive"]["next"] is None


def test_choosing_inside_options_needs_no_reading_step(room: Room) -> None:
    room.opens("grow")
    offer = offers(room)["inside"]
    assert room.console.does("replan", key="inside", activity=offer["activity"]).ok
    phases = room.scene(lambda scene: [step.phase for step in scene.steps])
    assert phases == ["goal", "reality", "options", "vote", "will"]


def test_twelve_minutes_for_actions_and_agreement_are_always_kept(room: Room) -> None:
    room.opens("grow")
    for _ in range(20):
        left = [o for o in offers(room).values() if o["key"] != "spare"]
        if not left:
            break
        room.console.does("replan", key=left[0]["key"], activity=left[0]["activity"])
    kept = room.look("SELECT sum(minutes) AS n FROM activities WHERE kind IN ('grow', 'agreement')")
    assert kept[0]["n"] >= 12


def test_an_offer_that_is_gone_is_refused_with_a_sentence(room: Room) -> None:
    room.opens("agreement")
    answer = room.console.does("replan", key="round", activity=room.activity("carousel"))
    assert answer.refused == "no_replan"
