"""A whole hour in a room with six people: headlines, carousel, root cause, what we now understand,
GROW, agreement. Each test stops it where it looks."""

from __future__ import annotations

from typing import Any

from tests.room import Room
from workshop.model import Answer

GAP = "Second drafts are neat copies"
CAUSE = "Nobody has shown them a better second draft"
UNDERSTANDING = "Pupils copy because nobody has shown them what a better second draft is"
OPTIONS = ("Agree three examples of a better draft", "Plan a revising lesson", "Buy a new scheme")


class Hour:
    """What happened so far, by the names the room would use."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.people = [room.person(letter) for letter in "AABBCC"]
        self.amira = self.people[0]

    def reads_headlines(self) -> None:
        """All recognise the first headline but one; a pair says why it sees the second in
        another way."""
        self.room.opens("headlines")
        first, second, *_ = self.headlines()
        for person in self.people:
            assert person.marks("view", first, 0).ok
            assert person.marks("view", second, 2).ok
        self.room.closes()
        self.room.goes_to("heard")
        said = self.people[2].writes("We think it is the books we choose", None, slot=second)
        assert said.ok, said.refused

    def headlines(self) -> list[str]:
        """Ids of the headlines in order."""
        desk = self.room.console.view()["state"]["desk"]
        return [each["id"] for each in desk["headlines"]]

    def finds_a_gap(self) -> None:
        """Amira's group writes a gap, the next group recognises it, it is chosen at home."""
        room, amira = self.room, self.amira
        room.opens("carousel")
        room.goes_to("round")
        amira.writes(GAP)
        self.gap = amira.last_note
        room.goes_to("round", 3)
        for person in self.people[2:4]:
            assert person.ticks(self.gap).ok
        room.goes_to("home")
        assert amira.marks("gap", amira.here()["slot"], self.gap).ok
        room.goes_to("gallery")

    def finds_a_cause(self) -> None:
        """Amira's group rings its second line and says how it knows."""
        room, amira = self.room, self.amira
        room.opens("whys")
        problem = next(row["id"] for row in amira.rows("note"))
        activity = room.was()["activity"]
        assert amira.marks("problem", activity, problem).ok
        amira.writes("They think improving means tidying", None, parent=problem)
        self.line = amira.last_note
        amira.writes(CAUSE, None, parent=self.line)
        self.cause = amira.last_note
        assert amira.marks("ring", activity, self.cause).ok
        amira.fills(
            self.cause, tag="seen", sure="fairly", check="Ask six pupils", who="Literacy lead"
        )
        room.goes_to("paths")
        assert room.console.does("take_cause", note=self.cause, is_taken=True).ok
        assert self.writes_plan(understanding=UNDERSTANDING).ok

    def chooses_options(self) -> None:
        """Three options, six votes; the first two go forward, the third has a reason."""
        room = self.room
        room.opens("grow")
        room.goes_to("options")
        self.options = []
        for person, text in zip(self.people[::2], OPTIONS, strict=True):
            assert person.writes(text, None, slot=None).ok
            self.options.append(person.last_note)
        room.closes()
        room.reveals()
        room.goes_to("vote")
        for person in self.people:
            assert person.marks("dot", self.options[0], 2).ok
            assert person.marks("dot", self.options[1], 1).ok
        room.closes()
        activity = room.was()["activity"]
        wanted = {"activity": activity, "notes": self.options[:2], "was": []}
        assert room.console.does("choose_options", **wanted).ok
        reason = {"note": self.options[2], "reason": "It would not change how we revise"}
        assert room.console.does("set_aside", **reason, was="").ok

    def drafts_actions(self) -> None:
        """One press makes two draft actions."""
        self.room.goes_to("will")
        made = self.room.console.does("draft_actions", activity=self.room.was()["activity"])
        assert made.ok, made.refused
        self.actions = made.fields["actions"]

    def answers(self, *positions: int, last: int | None = None) -> None:
        """Everybody says how far they are behind both actions (`last`: the last of them, of the
        second one), and the room sees where it stands."""
        self.room.opens("agreement")
        self.room.goes_to("answer")
        for person, position in zip(self.people, positions, strict=True):
            for action in self.actions:
                assert person.marks("position", action, position).ok
        if last is not None:
            assert self.people[-1].marks("position", self.actions[1], last).ok
        self.room.closes()
        self.room.goes_to("talk")

    def plays_to_the_plan(self) -> Hour:
        """Everything up to two draft actions."""
        self.reads_headlines()
        self.finds_a_gap()
        self.finds_a_cause()
        self.chooses_options()
        self.drafts_actions()
        return self

    # ---- the champion

    def writes_plan(self, was: dict[str, str] | None = None, **fields: str) -> Answer:
        """Fill in what stands over the actions."""
        return writes(self.room, "write_plan", {}, was, fields)

    def journey(self, at: int = 0) -> list[tuple[str, str | None]]:
        """Label and words of each stop on the way to an action."""
        row = next(r for r in self.room.console.rows("action") if r["id"] == self.actions[at])
        return [(stop["label"], stop["text"]) for stop in row["journey"]]


def writes(
    room: Room, name: str, body: dict[str, Any], was: dict[str, str] | None, fields: dict[str, str]
) -> Answer:
    """A command that fills in fields; what was on the screen is empty unless said otherwise."""
    seen = {field: (was or {}).get(field, "") for field in fields}
    return room.console.does(name, **body, fields=fields, was=seen)
