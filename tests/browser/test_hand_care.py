"""What an old phone in tired hands does to words: pressed twice, left half typed, joined again. No
word goes where its writer did not send it, and none stays where nobody can."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.legible import MEASURE_PHONE, TWICE, wears
from tests.browser.people import Phone
from tests.browser.stage import Room, a_room
from tests.browser.test_hand_later import OPTIONS, opens, to_the_answers
from tests.server import Server, wait_for
from workshop.words import say

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 568}
NOTE = "Drafts are marked for spelling only"
HALF = "Nobody has shown them"
FIRST, SECOND = "Second drafts are neat copies", "Nobody reads at home"
BETWEEN_TAPS_MS = 160
KEPT_MS = 500  # typing is kept a moment later


@pytest.fixture
def group(chromium: Browser, house: Server) -> Iterator[Room]:
    """A room in which everybody sits in one group."""
    wishes = {"pack": "writing", "school": "Millrace Primary School", "minutes": 60, "groups": 1}
    page = house.champion().post(f"{house.url}/facilitator/", data=wishes, timeout=10)
    with a_room(chromium, house, page.url.rstrip("/").split("/")[-1]) as room:
        yield room


def said(phone: Phone) -> Locator:
    """What the page says aloud."""
    return phone.page.locator("p[aria-live=polite]")


def taps_twice(phone: Phone, words: str) -> None:
    """Two taps at one place, as an impatient thumb makes them."""
    button = phone.page.get_by_role("button", name=words, exact=True)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    for _ in range(2):
        phone.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        phone.page.wait_for_timeout(BETWEEN_TAPS_MS)


def comes_too_late(room: Room, phone: Phone) -> None:
    """A note written out of reach finds the room gone on."""
    room.watch.expects_no_line()
    phone.loses_the_line()
    phone.begins(NOTE)
    phone.sends()
    phone.is_pending(NOTE)
    room.hand.goes_to("gallery")
    phone.is_back()
    phone.shows(say("refused.late"))


def chooses(phone: Phone, problem: str) -> None:
    """The group's problem, in its own words."""
    phone.page.locator("label.choice", has_text=say("hand.problem.else")).click()
    phone.page.locator("#problem").fill(problem)
    phone.presses(say("hand.problem.go"))
    expect(phone.page.locator("h1")).to_have_text(problem)


def test_words_typed_before_the_cookies_were_lost_can_go_to_the_champion(room: Room) -> None:
    amira = room.phone().joins()
    amira.begins(NOTE)
    amira.page.wait_for_timeout(KEPT_MS)
    amira.context.clear_cookies()
    amira.page.reload()
    amira.presses(say("join.go"), exact=True)
    expect(amira.page.locator("#text")).to_have_value(NOTE)
    assert amira.group() == "B"
    amira.sends()
    amira.shows(say("hand.refused.other_group"))
    amira.presses(say("hand.refused.for_later"))
    wait_for(lambda: [note.get("is_late") for note in room.hand.notes(NOTE)] == [True])
    expect(amira.page.locator("[data-refused]")).to_have_count(0)


def test_a_double_tap_on_withdraw_withdraws_nothing(room: Room) -> None:
    amira = room.phone().joins()
    amira.writes(NOTE)
    taps_twice(amira, say("hand.own.withdraw"))
    amira.shows(say("hand.own.withdraw_sure"))
    amira.reads(NOTE)
    amira.presses(say("hand.own.withdraw_sure"))
    expect(amira.note(NOTE)).to_have_count(0)


def test_a_double_tap_on_put_away_puts_nothing_away(room: Room) -> None:
    amira = room.phone().joins()
    comes_too_late(room, amira)
    taps_twice(amira, say("hand.refused.put_away"))
    expect(amira.page.locator("[data-refused] textarea")).to_have_value(NOTE)
    amira.presses(say("hand.refused.put_away_sure"))
    expect(amira.page.locator("[data-refused]")).to_have_count(0)


def half_a_why(group: Room) -> Phone:
    """Ben types a why under the first problem; meanwhile Amira chooses the second."""
    opens(group, "whys", "whys")
    amira, ben = group.people(2)
    chooses(amira, FIRST)
    ben.page.locator("#text").press_sequentially(HALF)
    amira.presses(say("hand.whys.other_problem"))
    chooses(amira, SECOND)
    expect(ben.page.locator("h1")).to_have_text(SECOND)
    ben.shows(say("hand.whys.elsewhere"))
    expect(ben.page.locator("#text")).to_have_value(HALF)
    expect(ben.page.locator("#text")).to_be_focused()
    return ben


def test_half_a_why_goes_under_the_problem_it_was_begun_under(group: Room) -> None:
    ben = half_a_why(group)
    expect(ben.page.locator("#note .building__text")).to_have_text(FIRST)
    ben.presses(say("hand.whys.send"))
    wait_for(lambda: group.hand.notes(HALF))
    assert group.hand.notes(HALF)[0]["parent"] == group.hand.notes(FIRST)[0]["id"]
    ben.never_shows(say("hand.whys.elsewhere"))


def test_half_a_why_can_be_moved_to_the_problem_that_the_group_has_now(group: Room) -> None:
    ben = half_a_why(group)
    ben.presses(say("hand.whys.here"))
    ben.never_shows(say("hand.whys.elsewhere"))
    ben.presses(say("hand.whys.send"))
    expect(ben.line(HALF)).to_be_visible()
    wait_for(lambda: group.hand.notes(HALF))
    assert group.hand.notes(HALF)[0]["parent"] == group.hand.notes(SECOND)[0]["id"]


def test_a_worry_that_was_saved_is_changed_when_the_answers_are_closed(group: Room) -> None:
    [amira] = group.people(1)
    to_the_answers(group, amira)
    amira.page.locator(".behind__steps label").nth(2).click()
    field = amira.page.locator("[id^=worry_]").first
    field.fill("It must not")
    field.press("Tab")
    expect(amira.page.locator(".behind .sent--saved")).to_be_visible()
    field.press_sequentially(" add time")
    group.hand.next()
    expect(amira.page.locator(".hand__dock")).to_contain_text(say("hand.arrived", n=1))
    amira.never_shows(say("hand.write.who_over"))
    wait_for(lambda: [w["text"] for w in group.hand.state["desk"]["worries"]] != ["It must not"])
    assert [w["text"] for w in group.hand.state["desk"]["worries"]] == ["It must not add time"]
    assert not [note for note in group.hand.client.rows("note") if note.get("is_late")]


@pytest.mark.parametrize("width", [390, 320])
def test_the_end_of_the_time_fits_a_page_with_letters_twice_as_large(
    room: Room, width: int
) -> None:
    amira = room.phone(viewport=SMALL | {"width": width}).joins()
    wears(amira.page, TWICE)
    room.hand.does("add_time", activity=room.hand.activity, seconds=-3600)
    amira.shows(say("common.time_up"))
    assert amira.page.evaluate(MEASURE_PHONE) == []


def test_the_line_that_is_down_stays_in_sight_above_the_field(room: Room) -> None:
    room.watch.expects_no_line()
    amira = room.phone(viewport=SMALL).joins()
    amira.loses_the_line()
    amira.shows(say("hand.net.safe"))
    amira.later(25)
    amira.shows(say("hand.net.back"))
    amira.begins(NOTE)
    amira.page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    amira.page.locator("#text").press("End")
    bar = amira.page.locator(".netbar").bounding_box()
    field = amira.page.locator("#text").bounding_box()
    assert bar and field
    assert bar["y"] >= 0 and bar["height"] > 0
    assert field["y"] >= bar["y"] + bar["height"]


def test_a_page_says_aloud_what_it_shows_when_a_phase_and_the_workshop_are_closed(
    group: Room,
) -> None:
    opens(group, "grow", "options")
    [amira] = group.people(1)
    amira.stands("options")
    group.hand.does("close_phase", activity=group.hand.activity, phase="options")
    amira.shows(say("hand.wall.closed"))
    expect(said(amira)).to_have_text(say("hand.wall.closed"))
    group.hand.does("close_workshop")
    amira.shows(say("hand.look.closed"))
    expect(said(amira)).to_have_text(say("hand.look.closed_lead"))


def test_a_page_says_aloud_which_group_somebody_sits_with_now(room: Room) -> None:
    _, ben = room.people(2)
    ben.page.locator("summary", has_text=say("hand.you.change_group")).click()
    ben.page.locator("label.chip", has_text=say("common.group", letter="A")).click()
    expect(said(ben)).to_have_text(say("hand.welcome.title", letter="A"))


def test_taps_that_came_too_late_are_forgotten_in_the_next_activity(group: Room) -> None:
    group.watch.expects_no_line()
    [amira] = group.people(1)
    opens(group, "grow", "options")
    for text in OPTIONS:
        amira.has_an_idea(text)
    group.hand.goes_to("vote")
    amira.stands("dots")
    amira.loses_the_line()
    amira.page.locator(".ballot__item").get_by_role("button").last.click()
    group.hand.next()
    amira.is_back()
    amira.shows(say("hand.refused.taps_closed", n=1))
    opens(group, "agreement", "read")
    amira.stands("actions")
    expect(amira.page.locator("[data-refused]")).to_have_count(0)


def test_a_phone_whose_place_went_to_another_has_one_large_way_out(room: Room) -> None:
    old, new = room.phone().joins(), room.phone()
    code = old.personal_code()
    room.watch.expects("status of 4")
    new.comes_back(code)
    way_out = old.page.get_by_role("link", name=say("hand.net.join_again"))
    expect(way_out).to_be_visible()
    box = way_out.bounding_box()
    assert box and box["width"] >= 44 and box["height"] >= 44
    old.never_shows(code)


def test_an_erased_note_is_forgotten_by_the_phone_that_wrote_it(room: Room) -> None:
    amira = room.phone().joins()
    amira.writes(NOTE)
    amira.presses(say("hand.own.change"), exact=True)
    amira.page.locator("textarea[id^=change_]").press_sequentially(" and neatness")
    amira.page.wait_for_timeout(KEPT_MS)
    room.hand.does("erase_note", note=room.hand.notes(NOTE)[0]["id"])
    amira.shows(say("hand.note.erased"))
    expect(amira.page.locator("textarea[id^=change_]")).to_have_count(0)
    amira.never_shows(NOTE)
    kept = amira.page.evaluate("() => JSON.stringify(Object.assign({}, localStorage))")
    assert "spelling" not in kept and "neatness" not in kept
    amira.page.reload()
    amira.shows(say("hand.note.erased"))
    amira.never_shows(NOTE)
