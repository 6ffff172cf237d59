"""The champion brings the room from a cause to an agreed plan: what stands in the middle at each
moment, refusals beside their fields, two windows, versions, and finishing on time."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import Checkup
from tests.browser.chromium import KIOSK
from tests.browser.people import Console
from tests.browser.stage import Room, a_room, a_workshop
from tests.server import Phone, Server, a_server, wait_for
from workshop.activities import KINDS
from workshop.words import say

pytestmark = pytest.mark.browser
WE_WILL = "Plan one revising lesson in every unit"


def people(room: Room, n: int) -> list[Phone]:
    """So many people by socket."""
    found = [Phone(room.server, room.code) for _ in range(n)]
    for person in found:
        person.connects(room.code)
        wait_for(lambda person=person: person.latest()["state"])
    return found


def leave(phones: list[Phone]) -> None:
    for phone in phones:
        phone.leaves()


def marks(phone: Phone, kind: str, subject: str, value: object) -> None:
    """Put a mark in the present phase."""
    step = phone.latest()["state"]["step"]
    body = {"activity": step["activity"], "phase": step["phase"]}
    answer = phone.sends("cast_mark", body | {"kind": kind, "subject": subject, "value": value})
    assert answer["ok"], answer


def writes(phone: Phone, text: str, stance: str | None = None, **more: object) -> str:
    """Write a note; its id."""
    body = phone.note(text, stance, **({"slot": None} | more))
    answer = phone.sends("write_note", body)
    assert answer["ok"], answer
    return str(body["id"])


def sees(phone: Phone, phase: str) -> None:
    wait_for(lambda: phone.latest()["state"]["step"]["phase"] == phase)


def fills(console: Console, field: str, text: str) -> None:
    """Type into a field and leave it."""
    console.page.locator(field).fill(text)
    console.page.locator(field).press("Tab")


def says(console: Console, field: str, text: str) -> None:
    expect(console.page.locator(field)).to_have_value(text)


def an_action(room: Room, text: str = WE_WILL) -> str:
    action = str(room.hand.does("add_action")["action"])
    room.hand.does("write_action", action=action, fields={"we_will": text}, was={"we_will": ""})
    return action


@pytest.fixture
def console(room: Room) -> Iterator[Console]:
    yield room.console()


def test_one_ground_rule_is_changed_in_the_room(room: Room, console: Console) -> None:
    room.hand.opens("Welcome and ground rules")
    console.presses(say("desk.rule_change"))
    fills(console, "#rule-0", "We challenge ideas, never people")
    console.presses(say("desk.rule_keep"))
    expect(console.page.locator("#rule-0")).to_have_count(0)
    wait_for(lambda: room.hand.state["workshop"]["rules"][0] == "We challenge ideas, never people")


def test_a_question_without_its_mark_is_refused_beside_it(room: Room, console: Console) -> None:
    room.hand.opens("Our question")
    console.page.locator("#question-text").fill("No question")
    console.presses(say("desk.set_question"))
    fault = console.page.locator(".field__fault")
    expect(fault).to_contain_text(say("refused.not_a_question"))
    says(console, "#question-text", "No question")
    console.page.reload()
    says(console, "#question-text", "No question")
    expect(console.page.locator(".desk__banner .banner")).to_have_count(0)


def test_a_ringed_cause_becomes_what_we_now_understand(room: Room, console: Console) -> None:
    room.hand.opens("Root cause")
    (amira,) = phones = people(room, 1)
    sees(amira, "whys")
    problem = writes(amira, "Pupils copy the page out again", "problem")
    marks(amira, "problem", room.hand.activity, problem)
    console.shows(say("desk.whys_problem"))
    cause = writes(amira, "We never agreed what better means", parent=problem)
    console.shows(say("desk.whys_n", n=1))
    marks(amira, "ring", room.hand.activity, cause)
    console.shows(say("desk.whys_all"))
    console.presses(say("desk.stuck_blame"))
    expect(console.page.locator(".calm__ask")).to_have_text(say("desk.recover_blame"))
    room.hand.opens("What we now understand")
    console.presses(say("desk.cause_take"))
    says(console, "#understand-understanding", "We never agreed what better means")
    console.shows(say("desk.cause_off"))
    room.hand.opens("From goal to action")
    expect(console.page.locator(".calm__understood")).to_contain_text("We never agreed")
    leave(phones)


def test_an_impossible_day_says_so_and_next_still_goes_on(room: Room, console: Console) -> None:
    room.hand.opens("From goal to action")
    fills(console, "#goal-by", "30 February")
    expect(console.page.locator(".field__fault")).to_be_visible()
    says(console, "#goal-by", "30 February")
    console.page.locator("#goal-by").fill("15 June")
    console.page.locator("#goal-now").fill("38 in 100")
    console.page.locator("#next").click()  # leaves the field and goes on, in this order
    expect(console.page.locator("#goal-reality")).to_be_visible()
    wait_for(lambda: room.hand.state["desk"]["goal"].get("now") == "38 in 100")
    assert room.hand.state["desk"]["goal"]["by"].endswith("-06-15")
    line = console.page.locator(".offer").first
    text = line.inner_text().strip()
    line.click()
    expect(console.page.locator("#goal-reality")).to_have_value(re.compile(re.escape(text) + "$"))


def test_options_are_put_together_and_taken_forward(room: Room, console: Console) -> None:
    room.hand.opens("From goal to action")
    room.hand.goes_to("options")
    amira, _, _ = phones = people(room, 3)
    for person in phones:
        sees(person, "options")
    ids = [
        writes(person, text)
        for person, text in zip(phones, ("Revise weekly", "Use an app", "An app"), strict=True)
    ]
    room.hand.goes_to("clarify")
    options = console.page.locator(".option")
    options.filter(has_text="Use an app").get_by_role("button", name="Merge").click()
    options.filter(has_text="An app").get_by_role("button", name=say("desk.merge_here")).click()
    expect(options.filter(has_text="An app").locator(".merged")).to_contain_text("Use an app")
    expect(options).to_have_count(2)
    room.hand.goes_to("vote")
    sees(amira, "vote")
    marks(amira, "dot", ids[0], 2)
    console.shows(say("desk.answered", n=1, of=3))
    room.hand.next()
    expect(console.page.locator(".option__box:checked")).to_have_count(2)
    console.page.locator(".option__box").last.uncheck()
    console.presses(say("desk.take", n=1))
    console.shows(say("desk.taken", n=1))
    console.presses(say("desk.why_not_now"))
    console.page.keyboard.type("Next year")
    console.page.keyboard.press("Tab")
    wait_for(lambda: room.hand.state["desk"]["options"][1]["reason"] == "Next year")
    room.hand.goes_to("will")
    console.shows(say("desk.will_n", count=0, of=1))
    console.presses(say("desk.draft_actions"))
    console.presses(say("desk.open_draft", n=1))
    says(console, "#action-we_will", "Revise weekly")
    leave(phones)


def test_two_windows_do_not_overwrite_one_another(room: Room, console: Console) -> None:
    action = an_action(room)
    console.opens("plan")
    console.page.locator("#action-who_leads").fill("Mine")
    room.hand.does(
        "write_action", action=action, fields={"who_leads": "Theirs"}, was={"who_leads": ""}
    )
    console.page.locator("#action-who_leads").press("Tab")
    both = console.page.locator(".both")
    expect(both).to_contain_text("Theirs")
    says(console, "#action-who_leads", "Mine")
    console.presses(say("desk.keep_mine"))
    expect(both).to_have_count(0)
    wait_for(lambda: room.hand.client.rows("action")[0]["fields"]["who_leads"] == "Mine")


def test_parts_of_an_action_are_added_written_and_removed(room: Room, console: Console) -> None:
    an_action(room)
    console.opens("plan")
    console.page.locator(".later summary").first.click()
    console.presses(say("desk.add_success"))
    expect(console.page.locator(".part input")).to_be_focused()
    console.page.keyboard.type("18 of 30 books change in meaning")
    console.page.keyboard.press("Tab")
    wait_for(lambda: room.hand.client.rows("action")[0]["parts"][0]["fields"].get("text"))
    console.presses(say("desk.part_remove"))
    console.presses(say("desk.part_remove_sure"))
    expect(console.page.locator(".part")).to_have_count(0)


def test_actions_change_places_and_are_shown(room: Room, console: Console) -> None:
    an_action(room)
    an_action(room, "Stop copying out in best")
    console.opens("plan")
    console.page.locator(".draft").first.click()
    console.presses(say("desk.move_down"))
    expect(console.page.locator(".draft").last).to_contain_text(WE_WILL)
    show = console.page.get_by_role("button", name=say("desk.show_action", number=2))
    show.click()
    expect(show).to_have_attribute("aria-pressed", "true")
    wait_for(lambda: room.hand.state["screen"] == "action")
    show.click()
    expect(show).to_have_attribute("aria-pressed", "false")


def test_the_room_talks_about_a_worry_and_agrees(room: Room, console: Console) -> None:
    first, second = an_action(room), an_action(room, "Stop copying out in best")
    room.hand.opens("Agreement")
    room.hand.goes_to("answer")
    phones = people(room, 5)
    for at, person in enumerate(phones):
        sees(person, "answer")
        marks(person, "position", first, 4)
        marks(person, "position", second, 1 if at < 2 else 4)
    writes(phones[0], "It takes an hour more", slot=second)
    console.shows(say("desk.answered", n=5, of=5))
    console.never_shows("It takes an hour more")
    room.hand.goes_to("talk")
    console.shows(say("desk.talk_owed", n=1))
    console.shows("It takes an hour more")
    fills(console, "#test-heard", "It must not take more time")
    fills(console, "#test-changed", "One corridor first")
    console.presses(say("desk.talk_through"))
    console.shows(say("desk.talked"))
    console.presses(say("desk.agree"))
    console.presses(say("desk.agree_sure"))
    expect(console.page.locator(".agreedline")).to_be_visible()
    agreed = wait_for(lambda: room.hand.state["workshop"]["agreed"])
    assert (agreed["number"], agreed["of"]) == (1, 5)
    leave(phones)


def test_nobody_leaves_with_a_draft_because_agreeing_was_walked_past(
    room: Room, console: Console
) -> None:
    an_action(room)
    room.hand.opens("Close")
    console.shows(say("desk.not_agreed"))
    console.page.locator("#next").click()
    console.shows(say("desk.ending"))
    expect(console.page.locator("#next")).to_have_count(0)
    console.presses(say("desk.agree"))
    console.presses(say("desk.agree_sure"))
    expect(console.page.locator(".agreedline")).to_be_visible()
    console.never_shows(say("desk.not_agreed"))
    console.presses(say("desk.ending_close"))
    console.shows(say("desk.close_what"))


def test_the_dock_says_that_the_plan_is_not_agreed_before_next_goes_past_it(
    room: Room, console: Console
) -> None:
    an_action(room)
    room.hand.opens("Agreement")
    room.hand.goes_to("talk")
    console.shows(say("desk.agree"))
    console.goes_on_until(KINDS["agreement"].words["talk.next"])
    assert say("desk.ahead_unagreed") in console.ahead()
    console.agrees_the_plan()
    expect(console.page.locator(".desk__ahead")).not_to_contain_text(say("desk.ahead_unagreed"))


def test_what_changes_after_agreeing_becomes_a_version(room: Room, console: Console) -> None:
    an_action(room)
    room.hand.does("agree_plan", was=0)
    console.opens("plan")
    expect(console.page.locator(".changed")).to_have_count(0)
    fills(console, "#action-who_leads", "Phase leaders")
    expect(console.page.locator(".differences")).to_contain_text("Phase leaders")
    console.presses(say("desk.make_version", number=2))
    console.presses(say("desk.make_version_sure", number=2))
    expect(console.page.locator(".changed")).to_have_count(0)
    wait_for(lambda: room.hand.state["workshop"]["agreed"]["number"] == 2)


def test_what_stands_in_the_middle_is_clean(room: Room, console: Console) -> None:
    checkup, action = Checkup(), an_action(room)
    for title in [item["title"] for item in room.hand.state["agenda"]]:
        room.hand.opens(title)
        expect(console.page.locator("#say")).to_be_visible()
        checkup.of(console, title)
    console.opens("plan")
    for fold in console.page.locator(".later summary").all():
        fold.click()
    for kind in ("step", "monitoring", "support", "barrier"):
        room.hand.does("add_part", action=action, kind=kind)
    expect(console.page.locator(".part")).to_have_count(4)
    checkup.of(console, "an action with everything open")
    console.presses(say("desk.whole_plan"))
    checkup.of(console, "the plan as a whole")
    checkup.finds_nothing()


def began_earlier(server: Server, code: str, minutes: int) -> None:
    """Stop the server, let the hour have begun so much earlier, and start it again."""
    assert server.stop() == 0
    for path in (server.folder / "data").rglob("workshop.db"):
        with sqlite3.connect(path) as db:
            db.execute(
                "UPDATE workshop SET begun_at = begun_at - ? WHERE code = ?",
                (minutes * 60_000, code),
            )
    server.start()


def test_from_three_minutes_over_one_quiet_button_offers_help(
    chromium: Browser, tmp_path: Path
) -> None:
    with a_server(tmp_path, "--allow-host", KIOSK) as server:
        code = a_workshop(server)
        with a_room(chromium, server, code) as room:
            room.hand.opens("From goal to action")
            room.hand.client.leaves()
            room.hands = None
            began_earlier(server, code, 45)
            console = room.console()
            console.page.locator("#away-ontime").click()
            console.shows(say("desk.ontime_kept"))
            offers = console.page.locator(".replan")
            before = offers.count()
            assert 1 <= before <= 3
            offers.first.get_by_role("button").click()
            expect(
                console.page.locator(".away").get_by_text(say("desk.undo")).first
            ).to_be_attached()
            console.page.keyboard.press("Escape")
            expect(console.page.locator(".calm__say")).to_be_visible()
