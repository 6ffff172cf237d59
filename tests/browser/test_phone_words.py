"""What a small phone says, and where: beside the field, above the button, in view."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import Phone
from tests.browser.stage import Room
from tests.server import wait_for
from workshop.words import say

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 568}
NOTE = "Drafts are marked for spelling only"
OTHER = "Models stay on the wall all week"
HALF = "Half a sentence"
IN_VIEW = """(part) => {
  const box = part.getBoundingClientRect();
  const foot = document.querySelector(".hand__dock");
  const end = foot && !foot.contains(part) ? foot.getBoundingClientRect().top : innerHeight;
  return box.height > 0 && box.top >= 0 && box.bottom <= end + 1;
}"""


def is_in_view(part: Locator) -> None:
    """Somebody sees it without moving the page: on the screen, and not behind the dock."""
    expect(part).to_be_visible()
    assert part.evaluate(IN_VIEW), f"out of view: {part}"


def small(room: Room) -> Phone:
    return room.phone(viewport=SMALL)


def dock(phone: Phone) -> Locator:
    return phone.page.locator(".hand__dock")


def is_wrong_in_view(phone: Phone, field: str, why: str) -> None:
    wrong = phone.page.locator(f"{field}[aria-invalid=true]")
    expect(wrong).to_be_focused()
    is_in_view(wrong)
    is_in_view(phone.words(why).filter(visible=True).first)


def test_a_wrong_code_is_in_view_with_its_sentence(room: Room) -> None:
    room.watch.expects("status of 400")
    phone = small(room)
    phone.page.goto(f"{room.kiosk}/")
    phone.page.locator("#code").fill("XXXX")
    phone.presses(say("join.go"), exact=True)
    is_wrong_in_view(phone, "#code", say("refused.no_workshop"))
    phone.scans()
    phone.page.locator("summary", has_text=say("join.personal")).click()
    phone.page.locator("#personal").fill("WRNG CDXX")
    phone.presses(say("join.go"), exact=True)
    is_wrong_in_view(phone, "#personal", say("refused.no_such_code"))


@pytest.mark.parametrize(
    ("typed", "why"),
    [("x" * 510, say("hand.write.too_long", n=10)), ("  ", say("hand.write.empty"))],
)
def test_a_change_that_cannot_be_kept_says_why_beside_the_field(
    room: Room, typed: str, why: str
) -> None:
    phone = small(room).joins()
    phone.writes(NOTE)
    phone.presses(say("hand.own.change"), exact=True)
    field = phone.page.locator("textarea[id^=change_]")
    field.fill(typed)
    phone.presses(say("hand.own.keep_change"))
    is_wrong_in_view(phone, "textarea[id^=change_]", why)
    expect(field).to_have_value(typed)
    phone.shows(say("hand.write.count", count=len(typed), limit=500))
    field.fill(OTHER)
    phone.never_shows(why)
    phone.presses(say("hand.own.keep_change"))
    phone.is_saved(OTHER)


def test_a_note_that_was_sent_is_confirmed_in_view_above_the_button(room: Room) -> None:
    phone = small(room).joins()
    phone.begins(NOTE)
    phone.sends()
    saved = dock(phone).get_by_text(say("hand.arrived", n=1))
    is_in_view(saved)
    expect(saved).to_have_count(0, timeout=12_000)


def test_notes_from_out_of_reach_are_confirmed_where_the_room_is_by_then(room: Room) -> None:
    room.watch.expects_no_line()
    phone = small(room).joins()
    phone.loses_the_line()
    phone.shows(say("hand.net.safe"))
    phone.begins(NOTE)
    assert dock(phone).inner_text().strip() == say("hand.write.keep")
    phone.sends()
    is_in_view(dock(phone).get_by_text(say("hand.sent.pending")))
    phone.begins(OTHER)
    expect(dock(phone)).to_contain_text(say("hand.write.keep_too"))
    phone.sends()
    room.hand.goes_to("home")
    phone.is_back()
    phone.stands("home")
    is_in_view(dock(phone).get_by_text(say("hand.arrived", n=2)))


def test_the_text_box_stands_above_the_dock_also_under_a_fresh_thought(room: Room) -> None:
    phone = small(room).joins()
    expect(phone.page.locator("details.says")).to_have_attribute("open", "")
    prompts: dict[str, Any] = {"activity": room.hand.activity, "group": room.hand.group("A")}
    room.hand.does("prompt_group", **prompts)
    phone.shows(say("hand.station.prompt"))
    phone.presses(say("hand.station.write"))
    phone.page.evaluate("() => scrollTo(0, 0)")
    is_in_view(phone.page.locator("#text"))
    time = phone.page.locator("[role=timer]").inner_text()
    before = phone.page.locator("[data-prompt]").inner_text()
    phone.begins(NOTE)
    assert room.hand.client.sends("prompt_group", prompts)["ok"]
    room.hand.does("add_time", activity=room.hand.activity, seconds=60)
    expect(phone.page.locator("[role=timer]")).not_to_have_text(time)
    expect(phone.page.locator("[data-prompt]")).to_have_text(before)
    phone.sends()
    phone.is_saved(NOTE)
    expect(phone.page.locator("[data-prompt]")).not_to_have_text(before)


def test_a_group_that_has_written_is_told_to_talk_where_there_is_nothing_to_tick(
    room: Room,
) -> None:
    phone = small(room).joins()
    room.hand.does("prompt_group", activity=room.hand.activity, group=room.hand.group("A"))
    for text in (NOTE, OTHER):
        phone.writes(text)
    phone.shows(say("hand.station.full_talk"))
    phone.never_shows(say("hand.station.full_join"))
    phone.never_shows(say("hand.station.prompt"))


def test_a_group_that_was_joined_to_another_is_told_until_the_next_step(room: Room) -> None:
    ben = [*room.people(1), small(room).joins(), *room.people(1)][1]
    assert ben.group() == "B"
    room.hand.does("merge_groups", group=room.hand.group("B"), into=room.hand.group("C"))
    is_in_view(ben.page.locator(".hand__news", has_text=say("hand.joined_group", letter="C")))
    assert ben.group() == "C"
    room.hand.goes_to("walk", 1)
    ben.stands("walk")
    expect(ben.page.locator(".hand__news")).to_have_count(0)


def sits_with(phone: Phone, letter: str) -> None:
    """Change the group oneself."""
    phone.page.locator("summary", has_text=say("hand.you.change_group")).click()
    phone.page.locator("label.chip", has_text=say("common.group", letter=letter)).click()
    expect(phone.page.locator(".hand__bar .pen__letter")).to_have_text(letter)


def test_whoever_chose_the_group_is_not_told(room: Room) -> None:
    room.people(1)
    phone = small(room).joins()
    sits_with(phone, "A")
    expect(phone.page.locator(".hand__news")).to_have_count(0)


def test_half_a_note_can_be_put_aside_for_the_choices_at_home(room: Room) -> None:
    phone = small(room).joins()
    phone.writes(NOTE)
    phone.begins(HALF)
    room.hand.goes_to("home")
    phone.stands("home")
    phone.presses(say("hand.write.put_aside"))
    expect(phone.page.locator("#text")).not_to_be_visible()
    phone.chooses("gap", NOTE)
    phone.page.reload()
    phone.page.locator("summary", has_text=say("hand.write.aside")).click()
    expect(phone.page.locator("#text")).to_have_value(HALF)
    phone.presses(say("hand.write.send_to", number=1))
    phone.never_shows(say("hand.write.aside"))
    expect(dock(phone)).to_contain_text(say("hand.arrived", n=1))
    wait_for(lambda: len(room.hand.notes(HALF)) == 1)


def test_half_a_note_is_never_said_to_be_saved(room: Room) -> None:
    phone = small(room).joins()
    bar = phone.page.locator(".hand__fate")
    phone.writes(NOTE)
    phone.begins(HALF)
    room.hand.goes_to("walk", 1)
    phone.stands("walk")
    expect(bar).to_have_text(say("hand.sent.pending"))
    phone.presses(say("hand.write.put_aside"))
    expect(bar).to_have_text(say("hand.sent.pending"))
    phone.page.locator("summary", has_text=say("hand.write.aside")).click()
    phone.presses(say("hand.write.send_to", number=1))
    expect(bar).to_have_text(say("hand.all_saved"))


@pytest.mark.parametrize("phase", ["options", "whys"])
def test_half_a_note_goes_out_of_the_way_of_another_activity(room: Room, phase: str) -> None:
    phone = small(room).joins()
    phone.begins(HALF, stance=None)
    room.hand.opens("Root cause" if phase == "whys" else "From goal to action")
    room.hand.goes_to(phase)
    phone.stands(phase)
    phone.shows(say("hand.write.who_over"))
    for promise in ("hand.write.who_private", "hand.write.stance"):
        phone.never_shows(say(promise))
    phone.presses(say("hand.refused.for_later"))
    expect(phone.page.locator("#who", has_text=say("hand.write.who_over"))).to_have_count(0)
    wait_for(lambda: [note.get("is_late") for note in room.hand.notes(HALF)] == [True])
    phone.never_shows(say("refused.late"))


def test_a_note_without_its_kind_leads_to_the_choice_of_it(room: Room) -> None:
    phone = small(room).joins()
    phone.begins(NOTE, stance=None)
    phone.page.set_viewport_size({"width": 320, "height": 300})  # the keyboard is up
    phone.sends()
    choice = phone.page.get_by_role("radio").first
    expect(choice).to_be_focused()
    is_in_view(phone.words(say("hand.write.no_stance")).filter(visible=True).first)
    is_in_view(phone.page.locator("form label.chip").first)


def test_a_withdrawn_note_is_only_the_place_of_what_was_added_to_it(room: Room) -> None:
    amira, ben = room.people(2)
    sits_with(ben, "A")
    amira.writes(NOTE)
    ben.adds(HALF, to=NOTE)
    amira.presses(say("hand.own.withdraw"))
    amira.presses(say("hand.own.withdraw_sure"))
    place = ben.page.locator("li.note", has_text=say("common.withdrawn"))
    expect(place.locator(".builds")).to_contain_text(HALF)
    expect(place.locator(".mark")).to_have_count(0)
    expect(place.locator(".pen")).to_have_count(1)  # that of the addition
    ben.never_shows(NOTE)


def test_after_the_workshop_nothing_is_offered_any_more(room: Room) -> None:
    phone = small(room).joins()
    room.hand.does("close_workshop")
    phone.shows(say("hand.look.closed"))
    phone.never_shows(say("hand.you.code"))
    phone.never_shows(say("hand.you.change_group"))
    late = small(room)
    late.scans()
    expect(late.page.locator("h1")).to_have_text(say("door.closed_title"))


def test_nobody_is_kept_on_the_page_that_welcomed_them(room: Room) -> None:
    amira = small(room)
    amira.scans()
    amira.presses(say("join.go"), exact=True)
    amira.stands("welcome")
    room.hand.next()
    amira.stands("walk")
