"""Every page and state passes axe-core: in light and dark where the face knows both, and on a
phone of 320 by 568."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import LIGHT, Checkup
from tests.browser.chromium import KIOSK
from tests.browser.people import Phone, Projector
from tests.browser.stage import Room, a_room, a_workshop
from tests.server import ROOT, a_server, wait_for
from workshop.words import say

pytestmark = pytest.mark.browser

BOARD = ROOT / "tests/serve_board.py"
LONG = "What pupils call revising is mostly copying the page out again in neater writing. " * 6


def test_the_join_pages_are_clean_also_with_errors(room: Room) -> None:
    checkup, phone = Checkup(), room.phone()
    room.watch.expects("status of 404", "status of 400")
    phone.page.goto(f"{room.kiosk}/")
    checkup.of_phone(phone, "join by code")
    phone.page.locator("#code").fill("XXXX")
    phone.presses(say("join.go"), exact=True)
    phone.shows(say("refused.no_workshop"))
    checkup.of_phone(phone, "join with a wrong code")
    phone.scans()
    checkup.of_phone(phone, "join")
    for fold in phone.page.locator("summary").all():
        fold.click()
    checkup.of_phone(phone, "join with everything open")
    phone.page.locator("#personal").fill("WRNG CDXX")
    phone.presses(say("join.go"), exact=True)
    phone.shows(say("refused.no_such_code"))
    checkup.of_phone(phone, "join with a wrong personal code")
    checkup.finds_nothing()


def look_at_the_form(checkup: Checkup, ben: Phone) -> None:
    ben.begins("A note that says nothing of its kind", stance=None)
    checkup.of_phone(ben, "write")
    ben.sends()
    ben.shows(say("hand.write.no_stance"))
    checkup.of_phone(ben, "write with an error")
    ben.writes("Drafts are marked for spelling")
    checkup.of_phone(ben, "own note")
    ben.presses(say("hand.own.change"), exact=True)
    checkup.of_phone(ben, "change a note")
    ben.presses(say("hand.own.leave"))
    ben.presses(say("hand.own.withdraw"))
    checkup.of_phone(ben, "withdraw, asked")


def look_at_the_line(checkup: Checkup, amira: Phone) -> None:
    amira.loses_the_line()
    amira.shows(say("hand.net.safe"))
    checkup.of_phone(amira, "reconnecting")
    amira.begins("Written out of reach")
    checkup.of_phone(amira, "write, reconnecting")
    amira.sends()
    amira.is_pending("Written out of reach")
    amira.later(25)
    amira.shows(say("hand.net.back"))
    amira.page.locator(".netmore summary").click()
    checkup.of_phone(amira, "reconnecting for long")


@pytest.mark.long
def test_the_phone_is_clean_in_every_layout(room: Room) -> None:
    checkup, ben = Checkup(), room.phone()
    room.watch.expects_no_line()
    ben.scans()
    ben.presses(say("join.go"), exact=True)
    ben.stands("welcome")
    checkup.of_phone(ben, "first page")
    ben.goes_on()
    checkup.of_phone(ben, "read, first here")
    look_at_the_form(checkup, ben)
    amira = room.phone().joins()
    amira.writes("Models stay on the wall", "strength")
    room.hand.does("prompt_group", activity=room.hand.activity, group=room.hand.group("B"))
    amira.shows(say("hand.station.prompt"))
    checkup.of_phone(amira, "a fresh prompt")
    room.hand.goes_to("walk", 1)
    ben.stands("walk")
    checkup.of_phone(ben, "walk")
    room.hand.goes_to("round", 1)
    ben.ticks("Models stay on the wall")
    for fold in ben.page.locator("summary").all():
        fold.click()
    checkup.of_phone(ben, "read, everything open")
    look_at_the_line(checkup, amira)
    room.hand.goes_to("home")
    ben.chooses("reach", say("common.reach.2"))
    checkup.of_phone(ben, "home")
    room.hand.goes_to("gallery")
    ben.stands("look")
    checkup.of_phone(ben, "look up")
    amira.is_back()
    amira.shows(say("hand.refused.for_later"))
    checkup.of_phone(amira, "refused")
    checkup.finds_nothing()


@pytest.mark.long
def test_the_console_is_clean_in_every_panel(room: Room) -> None:
    checkup, console = Checkup(), room.console()
    amira = room.phone().joins()
    amira.writes("The teacher in Year 6 who never drafts")
    amira.writes("Copying is called revising")
    checkup.of(console, "calm")
    for panel in ("order", "notes", "more", "plan"):
        console.opens(panel)
        checkup.of(console, f"panel {panel}")
    console.opens("notes")
    console.hides("Copying")
    checkup.of(console, "a hidden note")
    console.note("Copying").get_by_role("button", name=say("desk.erase")).click()
    checkup.of(console, "erase, asked")
    console.carries("Year 6")
    console.opens("plan")
    checkup.of(console, "an action")
    console.opens("more")
    console.page.locator("#ours-text").fill("This is no question")
    console.presses(say("desk.set_question"))
    console.shows(say("refused.not_a_question"))
    checkup.of(console, "refused")
    room.hand.does("close_workshop")
    console.shows(say("desk.closed"))
    checkup.of(console, "closed")
    amira.shows(say("hand.look.closed"))
    checkup.of_phone(amira, "a phone, closed")
    checkup.finds_nothing()


def look_at_pages(checkup: Checkup, room: Room, projector: Projector) -> None:
    for page in ("welcome", "rules", "blank"):
        room.hand.shows(page)
        projector.stands(page)
        checkup.of(projector, page, LIGHT)
    room.hand.shows(None)


def test_the_projector_is_clean_in_every_layout(room: Room) -> None:
    checkup, projector = Checkup(), room.projector()
    amira = room.phone().joins()
    amira.writes("Models stay on the wall", "strength")
    amira.writes(LONG[:500], "gap")
    look_at_pages(checkup, room, projector)
    for phase, layout in (("round", "stations"), ("walk", "move"), ("home", "home")):
        room.hand.goes_to(phase, 1 if phase == "walk" else 0)
        projector.stands(layout)
        checkup.of(projector, layout, LIGHT)
    room.hand.goes_to("gallery")
    projector.stands("gallery")
    for number, _ in enumerate(room.gallery(projector), start=1):
        checkup.of(projector, f"gallery page {number}", LIGHT)
    for item in room.hand.state["agenda"][:3]:
        room.hand.opens(item["title"])
        projector.shows(item["title"])
        checkup.of(projector, item["title"], LIGHT)
    projector.loses_the_line()
    projector.later(10)
    projector.shows(say("room.reconnecting"))
    checkup.of(projector, "reconnecting", LIGHT)
    room.watch.expects_no_line()
    checkup.finds_nothing()


def test_the_first_pages_of_a_fresh_laptop_are_clean(chromium: Browser, tmp_path: Path) -> None:
    checkup = Checkup()
    with a_server(tmp_path, "--allow-host", KIOSK) as server:
        room = Room(chromium, server, code="none")
        home = room.champion().new_page()
        room.watch.expects("status of 400")
        home.goto(f"{server.url}/facilitator/")
        checkup.of(home, "home without workshops")
        home.get_by_role("button", name=say("desk.new_start")).click()
        home.get_by_text(say("home.no_school")).wait_for()
        checkup.of(home, "home with an error")
        home.locator("#school").fill("Millrace Primary School")
        home.get_by_role("button", name=say("desk.new_start")).click()
        home.get_by_text(say("desk.before")).wait_for()
        room.code = home.url.rstrip("/").split("/")[-1]
        checkup.of(home, "console before the hour")
        amira = room.phone().joins()
        amira.shows(say("hand.look.early"))
        checkup.of_phone(amira, "in before the hour")
        checkup.of(room.projector(), "welcome", LIGHT)
        home.goto(f"{server.url}/facilitator/")
        checkup.of(home, "home")
        room.ends()
    checkup.finds_nothing()


def test_sentence_and_help_pages_are_clean(room: Room) -> None:
    checkup, phone = Checkup(), room.phone()
    room.watch.expects("status of 404", "status of 403")
    for path in ("/nowhere", "/w/XXXX/", "/facilitator/"):
        phone.page.goto(room.kiosk + path)
        checkup.of_phone(phone, path)
    help_page = room.champion().new_page()
    for path in ("help/guide", "help/packs", "w/XXXX/", "?token=wrong"):
        help_page.goto(f"{room.server.url}/facilitator/{path}")
        checkup.of(help_page, path)
    room.hand.does("close_workshop")
    phone.scans()
    phone.shows(say("refused.closed"))
    checkup.of_phone(phone, "a closed workshop")
    checkup.finds_nothing()


def look_at_the_step(checkup: Checkup, room: Room, amira: Phone, projector: Projector) -> None:
    step = room.hand.state["step"]
    state = f"{step['phase']}, {step['veil']}"
    amira.stands(step["hand"])
    amira.shows(step["title"])
    projector.stands(step["room"])
    projector.shows(step["title"])
    checkup.of(amira, state)
    checkup.of(projector, f"{state} on the wall", LIGHT)


def test_a_kind_that_the_faces_never_heard_of_is_clean_too(
    chromium: Browser, tmp_path: Path
) -> None:
    checkup = Checkup()
    with a_server(tmp_path, "--allow-host", KIOSK, program=BOARD) as server:
        with a_room(chromium, server, a_workshop(server, "board")) as room:
            room.hand.opens("Where to begin")
            amira, projector = room.phone().joins(), room.projector()
            amira.writes("Ask who never gets to answer", stance=None)
            while (step := room.hand.state["step"])["phase"] != "result":
                look_at_the_step(checkup, room, amira, projector)
                room.hand.next()
                wait_for(lambda was=step: room.hand.state["step"] != was)
            look_at_the_step(checkup, room, amira, projector)
    checkup.finds_nothing()
