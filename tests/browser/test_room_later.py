"""The wall from the headlines to the agreed plan, with the longest words that the faces let in: all
of it can be read on every wall, nothing scrolls, nothing is clipped, and every page turns up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.legible import Ruler
from tests.browser.people import Projector
from tests.browser.stage import Room, a_room, a_workshop
from tests.server import Client, Server, wait_for
from tests.server import Phone as SocketPhone
from workshop.words import say

pytestmark = pytest.mark.browser

SAID = "Pupils copy the whole page out again when we only wanted one better sentence. "
TITLE = ("Plan one revising lesson in every unit, in every phase, " * 3)[:120].strip()
ODD = (TITLE, (SAID * 7)[:500].strip(), "Rechtschreibstrategieentwicklung" * 8, "Hang both drafts")
UNDERSTANDING = ("Pupils copy because nobody has shown them what better is. " * 3)[:160].strip()
GOAL = {
    "goal": (SAID * 3)[:200].strip(),
    "measure": TITLE,
    "now": "38 in 100",
    "target": "60 in 100",
}
ACTION = {
    "so_that": (SAID * 4)[:300].strip(),
    "who_leads": "Phase leaders",
    "by_when": "2027-05-14",
}


class Wall:
    """A projector with six people, and the one who measures what it shows."""

    def __init__(self, room: Room) -> None:
        self.room, self.hand = room, room.hand
        self.people = []
        for _ in range(6):
            self.people.append(SocketPhone(room.server, room.code))
            self.people[-1].connects(room.code)
        self.projector: Projector = room.projector()
        self.ruler = Ruler(self.projector)

    def opens(self, title: str, phase: str, layout: str) -> None:
        """The champion goes to a phase, and the wall follows."""
        self.hand.opens(title)
        self.goes_to(phase, layout)

    def goes_to(self, phase: str, layout: str) -> None:
        self.hand.goes_to(phase)
        self.projector.stands(layout)
        wait_for(lambda: all(phase_of(person) == phase for person in self.people))

    def looks(self, name: str) -> None:
        """Measure this page."""
        self.ruler.measures(name)

    def looks_at_all_pages(self, name: str) -> str:
        """Measure every page, to the last; all their words."""
        said, step = "", self.hand.state["step"]
        for page in range(40):
            self.looks(f"{name}, page {page + 1}")
            words = self.projector.work()
            said += "".join(words.split())
            self.hand.does("turn_page", activity=step["activity"], page=page + 1, was=page)
            if not self.projector.soon_shows_other_than(words):
                return said
        raise AssertionError("the pages have no end")

    def marks(self, person: SocketPhone, kind: str, subject: str, value: Any) -> None:
        """Somebody taps."""
        step = person.latest()["state"]["step"]
        body = {"kind": kind, "subject": subject, "value": value}
        here = {"activity": step["activity"], "phase": step["phase"]}
        answer = person.sends("cast_mark", body | here)
        assert answer["ok"], answer

    def writes(self, person: SocketPhone, text: str, stance: str | None, **more: Any) -> str:
        """Somebody writes; the note's id."""
        body = person.note(text, stance, **more)
        answer = person.sends("write_note", body)
        assert answer["ok"], answer
        return str(body["id"])

    def next_shows(self) -> None:
        """The champion closes the phase, and if need be shows it; answers show where we stand."""
        phase = self.hand.state["step"]["phase"]
        while self.hand.state["step"]["veil"] in {"open", "closed"}:
            self.hand.next()
        assert self.hand.state["step"]["phase"] in {phase, "talk"}

    def ends(self) -> None:
        for person in self.people:
            person.leaves()


@pytest.fixture
def wall(chromium: Browser, house: Server) -> Iterator[Wall]:
    with a_room(chromium, house, a_workshop(house)) as room:
        wall = Wall(room)
        yield wall
        wall.ends()


def phase_of(person: SocketPhone) -> str:
    """The phase that somebody's phone shows."""
    step = person.latest()["state"].get("step")
    return step["phase"] if step else ""


def empty(fields: dict[str, str]) -> dict[str, str]:
    return dict.fromkeys(fields, "")


def rows(client: Client, kind: str) -> list[dict[str, Any]]:
    return sorted(client.rows(kind), key=lambda row: row.get("number") or 0)


def read_the_headlines(wall: Wall) -> None:
    wall.opens("Headlines of the review", "tap", "headlines")
    for person in wall.people:
        for slot in rows(person, "slot"):
            wall.marks(person, "view", slot["id"], 0)
    wall.projector.shows(say("room.answered_all"))
    wall.projector.never_shows(say("room.view_recognised"))
    wall.looks_at_all_pages("headlines, tapping")
    wall.next_shows()
    wall.goes_to("heard", "headlines")
    wall.projector.shows(say("room.view_recognised"))
    wall.looks_at_all_pages("headlines, heard")


def ask_why(wall: Wall) -> None:
    wall.opens("Root cause", "whys", "whys")
    wall.looks("whys")
    activity = wall.hand.activity
    for person, whole in zip(wall.people[:4], ODD, strict=True):
        problem = whole[:140].strip()  # what a line may hold
        top = wall.writes(person, problem, "problem", slot=None)
        wall.marks(person, "problem", activity, top)
        line = wall.writes(person, "We praise neat books", None, slot=None, parent=top)
        wall.writes(person, "A second reason", None, slot=None, parent=top)
        last = wall.writes(person, (SAID * 2)[:140], None, slot=None, parent=line)
        wall.marks(person, "ring", activity, last)
        fields = {
            "tag": "hunch",
            "sure": "fairly",
            "check": (SAID * 3)[:200],
            "who": "Writing lead",
        }
        assert person.sends("fill_note", {"note": last, "fields": fields, "was": empty(fields)})[
            "ok"
        ]
    wall.goes_to("ring", "whys")
    wall.looks("ring")
    wall.goes_to("paths", "path")
    said = wall.looks_at_all_pages("paths")
    for problem in ODD:
        assert "".join(problem.split())[:90] in said
    assert say("room.more_added", n=1).replace(" ", "") in said


def understand(wall: Wall) -> None:
    wall.opens("What we now understand", "sentence", "understanding")
    wall.looks("before it is understood")
    fields = {"understanding": UNDERSTANDING, "how_we_know": SAID, "still_to_check": SAID}
    wall.hand.does("write_plan", fields=fields, was=empty(fields))
    wall.projector.shows(UNDERSTANDING)
    wall.looks_at_all_pages("understood")


def grow(wall: Wall) -> None:
    wall.opens("From goal to action", "goal", "grow")
    seen = wall.hand.state["desk"]["goal"]
    wall.hand.does("write_goal", fields=GOAL, was={name: seen.get(name) or "" for name in GOAL})
    wall.projector.shows("60 in 100")
    wall.looks("goal")
    wall.goes_to("reality", "grow")
    wall.looks("reality")
    wall.goes_to("options", "grow")
    for person, text in zip(wall.people, (*ODD, *ODD[:2]), strict=True):
        wall.writes(person, text, None, slot=None, fields={"obstacle": "Time to plan it together"})
    wall.projector.shows(say("room.written", n=6))
    wall.projector.never_shows("Hang both drafts")
    wall.looks("options, alone")
    wall.next_shows()
    wall.goes_to("clarify", "grow")


def choose(wall: Wall) -> list[str]:
    """The dots, and what goes forward."""
    wall.goes_to("vote", "vote")
    options = [str(row["id"]) for row in wall.people[0].rows("note") if not row.get("parent")]
    for person in wall.people:
        wall.marks(person, "dot", options[0], 2)
        wall.marks(person, "dot", options[1], 1)
    wall.looks_at_all_pages("ballot")
    wall.next_shows()
    wall.projector.shows("12")
    wall.looks_at_all_pages("dots")
    body = {"activity": wall.hand.activity, "notes": options[:2]}
    chosen = [o["note"] for o in wall.hand.state["desk"]["options"] if o["is_chosen"]]
    wall.hand.does("choose_options", **body, was=chosen)
    wall.goes_to("will", "will")
    wall.looks_at_all_pages("will")
    return list(wall.hand.does("draft_actions", activity=wall.hand.activity)["actions"])


def agree(wall: Wall, actions: list[str]) -> None:
    for action in actions:
        row = next(each for each in wall.hand.client.rows("action") if each["id"] == action)
        was = {name: row["fields"].get(name) or "" for name in ACTION}
        wall.hand.does("write_action", action=action, fields=ACTION, was=was)
    wall.opens("Agreement", "read", "plan")
    wall.looks_at_all_pages("plan")
    wall.goes_to("answer", "fist")
    for person, position in zip(wall.people, (4, 4, 2, 2, 2, 2, 2, 2), strict=False):
        for action in actions:
            wall.marks(person, "position", action, position)
    wall.projector.shows(say("room.until_close"))
    wall.looks("fist")
    wall.next_shows()
    wall.goes_to("talk", "bands")
    wall.looks("bands")


def look_back(wall: Wall, actions: list[str]) -> None:
    test = next(row for row in wall.hand.client.rows("test") if row["action"] == actions[0])
    wall.hand.does("talk_through", test=test["id"])
    words = {"heard": (SAID * 4)[:300], "changed": (SAID * 4)[:300]}
    wall.hand.does("write_test", test=test["id"], fields=words, was=empty(words))
    wall.hand.does("turn_page", activity=wall.hand.activity, page=1, was=0)
    wall.projector.shows(say("room.heard"))
    wall.looks("one action, talked through")
    for page, of in (("plan", None), ("action", actions[0]), ("journey", actions[0])):
        wall.hand.does("show_screen", page=page, **({"of": of} if of else {}))
        wall.projector.stands(page)
        wall.looks(page)
    wall.hand.shows(None)
    for other in wall.hand.client.rows("test"):
        if not other["is_talked"]:
            wall.hand.does("talk_through", test=other["id"])
    wall.hand.does("agree_plan", was=0)
    wall.goes_to("agreed", "plan")
    wall.looks_at_all_pages("agreed")
    wall.hand.opens("Close")
    wall.projector.shows(say("room.close_phone"))
    wall.looks("close")


def test_a_clicker_alone_comes_from_the_dots_to_the_draft_actions(wall: Wall) -> None:
    wall.opens("From goal to action", "options", "grow")
    for person, text in zip(wall.people, ("Agree", "Plan", "Read aloud", "Buy"), strict=False):
        wall.writes(person, text, None, slot=None)
    wall.goes_to("vote", "vote")
    wall.next_shows()
    desk = wall.hand.client
    wall.projector.clicks("PageDown")
    wait_for(lambda: sum(row.get("is_chosen", False) for row in rows(desk, "note")) == 3)
    wall.projector.clicks("PageDown")
    wall.projector.stands("will")
    wall.projector.clicks("PageDown")
    wait_for(lambda: len(rows(desk, "action")) == 3)
    assert wall.hand.state["step"]["phase"] == "will"


def test_the_wall_can_be_read_from_the_headlines_to_the_agreed_plan(wall: Wall) -> None:
    read_the_headlines(wall)
    ask_why(wall)
    understand(wall)
    grow(wall)
    said = wall.looks_at_all_pages("options")
    for text in ODD:
        assert "".join(text.split()) in said or "".join(text.split())[:90] in said
    actions = choose(wall)
    agree(wall, actions)
    look_back(wall, actions)
    wall.ruler.finds_nothing()
