"""What is hidden, erased or taken back is gone everywhere: on sheets, drafts, paths and journeys,
in every file, and after erasing in every byte of the database."""

import pytest

from tests.hour import Hour
from tests.room import Face, Room
from tests.tape import whole_text
from workshop.model import new_id
from workshop.reports.formats import FORMATS

CANARY = "Canary Caspian in Year 5"
OBSTACLE = "Canary obstacle"


@pytest.fixture
def hour(room: Room) -> Hour:
    """An hour up to draft actions; the first option is the canary."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.hour.OPTIONS", (CANARY, "Plan a lesson", "Buy an app"))
        return Hour(room).plays_to_the_plan()


def faces(room: Room, hour: Hour) -> list[Face]:
    """Everybody but the champion."""
    return [room.projector, *hour.people]


def shown_on_every_page(room: Room, hour: Hour, words: str) -> list[str]:
    """Where words are seen, with each page of the plan over the work."""
    found = []
    pages = [{"page": None}, {"page": "plan"}]
    pages += [{"page": page, "of": a} for page in ("action", "journey") for a in hour.actions]
    for page in pages:
        assert room.console.does("show_screen", **page).ok
        found += [f"{page}" for face in faces(room, hour) if words in str(face.view())]
    return found


def printed(room: Room, words: str) -> list[str]:
    """The files that say these words."""
    return [name for name in FORMATS if words in whole_text(room.export(name))]


def on_the_desk_as_plan(room: Room, words: str) -> bool:
    """Whether the console's plan, its journeys or its chains hold words."""
    return words in str(room.console.rows("action"))


def test_an_option_is_seen_all_the_way_to_the_action(room: Room, hour: Hour) -> None:
    assert shown_on_every_page(room, hour, CANARY) != []
    assert {"plan.docx", "plan.pdf", "plan.xlsx", "plan.csv", "plan.md"} <= {*printed(room, CANARY)}


def test_a_hidden_option_is_gone_from_plan_screens_and_files(room: Room, hour: Hour) -> None:
    assert room.console.does("hide_note", note=hour.options[0]).ok
    assert shown_on_every_page(room, hour, CANARY) == []
    assert printed(room, CANARY) == []
    assert not on_the_desk_as_plan(room, CANARY)


def test_an_option_that_is_shown_again_is_back_in_its_action(room: Room, hour: Hour) -> None:
    room.console.does("hide_note", note=hour.options[0])
    room.console.does("show_note", note=hour.options[0])
    row = next(r for r in room.console.rows("action") if r["id"] == hour.actions[0])
    assert row["fields"]["we_will"] == CANARY


def test_hiding_an_option_can_be_undone_with_its_action(room: Room, hour: Hour) -> None:
    op = new_id()
    room.console.does("hide_note", op, note=hour.options[0])
    assert room.console.does("undo", target=op).ok
    assert on_the_desk_as_plan(room, CANARY)


def test_what_the_champion_wrote_on_an_action_stays_when_its_option_is_hidden(
    room: Room, hour: Hour
) -> None:
    fields, was = {"we_will": "Agree three examples"}, {"we_will": CANARY}
    assert room.console.does("write_action", action=hour.actions[0], fields=fields, was=was).ok
    room.console.does("hide_note", note=hour.options[0])
    row = next(r for r in room.console.rows("action") if r["id"] == hour.actions[0])
    assert row["fields"]["we_will"] == "Agree three examples"
    assert room.console.does("show_note", note=hour.options[0]).ok
    assert room.console.rows("action") != []


def test_an_erased_option_leaves_no_byte(room: Room, hour: Hour) -> None:
    fields, was = {"we_will": "Another"}, {"we_will": CANARY}
    room.console.does("write_action", action=hour.actions[0], fields=fields, was=was)
    assert room.console.does("erase_note", note=hour.options[0]).ok
    room.settles()
    assert room.holds(CANARY) == []
    assert shown_on_every_page(room, hour, CANARY) == printed(room, CANARY) == []


def test_an_erased_obstacle_leaves_no_byte_in_the_undo_of_a_reason(room: Room) -> None:
    ben = room.person("B")
    room.opens("grow")
    room.goes_to("options")
    ben.writes("Agree", None, slot=None, fields={"obstacle": OBSTACLE})
    room.closes()
    room.reveals()
    room.console.does("set_aside", note=ben.last_note, reason="Cost", was="")
    assert room.console.does("erase_note", note=ben.last_note).ok
    room.settles()
    assert room.holds(OBSTACLE) == []


def test_an_erased_sheet_leaves_no_byte_on_its_action(room: Room) -> None:
    amira = room.person("A")
    room.opens("grow")
    room.goes_to("options")
    amira.writes("Agree examples", None, slot=None)
    option = amira.last_note
    room.closes()
    room.reveals()
    activity = room.was()["activity"]
    room.console.does("choose_options", activity=activity, notes=[option], was=[])
    room.goes_to("will")
    sheet = next(row["id"] for row in amira.rows("note") if row["stance"] == "will")
    assert amira.fills(sheet, so_that=CANARY, who_leads="Writing lead").ok
    action = room.console.does("draft_actions", activity=activity).fields["actions"][0]
    assert room.console.does("erase_note", note=sheet).ok
    room.settles()
    assert room.holds(CANARY) == []
    assert room.console.does("write_action", action=action, fields={"we_will": "x"}, was={}).ok


def test_what_was_put_into_an_erased_option_stands_on_its_own(room: Room, hour: Hour) -> None:
    room.opens("grow")
    first, _, third = hour.options
    assert room.console.does("merge_notes", note=third, into=first).ok
    assert room.console.does("erase_note", note=first).ok
    assert "Buy an app" in room.projector.notes()


@pytest.mark.parametrize("name", ["hide_note", "erase_note"])
def test_a_hidden_double_is_counted_no_more(room: Room, hour: Hour, name: str) -> None:
    room.opens("grow")
    _, second, third = hour.options
    room.console.does("merge_notes", note=third, into=second)
    room.projector.frames()
    room.console.does(name, note=third)
    room.settles()
    rows = [row for frame in room.projector.frames() for row in frame["rows"]]
    newest = [row for row in rows if row["id"] == second][-1]
    assert "merged" not in newest


def test_undoing_a_merge_is_seen_on_both(room: Room, hour: Hour) -> None:
    room.opens("grow")
    op, (_, second, third) = new_id(), hour.options
    room.console.does("merge_notes", op, note=third, into=second)
    room.settles()
    assert room.console.does("undo", target=op).ok
    room.settles()
    rows = [row for frame in room.projector.frames() for row in frame["rows"]]
    assert "merged" not in [row for row in rows if row["id"] == second][-1]


def test_dots_on_a_double_count_with_the_one_it_was_put_into(room: Room, hour: Hour) -> None:
    room.opens("grow")
    first, second, _ = hour.options
    room.console.does("choose_options", activity=room.was()["activity"], notes=[], was=[
        first, second])  # fmt: skip
    assert room.console.does("merge_notes", note=second, into=first).ok
    options = room.console.view()["state"]["desk"]["options"]
    assert options[0]["dots"] == 18


@pytest.mark.parametrize("name", ["hide_note", "erase_note"])
def test_a_journey_on_the_projector_loses_hidden_words_at_once(
    room: Room, hour: Hour, name: str
) -> None:
    room.console.does("show_screen", page="journey", of=hour.actions[0])
    assert CANARY in str(room.projector.view()["state"]["journey"])
    room.console.does(name, note=hour.options[0])
    room.settles()
    states = [frame["state"] for frame in room.projector.frames() if "state" in frame]
    assert CANARY not in str(states[-1].get("journey"))


def test_an_option_taken_back_leaves_no_empty_sheet(room: Room) -> None:
    amira = room.person("A")
    room.opens("grow")
    room.goes_to("options")
    amira.writes(CANARY, None, slot=None)
    option = amira.last_note
    room.closes()
    room.reveals()
    activity = room.was()["activity"]
    room.console.does("choose_options", activity=activity, notes=[option], was=[])
    room.goes_to("will")
    assert amira.withdraws(option).ok
    assert [row for row in amira.rows("note") if row["stance"] == "will"] == []
    assert room.console.does("draft_actions", activity=activity).refused == "no_sheets"


@pytest.mark.parametrize("name", ["hide_note", "erase_note"])
def test_a_hidden_cause_is_gone_from_paths_chains_and_files(
    room: Room, hour: Hour, name: str
) -> None:
    from tests.hour import CAUSE

    plan = room.console.view()["state"]["desk"]["plan"]["fields"]["understanding"]
    hour.writes_plan(was={"understanding": plan}, understanding="")
    assert room.console.does(name, note=hour.cause).ok
    assert shown_on_every_page(room, hour, CAUSE) == printed(room, CAUSE) == []
    assert not on_the_desk_as_plan(room, CAUSE)
    room.opens("whys")
    assert not any(CAUSE in str(face.view()) for face in faces(room, hour))


@pytest.mark.parametrize("name", ["hide_note", "erase_note"])
def test_a_hidden_worry_is_gone_from_the_desk_too(room: Room, hour: Hour, name: str) -> None:
    room.opens("agreement")
    room.goes_to("answer")
    hour.amira.writes(CANARY, None, slot=hour.actions[1])
    room.closes()
    room.console.does(name, note=hour.amira.last_note)
    assert room.console.view()["state"]["desk"]["worries"] == []


@pytest.mark.parametrize("name", ["hide_note", "erase_note"])
def test_an_agreed_plan_does_not_print_the_words_of_a_hidden_gap(
    room: Room, hour: Hour, name: str
) -> None:
    from tests.hour import GAP

    assert room.agrees(0).ok
    assert room.console.does(name, note=hour.gap).ok
    assert printed(room, GAP) == []
    assert shown_on_every_page(room, hour, GAP) == []


def test_a_headline_sentence_that_is_hidden_is_printed_nowhere(room: Room, hour: Hour) -> None:
    said = "We think it is the books we choose"
    note = room.look("SELECT id FROM notes WHERE text = ?", said)[0]["id"]
    assert printed(room, said) != []
    assert room.console.does("hide_note", note=note).ok
    assert printed(room, said) == []
