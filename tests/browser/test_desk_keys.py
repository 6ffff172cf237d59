"""The champion brings the room from the goal to an agreed plan by keyboard alone; a refusal stands
beside its field, at every place where the field is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.keys import Keyboard
from tests.browser.people import Console
from tests.browser.stage import Crowd, Room
from tests.server import wait_for
from workshop.words import say

pytestmark = pytest.mark.browser
EXAMPLES = "Agree three examples of a good revision"
THE_SAME = "Have examples that all of us use"
APP = "Buy an app that corrects spelling"


@pytest.fixture
def console(room: Room) -> Iterator[Console]:
    yield room.console()


def goes_on(console: Console, keys: Keyboard) -> None:
    """Next, by Tab and Enter."""
    before = console.ahead()
    keys.goes_to(console.next_label().strip(), "button").presses()
    console.changes_from(before)
    keys.keeps_its_place()


def writes_the_goal(console: Console, keys: Keyboard) -> None:
    for name, text in {"now": "3 of 12", "target": "9 of 12", "by": "26 June"}.items():
        keys.goes_to(say(f"desk.goal_{name}"), "input").types(text)
    goes_on(console, keys)
    expect(console.page.locator("#goal-reality")).to_be_visible()
    before = console.page.locator(".offer").count()
    keys.goes_to(console.page.locator(".offer").first.inner_text().strip(), "button").presses()
    expect(console.page.locator(".offer")).to_have_count(before - 1)
    keys.keeps_its_place()


def chooses_the_options(console: Console, keys: Keyboard, crowd: Crowd) -> None:
    goes_on(console, keys)
    crowd.has_ideas(EXAMPLES, THE_SAME, APP)
    goes_on(console, keys)
    goes_on(console, keys)
    keys.goes_to(f"{say('desk.merge_pick')} {THE_SAME}").presses().keeps_its_place()
    keys.goes_to(f"{say('desk.merge_here')} {EXAMPLES}").presses()
    expect(console.page.locator(".merged")).to_contain_text(THE_SAME)
    keys.keeps_its_place()
    keys.goes_to(f"{say('desk.part_again')} {THE_SAME}").presses()
    expect(console.page.locator(".merged")).to_have_count(0)
    keys.keeps_its_place()
    keys.goes_to(say("desk.stuck_double")).presses().keeps_its_place()
    expect(console.page.locator(".calm__ask")).to_have_text(say("desk.recover_double"))
    goes_on(console, keys)
    goes_on(console, keys)
    crowd.votes({EXAMPLES: (2, 2, 2, 2, 2), THE_SAME: (1, 1)})
    goes_on(console, keys)
    keys.goes_to(APP, "checkbox").presses("Space")
    keys.goes_to(say("desk.take", n=2), "button").presses()
    console.shows(say("desk.taken", n=2))
    keys.keeps_its_place()
    keys.goes_to(say("desk.why_not_now")).presses().keeps_its_place()
    keys.types("Cost").presses()
    expect(console.option(APP)).to_contain_text(say("desk.not_now_because", text="Cost"))
    keys.keeps_its_place()


def drafts_and_asks(console: Console, keys: Keyboard, crowd: Crowd) -> None:
    goes_on(console, keys)
    keys.goes_to(say("desk.draft_actions"), "button").presses()
    console.shows(say("desk.open_draft", n=2))
    keys.keeps_its_place()
    goes_on(console, keys)
    goes_on(console, keys)
    crowd.answers(lambda n, at: 1 if at == 0 and n < 2 else 4)
    goes_on(console, keys)


def talks_and_agrees(console: Console, keys: Keyboard) -> None:
    saved = console.page.locator(".talked .sent--saved")
    for name in ("heard", "changed"):
        keys.goes_to(say(f"desk.{name}"), "textarea").types("One corridor first").presses("Tab")
        expect(saved).to_contain_text(say("desk.saved"))
        keys.keeps_its_place().presses("Shift+Tab")
    keys.goes_to(say("desk.talk_through")).presses()
    console.shows(say("desk.talked"))
    keys.keeps_its_place()
    keys.goes_to(say("desk.agree")).presses().keeps_its_place().presses()
    expect(console.page.locator(".agreedline")).to_be_visible()
    keys.keeps_its_place()


def test_from_the_goal_to_an_agreed_plan_by_keyboard_alone(room: Room, console: Console) -> None:
    room.hand.opens("From goal to action")
    crowd, keys = room.crowd(5), Keyboard(console)
    writes_the_goal(console, keys)
    chooses_the_options(console, keys, crowd)
    drafts_and_asks(console, keys, crowd)
    talks_and_agrees(console, keys)
    assert room.hand.state["workshop"]["agreed"]["number"] == 1


def test_our_question_under_more_keeps_what_was_refused(room: Room, console: Console) -> None:
    room.hand.opens("Our question")
    console.opens("more")
    console.page.locator("#ours-text").fill("No question")
    console.page.locator(".desk__aid").get_by_role("button", name=say("desk.set_question")).click()
    fault = console.page.locator(".desk__aid .field__fault")
    expect(fault).to_contain_text(say("refused.not_a_question"))
    expect(console.page.locator(".desk__banner .banner")).to_have_count(0)
    console.page.reload()
    console.opens("more")
    expect(console.page.locator("#ours-text")).to_have_value("No question")
    expect(console.page.locator("#question-text")).to_have_value("No question")


def test_minutes_of_each_step_are_minutes_in_words(room: Room, console: Console) -> None:
    room.hand.opens("From goal to action")
    console.opens("more")
    console.page.locator("summary", has_text=say("desk.minutes_each")).click()
    console.page.get_by_label(say("desk.setting_will")).select_option(say("desk.minutes_n", n=5))
    wait_for(lambda: room.hand.state["desk"]["settings"]["will"] == 5)


def test_what_the_desk_says_turns_with_the_reveal(room: Room, console: Console) -> None:
    room.hand.opens("From goal to action")
    crowd = room.crowd(1)
    room.hand.goes_to("options")
    crowd.has_ideas(EXAMPLES)
    for veil in ("closed", "revealed"):
        room.hand.next()
        expect(console.page.locator(".calm__say")).to_have_text(
            say(f"desk.now_grow_options_{veil}")
        )


def test_a_step_too_big_is_told_with_its_action(room: Room, console: Console) -> None:
    for text, sure in ((EXAMPLES, "5"), (APP, "7")):
        action = str(room.hand.does("add_action")["action"])
        fields = {"we_will": text, "commitment": sure}
        was = {"we_will": "", "commitment": ""}
        room.hand.does("write_action", action=action, fields=fields, was=was)
    console.opens("plan")
    drafts = console.page.locator("button.draft")
    expect(drafts.nth(0)).to_contain_text(say("desk.will_low", sure=5))
    expect(drafts.nth(1)).not_to_contain_text(say("desk.will_low", sure=7))


def test_next_takes_options_forward_before_the_groups_get_sheets(
    room: Room, console: Console
) -> None:
    room.hand.opens("From goal to action")
    crowd = room.crowd(2)
    room.hand.goes_to("options")
    crowd.has_ideas(EXAMPLES, APP)
    room.hand.goes_to("vote")
    crowd.votes({EXAMPLES: (2,)})
    room.hand.next()
    expect(console.page.locator("#next")).to_contain_text(say("desk.take", n=2))
    console.next()
    console.next()
    console.shows(say("desk.will_n", count=0, of=2))
    expect(console.page.locator("#next")).to_contain_text(say("desk.draft_actions"))
    console.next()
    console.shows(say("desk.open_draft", n=2))
    expect(console.page.locator("#next")).to_contain_text("Agreement")


def test_a_field_that_goes_while_it_is_typed_in_leaves_the_keys_on_no_button(
    room: Room, console: Console
) -> None:
    room.hand.opens("From goal to action")
    room.hand.goes_to("goal")
    console.page.locator("#goal-measure").click()
    console.page.keyboard.type("Pupils who can say why")
    room.hand.next()
    expect(console.page.locator("#goal-measure")).to_have_count(0)
    at = console.page.evaluate("() => document.activeElement.tagName")
    assert at not in {"BUTTON", "A", "INPUT"}


def test_a_clicker_past_the_options_loses_nothing(room: Room, console: Console) -> None:
    room.hand.opens("From goal to action")
    crowd = room.crowd(1)
    room.hand.goes_to("options")
    crowd.has_ideas(EXAMPLES)
    room.hand.goes_to("will")
    console.shows(say("desk.will_none"))
    console.presses(say("desk.take", n=1))
    console.shows(say("desk.will_n", count=0, of=1))
