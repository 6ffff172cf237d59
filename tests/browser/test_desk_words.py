"""What a champion reads and can do: after the gallery, at a clock that stands still, at home again,
and when the workshop is closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import KIOSK
from tests.browser.stage import Room, a_room, a_workshop
from tests.server import Server, a_server
from workshop.words import say

pytestmark = pytest.mark.browser
COPY = "Pupils copy the page out again"


def test_notes_of_the_carousel_can_still_be_hidden_and_carried_later(room: Room) -> None:
    amira = room.phone().joins()
    amira.writes(COPY)
    amira.writes("Models stay on the wall")
    room.hand.opens("Root cause")
    console = room.console()
    console.sees_notes(COPY)
    console.shows(say("desk.earlier"))
    console.carries(COPY)
    console.hides("Models stay on the wall")
    console.opens("plan")
    console.shows(say("desk.open_4"))
    expect(console.page.locator(".root")).to_contain_text(say("common.group_word"))
    room.projector().never_shows("Models stay on the wall")


def test_what_was_added_stands_in_the_sheet_of_its_note(room: Room) -> None:
    amira, _, _, dan = room.people(4)
    amira.writes(COPY, stance="strength")
    room.hand.goes_to("round", 1)
    dan.adds("In every phase", to=COPY)
    room.hand.goes_to("gallery")
    projector = room.projector()
    sheet = projector.page.locator(".gallery__notes > .note")
    expect(sheet).to_have_count(1)
    expect(sheet.locator(".addition")).to_contain_text(say("room.adds_more"))
    expect(sheet.locator(".addition")).to_contain_text("In every phase")
    expect(sheet.locator(".addition .pen__letter")).to_have_text("D")


def test_a_station_left_out_in_mid_round_stays_until_its_group_goes_on(room: Room) -> None:
    room.people(4)
    console, projector = room.console(), room.projector()
    stations = projector.page.locator(".station")
    expect(stations).to_have_count(4)
    console.opens("order")
    console.page.get_by_role("button", name=say("desk.skip")).last.click()
    console.shows(say("desk.restore"))
    expect(stations).to_have_count(4)
    expect(projector.page.locator(".station__group")).to_have_count(4)
    room.hand.goes_to("round", 1)
    expect(stations).to_have_count(3)


def test_the_desk_counts_the_groups_that_have_chosen(room: Room) -> None:
    amira, _ = room.people(2)
    room.hand.goes_to("home")
    console = room.console()
    console.shows(say("desk.chosen", n=0, of=2))
    amira.chooses("reach", say("common.reach.1"))
    console.shows(say("desk.chosen", n=1, of=2))
    console.opens("order")
    expect(console.page.get_by_role("button", name=say("desk.skip"))).to_have_count(0)


def test_a_newcomer_finds_the_projector_page_before_the_hour_begins(
    chromium: Browser, house: Server
) -> None:
    with a_room(chromium, house, a_workshop(house)) as room:
        console = room.console()
        with console.context.expect_page() as opened:
            console.page.get_by_role("link", name=say("desk.open_projector")).click()
        opened.value.locator('.room[data-layout="welcome"]').wait_for()
        console.opens("more")
        help_page = console.page.get_by_role("link", name=say("desk.help_wrong"))
        expect(help_page).to_have_attribute("href", "/facilitator/help/guide")


def test_the_desk_does_not_jump_when_next_has_two_lines(chromium: Browser, house: Server) -> None:
    with a_room(chromium, house, a_workshop(house)) as room:
        console = room.console()
        console.page.set_viewport_size({"width": 1366, "height": 768})
        before = console.page.locator(".desk__dock").bounding_box()
        console.next()
        expect(console.page.locator("#next")).to_contain_text("Headlines of the review")
        assert console.page.locator(".desk__dock").bounding_box() == before


def test_a_clock_that_stands_still_says_what_to_do(room: Room) -> None:
    console = room.console()
    console.presses(say("desk.pause"))
    console.shows(say("desk.stopped"))
    console.presses(say("desk.start"))
    console.never_shows(say("desk.stopped"))


def test_a_closed_workshop_is_calm_on_every_screen(room: Room) -> None:
    room.people(1)
    console, projector = room.console(), room.projector()
    console.opens("order")
    room.hand.does("close_workshop")
    console.shows(say("desk.closed"))
    for button in (say("desk.back"), say("desk.screen_rules"), say("desk.add_group")):
        expect(console.page.get_by_role("button", name=button, exact=True)).to_have_count(0)
    expect(console.page.locator("#next")).to_have_count(0)
    expect(console.page.locator("button.agenda__item")).to_have_count(0)
    projector.stands("closed")
    projector.shows(say("room.closed_plan"))
    expect(projector.page.locator(".qr, .latecomer")).to_have_count(0)
    projector.never_shows(room.code)
    console.opens("plan")
    console.shows(say("desk.export_docx"))


def test_while_the_laptop_is_away_the_wall_says_so(chromium: Browser, tmp_path: Path) -> None:
    with a_server(tmp_path, "--allow-host", KIOSK) as server:
        with a_room(chromium, server, a_workshop(server)) as room:
            projector = room.projector()
            room.watch.expects_no_line()
            projector.loses_the_line()
            projector.later(30)
            projector.shows(say("room.reconnecting"))
            projector.is_back()
            projector.never_shows(say("room.reconnecting"))
