"""A room for a test: the real server, a browser for each person, and the champion's hand by socket
for bringing the room quickly to where a test begins."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from tests.browser.chromium import KIOSK
from tests.browser.people import Console, Phone, Projector, Screen
from tests.browser.watch import Watch
from tests.server import Client, Server, wait_for
from tests.server import Phone as Socket
from workshop.model import new_id

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
WALL = {"width": 1024, "height": 768}


class Room:
    """One workshop with everybody in it."""

    def __init__(self, browser: Browser, server: Server, code: str | None = None) -> None:
        self.browser = browser
        self.server = server
        self.code = code or server.code
        self.watch = Watch()
        self.champions: BrowserContext | None = None
        self.hands: Hand | None = None
        self.contexts: list[BrowserContext] = []
        self.crowds: list[Crowd] = []

    @property
    def kiosk(self) -> str:
        """Where phones find the server: over an address that is not a secure context."""
        return f"http://{KIOSK}:{self.server.port}"

    def someone(self, **wishes: Any) -> BrowserContext:
        """A fresh browser profile, watched."""
        settings = {"viewport": PHONE, "reduced_motion": "reduce", "locale": "en-GB"} | wishes
        context = self.browser.new_context(**settings)
        self.contexts.append(context)
        self.watch.over(context)
        return context

    def phone(self, **wishes: Any) -> Phone:
        """Somebody with a phone in the hand, not yet joined."""
        return self.same_phone(self.someone(**wishes))

    def same_phone(self, context: BrowserContext) -> Phone:
        """Another tab of the same phone."""
        return Phone(context.new_page(), f"{self.kiosk}/j/{self.code}")

    def people(self, n: int) -> list[Phone]:
        """So many people, joined one after the other: groups A, B, C and so on."""
        return [self.phone().joins() for _ in range(n)]

    def champion(self) -> BrowserContext:
        """The champion's browser, signed in with the token from the start window."""
        if self.champions is None:
            self.champions = self.someone(viewport=LAPTOP)
            signed_in = self.server.champion().cookies
            cookies = [
                {"name": c.name, "value": c.value, "url": self.server.url} for c in signed_in
            ]
            self.champions.add_cookies(cookies)  # type: ignore[arg-type]
        return self.champions

    def console(self) -> Console:
        """The champion's desk."""
        url = f"{self.server.url}/facilitator/w/{self.code}/"
        console = Console(self.champion().new_page(), url)
        console.page.goto(url)
        console.page.locator("#away-notes").wait_for()
        return console

    def projector(self, by: BrowserContext | None = None, **size: int) -> Projector:
        """The wall, in a window of its own: with the champion's session, or by another."""
        base = self.kiosk if by else self.server.url
        session = None if by else self.champion().storage_state()
        page = (by or self.someone(storage_state=session)).new_page()
        page.set_viewport_size(WALL | size)
        projector = Projector(page, f"{base}/w/{self.code}/projector")
        page.goto(projector.url)
        page.locator(".room").wait_for()
        return projector

    def crowd(self, n: int) -> Crowd:
        """So many people more, by socket, each in the smallest group."""
        self.crowds.append(Crowd([Socket(self.server, self.code) for _ in range(n)], self.code))
        return self.crowds[-1]

    @property
    def hand(self) -> Hand:
        """The champion's hand by socket."""
        if self.hands is None:
            self.hands = Hand(self.server, self.code)
        return self.hands

    def gallery(self, projector: Projector) -> Iterator[str]:
        """Every page of the gallery, those for a room with time too: what stands on it."""
        page, before = 0, ""
        while (words := projector.work()) != before:
            yield words
            self.hand.does("turn_page", activity=self.hand.activity, page=page + 1, was=page)
            page, before = page + 1, words
            if not projector.soon_shows_other_than(before):
                self.looks_away(projector)

    def looks_away(self, projector: Projector) -> None:
        """Blank and back: whatever was said before is on the wall now."""
        self.hand.shows("blank")
        projector.stands("blank")
        self.hand.shows(None)
        projector.stands("gallery")

    def ends(self) -> None:
        """Everybody leaves; nothing may have gone wrong on any page."""
        for context in self.contexts:
            context.close()
        for crowd in self.crowds:
            crowd.leaves()
        if self.hands is not None and self.hands.client.socket.connected:
            self.hands.client.leaves()
        assert not self.watch.unexpected(), "\n".join(self.watch.unexpected())


class Hand:
    """Gives the champion's commands without a page."""

    def __init__(self, server: Server, code: str) -> None:
        self.client = Client(server, "console", server.champion())
        self.client.connects(code)
        wait_for(self.client.latest)
        wait_for(lambda: self.state)

    @property
    def state(self) -> dict[str, Any]:
        """What the console knows."""
        return dict(self.client.latest()["state"])

    @property
    def activity(self) -> str:
        """The id of the present activity."""
        return str(self.state["activity"]["id"])

    def group(self, letter: str) -> str:
        """The id of a group."""
        return next(str(g["id"]) for g in self.client.rows("group") if g["letter"] == letter)

    def does(self, name: str, /, **body: Any) -> dict[str, Any]:
        """Give a command, and wait until the console was shown what it did."""
        op = new_id()
        while "retry_ms" in (answer := self.client.sends(name, body, op)):
            time.sleep(answer["retry_ms"] / 1000)
        assert answer["ok"], answer
        wait_for(lambda: self.client.latest().get("rev", 0) >= answer["rev"])
        return answer

    def next(self) -> None:
        """Press next."""
        move = self.state["desk"]["next"]
        self.does(move["name"], **move["body"])

    def goes_to(self, phase: str, step_round: int = 0) -> None:
        """Press next until the room is there."""
        for _ in range(40):
            step = self.state["step"]
            if step and (step["phase"], step["round"]) == (phase, step_round):
                return
            self.next()
        raise AssertionError(f"never came to {phase} {step_round}")

    def was(self) -> dict[str, Any] | None:
        """The step on the screen, as a move names it."""
        step = self.state["step"]
        return step and {key: step[key] for key in ("activity", "phase", "round", "veil")}

    def opens(self, title: str) -> None:
        """Open an item of the running order by its title."""
        item = next(each for each in self.state["agenda"] if each["title"] == title)
        self.does("open_activity", activity=item["id"], was=self.was())

    def shows(self, page: str | None) -> None:
        """Lay a page over the work: welcome, rules, blank; None takes it away."""
        self.does("show_screen", page=page)

    def keeps_rounds(self, n: int) -> None:
        """Drop rounds from the end until so many are left."""
        while (rounds := self.state["desk"]["rounds"]) > n:
            self.does("drop_round", activity=self.activity, was=rounds)

    def seats(self) -> str:
        """How many people each group has, in the order of their letters: "2 1 0 0"."""
        groups = sorted(self.client.rows("group"), key=lambda group: group["letter"])
        return " ".join(str(group["seats"]) for group in groups)

    def notes(self, text: str) -> list[dict[str, Any]]:
        """All notes with these words, as the console knows them."""
        return [note for note in self.client.rows("note") if text in note["text"]]


class Crowd:
    """People in the room whose phones nobody looks at: they do the same as the others, at once."""

    def __init__(self, phones: list[Socket], code: str) -> None:
        self.phones = phones
        for phone in phones:
            phone.connects(code)
        for phone in phones:
            wait_for(lambda phone=phone: phone.latest()["state"])

    def leaves(self) -> None:
        """Everybody goes home."""
        for phone in self.phones:
            phone.leaves()

    def sees(self, hand: str, veil: str | None = "open") -> dict[str, Any]:
        """The step, once everybody was shown it."""
        for phone in self.phones:
            wait_for(lambda phone=phone: is_at(phone.latest()["state"]["step"], hand, veil))
        return dict(self.phones[0].latest()["state"]["step"])

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """What everybody is shown of one type, numbered things in order."""
        return sorted(self.phones[0].rows(kind), key=lambda row: row.get("number", 0))

    def marks(self, kind: str, step: dict[str, Any], values: Callable[[int, int], Any]) -> None:
        """Everybody puts a mark on everything that takes it; `values` says which, by the person's
        number and the thing's; None: this one is left out."""
        on = next(rule["on"] for rule in step["marks"] if rule["kind"] == kind)
        asked = step["actions"] if on == "action" else None
        subjects = [row["id"] for row in self.rows(on) if asked is None or row["id"] in asked]
        place = {name: step[name] for name in ("activity", "phase", "round")}
        for n, phone in enumerate(self.phones):
            for at, subject in enumerate(subjects):
                value = values(n, at)
                body = place | {"kind": kind, "subject": subject, "value": value}
                assert value is None or phone.sends("cast_mark", body)["ok"]

    def taps(self, values: Callable[[int, int], Any]) -> None:
        """Everybody says how they see each headline."""
        self.marks("view", self.sees("headlines"), values)

    def has_ideas(self, *texts: str) -> None:
        """The first of them write an option each."""
        self.sees("options")
        for phone, text in zip(self.phones, texts, strict=False):
            assert phone.writes(text, None)["ok"]

    def votes(self, dots: dict[str, tuple[int, ...]]) -> None:
        """Everybody gives dots by an option's words: so many from the first, the second ..."""
        step = self.sees("dots")
        texts = [row["text"] for row in self.rows("note")]
        self.marks("dot", step, lambda n, at: (dots.get(texts[at], ()) + (None,) * 99)[n])

    def answers(self, values: Callable[[int, int], Any]) -> None:
        """Everybody says how far they are behind each action that is asked about."""
        self.marks("position", self.sees("behind"), values)


def is_at(step: dict[str, Any] | None, hand: str, veil: str | None) -> bool:
    """Whether a step is drawn by this layout and veiled so."""
    return bool(step) and (step["hand"], step["veil"]) == (hand, veil)


SIZES = {
    "room": ((1024, 768), (1920, 1080)),
    "desk": ((1366, 768),),
    "phone": ((390, 844),),
}


class Album:
    """Pictures of every step, kept where the environment names a folder for them."""

    def __init__(self, **screens: Screen) -> None:
        self.screens = screens
        self.folder = Path(os.environ["DRUMBEAT_SHOTS"]) if "DRUMBEAT_SHOTS" in os.environ else None
        self.n = 0

    def keeps(self, step: str) -> None:
        """Everybody's screen as it stands now."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.n += 1
        for name, screen in self.screens.items():
            usual = screen.page.viewport_size
            for width, height in SIZES[name.split("_")[0]]:
                screen.page.set_viewport_size({"width": width, "height": height})
                path = self.folder / f"{self.n:02}-{step}-{name}-{width}x{height}.png"
                screen.page.screenshot(path=path)
            if usual:
                screen.page.set_viewport_size(usual)


def a_workshop(server: Server, pack: str = "writing") -> str:
    """The code of a fresh workshop from a pack, as the champion's form makes it."""
    wishes = {"pack": pack, "school": "Millrace Primary School", "minutes": 60, "groups": 4}
    page = server.champion().post(f"{server.url}/facilitator/", data=wishes, timeout=10)
    assert page.status_code == 200, page.text
    return page.url.rstrip("/").split("/")[-1]


@contextmanager
def a_room(browser: Browser, server: Server, code: str | None = None) -> Iterator[Room]:
    """A workshop with everybody in it; all leave at the end, and nothing may have gone wrong."""
    room = Room(browser, server, code)
    yield room
    room.ends()
