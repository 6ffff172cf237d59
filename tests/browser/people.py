"""The people of the room, each with a screen: phones, the champion's console, the projector.
They say what they do and see; only this file knows where on a page that is."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError, WebSocket, expect

from workshop.words import say

expect.set_options(timeout=10_000)
STANCES = {"strength", "gap", "stop"}


def exactly(words: str) -> re.Pattern[str]:
    """These words and no others, whatever the space around them."""
    return re.compile(rf"^\s*{re.escape(words)}\s*$")


class Screen:
    """Somebody's page."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    @property
    def context(self) -> BrowserContext:
        """The browser this page stands in, with its cookies and storage."""
        return self.page.context

    def words(self, text: str) -> Locator:
        """The elements that hold exactly these words somewhere."""
        return self.page.get_by_text(text, exact=False)

    def shows(self, text: str) -> None:
        """These words stand on the screen."""
        expect(self.words(text).filter(visible=True).first).to_be_visible()

    def shows_one_of(self, *texts: str) -> None:
        """One of these stands on the screen."""
        any_of = re.compile("|".join(map(re.escape, texts)))
        expect(self.page.get_by_text(any_of).filter(visible=True).first).to_be_visible()

    def never_shows(self, text: str) -> None:
        """These words are nowhere on the page, nor in its source."""
        expect(self.words(text)).to_have_count(0)

    def presses(self, name: str, **where: Any) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=name, **where).first.click()

    def loses_the_line(self) -> None:
        """Out of reach at once."""
        self.context.set_offline(True)

    def is_back(self) -> None:
        """In reach again."""
        self.context.set_offline(False)

    def later(self, seconds: float) -> None:
        """Time passes for this page alone: its clock is moved on."""
        self.page.evaluate(
            "(ms) => { const now = Date.now.bind(Date); Date.now = () => now() + ms; }",
            seconds * 1000,
        )

    def socket_again(self, what: Any) -> None:
        """A new connection is made because of `what`."""
        with self.page.expect_websocket():
            what()


class Phone(Screen):
    """Somebody with a phone, come by the QR over plain http."""

    def scans(self) -> None:
        """Open the address that is in the QR."""
        self.page.goto(self.url)

    def joins(self) -> Phone:
        """Scan, join, and read the first page."""
        self.scans()
        assert self.page.evaluate("() => window.isSecureContext") is False
        self.presses(say("join.go"), exact=True)
        return self.goes_on()

    def goes_on(self) -> Phone:
        """Leave the first page."""
        self.presses(say("hand.welcome.go_on"))
        expect(self.page.locator('[data-layout="welcome"]')).to_have_count(0)
        return self

    def group(self) -> str:
        """The letter of this phone's group."""
        return self.page.locator(".hand__bar .pen__letter").inner_text()

    def stands(self, layout: str) -> None:
        """The phone shows this layout."""
        expect(self.page.locator(f'.hand[data-layout="{layout}"]')).to_be_visible()

    def is_online(self) -> None:
        """The line is up and the page was drawn."""
        expect(self.page.locator(".hand__bar")).to_be_visible()
        expect(self.page.locator(".netbar")).to_have_count(0)

    def begins(self, text: str, stance: str | None = "gap") -> None:
        """Type a note and say what it is, without sending it."""
        field = self.page.locator("#text")
        start = self.page.locator(".hand__dock button[type=button]")
        field.or_(start).first.wait_for()
        if not field.is_visible():
            start.click()
        field.fill(text)
        if stance is not None:
            self.page.locator("label.chip", has=self.page.locator(f"[value={stance}]")).click()

    def sends(self) -> None:
        """Press the one button of the form."""
        self.page.locator(".hand__dock button[type=submit]").click()

    def writes(self, text: str, stance: str | None = "gap") -> None:
        """Write a note and see it saved."""
        self.begins(text, stance)
        self.sends()
        self.is_saved(text)

    def note(self, text: str) -> Locator:
        """The cards with these words."""
        return self.page.locator("li.note", has_text=text)

    def is_saved(self, text: str) -> None:
        """The own note says that it is saved."""
        expect(self.note(text).locator(".sent--saved")).to_be_visible()

    def is_pending(self, text: str) -> None:
        """The own note says that it waits."""
        expect(self.note(text).locator(".sent--pending").first).to_be_visible()

    def reads(self, text: str) -> None:
        """Somebody else's note can be read."""
        expect(self.note(text).first).to_be_visible()

    def ticks(self, text: str) -> None:
        """Say "we recognise this"."""
        button = self.note(text).get_by_role("button", name=say("hand.note.recognise"))
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    def has_ticked(self, text: str) -> None:
        """The tick is this person's, here too."""
        button = self.note(text).get_by_role("button", name=say("hand.note.recognise"))
        expect(button).to_have_attribute("aria-pressed", "true")

    def adds(self, more: str, to: str) -> None:
        """Build on somebody's note."""
        self.note(to).get_by_role("button", name=say("hand.note.add")).click()
        self.page.locator("#text").fill(more)
        self.sends()
        self.is_saved(more)

    def chooses(self, kind: str, text: str) -> None:
        """Choose at home: `strength` or `gap` by a note's words, `reach` by a place."""
        answer = self.page.locator(f'fieldset[data-answer="{kind}"]')
        answer.locator("label.choice", has_text=text).click()
        expect(answer.locator(".sent--saved")).to_be_visible()

    # ---- headlines

    def headline(self, words: str) -> Locator:
        """One of the headlines, or of the actions, with its answers."""
        return self.page.locator(".behind", has_text=words)

    def taps(self, headline: str, view: int) -> None:
        """Say how one sees a headline: 0 recognise, 1 surprised, 2 differently."""
        words = say(f"hand.headlines.view.{view}")
        self.headline(headline).locator("label.choice", has_text=words).click()
        self.has_answered()

    def has_answered(self) -> None:
        """All that was answered so far is saved."""
        expect(self.page.locator(".dock__fate .sent--saved")).to_be_visible()

    def explains(self, headline: str, text: str) -> None:
        """Write the pair's sentence about a headline."""
        self.page.locator("label.choice", has_text=headline).click()
        self.writes(text, None)

    # ---- from a problem to its cause

    def asks_why_about(self, problem: str) -> None:
        """Choose a problem for the group."""
        self.page.locator("label.choice", has_text=problem).click()
        self.presses(say("hand.problem.go"))
        expect(self.page.locator("h1", has_text=problem)).to_be_visible()

    def adds_why(self, text: str) -> None:
        """One more line under the last."""
        self.page.locator("#text").fill(text)
        self.presses(say("hand.whys.send"))
        expect(self.line(text)).to_be_visible()
        expect(self.line(text).locator(".sent--pending")).to_have_count(0)

    def line(self, text: str) -> Locator:
        """A line of the group's path."""
        return self.page.locator("li.whys__line", has_text=text)

    def rings(self, text: str) -> None:
        """Ring the cause that the group can act on."""
        button = self.line(text).get_by_role("button", name=say("hand.whys.ring"))
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    def knows_by(self, tag: str, sure: str, check: str, who: str) -> None:
        """Say how the group knows its cause, how sure it is, and who checks."""
        self.picks(say(f"hand.cause.tag.{tag}"))
        self.picks(say(f"hand.cause.sure.{sure}"))
        self.fills(say("hand.cause.check"), check)
        self.fills(say("hand.cause.who"), who)

    def picks(self, words: str, within: Locator | None = None) -> None:
        """Touch a chip."""
        (within or self.page).locator("label.chip", has_text=exactly(words)).first.click()

    def fills(self, label: str, text: str, within: Locator | None = None) -> None:
        """Fill in a field that saves when it is left."""
        box = (within or self.page).locator(".field", has=self.page.get_by_label(label)).first
        field = box.locator("input, textarea")
        field.fill(text)
        field.blur()
        expect(box.locator(".sent--saved")).to_be_visible()

    # ---- options and sheets

    def has_an_idea(self, text: str, obstacle: str = "") -> None:
        """Write an option, and what could get in its way."""
        self.page.locator("#text").fill(text)
        if obstacle:
            self.page.locator("#obstacle").fill(obstacle)
        self.sends()
        self.is_saved(text)

    def gives_dots(self, option: str, n: int) -> None:
        """Give so many of one's dots to an option."""
        item = self.page.locator("li.ballot__item", has_text=option)
        for _ in range(n):
            item.get_by_role("button").last.click()
        expect(item.locator(".dots .is-on")).to_have_count(n)
        self.has_answered()

    def number_of(self, option: str) -> str:
        """The number under which an option stands on this phone."""
        return self.page.locator(".ballot__text", has_text=option).inner_text().split(".")[0]

    def sheet(self, option: str) -> Locator:
        """The sheet of an option that this group fills in."""
        return self.page.locator("section.form", has_text=option)

    def fills_sheet(self, option: str, sure: int, **fields: str) -> None:
        """Fill in the group's sheet, with the first day that is offered."""
        sheet = self.sheet(option)
        for name, text in fields.items():
            self.fills(say(f"hand.will.{name}"), text, within=sheet)
        sheet.locator("input[name^=by_when]").first.check(force=True)
        sheet.locator(f"input[name^=commitment][value='{sure}']").check(force=True)
        self.has_answered()

    # ---- agreement

    def is_behind(self, action: str, position: int) -> None:
        """Say how far one is behind an action."""
        self.headline(action).locator(f"input[value='{position}']").check(force=True)
        word = self.headline(action).locator(".behind__word")
        expect(word).to_contain_text(say(f"hand.behind.word.{position}"))
        self.has_answered()

    def says_what_would_help(self, action: str, text: str) -> None:
        """Tell the champion alone what would lift one's answer."""
        self.fills(say("hand.behind.help"), text, within=self.headline(action))

    def takes_a_copy(self, folder: Path) -> Path:
        """Download the plan in Word, as long as the laptop is in the room."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=say("hand.plan.word")).click()
        path = folder / "plan.docx"
        coming.value.save_as(path)
        return path

    def personal_code(self) -> str:
        """The code that brings this person back."""
        self.page.locator("summary", has_text=say("hand.you.code")).click()
        return self.page.locator(".you__code").inner_text()

    def comes_back(self, code: str) -> None:
        """Join on another phone with the personal code of the first."""
        self.scans()
        self.page.locator("summary", has_text=say("join.personal")).click()
        self.page.locator("#personal").fill(code)
        self.presses(say("join.go"), exact=True)
        self.goes_on()


class Projector(Screen):
    """The wall, at 1024 by 768 unless said."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.owed = 0  # commands on their way: a press meanwhile counts as a double press
        self.line: WebSocket | None = None
        page.on("websocket", self.listen)

    def listen(self, line: WebSocket) -> None:
        self.line, self.owed = line, 0
        line.on("framesent", lambda said: self.counts(said, r'42\d+\["command"', 1))
        line.on("framereceived", lambda said: self.counts(said, r"43\d+", -1))

    def counts(self, said: str | bytes, like: str, n: int) -> None:
        self.owed += n if re.match(like, str(said)) else 0

    def clicks(self, key: str) -> None:
        """The presenter's clicker, or the keyboard, once the last press was answered."""
        while self.owed and self.line is not None:
            self.line.wait_for_event("framereceived")
        self.page.keyboard.press(key)

    def stands(self, layout: str) -> None:
        """The wall shows this layout."""
        expect(self.page.locator(f'.room[data-layout="{layout}"]')).to_be_visible()

    def work(self) -> str:
        """Everything between head and foot, in words."""
        return self.page.locator(".room__work").inner_text()

    def soon_shows_other_than(self, words: str) -> bool:
        """Whether the work changes within a second."""
        with suppress(TimeoutError):
            self.page.wait_for_function(
                "(words) => document.querySelector('.room__work').innerText !== words",
                arg=words,
                timeout=1000,
            )
            return True
        return False

    def number_of(self, option: str) -> str:
        """The number under which an option stands on the ballot."""
        item = self.page.locator("li.vote__item", has_text=option)
        return item.locator(".vote__number").inner_text()

    def title(self) -> str:
        """What stands at the top."""
        return self.page.locator("h1").first.inner_text()


class Console(Screen):
    """The champion's laptop."""

    def ahead(self) -> str:
        """What the dock says about the next step."""
        return self.page.locator(".desk__ahead").inner_text() + self.next_label()

    def next_label(self) -> str:
        """The words of the one dominant next."""
        return self.page.locator("#next").inner_text()

    def next(self) -> None:
        """Press next, and see that it was done."""
        before = self.ahead()
        self.page.locator("#next").click()
        self.changes_from(before)

    def changes_from(self, before: str) -> None:
        """The dock says something else than before."""
        self.page.wait_for_function(
            """(before) => document.querySelector(".desk__ahead").innerText
              + document.querySelector("#next").innerText !== before""",
            arg=before,
        )

    def goes_on_until(self, label: str) -> None:
        """Press next until it says this."""
        for _ in range(20):
            if label in self.next_label():
                return
            self.next()
        raise AssertionError(f"next never said {label}")

    def drops_rounds(self, *left: int) -> None:
        """Drop the last round until so many are left, one after the other."""
        self.opens("order")
        for n in left:
            self.presses(say("desk.drop_round"))
            expect(self.page.locator("#rounds")).to_have_text(say("desk.rounds", n=n))

    def opens(self, panel: str) -> None:
        """Open a panel: order, notes, plan or more."""
        opener = self.page.locator(f"#away-{panel}")
        if opener.get_attribute("aria-expanded") == "false":
            opener.click()
        expect(opener).to_have_attribute("aria-expanded", "true")

    def note(self, text: str) -> Locator:
        """A note in the notes panel."""
        return self.page.locator("li.live", has_text=text)

    def sees_notes(self, text: str, n: int = 1) -> None:
        """The notes panel has so many notes with these words."""
        self.opens("notes")
        expect(self.note(text)).to_have_count(n)

    def hides(self, text: str) -> None:
        """Take a note off every screen."""
        self.opens("notes")
        self.note(text).get_by_role("button", name=say("desk.hide"), exact=True).click()
        expect(self.note(text)).to_contain_text(say("desk.is_hidden"))

    def undoes(self) -> None:
        """Take the last command back."""
        self.page.locator(".away button", has_text=say("desk.undo")).click()

    def carries(self, text: str) -> None:
        """One press makes a note an action."""
        self.opens("notes")
        self.note(text).get_by_role("button", name=say("desk.carry")).click()
        expect(self.note(text)).to_contain_text(say("desk.on_plan"))

    def filters(self, name: str) -> None:
        """Show one kind of notes: all, look, hidden or later."""
        words = say(f"desk.filter_{name}", count="").strip()
        self.page.locator("label.chip", has_text=re.compile(rf"^\s*{words} \d+")).click()

    def fills(self, **fields: str) -> None:
        """Write the fields of the action that is open, and see each saved."""
        self.opens("plan")
        for name, text in fields.items():
            field = self.page.locator(f"#action-{name}")
            field.fill(text)
            field.press("Tab")
            expect(self.page.locator(".form__foot .sent--saved")).to_contain_text(say("desk.saved"))

    def types(self, field: str, text: str) -> None:
        """Write into a field and leave it; a refusal would stand beside it."""
        box = self.page.locator(f"#{field}")
        box.fill(text)
        box.press("Tab")
        expect(self.page.locator("[aria-invalid=true]")).to_have_count(0)

    def changes_rule(self, was: str, text: str) -> None:
        """Put a ground rule into the room's words."""
        self.presses(f"{say('desk.rule_change')} {was}")
        self.page.locator("input[id^=rule-]").fill(text)
        self.presses(say("desk.rule_keep"))
        expect(self.page.locator(".rulelist")).to_contain_text(text)

    def changes_question(self, text: str) -> None:
        """Adjust our question as the room wants it."""
        self.page.locator("#question-text").fill(text)
        self.presses(say("desk.set_question"))
        expect(self.page.get_by_role("button", name=say("desk.set_question"))).to_be_disabled()

    def hears(self, sentence: str) -> None:
        """A sentence about a headline stands on the desk."""
        expect(self.page.locator(".heards")).to_contain_text(sentence)

    def starts_from(self, cause: str) -> None:
        """Begin what we now understand with a ringed cause."""
        self.page.locator("li.cause", has_text=cause).get_by_role("button").click()
        taken = self.page.locator("li.cause", has_text=cause)
        expect(taken).to_contain_text(say("desk.cause_off"))

    def adds_what_was_found(self, words: str) -> None:
        """One of the lines about today goes into where we are."""
        self.page.locator("button.offer", has_text=words).click()
        expect(self.page.locator("#goal-reality")).to_have_value(re.compile(re.escape(words)))

    def merges(self, option: str, into: str) -> None:
        """Put an option together with one that says the same."""
        self.option(option).get_by_role("button", name=say("desk.merge_pick")).click()
        self.option(into).get_by_role("button", name=say("desk.merge_here")).click()
        expect(self.option(into).locator(".merged")).to_contain_text(option)

    def option(self, text: str) -> Locator:
        """An option on the desk."""
        return self.page.locator("li.option", has_text=text)

    def takes_forward(self, n: int) -> None:
        """Let the options with most dots go forward, as they are ticked."""
        self.presses(say("desk.take", n=n))
        self.shows(say("desk.taken", n=n))

    def says_why_not(self, option: str, reason: str) -> None:
        """Keep an option with the reason why it is not for now."""
        self.option(option).get_by_role("button", name=say("desk.why_not_now")).click()
        field = self.option(option).get_by_label(say("desk.why_not_now"))
        field.fill(reason)
        field.press("Tab")
        expect(self.option(option)).to_contain_text(say("desk.not_now_because", text=reason))

    def drafts_actions(self, n: int) -> None:
        """One press makes actions of the sheets."""
        self.presses(say("desk.draft_actions"))
        self.shows(say("desk.open_draft", n=n))

    def opens_the_whole_plan(self) -> None:
        """The page of the plan itself."""
        self.opens("plan")
        self.presses(say("desk.whole_plan"))

    def opens_action(self, words: str) -> None:
        """An action of the plan."""
        self.opens("plan")
        self.page.locator("button.draft", has_text=words).click()

    def puts_away(self, panel: str) -> None:
        """Close a panel by the button that opened it."""
        self.page.locator(f"#away-{panel}").click()
        expect(self.page.locator(f"#away-{panel}")).to_have_attribute("aria-expanded", "false")

    def turns_to(self, action: str) -> None:
        """Open an action while the room talks about it."""
        self.page.locator("button.test__press", has_text=action).click()
        pressed = self.page.locator("button.test__press[aria-pressed=true]")
        expect(pressed).to_contain_text(action)

    def talks_it_through(self) -> None:
        """The room has talked about the open action."""
        self.presses(say("desk.talk_through"))
        expect(self.page.locator("li.test[data-open]")).to_contain_text(say("desk.talked"))

    def asks_again(self, number: int) -> None:
        """Ask again about the open action, after it was changed."""
        self.page.locator("label.tickbox", has_text=say("desk.again_tick", number=number)).click()
        self.presses(say("desk.ask_again_n", n=1))

    def agrees_the_plan(self) -> None:
        """The plan is agreed; a second press makes sure."""
        self.presses(say("desk.agree"))
        self.presses(say("desk.agree_sure"))
        expect(self.page.locator(".agreedline").first).to_be_visible()

    def downloads(self, kind: str, folder: Path) -> Path:
        """Press the link and keep the file."""
        self.opens("plan")
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=say(f"desk.export_{kind}"), exact=True).click()
        path = folder / f"plan.{kind}"
        coming.value.save_as(path)
        return path
