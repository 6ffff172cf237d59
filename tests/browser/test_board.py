"""A kind that only the tests know, played through phone, console and projector and into Word: the
faces draw what a kind describes, and ask of nobody which kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import KIOSK
from tests.browser.people import Console, Phone
from tests.browser.stage import Room, a_room, a_workshop
from tests.server import ROOT, a_server

pytestmark = pytest.mark.browser
IDEA = "Ask who never gets to answer"


@pytest.fixture
def board(chromium: Browser, tmp_path: Path) -> Iterator[Room]:
    program = ROOT / "tests/serve_board.py"
    with a_server(tmp_path, "--allow-host", KIOSK, program=program) as server:
        with a_room(chromium, server, a_workshop(server, "board")) as room:
            room.hand.opens("Where to begin")
            yield room


def gives_a_dot(phone: Phone, idea: str) -> None:
    """One dot more for an idea, seen to be saved."""
    item = phone.page.locator("li.ballot__item", has_text=idea)
    item.locator("button").last.click()
    expect(phone.page.locator(".hand__dock .sent--saved").last).to_be_visible()


def gives_a_score(phone: Phone, idea: str, score: int) -> None:
    """A score for an idea, seen to be saved."""
    item = phone.page.locator("li.behind", has_text=idea)
    item.locator("label.chip", has_text=str(score)).click()
    expect(phone.page.locator(".hand__dock .sent--saved").last).to_be_visible()


def closes_and_shows(console: Console) -> None:
    """The two presses that end a private phase."""
    console.next()
    console.next()


def test_a_board_goes_from_private_words_to_a_plan_in_word(board: Room, tmp_path: Path) -> None:
    amira, ben = board.people(2)
    console, projector = board.console(), board.projector()

    amira.writes(IDEA, stance=None)
    ben.never_shows(IDEA)
    projector.never_shows(IDEA)
    console.next()
    console.sees_notes(IDEA)
    projector.never_shows(IDEA)
    console.next()
    projector.shows(IDEA)
    ben.reads(IDEA)

    console.next()
    gives_a_dot(amira, IDEA)
    gives_a_dot(ben, IDEA)
    expect(projector.page.locator(".room__work")).not_to_contain_text(re.compile(r"\b2 dots\b"))
    closes_and_shows(console)
    expect(projector.page.locator(".room__work")).to_contain_text("2")

    console.next()
    gives_a_score(amira, IDEA, 4)
    closes_and_shows(console)
    console.next()
    console.carries(IDEA)
    console.fills(we_will="stop twice in every story", so_that="have time to think")
    words = [p.text for p in docx.Document(str(console.downloads("docx", tmp_path))).paragraphs]
    assert any(IDEA in text for text in words)
    assert not any("2 dots" in text for text in words)  # in a room of two they would name somebody
    assert any("Stop twice in every story" in text for text in words)
