"""A phone whose network fails in every way that a school's does: its words arrive, once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import FAR, FARTHER, KIOSK, PLACES
from tests.browser.stage import Room, a_room
from tests.proxy import DOWN, Proxy
from tests.server import a_server, wait_for
from workshop.words import say

pytestmark = pytest.mark.browser

SWALLOWED_S = 40
LOST, UNANSWERED = "Swallowed on the way to the laptop", "Saved, but nobody said so"
TYPED = "Half a sentence that nobody has sent"


@contextmanager
def a_laptop(chromium: Browser, folder: Path) -> Iterator[Room]:
    """The demonstration on a laptop of its own, which phones find under three names."""
    names = [word for name in PLACES for word in ("--allow-host", name)]
    with a_server(folder, "--demo", "--host", "127.0.0.1", *names) as server:
        with a_room(chromium, server) as room:
            room.watch.expects_no_line()
            yield room


@pytest.fixture
def room(chromium: Browser, tmp_path: Path) -> Iterator[Room]:
    with a_laptop(chromium, tmp_path) as room:
        yield room


class FarPhone:
    """Somebody whose every byte goes through a proxy that listens at the place of that name."""

    def __init__(self, room: Room, name: str) -> None:
        self.proxy = Proxy(room.server, PLACES[name])
        self.phone = room.phone()
        self.phone.url = f"http://{name}:{room.server.port}/j/{room.code}"
        self.phone.joins().writes(f"All is well at {name}", "strength")

    def writes_into_the_hole(self, text: str, *ways: str) -> None:
        """From now everything is swallowed; the note waits."""
        self.proxy.black_hole(*ways)
        self.phone.begins(text)
        self.phone.sends()
        self.phone.is_pending(text)


class Hole:
    """Two phones in a network that swallows everything since `began`."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.began = time.monotonic()
        self.amira, self.ben = FarPhone(room, FAR), FarPhone(room, FARTHER)

    def opens(self) -> None:
        """One note never reaches the laptop, of the other only the answer is lost."""
        self.began = time.monotonic()
        self.amira.writes_into_the_hole(LOST)
        self.ben.writes_into_the_hole(UNANSWERED, DOWN)
        wait_for(lambda: self.room.hand.notes(UNANSWERED))
        self.ben.proxy.black_hole()
        assert not self.room.hand.notes(LOST)

    def closes(self) -> None:
        """After its 40 seconds."""
        rest_s = max(0.0, self.began + SWALLOWED_S - time.monotonic())
        self.amira.phone.page.wait_for_timeout(rest_s * 1000)
        self.amira.phone.shows(say("hand.net.back"))
        self.amira.phone.is_pending(LOST)
        self.ben.phone.is_pending(UNANSWERED)
        for far in (self.amira, self.ben):
            far.proxy.heal()


@pytest.fixture(scope="module", autouse=True)
def hole(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hole]:
    """Opens before the other tests of this file, which run while it swallows."""
    with a_laptop(chromium, tmp_path_factory.mktemp("hole")) as room:
        everyone = {"activity": room.hand.activity, "name": "notes", "value": "everyone"}
        room.hand.does("set_setting", **everyone)
        hole = Hole(room)
        hole.opens()
        yield hole
        for far in (hole.amira, hole.ben):
            far.proxy.close()


def is_there_once(room: Room, text: str) -> None:
    """The console has these words once, and still once after everything else was said."""
    wait_for(lambda: len(room.hand.notes(text)) == 1, 20)
    room.hand.does("add_action")
    assert len(room.hand.notes(text)) == 1


def test_words_typed_and_sent_out_of_reach_survive_a_reload(room: Room) -> None:
    amira = room.phone().joins()
    amira.loses_the_line()
    amira.shows(say("hand.net.safe"))
    amira.begins(LOST)
    amira.sends()
    amira.is_pending(LOST)
    amira.begins(TYPED, "strength")
    amira.page.goto("about:blank")
    amira.is_back()
    amira.scans()
    amira.is_saved(LOST)
    expect(amira.page.locator("#text")).to_have_value(TYPED)
    expect(amira.page.locator("[value=strength]")).to_be_checked()
    is_there_once(room, LOST)


def test_the_bar_comes_after_a_moment_and_goes_when_the_line_is_back(room: Room) -> None:
    amira = room.phone().joins()
    amira.is_online()
    amira.loses_the_line()
    amira.shows(say("common.reconnecting"))
    amira.shows(say("hand.net.keep_writing"))
    amira.is_back()
    amira.is_online()


def test_a_note_that_comes_too_late_can_be_sent_for_later(room: Room) -> None:
    amira, console = room.phone().joins(), room.console()
    amira.loses_the_line()
    amira.begins(LOST)
    amira.sends()
    amira.is_pending(LOST)
    room.hand.goes_to("gallery")
    amira.is_back()
    amira.shows(say("refused.late"))
    expect(amira.page.locator("[data-refused] textarea")).to_have_value(LOST)
    assert not room.hand.notes(LOST)
    amira.presses(say("hand.refused.for_later"))
    amira.never_shows(say("refused.late"))
    console.opens("notes")
    console.filters("later")
    expect(console.note(LOST)).to_have_count(1)
    expect(console.note(LOST)).to_contain_text(say("desk.late"))


def test_a_laptop_that_was_unplugged_finds_every_note_once(room: Room) -> None:
    amira = room.phone().joins()
    amira.writes(UNANSWERED)
    room.server.kill()
    amira.shows(say("hand.net.safe"))
    amira.begins(LOST)
    amira.sends()
    amira.is_pending(LOST)
    room.server.start()
    amira.is_saved(LOST)
    amira.is_saved(UNANSWERED)
    is_there_once(room, LOST)
    is_there_once(room, UNANSWERED)


HIDE = """(isHidden) => {
  const says = (name, value) =>
    Object.defineProperty(document, name, { value, configurable: true });
  says("hidden", isHidden);
  says("visibilityState", isHidden ? "hidden" : "visible");
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_phone_that_was_put_away_makes_a_fresh_connection(room: Room) -> None:
    amira = room.phone().joins()
    amira.writes(LOST)
    amira.page.evaluate(HIDE, True)
    amira.later(5)
    amira.socket_again(lambda: amira.page.evaluate(HIDE, False))
    amira.is_online()
    room.hand.goes_to("walk", 1)
    amira.stands("walk")


def test_a_glance_away_keeps_the_connection(room: Room) -> None:
    amira = room.phone().joins()
    amira.writes(LOST)
    sockets: list[str] = []
    amira.page.on("websocket", lambda socket: sockets.append(socket.url))
    amira.page.evaluate(HIDE, True)
    amira.page.evaluate(HIDE, False)
    amira.writes(UNANSWERED)
    assert sockets == []


def test_a_page_out_of_the_back_forward_cache_makes_a_fresh_connection(room: Room) -> None:
    amira = room.phone().joins()
    amira.writes(LOST)
    amira.socket_again(
        lambda: amira.page.evaluate(
            "() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
        )
    )
    amira.writes(UNANSWERED)


def test_a_phone_that_was_away_during_a_move_catches_up(room: Room) -> None:
    amira = room.phone().joins()
    amira.loses_the_line()
    room.hand.goes_to("home")
    amira.is_back()
    amira.stands("home")


@pytest.fixture
def amira(room: Room) -> Iterator[FarPhone]:
    """A phone at an address that will go."""
    amira = FarPhone(room, FAR)
    yield amira
    amira.proxy.close()


def addresses_in_history(amira: FarPhone) -> list[str]:
    """Every address that this tab can go back to."""
    browser = amira.phone.context.new_cdp_session(amira.phone.page)
    return [entry["url"] for entry in browser.send("Page.getNavigationHistory")["entries"]]


def test_an_attempt_that_was_swallowed_does_not_keep_a_phone_waiting(
    room: Room, amira: FarPhone
) -> None:
    amira.writes_into_the_hole(LOST)
    amira.phone.socket_again(
        lambda: amira.phone.page.evaluate("() => dispatchEvent(new Event('online'))")
    )
    amira.proxy.heal()  # that attempt would hang for 12 s; ten are waited here
    amira.phone.is_saved(LOST)
    is_there_once(room, LOST)


def test_at_another_address_a_phone_goes_on_with_group_and_unsent_words(
    room: Room, amira: FarPhone
) -> None:
    group = amira.phone.group()
    amira.writes_into_the_hole(LOST)
    amira.phone.later(15)
    amira.phone.shows(say("hand.net.safe"))
    amira.phone.later(20)
    amira.phone.page.locator(".netmore summary").click()
    amira.phone.page.get_by_label(say("hand.net.address")).fill(f"{KIOSK}:{room.server.port}")
    amira.phone.presses(say("hand.net.go"))
    amira.phone.is_saved(LOST)
    assert amira.phone.page.url == f"http://{KIOSK}:{room.server.port}/w/{room.code}/"
    assert [url for url in addresses_in_history(amira) if "carry" in url] == []
    assert amira.phone.group() == group
    is_there_once(room, LOST)


@pytest.mark.long
def test_words_swallowed_for_40_seconds_also_between_commit_and_answer_arrive_once(
    hole: Hole,
) -> None:
    for far in (hole.amira, hole.ben):
        bar = far.phone.page.locator(".netbar")
        expect(bar).to_contain_text(say("hand.net.safe"), timeout=30_000)
    hole.amira.phone.begins(TYPED)
    hole.closes()
    for far, text in ((hole.amira, LOST), (hole.ben, UNANSWERED)):
        saved = far.phone.note(text).locator(".sent--saved")
        expect(saved).to_be_visible(timeout=30_000)
        is_there_once(hole.room, text)
    expect(hole.amira.phone.page.locator("#text")).to_have_value(TYPED)
