"""Words that try to be more than words, on real screens: a phone, the projector and the console go
through an hour in which everything was typed by somebody who means harm. Nothing may run, nothing
may be asked of the browser, and what was typed stands there to be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.chromium import KIOSK
from tests.browser.stage import Room
from tests.room import a_room
from tests.server import a_server
from tests.xss import ATTACKS, SCHOOL, TYPED, a_bad_hour, a_bad_pack

pytestmark = [pytest.mark.browser, pytest.mark.long]

HIT = """window.hit = parent.hit = () => { window.ran = true; };
for (const name of ["alert", "confirm", "prompt"]) window[name] = window.hit;"""


class Scene(Room):
    """A room whose pages tell when a word ran."""

    def someone(self, **wishes: Any) -> BrowserContext:
        """A fresh browser profile in which every attack would leave its trace."""
        context = super().someone(**wishes)
        context.add_init_script(HIT)
        return context

    def is_quiet(self, *pages: Page) -> None:
        """No word ran, made an element of its own, or led anywhere."""
        for page in pages:
            assert page.evaluate("() => window.ran === undefined")
            assert page.evaluate("() => ({}).hit === undefined")
            assert page.locator("iframe, object, embed, img, animate, base, form form").count() == 0
            foreign = "a[href^='javascript:'], a[href^='data:'], a[href*='evil']"
            assert page.locator(foreign).count() == 0
            assert page.locator("[onerror], [onload], [onfocus], [onmouseover]").count() == 0
        assert self.watch.unexpected() == []


@pytest.fixture
def room(chromium: Browser, tmp_path: Path) -> Iterator[Scene]:
    with pytest.MonkeyPatch.context() as patch:
        with a_room(tmp_path / "data", groups=3, pack=a_bad_pack()) as bad:
            a_bad_hour(bad, patch)
    with a_server(tmp_path, "--allow-host", KIOSK) as server:
        room = Scene(chromium, server)
        yield room
        room.ends()


def every_step(room: Scene) -> Iterator[str]:
    """Open every item of the running order where it ended, and go back to its first step."""
    for item in room.hand.state["agenda"]:
        room.hand.does("open_activity", activity=item["id"], was=room.hand.was())
        yield room.hand.state["step"]["hand"]
        while room.hand.state["desk"]["back"]:
            room.hand.does("go_back", was=room.hand.was())
            if room.hand.activity != item["id"]:
                break
            yield room.hand.state["step"]["hand"]


def test_no_word_runs_on_any_screen_in_any_step(room: Scene) -> None:
    phone, projector, console = room.phone().joins(), room.projector(), room.console()
    pages = (phone.page, projector.page, console.page)
    seen = []
    for layout in every_step(room):
        stands = f".hand[data-layout={layout}], .hand[data-layout=plan]"  # an agreed plan waits
        expect(phone.page.locator(stands)).to_be_visible()
        expect(projector.page.locator(".room")).to_be_visible()
        room.is_quiet(*pages)
        seen.append(layout)
    assert len(seen) > 25 and len(set(seen)) > 9


def test_what_was_typed_is_read_as_it_was_typed(room: Scene) -> None:
    console, phone = room.console(), room.phone()
    phone.scans()
    phone.shows(SCHOOL)
    console.page.locator("#away-notes").click()
    for attack in (ATTACKS["script"], ATTACKS["preact"], ATTACKS["image"], ATTACKS["entity"]):
        console.shows(attack)
    item = next(i for i in room.hand.state["agenda"] if i["title"].startswith("Carousel"))
    room.hand.does("open_activity", activity=item["id"], was=room.hand.was())
    phone.joins()
    while (room.hand.state["step"]["phase"], room.hand.state["step"]["round"]) != ("round", 1):
        room.hand.does("go_back", was=room.hand.was())
    phone.stands("station")  # where group B wrote
    phone.page.locator("li.note").first.wait_for()
    read = phone.page.locator("body").inner_text()
    assert sum(attack in read for attack in TYPED) > 3
    room.is_quiet(console.page, phone.page)


def test_every_screen_of_the_agreed_plan_is_quiet(room: Scene) -> None:
    projector, console = room.projector(), room.console()
    for action in room.hand.client.rows("action"):
        for page in ("action", "journey"):
            room.hand.does("show_screen", page=page, of=action["id"])
            projector.stands(page)
            room.is_quiet(projector.page, console.page)
    for page in ("welcome", "rules", "plan"):
        room.hand.does("show_screen", page=page)
        projector.stands(page)
        room.is_quiet(projector.page)
    for summary in console.page.locator("summary:visible").all():
        summary.click()
    room.is_quiet(console.page)
