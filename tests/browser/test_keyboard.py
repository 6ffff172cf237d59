"""One journey by keyboard alone: a phone joins and writes, the champion leads to the plan. The
focus can be seen at every stop and is never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.keys import Keyboard
from tests.browser.people import Console, Phone
from tests.browser.stage import LAPTOP, Room
from workshop.words import say

pytestmark = pytest.mark.browser

NOTE = "Pupils copy the page out again"
PLAN = {
    "we_will": "Teach revising",
    "so_that": "say more",
    "who_leads": "Phase leaders",
    "by_when": "15 May",
}


def join_by_keys(room: Room) -> tuple[Phone, Keyboard]:
    amira = room.phone(viewport=LAPTOP)
    amira.scans()
    keys = Keyboard(amira).goes_to(say("join.go"), "button")
    keys.presses()
    amira.stands("welcome")
    keys.goes_to(say("hand.welcome.go_on")).presses()
    amira.stands("station")
    return amira, keys.keeps_its_place()


def test_a_phone_joins_and_writes_by_keyboard_alone(room: Room) -> None:
    amira, keys = join_by_keys(room)
    keys.goes_to(say("hand.station.says")).presses()
    keys.goes_to(say("hand.station.write")).presses().keeps_its_place()
    assert keys.stop()["id"] == "text"
    keys.types(NOTE)
    keys.goes_to(say("stance.strength"), "radio").presses("ArrowDown")
    expect(amira.page.locator("[value=gap]")).to_be_checked()
    keys.goes_to(say("hand.write.send_ours"), "button").presses()
    amira.is_saved(NOTE)
    keys.keeps_its_place()
    keys.goes_to(say("hand.own.change")).presses().keeps_its_place()
    keys.types(" and call it revising")
    keys.goes_to(say("hand.own.keep_change")).presses()
    amira.is_saved("and call it revising")
    keys.keeps_its_place()


def test_a_phone_ticks_adds_and_chooses_by_keyboard_alone(room: Room) -> None:
    amira, keys = join_by_keys(room)
    ben = room.phone().joins()
    ben.writes(NOTE)
    room.hand.goes_to("walk", 1)
    amira.stands("walk")
    keys.keeps_its_place()
    room.hand.goes_to("round", 1)
    amira.reads(NOTE)
    keys.goes_to(say("hand.note.recognise")).presses()
    amira.has_ticked(NOTE)
    keys.keeps_its_place()
    keys.goes_to(say("hand.note.add")).presses().keeps_its_place()
    keys.types("And tidy it up").goes_to(say("hand.write.send_ours"), "button").presses()
    amira.is_saved("And tidy it up")
    keys.keeps_its_place()
    room.hand.goes_to("home")
    amira.stands("home")
    keys.goes_to(say("common.reach.0"), "radio").presses("ArrowDown")
    expect(amira.page.locator('[data-answer="reach"] .sent--saved')).to_be_visible()
    keys.keeps_its_place()


def lead_to_the_gallery(console: Console, keys: Keyboard) -> None:
    console.page.locator("#next").wait_for()
    for _ in range(20):
        if say("desk.show_station", number=2) in console.next_label():
            return
        before = console.ahead()
        keys.goes_to(console.next_label()).presses()
        console.changes_from(before)
        keys.keeps_its_place()
    raise AssertionError("the gallery never came")


def test_the_champion_leads_hides_and_plans_by_keyboard_alone(room: Room) -> None:
    room.hand.keeps_rounds(1)
    room.phone().joins().writes(NOTE)
    console = room.console()
    keys = Keyboard(console)
    keys.goes_to(say("desk.notes")).presses()
    expect(console.note(NOTE)).to_be_visible()
    keys.keeps_its_place()
    keys.goes_to(say("desk.hide"), "button").presses()
    expect(console.note(NOTE)).to_contain_text(say("desk.is_hidden"))
    keys.keeps_its_place()
    keys.goes_to(say("desk.show_again")).presses()
    expect(console.note(NOTE)).not_to_contain_text(say("desk.is_hidden"))
    keys.keeps_its_place()
    keys.presses("Escape").keeps_its_place()
    lead_to_the_gallery(console, keys)
    keys.goes_to(say("desk.notes")).presses().keeps_its_place()
    keys.goes_to(say("desk.carry")).presses()
    expect(console.note(NOTE)).to_contain_text(say("desk.on_plan"))
    keys.keeps_its_place()
    keys.goes_to(say("desk.plan")).presses().keeps_its_place()
    for name, text in PLAN.items():
        keys.goes_to(say(f"desk.field_{name}")).types(text).presses("Tab").keeps_its_place()
        expect(console.page.locator(".form__foot .sent--saved")).to_contain_text(say("desk.saved"))
        keys.presses("Shift+Tab")
    keys.presses("Tab")
    expect(console.page.locator(".draft")).to_contain_text(say("desk.ready"))


def test_undo_and_a_refusal_beside_its_field_keep_the_focus(room: Room) -> None:
    console = room.console()
    keys = Keyboard(console)
    keys.goes_to(console.next_label()).presses()
    expect(console.page.locator(".away button", has_text=say("desk.undo"))).to_be_visible()
    keys.goes_to(say("undo.move_on")).presses()
    expect(console.page.locator(".calm__clock")).to_be_visible()
    keys.keeps_its_place()
    keys.goes_to(say("desk.more")).presses().keeps_its_place()
    keys.goes_to(say("desk.question"), "textarea").presses("Control+a").types("No question")
    keys.goes_to(say("desk.set_question")).presses()
    expect(console.page.locator(".field__fault")).to_contain_text(say("refused.not_a_question"))
    keys.keeps_its_place()


def test_putting_a_refusal_away_keeps_the_focus(room: Room) -> None:
    room.hand.opens("Agreement")
    room.hand.goes_to("agreed")
    console = room.console()
    keys = Keyboard(console).goes_to(say("desk.agree")).presses().presses()
    console.shows(say("refused.no_actions"))
    keys.goes_to(say("desk.put_away")).presses()
    console.never_shows(say("refused.no_actions"))
    keys.keeps_its_place()
