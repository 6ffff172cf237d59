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

    def reads_again(self) -> None:
        """Back from the form to what others wrote."""
        self.presses(say("hand.station.read_again"))

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

    def downloads(self, kind: str, folder: Path) -> Path:
        """Press the link and keep the file."""
        self.opens("plan")
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=say(f"desk.export_{kind}"), exact=True).click()
        path = folder / f"plan.{kind}"
        coming.value.save_as(path)
        return path
