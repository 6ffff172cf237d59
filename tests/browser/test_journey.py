"""The demonstration, played by one console, one projector and three phones to the Word file; and
the ways in which somebody stays the same person."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.browser.people import Console, Phone, Projector
from tests.browser.stage import Room
from tests.server import wait_for
from workshop.words import say

pytestmark = pytest.mark.browser

COPIES = "Pupils copy the whole page out again and call it revising"
MODELS = "Models by the teacher stay on the wall all week"
DRAFTS = "First drafts are marked for spelling only"
ADDITION = "In our phase they are marked for spelling and for layout"
PLAN = {
    "we_will": "Teach revising and editing as two jobs, on two days",
    "so_that": "their second version says more than their first",
    "who_leads": "Phase leaders",
    "by_when": "15 May",
}


def play_round_one(console: Console, amira: Phone, ben: Phone, cara: Phone) -> None:
    amira.writes(COPIES, "gap")
    ben.writes(DRAFTS, "gap")
    cara.writes(MODELS, "strength")
    console.sees_notes(COPIES)
    console.drops_rounds(3, 2)
    console.next()
    amira.stands("walk")
    console.next()


def play_round_two(amira: Phone, ben: Phone) -> None:
    amira.stands("station")
    amira.reads(DRAFTS)
    amira.ticks(DRAFTS)
    amira.adds(ADDITION, to=DRAFTS)
    ben.reads(MODELS)


def play_home(console: Console, projector: Projector, ben: Phone, cara: Phone) -> None:
    console.next()
    projector.stands("home")
    ben.stands("home")
    ben.chooses("gap", DRAFTS)
    ben.chooses("reach", say("common.reach.1"))
    cara.chooses("strength", MODELS)


def page_through_gallery(console: Console, projector: Projector) -> None:
    console.next()
    projector.stands("gallery")
    projector.shows(COPIES)
    projector.clicks("PageDown")
    projector.shows(DRAFTS)
    projector.shows(ADDITION)
    projector.shows(say("room.recognise", n=1))
    console.next()
    projector.shows(MODELS)


def text_of(path: Path) -> str:
    """All words of a Word file: paragraphs, tables, head and foot."""
    document = Document(str(path))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    edges = [
        p.text for s in document.sections for p in (*s.header.paragraphs, *s.footer.paragraphs)
    ]
    return "\n".join([*(p.text for p in document.paragraphs), *cells, *edges])


@pytest.mark.long
def test_a_room_plays_the_demonstration_to_a_plan_in_word(demo: Room, tmp_path: Path) -> None:
    console, projector = demo.console(), demo.projector()
    amira, ben, cara = demo.people(3)
    assert [amira.group(), ben.group(), cara.group()] == ["A", "B", "C"]
    projector.stands("stations")
    play_round_one(console, amira, ben, cara)
    late = demo.phone().joins()
    late.stands("station")
    late.reads(COPIES)
    play_round_two(amira, ben)
    play_home(console, projector, ben, cara)
    page_through_gallery(console, projector)
    console.carries(DRAFTS)
    console.fills(**PLAN)
    written = text_of(console.downloads("docx", tmp_path))
    question = demo.hand.state["workshop"]["question"]
    stations = [row["title"] for row in demo.hand.client.rows("slot")]
    for words in (question, *PLAN.values(), *stations, COPIES, DRAFTS, ADDITION, MODELS):
        assert words in written
    assert "draft" in written.lower()
    assert "Group B" not in written  # in a room of four it is one person


def test_on_the_same_phone_a_reload_a_second_tab_and_the_qr_again_are_one_person(
    room: Room,
) -> None:
    amira = room.phone().joins()
    amira.writes(COPIES)
    amira.page.reload()
    amira.is_saved(COPIES)
    tab = room.same_phone(amira.context)
    tab.scans()
    tab.stands("station")
    tab.is_saved(COPIES)
    amira.scans()
    amira.is_saved(COPIES)
    assert {amira.group(), tab.group()} == {"A"}
    wait_for(lambda: room.hand.seats() == "1 0 0 0")


def test_the_personal_code_brings_group_and_marks_to_another_phone(room: Room) -> None:
    amira, ben = room.people(2)
    ben.writes(DRAFTS)
    room.hand.goes_to("round", 1)
    amira.ticks(DRAFTS)
    code = amira.personal_code()
    again = room.phone()
    again.comes_back(code)
    assert again.group() == "A"
    again.has_ticked(DRAFTS)
    wait_for(lambda: room.hand.seats() == "1 1 0 0")


def test_a_hidden_note_leaves_phones_and_projector_and_comes_back_with_undo(room: Room) -> None:
    ben = room.people(2)[1]
    cara = room.phone().joins()
    cara.writes(MODELS, "strength")
    room.hand.goes_to("round", 1)
    ben.reads(MODELS)
    console, projector = room.console(), room.projector()
    console.hides(MODELS)
    ben.never_shows(MODELS)
    room.hand.goes_to("gallery")
    projector.stands("gallery")
    for number in (2, 3):
        projector.clicks("PageDown")
        projector.shows(say("room.station_of", number=number, of=4))
    projector.never_shows(MODELS)
    console.note(MODELS).get_by_role("button", name=say("desk.show_again")).click()
    projector.shows(MODELS)
    console.undoes()
    projector.never_shows(MODELS)


def test_undo_takes_the_room_back_one_step(room: Room) -> None:
    amira = room.phone().joins()
    console = room.console()
    console.next()
    amira.stands("walk")
    console.undoes()
    amira.stands("station")


def test_the_clicker_moves_the_room_on_and_back(room: Room) -> None:
    amira = room.phone().joins()
    projector = room.projector()
    projector.clicks("PageDown")
    projector.stands("move")
    amira.stands("walk")
    projector.clicks("PageUp")
    projector.stands("stations")
    amira.stands("station")


def test_a_projector_opened_by_a_phone_shows_the_room_but_does_not_drive_it(room: Room) -> None:
    amira = room.phone().joins()
    watching, driving = room.projector(by=amira.context), room.projector()
    watching.stands("stations")
    watching.clicks("PageDown")
    driving.clicks("PageDown")
    driving.stands("move")
    watching.stands("move")
    watching.clicks("PageUp")
    driving.clicks("PageDown")
    driving.stands("stations")
    assert room.hand.state["step"]["round"] == 1


def test_double_presses_on_next_move_the_room_once(room: Room) -> None:
    projector, console = room.projector(), room.console()
    console.page.locator("#next").dblclick()
    projector.stands("move")
    wait_for(lambda: room.hand.state["step"]["phase"] == "walk")
    assert room.hand.state["step"]["round"] == 1


def test_a_press_while_another_is_on_its_way_waits_its_turn(room: Room) -> None:
    projector, console = room.projector(), room.console()
    console.opens("order")
    console.page.evaluate(
        """(words) => {
          const drop = [...document.querySelectorAll("button")].find((b) => b.innerText === words);
          for (const button of [drop, drop, document.getElementById("next")]) button.click();
        }""",
        say("desk.drop_round"),
    )
    projector.stands("move")
    assert room.hand.state["step"]["rounds"] == 3
