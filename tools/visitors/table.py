"""What the people of one group settle aloud: who of them holds the pen. The one who does chooses
the problem, writes the whys, rings the cause and fills in the sheet; the others talk."""

from __future__ import annotations

import random
from typing import Any

from .sheets import Later
from .view import Row, Seen, Wish, new_note

LINES = (3, 4, 4, 5)  # how deep a group asks why
MOST_LINES = 6
BRANCHES, STATES_ITSELF, PAUSES = 0.2, 0.25, 0.4  # how likely people are to


class Pens:
    """One pen for each table and sheet; who takes it first keeps it."""

    def __init__(self) -> None:
        self.held: dict[Any, object] = {}

    def takes(self, sheet: Any, who: object) -> bool:
        """Whether somebody has the pen of a sheet, or may take it."""
        return self.held.setdefault(sheet, who) is who


class Table:
    """One person's part in what their group does together."""

    def __init__(self, rng: random.Random, words: Later, pens: Pens) -> None:
        self.rng, self.words, self.pens = rng, words, pens
        self.deep: dict[str, int] = {}
        self.sent: set[tuple[str, str]] = set()

    def path(self, seen: Seen) -> Wish | None:
        """The next step on the way from a problem to its cause."""
        here = (seen.step["activity"], seen.mine["group"])
        if not self.pens.takes(here, self) or self.rng.random() < PAUSES:
            return None
        problem = seen.row(seen.chosen("problem"))
        if problem is None:
            return self.problem(seen)
        if seen.chosen("ring"):
            return None
        return self.ring(seen, problem) or self.line(seen, problem)

    def problem(self, seen: Seen) -> Wish | None:
        """Choose one of the things that are not yet in place, or say it in one's own words."""
        offered = [row for row in seen.notes() if row["stance"] in {"gap", "problem"}]
        own = [row for row in offered if row.get("group") == seen.mine["group"]]
        rule = seen.rule("problem")
        if offered and rule and self.rng.random() > STATES_ITSELF:
            chosen = self.rng.choice(own or offered)
            return seen.cast(rule, seen.step["activity"], chosen["id"])
        return "write_note", new_note(seen, self.words.problem(), stance="problem")

    def line(self, seen: Seen, problem: Row) -> Wish | None:
        """One more why under the last, or now and then a second reason beside it."""
        lines = seen.below(problem["id"])
        if "build" not in seen.step["accepts"] or len(lines) >= MOST_LINES:
            return None
        last, depth = max(((row, d) for row, d in lines), key=lambda x: x[1], default=(problem, 0))
        if depth >= self.wanted(problem):
            return None
        if depth and self.rng.random() < BRANCHES:
            text = self.words.second_reason()
            return "write_note", new_note(seen, text, parent=last["parent"])
        ours = f"{problem['id']} {seen.mine['group']}"
        text = self.words.why(ours, problem["text"], depth + 1)
        return "write_note", new_note(seen, text, parent=last["id"])

    def ring(self, seen: Seen, problem: Row) -> Wish | None:
        """Ring the deepest line, once it is deep enough or the room is asked to."""
        rule, lines = seen.rule("ring"), seen.below(problem["id"])
        if rule is None or not lines:
            return None
        cause, depth = max(lines, key=lambda x: x[1])
        if depth < self.wanted(problem) and seen.step["phase"] != "ring":
            return None
        return seen.cast(rule, seen.step["activity"], cause["id"])

    def wanted(self, problem: Row) -> int:
        """How deep this group asks."""
        return self.deep.setdefault(problem["id"], self.rng.choice(LINES))

    def fill(self, seen: Seen) -> Wish | None:
        """One more field of the group's sheet, from the top down."""
        for note in seen.sheets():
            held = {name for name, value in (note.get("fields") or {}).items() if value}
            done = held | {name for sheet, name in self.sent if sheet == note["id"]}
            name = self.words.next_field(seen.step.get("fills") or [], done)
            if name is None or not self.pens.takes(note["id"], self):
                continue
            self.sent.add((note["id"], name))
            text = self.words.filling(name, note, seen.workshop["held_on"])
            if text:
                return "fill_note", {"note": note["id"], "fields": {name: text}, "was": {name: ""}}
        return None
