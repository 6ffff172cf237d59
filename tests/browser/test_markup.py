"""Whatever somebody types is text: on every screen and paper, never markup, and as it was typed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from tests.browser.chromium import KIOSK
from tests.browser.people import Screen
from tests.browser.stage import Room, a_room
from tests.server import Server, a_server
from workshop.activities import KINDS
from workshop.making import Wishes
from workshop.packs import OrderItem, Pack, RunningOrder, Station
from workshop.shelf import Shelf
from workshop.words import say

pytestmark = pytest.mark.browser

SCRIPT = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"
TAGS = "<b id='taken'>bold</b> & </textarea></script> &amp; {{ 7 * 7 }} ${7 * 7}"
EMOJI = "✏️ 👩‍🏫 writing 🙂"
ARABIC = "نكتب معا"
SCHOOL = f"<i id='taken'>Millrace</i> & Sons {EMOJI} {ARABIC}"
QUESTION = f"How can <u id='taken'>we</u> & {ARABIC} write {EMOJI}?"
STATION = "<s id='taken'>Plan</s> & draft"
FIELDS = {
    "we_will": f"Teach <b id='taken'>revising</b> {EMOJI}",
    "so_that": f"{TAGS}",
    "who_leads": f"=1+1 {ARABIC}",
    "by_when": "<br>Friday",
}


def marked_pack() -> Pack:
    """A pack whose every text tries to be markup."""
    stations = tuple(Station(f"{STATION} {n}", TAGS, SCRIPT, (TAGS,)) for n in range(2))
    items = (
        OrderItem("talk", f"Talk {TAGS}"[:60], 20, (), f"{SCRIPT}\n{TAGS}", TAGS),
        OrderItem("carousel", "Carousel", 40, (("stations", "2"), ("rounds", "1"))),
    )
    return Pack(
        f"Writing {TAGS}"[:120],
        TAGS,
        QUESTION,
        stations,
        (RunningOrder(60, items),),
        label=TAGS,
        ground_rules=(SCRIPT, TAGS),
    )


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("marked")
    (folder / "data").mkdir(mode=0o700)
    shelf = Shelf(folder / "data", KINDS)
    for _ in range(4):
        shelf.make(marked_pack(), Wishes(SCHOOL, 60, 2, date(2026, 3, 16)))
    with a_server(folder, "--allow-host", KIOSK) as server:
        yield server


@pytest.fixture
def room(chromium: Browser, marked: Server) -> Iterator[Room]:
    with a_room(chromium, marked, marked.facts["workshops"].pop()["code"]) as room:
        room.hand.opens("Carousel")
        room.hand.goes_to("round")
        yield room


def is_only_text(screen: Screen) -> None:
    """No element was made from what people typed, and no script of theirs has run."""
    expect(screen.page.locator("#taken, img, body s, body u, body i[id]")).to_have_count(0)
    assert screen.page.title() != "taken"


def test_notes_stay_text_on_phone_console_and_projector(room: Room) -> None:
    amira = room.phone().joins()
    is_only_text(amira)
    for text in (f"{SCRIPT} {EMOJI}", f"{TAGS} {ARABIC}"):
        amira.writes(text)
        amira.shows(text)
        is_only_text(amira)
    console, projector = room.console(), room.projector()
    console.opens("notes")
    room.hand.goes_to("gallery")
    projector.stands("gallery")
    shown = ""
    for words in room.gallery(projector):
        shown += words
        is_only_text(projector)
    for text in (f"{SCRIPT} {EMOJI}", f"{TAGS} {ARABIC}"):
        expect(console.note(text)).to_have_count(1)
        assert text in shown
    is_only_text(console)


def test_school_question_stations_and_rules_stay_text_on_every_face(room: Room) -> None:
    amira, projector, console = room.phone(), room.projector(), room.console()
    amira.scans()
    amira.shows(SCHOOL)
    is_only_text(amira)
    amira.joins()
    amira.shows(f"{STATION} 0")
    projector.shows(QUESTION)
    projector.shows(f"{STATION} 1")
    room.hand.shows("rules")
    projector.shows(SCRIPT)
    console.shows(SCHOOL)
    for panel in ("order", "more"):
        console.opens(panel)
    home = Screen(room.champion().new_page(), "")
    home.page.goto(f"{room.server.url}/facilitator/")
    home.shows(SCHOOL)
    for screen in (amira, projector, console, home):
        is_only_text(screen)


def test_a_changed_question_stays_text_and_what_is_pasted_stays_in_its_field(room: Room) -> None:
    console, projector = room.console(), room.projector()
    console.opens("more")
    changed = f"</textarea>{SCRIPT[:80]} {EMOJI}?"
    console.page.locator("#ours-text").fill(changed)
    console.presses(say("desk.set_question"))
    projector.shows(changed)
    expect(console.page.locator("#ours-text")).to_have_value(changed)
    is_only_text(console)
    is_only_text(projector)


def paper_of(path: Path) -> str:
    """All words of a Word file."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_fields_of_an_action_stay_text_on_the_console_and_in_every_export(
    room: Room, tmp_path: Path
) -> None:
    note = f"{TAGS} {EMOJI} {ARABIC}"
    room.phone().joins().writes(note)
    room.hand.goes_to("gallery")
    console = room.console()
    console.carries(note)
    console.fills(**FIELDS)
    for name, text in FIELDS.items():
        expect(console.page.locator(f"#action-{name}")).to_have_value(text)
    is_only_text(console)
    paper = paper_of(console.downloads("docx", tmp_path))
    for text in (*FIELDS.values(), note, QUESTION, SCHOOL):
        assert text in paper
    table = list(csv.reader(io.StringIO(console.downloads("csv", tmp_path).read_text("utf-8-sig"))))
    cells = [cell for row in table for cell in row]
    assert FIELDS["so_that"] in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    markdown = console.downloads("md", tmp_path).read_text("utf-8")
    assert not re.search(r"(?<!\\)<(b|i|u|s|img|script|br)\b", markdown)
