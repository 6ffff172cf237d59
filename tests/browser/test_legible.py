"""The longest texts that a pack and a room may bring, on the smallest walls: all of it can be
read, nothing scrolls, nothing is clipped. And a phone of 320 px whose owner doubled the text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser.chromium import KIOSK, a_chromium
from tests.browser.legible import MEASURE_PHONE, TWICE, Ruler, wears
from tests.browser.people import Phone, Projector
from tests.browser.stage import Room
from tests.server import Client, Server, a_server, wait_for
from tests.server import Phone as SocketPhone
from workshop.activities import KINDS
from workshop.making import Wishes
from workshop.packs import Headline, OrderItem, Pack, RunningOrder, Station
from workshop.shelf import Shelf
from workshop.words import say

pytestmark = pytest.mark.browser

QUESTION = "How can every one of us, in every phase and every subject, plan and teach so that each "
QUESTION += "pupil writes with purpose, revises with care and is proud of every piece?"
SCHOOL = "The Federation of Millrace, Saint Bartholomew and Upper Wexcombe Church of England "
SCHOOL += "Primary Schools"
RULES = (
    "We challenge ideas, not people: everybody has permission to challenge",
    "It is all right to feel uncomfortable, and to say that we do not know",
    "We name no child and no colleague, and what is said here stays in the room",
    "Everyone’s experience counts, whatever their role and however new they are",
    "We listen until the other person has finished, and then a moment longer",
)
HEADLINES = tuple(
    Headline(
        kind,
        "Teachers choose rich books, and pupils borrow words and ideas from them when they write",
    )
    for kind in ("strength", "strength", "area", "area")
)
SAID = "What pupils call revising is mostly copying the whole page out again in neater writing. "
LONG = (SAID * 6)[:500]
UNBROKEN = ("Rechtschreibstrategieentwicklung" * 16)[:500]
EMOJI = ("📚✏️🙂👩‍🏫" * 60)[:300]
ARABIC = ("نقرأ ما كتبه الآخرون ثم نتحدث معا قبل أن نكتب شيئا جديدا في الدفتر. " * 8)[:480]
WIDE = ("WWW MMM " * 63)[:500]
ODD = (LONG, UNBROKEN, EMOJI, ARABIC, WIDE)
SHORT = (
    "Models stay on the wall",
    "We plan it in every phase, and pupils know for whom they write",
)


def titled(length: int, n: int) -> tuple[Station, ...]:
    """So many stations whose titles have exactly that length."""
    words = "Planning, drafting and revising together in the whole school for real readers"
    return tuple(
        Station(f"{words[i:]} {words}"[:length].strip().ljust(length, "x"), LONG) for i in range(n)
    )


def pack(length: int, n: int) -> Pack:
    """A pack with the longest texts that the product lets in."""
    carousel = (("stations", str(n)), ("notes", "everyone"))
    shown = "\n".join(["Read the ground rules aloud, one each. Which one would you change?"] * 3)
    items = (
        OrderItem("talk", "Welcome to our school", 10, (), shown),
        OrderItem("talk", "Ground rules", 5, (("page", "rules"),), shown[:66]),
        OrderItem("talk", "Headlines", 5, (("page", "headlines"),), shown[:66]),
        OrderItem("talk", "Our question", 5, (("page", "question"),), shown[:66]),
        OrderItem("carousel", "Carousel", 25, carousel),
        OrderItem("talk", "Close", 10),
    )
    return Pack(
        title="Improving writing " * 6,
        focus="Writing",
        key_question=QUESTION,
        stations=titled(length, n),
        orders=(RunningOrder(60, items),),
        headlines=HEADLINES,
        ground_rules=RULES,
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[int, str]]]:
    folder: Path = tmp_path_factory.mktemp("legible")
    (folder / "data").mkdir(mode=0o700)
    shelf = Shelf(folder / "data", KINDS)
    wishes = Wishes(SCHOOL, 60, 8, date(2026, 3, 16))
    codes = {
        n: shelf.make(pack(length, n), wishes) for n, length in ((6, 60), (8, 35), (4, 60), (3, 60))
    }
    with a_server(folder, "--allow-host", KIOSK) as server:
        yield server, codes


def hall(browser: Browser, server: tuple[Server, dict[int, str]], stations: int) -> Room:
    """The room with that many stations."""
    return Room(browser, server[0], server[1][stations])


def take_seats(room: Room) -> list[Client]:
    """Eight people, one for each group."""
    people = []
    for _ in range(8):
        people.append(SocketPhone(room.server, room.code))
        people[-1].connects(room.code)
    return people


def look_at_pages(room: Room, ruler: Ruler, projector: Projector) -> None:
    for page in ("welcome", "rules"):
        room.hand.shows(page)
        projector.stands(page)
        ruler.measures(page)
    room.hand.shows(None)


def look_at_the_carousel(room: Room, ruler: Ruler, projector: Projector) -> None:
    for phase, layout in (("walk", "move"), ("round", "stations"), ("home", "home")):
        room.hand.goes_to(phase)
        projector.stands(layout)
        ruler.measures(layout)


@pytest.mark.parametrize("stations", [8, 4, 3])
def test_the_longest_titles_and_question_fit_on_every_wall(
    chromium: Browser, server: tuple[Server, dict[int, str]], stations: int
) -> None:
    room = hall(chromium, server, stations)
    people, projector = take_seats(room), room.projector()
    ruler = Ruler(projector)
    look_at_pages(room, ruler, projector)
    for title in ("Welcome to our school", "Ground rules", "Headlines", "Our question"):
        room.hand.opens(title)
        projector.shows(title)
        ruler.measures(title)
    room.hand.opens("Carousel")
    look_at_the_carousel(room, ruler, projector)
    for person in people:
        person.leaves()
    room.ends()
    ruler.finds_nothing()


def fill_the_walls(room: Room, people: list[Client]) -> None:
    """Group A writes everything odd at its station, the others a few short words."""
    amira, ben, *others = people
    for text in (*ODD, *SHORT):
        amira.writes(text, "gap")  # type: ignore[attr-defined]
    ben.writes(LONG, "strength")  # type: ignore[attr-defined]
    ben.writes(SHORT[1], "stop")  # type: ignore[attr-defined]
    for other in others:
        other.writes(SHORT[0], "strength")  # type: ignore[attr-defined]
        other.writes(SAID, "gap")  # type: ignore[attr-defined]


def test_six_stations_and_notes_of_500_characters_can_be_read_from_the_back_row(
    chromium: Browser, server: tuple[Server, dict[int, str]]
) -> None:
    room = hall(chromium, server, 6)
    people = take_seats(room)
    room.hand.opens("Our question")
    room.hand.opens("Carousel")
    projector = room.projector()
    ruler = Ruler(projector)
    projector.shows(QUESTION)
    look_at_the_carousel(room, ruler, projector)
    room.hand.does("go_back", was=room.hand.was())
    wait_for(lambda: all(p.latest()["state"]["step"]["phase"] == "round" for p in people))
    fill_the_walls(room, people)
    room.hand.goes_to("gallery")
    projector.stands("gallery")
    shown = ""
    for number, words in enumerate(room.gallery(projector), start=1):
        ruler.measures(f"gallery page {number}, {projector.title()}")
        shown += "".join(words.split())
    for person in people:
        person.leaves()
    room.ends()
    for text in (*ODD, *SHORT):
        assert "".join(text.split())[:90] in shown
    ruler.finds_nothing()


def nothing_sideways(found: list[str], phone: Phone, state: str) -> None:
    found += [f"{state}: {fault}" for fault in phone.page.evaluate(MEASURE_PHONE)]


def look_at_a_small_phone(room: Room, phone: Phone, css: str) -> list[str]:
    """Everything that runs off sideways, from the join page to the gallery."""
    found: list[str] = []
    phone.scans()
    wears(phone.page, css)
    for fold in phone.page.locator("summary").all():
        fold.click()
    nothing_sideways(found, phone, "join")
    phone.presses(say("join.go"), exact=True)
    phone.stands("welcome")
    wears(phone.page, css)
    nothing_sideways(found, phone, "first page")
    phone.goes_on()
    for fold in phone.page.locator("summary").all():
        fold.click()
    nothing_sideways(found, phone, "read")
    phone.begins(UNBROKEN)
    nothing_sideways(found, phone, "write")
    phone.sends()
    phone.is_saved(UNBROKEN)
    nothing_sideways(found, phone, "saved")
    for phase in ("walk", "home", "gallery"):
        room.hand.goes_to(phase, 1 if phase == "walk" else 0)
        phone.stands("look" if phase == "gallery" else phase)
        nothing_sideways(found, phone, phase)
    return found


def test_a_phone_of_320_px_with_text_twice_as_large_has_nothing_sideways(room: Room) -> None:
    found = look_at_a_small_phone(room, room.phone(viewport={"width": 320, "height": 568}), TWICE)
    assert not found, "\n".join(found)


def test_a_phone_whose_owner_chose_text_twice_as_large_has_nothing_sideways(
    playwright: Playwright, tmp_path: Path
) -> None:
    with a_chromium(playwright, "--blink-settings=defaultFontSize=32") as browser:
        with a_server(tmp_path, "--demo", "--allow-host", KIOSK) as server:
            room = Room(browser, server)
            phone = room.phone(viewport={"width": 320, "height": 568})
            found = look_at_a_small_phone(room, phone, "")
            room.ends()
    assert not found, "\n".join(found)
