"""The phone from the headlines to the plan in the hand: what one taps, writes and fills in with the
group, that it is saved by itself, and that no word is lost when two write at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Route, expect

from tests.browser.axe import SMALL, Checkup
from tests.browser.legible import MEASURE_PHONE, TWICE, wears
from tests.browser.people import Phone
from tests.browser.stage import Room, a_room
from tests.server import Server, wait_for
from workshop.words import say

pytestmark = pytest.mark.browser
PROBLEM = "Second drafts are neat copies"
CAUSE = "Nobody has shown them a better second draft"
WE_WILL = "plan one revising lesson in every unit"
OPTIONS = ("Plan a revising lesson", "Hang both drafts")
UNDERSTOOD = "Pupils copy because nobody has shown them what a better second draft looks like. " * 2


@pytest.fixture
def group(chromium: Browser, house: Server) -> Iterator[Room]:
    """A room in which everybody sits in one group."""
    wishes = {"pack": "writing", "school": "Millrace Primary School", "minutes": 60, "groups": 1}
    page = house.champion().post(f"{house.url}/facilitator/", data=wishes, timeout=10)
    with a_room(chromium, house, page.url.rstrip("/").split("/")[-1]) as room:
        yield room


def opens(room: Room, kind: str, phase: str) -> None:
    """The champion opens the activity of a kind, unless it is open, and goes to a phase."""
    hand = room.hand
    for item in hand.state["agenda"]:
        if hand.state["activity"] and hand.state["activity"]["kind"] == kind:
            break
        hand.does("open_activity", activity=item["id"], was=hand.was())
    hand.goes_to(phase)


def has_saved(phone: Phone) -> None:
    """Nothing waits on this phone any more."""
    expect(phone.page.locator(".sent--pending")).to_have_count(0)


def chooses_a_problem(phone: Phone) -> None:
    """Something else than what was carried here, in the group's own words."""
    phone.page.locator("label.choice", has_text=say("hand.problem.else")).click()
    phone.page.locator("#problem").fill(PROBLEM)
    phone.presses(say("hand.problem.go"))
    expect(phone.page.locator("h1")).to_have_text(PROBLEM)


def adds_a_line(phone: Phone, text: str) -> None:
    """Answer "Why is that?"."""
    phone.page.locator("#text").fill(text)
    phone.presses(say("hand.whys.send"))
    expect(phone.page.locator(".whys__line .note", has_text=text)).to_be_visible()


def rings(phone: Phone, text: str) -> None:
    """Say "we can act here"."""
    line = phone.page.locator(".whys__line", has_text=text)
    line.get_by_role("button", name=say("hand.whys.ring")).click()
    expect(phone.page.locator(".chosen", has_text=text)).to_be_visible()


def leaves_field(phone: Phone, name: str, text: str) -> None:
    """Type into a field of a sheet and leave it."""
    field = phone.page.locator(f"[id^={name}_]").first
    field.fill(text)
    field.press("Tab")


def test_a_headline_is_answered_with_one_tap_that_saves_by_itself(group: Room) -> None:
    opens(group, "headlines", "tap")
    [amira] = group.people(1)
    amira.stands("headlines")
    amira.page.locator("label.choice", has_text=say("hand.headlines.view.2")).first.click()
    amira.shows(say("hand.answered", n=1, of=amira.page.locator("[data-slot]").count()))
    has_saved(amira)
    amira.page.reload()
    expect(amira.page.locator("[data-slot] input:checked")).to_have_value("2")


def test_a_pair_says_one_sentence_about_the_headline_it_chose(group: Room) -> None:
    opens(group, "headlines", "tap")
    [amira] = group.people(1)
    group.hand.goes_to("heard")
    amira.stands("heard")
    amira.page.locator("label.choice").nth(1).click()
    amira.page.locator("#text").fill("It depends on the books we choose")
    amira.sends()
    amira.is_saved("It depends on the books we choose")
    assert group.hand.notes("the books we choose")[0]["slot"]


def test_a_group_goes_from_a_problem_to_a_ringed_cause_on_any_of_its_phones(group: Room) -> None:
    opens(group, "whys", "whys")
    amira, ben = group.people(2)
    chooses_a_problem(amira)
    adds_a_line(amira, "They think improving means tidying")
    expect(ben.page.locator("h1")).to_have_text(PROBLEM)
    adds_a_line(ben, CAUSE)
    rings(amira, CAUSE)
    expect(ben.page.locator(".chosen", has_text=CAUSE)).to_be_visible()
    ben.page.locator("label.chip", has_text=say("hand.cause.tag.seen")).click()
    leaves_field(ben, "check", "asking six pupils what they changed")
    expect(amira.page.locator("[id^=check_]").first).to_have_value(
        "asking six pupils what they changed"
    )
    has_saved(ben)


def test_another_reason_stands_beside_a_line_as_a_branch(group: Room) -> None:
    opens(group, "whys", "whys")
    [amira] = group.people(1)
    chooses_a_problem(amira)
    adds_a_line(amira, "They think improving means tidying")
    amira.page.locator("form button", has_text=say("hand.whys.beside")).click()
    adds_a_line(amira, "There is no time to go back to a piece")
    expect(amira.page.locator(".whys__branch")).to_have_count(2)


def test_an_option_and_what_could_get_in_its_way_stay_on_the_own_phone(group: Room) -> None:
    opens(group, "grow", "options")
    amira, ben = group.people(2)
    amira.page.locator("#obstacle").fill("Time in summer")
    amira.page.locator("#text").fill("Hang both drafts")
    amira.sends()
    amira.is_saved("Hang both drafts")
    amira.shows("Time in summer")
    ben.stands("options")
    ben.never_shows("Hang both drafts")


def to_the_sheets(group: Room, phones: list[Phone]) -> None:
    """Two options, dots for one of them, and the sheets of what was chosen."""
    opens(group, "grow", "options")
    for text in OPTIONS:
        phones[0].page.locator("#text").fill(text)
        phones[0].sends()
        phones[0].is_saved(text)
    group.hand.goes_to("vote")
    for phone in phones:
        phone.stands("dots")
        phone.page.locator(".ballot__item", has_text="revising").get_by_role("button").last.click()
        has_saved(phone)
    group.hand.next()
    expect(phones[0].page.locator(".ballot__item").first).to_contain_text("2 dots")
    best = group.hand.state["desk"]["options"][0]["note"]
    group.hand.does("choose_options", activity=group.hand.activity, notes=[best], was=[])
    group.hand.goes_to("will")


def late_words(room: Room) -> list[str]:
    """What the champion has on the list for later."""
    return [note["text"] for note in room.hand.client.rows("note") if note.get("is_late")]


def test_options_show_no_pen_once_they_are_shown(group: Room) -> None:
    opens(group, "grow", "options")
    amira, ben = group.people(2)
    amira.has_an_idea(OPTIONS[0])
    for phase in ("options", "clarify", "vote"):
        group.hand.next() if phase == "options" else group.hand.goes_to(phase)
        if phase == "options":
            group.hand.next()
        ben.shows(OPTIONS[0])
        expect(ben.page.locator("main .pen")).to_have_count(0)


def test_the_first_field_is_in_view_on_a_short_phone_also_once_we_understand(group: Room) -> None:
    fields = {"understanding": UNDERSTOOD[:160].strip()}
    group.hand.does("write_plan", fields=fields, was={"understanding": ""})
    opens(group, "grow", "options")
    phone = group.phone(viewport=SMALL).joins()
    field = phone.page.locator("#text")
    field.wait_for()
    box, dock = field.bounding_box(), phone.page.locator(".hand__dock").bounding_box()
    assert box and dock and box["y"] + box["height"] <= dock["y"]
    phone.page.locator("summary.understood, .understood summary").first.click()
    phone.shows(fields["understanding"])


def test_taps_of_a_phone_that_was_away_during_the_vote_are_told_of_once(group: Room) -> None:
    group.watch.expects_no_line()
    amira, ben = group.people(2)
    opens(group, "grow", "options")
    for text in OPTIONS:
        amira.has_an_idea(text)
    group.hand.goes_to("vote")
    amira.stands("dots")
    amira.loses_the_line()
    for text in OPTIONS:
        amira.page.locator(".ballot__item", has_text=text).get_by_role("button").last.click()
    group.hand.next()
    amira.is_back()
    amira.shows(say("hand.refused.taps_closed", n=2))
    expect(amira.page.locator("[data-refused]")).to_have_count(1)
    checkup = Checkup()
    look_at(checkup, amira, "taps that came too late")
    checkup.finds_nothing()
    amira.presses(say("hand.refused.understood"))
    expect(amira.page.locator("[data-refused]")).to_have_count(0)
    ben.stands("dots")


def test_what_was_typed_on_a_sheet_that_was_hidden_goes_to_the_champion(group: Room) -> None:
    amira, ben = group.people(2)
    to_the_sheets(group, [amira, ben])
    ben.page.locator("input[id^=who_leads_]").first.type("Writing lead")
    group.hand.does("hide_note", note=group.hand.state["desk"]["options"][0]["note"])
    ben.shows(say("hand.refused.sheet_gone"))
    ben.shows(f"{say('hand.will.who_leads')}: Writing lead")
    checkup = Checkup()
    look_at(checkup, ben, "a sheet that is gone")
    checkup.finds_nothing()
    ben.presses(say("hand.refused.for_later"))
    expect(ben.page.locator("[data-refused]")).to_have_count(0)
    has_saved(ben)
    wait_for(lambda: late_words(group) == [f"{say('hand.will.who_leads')}: Writing lead"])


def test_a_sheet_filled_out_of_reach_is_one_card_when_the_room_has_moved_on(group: Room) -> None:
    group.watch.expects_no_line()
    amira, ben = group.people(2)
    to_the_sheets(group, [amira, ben])
    ben.page.locator("[id^=we_will_]").first.wait_for()
    ben.loses_the_line()
    leaves_field(ben, "we_will", WE_WILL)
    leaves_field(ben, "who_leads", "Writing lead")
    ben.page.locator("textarea[id^=support_]").first.type("A visit")
    ben.page.wait_for_timeout(500)  # typing is kept a moment later
    opens(group, "agreement", "read")
    ben.is_back()
    ben.page.reload()
    for words in (WE_WILL, "Writing lead", "A visit"):
        ben.shows(words)
    expect(ben.page.locator("[data-refused]")).to_have_count(1)
    ben.presses(say("hand.refused.for_later"))
    has_saved(ben)
    wait_for(lambda: late_words(group))
    assert WE_WILL in late_words(group)[0] and "A visit" in late_words(group)[0]


def test_a_problem_half_typed_stays_when_another_phone_has_chosen(group: Room) -> None:
    opens(group, "whys", "whys")
    amira, ben = group.people(2)
    ben.page.locator("label.choice", has_text=say("hand.problem.else")).click()
    ben.page.locator("#problem").type("They never look at")
    chooses_a_problem(amira)
    ben.shows(say("hand.problem.ours"))
    ben.page.wait_for_timeout(500)  # typing is kept a moment later
    ben.page.reload()
    expect(ben.page.locator("#problem")).to_have_value("They never look at")
    ben.presses(say("hand.problem.back"))
    expect(ben.page.locator("h1")).to_have_text(PROBLEM)


def test_what_stands_under_a_line_that_is_gone_stays_on_the_path(group: Room) -> None:
    opens(group, "whys", "whys")
    amira, ben = group.people(2)
    chooses_a_problem(amira)
    for text in ("They think improving means tidying", "We praise neat books", CAUSE):
        adds_a_line(amira, text)
    expect(ben.page.locator(".whys__line .note")).to_have_count(3)
    rings(ben, CAUSE)
    line = amira.page.locator(".whys__line", has_text="We praise neat books")
    line.get_by_role("button", name=say("hand.whys.more")).click()
    line.get_by_role("button", name=say("hand.own.withdraw")).click()
    line.get_by_role("button", name=say("hand.own.withdraw_sure")).click()
    ben.shows(say("common.withdrawn"))
    group.hand.does("hide_note", note=group.hand.notes("They think improving")[0]["id"])
    ben.shows(say("hand.whys.hidden"))
    amira.shows(say("hand.whys.off"))
    for phone in (amira, ben):
        expect(phone.page.locator(".chosen", has_text=CAUSE)).to_be_visible()
        adds_a_line(phone, "Because of that" if phone is amira else "And of this")
    group.hand.goes_to("paths")
    wall = group.projector()
    for words in (PROBLEM, say("room.path_hidden"), say("common.withdrawn"), CAUSE):
        wall.shows(words)


def test_a_sheet_is_filled_in_by_the_group_and_saved_field_by_field(group: Room) -> None:
    amira, ben = group.people(2)
    to_the_sheets(group, [amira, ben])
    leaves_field(amira, "we_will", WE_WILL)
    expect(ben.page.locator("[id^=we_will_]").first).to_have_value(WE_WILL)
    ben.page.locator("fieldset label.chip").first.click()
    has_saved(ben)
    sheet = group.hand.notes("revising")[-1]
    assert sheet["fields"]["we_will"] == WE_WILL


def test_two_phones_at_one_field_keep_both_texts_until_one_is_chosen(group: Room) -> None:
    amira, ben = group.people(2)
    to_the_sheets(group, [amira, ben])
    ours = ben.page.locator("[id^=who_leads_]").first
    ours.type("Writing")
    leaves_field(amira, "who_leads", "Phase leaders")
    ours.type(" lead")
    ours.press("Tab")
    clash = ben.page.locator("[data-clash]")
    expect(clash).to_contain_text("Writing lead")
    expect(ours).to_have_value("Phase leaders")
    ben.presses(say("hand.fill.ours"))
    expect(amira.page.locator("[id^=who_leads_]").first).to_have_value("Writing lead")
    expect(clash).to_have_count(0)


def test_words_typed_into_a_field_survive_a_reload(group: Room) -> None:
    [amira] = group.people(1)
    to_the_sheets(group, [amira, *group.people(1)])
    group.watch.expects_no_line()
    field = amira.page.locator("[id^=so_that_]").first
    field.wait_for()
    amira.loses_the_line()
    field.type("see what is better")
    amira.page.wait_for_timeout(500)  # typing is kept a moment later
    amira.is_back()
    amira.page.reload()
    expect(field).to_have_value("see what is better")


def to_the_answers(group: Room, phone: Phone) -> None:
    """One draft action, and the question how far everybody is behind it."""
    to_the_sheets(group, [phone, *group.people(1)])
    leaves_field(phone, "we_will", WE_WILL)
    has_saved(phone)
    group.hand.does("draft_actions", activity=group.hand.activity)
    opens(group, "agreement", "answer")
    phone.stands("behind")


def agrees(room: Room) -> None:
    """The room has talked about what somebody is not behind, and agrees."""
    room.hand.goes_to("talk")
    for test in room.hand.client.rows("test"):
        if test["band"] in {"talk", "not_yet"}:
            room.hand.does("talk_through", test=test["id"])
    room.hand.goes_to("agreed")
    room.hand.does("agree_plan", was=0)


def test_a_worry_beside_a_low_answer_goes_to_the_champion_alone(group: Room) -> None:
    [amira] = group.people(1)
    to_the_answers(group, amira)
    amira.page.locator(".behind__steps label").nth(2).click()
    amira.shows(say("hand.behind.word.2"))
    field = amira.page.locator("[id^=worry_]").first
    field.fill("It must not add planning time")
    field.press("Tab")
    expect(amira.page.locator(".behind .sent--saved")).to_be_visible()
    for text in ("It must not add time", "It must not add planning time in June"):
        field.fill(text)
        field.press("Tab")
        expect(amira.page.locator(".behind .sent--saved")).to_be_visible()
        expect(field).to_have_value(text)
    assert not group.hand.notes("planning time")
    group.hand.next()
    assert [w["text"] for w in group.hand.state["desk"]["worries"]] == [
        "It must not add planning time in June"
    ]
    amira.stands("actions")


def test_a_worry_goes_on_being_typed_when_the_answers_are_closed(group: Room) -> None:
    [amira] = group.people(1)
    to_the_answers(group, amira)
    amira.page.locator(".behind__steps label").nth(2).click()
    amira.page.locator("[id^=worry_]").first.click()
    amira.page.keyboard.type("It must not ")
    group.hand.next()
    form = amira.page.locator("textarea#text")
    expect(form).to_be_focused()
    amira.page.keyboard.type("add planning time")
    expect(form).to_have_value("It must not add planning time")
    amira.shows(say("hand.write.who_over"))
    amira.presses(say("hand.refused.for_later"))
    wait_for(lambda: group.hand.notes("It must not add planning time"))


def test_pressing_send_twice_says_nothing_wrong(group: Room) -> None:
    [amira] = group.people(1)
    opens(group, "carousel", "round")
    amira.begins("Modelling starts too late")
    amira.page.locator(".hand__dock button[type=submit]").dblclick()
    amira.is_saved("Modelling starts too late")
    expect(amira.page.locator("#text_wrong")).to_have_count(0)


def test_a_note_too_many_goes_to_the_champion_for_later(group: Room) -> None:
    group.watch.expects_no_line()
    [amira] = group.people(1)
    opens(group, "carousel", "round")
    amira.begins("One thought too many")
    [ben] = group.people(1)
    amira.loses_the_line()
    amira.sends()
    for text in ("The first", "The second"):
        ben.writes(text)
    amira.is_back()
    amira.presses(say("hand.refused.for_later"))
    wait_for(lambda: group.hand.notes("One thought too many"))


def test_the_agreed_plan_is_on_every_phone_and_comes_as_a_file(group: Room, tmp_path: Path) -> None:
    [amira] = group.people(1)
    to_the_answers(group, amira)
    amira.page.locator(".behind__steps label").nth(4).click()
    has_saved(amira)
    agrees(group)
    amira.stands("plan")
    amira.shows(WE_WILL.capitalize())
    with amira.page.expect_download() as waiting:
        amira.page.get_by_role("link", name=say("hand.plan.word")).click()
    assert waiting.value.suggested_filename == "Millrace Primary School plan.docx"
    waiting.value.save_as(tmp_path / "plan.docx")
    assert (tmp_path / "plan.docx").read_bytes()[:2] == b"PK"


SMALL_TARGETS = """() => {
  const pressed = "button, summary, a.button, .chip, .choice, .field__input";
  const away = "details:not([open]) > :not(summary)";
  return [...document.querySelectorAll(pressed)].filter((el) => {
    const box = el.getBoundingClientRect();
    return box.width > 0 && !el.closest(away) && (box.height < 43.5 || box.width < 43.5);
  }).map((el) => "too small to press: " + el.outerHTML.slice(0, 80));
}"""


def look_at(checkup: Checkup, phone: Phone, state: str) -> None:
    """A page passes axe, nothing runs off it on a small phone, also with text twice as large, and
    everything can be pressed."""
    checkup.of_phone(phone, state)
    size = phone.page.viewport_size
    phone.page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    wide, small = (phone.page.evaluate(script) for script in (MEASURE_PHONE, SMALL_TARGETS))
    checkup.found += [f"{state}: {fault}" for fault in [*wide, *small]]
    take_off = wears(phone.page, TWICE)
    twice = phone.page.evaluate(MEASURE_PHONE)
    checkup.found += [f"{state}, text twice as large: {fault}" for fault in twice]
    take_off()
    phone.page.set_viewport_size(size)  # type: ignore[arg-type]


def test_every_page_of_the_second_part_is_clean_legible_and_large_enough(group: Room) -> None:
    amira, *_ = group.people(2)
    checkup = Checkup()
    opens(group, "headlines", "tap")
    amira.stands("headlines")
    look_at(checkup, amira, "headlines")
    group.hand.goes_to("heard")
    amira.stands("heard")
    look_at(checkup, amira, "heard")
    opens(group, "whys", "whys")
    amira.stands("whys")
    look_at(checkup, amira, "choose a problem")
    chooses_a_problem(amira)
    adds_a_line(amira, CAUSE)
    amira.presses(say("hand.whys.more"))
    rings(amira, CAUSE)
    look_at(checkup, amira, "whys")
    to_the_answers(group, amira)
    amira.page.locator(".behind__steps label").nth(1).click()
    look_at(checkup, amira, "behind")
    group.hand.goes_to("talk")
    amira.stands("actions")
    look_at(checkup, amira, "actions")
    agrees(group)
    amira.shows(say("hand.plan.word"))
    look_at(checkup, amira, "plan")
    checkup.finds_nothing()


def test_sheets_options_and_dots_are_clean_legible_and_large_enough(group: Room) -> None:
    amira, ben = group.people(2)
    checkup = Checkup()
    opens(group, "grow", "options")
    amira.stands("options")
    look_at(checkup, amira, "options")
    to_the_sheets(group, [amira, ben])
    look_at(checkup, amira, "will")
    checkup.finds_nothing()


def test_after_the_end_the_plan_stays_in_the_hand_and_can_still_be_taken(group: Room) -> None:
    [amira] = group.people(1)
    to_the_answers(group, amira)
    agrees(group)
    group.hand.does("close_workshop")
    amira.stands("plan")
    amira.shows(say("hand.plan.leaves"))
    amira.page.reload()
    amira.shows(say("refused.closed"))
    with amira.page.expect_download() as waiting:
        amira.page.get_by_role("link", name=say("join.plan.calendar")).click()
    assert waiting.value.suggested_filename.endswith(".ics")


def test_before_it_is_agreed_the_plan_is_not_given_away(group: Room) -> None:
    answer = requests.get(f"{group.server.url}/w/{group.code}/plan.docx", timeout=10)
    assert answer.status_code == 404
    assert say("door.not_agreed") in answer.text


def test_the_second_part_of_the_page_is_fetched_again_until_it_comes(group: Room) -> None:
    opens(group, "headlines", "tap")
    group.watch.expects_no_line()
    phone, tries = group.phone(), []

    def fails_once(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) == 1:
            route.abort()
        else:
            route.fallback()

    phone.page.route("**/js/phone_later.js*", fails_once)
    phone.joins()
    phone.shows(say("hand.look.loading"))
    phone.stands("headlines")
    assert len(tries) == 2
