"""What a person in the crowd would do next, decided from the view alone: write while the group has
notes left, add to what is there, tick what others wrote, choose together at home. Else nothing."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from typing import Any

from crowd_words import Words

NOTES_EACH = 2  # where everyone writes
ADDS, ASKS, TICKS, CHOOSES = 0.18, 0.4, 0.6, 0.35  # how likely people are to
Row = dict[str, Any]
Wish = tuple[str, Row]


class Mind:
    """One person's whims: what they once passed over they do not come back to."""

    def __init__(self, rng: random.Random, words: Words) -> None:
        self.rng, self.words = rng, words
        self.whims: dict[tuple[str, ...], bool] = {}
        self.marked: set[tuple[str, str]] = set()
        self.written: Counter[tuple[Any, ...]] = Counter()

    def wish(self, view: Row, me: Row) -> Wish | None:
        """A command and its body, or None."""
        step, mine = view["state"].get("step"), view["state"].get("mine")
        if not step or not mine or not mine["group"] or view["state"]["workshop"]["is_closed"]:
            return None
        rows = list(view["rows"].values())
        options = [
            self.note(step, mine, rows),
            self.addition(step, mine, rows),
            *(self.mark(rule, step, mine, rows, me) for rule in step["marks"]),
        ]
        possible = [wish for wish in options if wish]
        return self.rng.choice(possible) if possible else None

    def note(self, step: Row, mine: Row, rows: list[Row]) -> Wish | None:
        """A new note, while the group has any left."""
        if "note" not in step["accepts"]:
            return None
        group = next((r for r in rows if r["id"] == mine["group"]), {})
        turn = (step["activity"], step["phase"], step["round"])
        left = group.get("left")
        if left == 0 or (left is None and self.written[turn] >= NOTES_EACH):
            return None
        self.written[turn] += 1
        station = next((r["title"] for r in rows if r["id"] == mine["at"]), "")
        stance, text = self.words.note(station)
        offered = [each["value"] for each in step["stances"]]
        if stance not in offered:
            stance = self.rng.choice(offered) if offered else None
        return "write_note", self.body(step, mine, text, stance, None)

    def addition(self, step: Row, mine: Row, rows: list[Row]) -> Wish | None:
        """Something added to a note, or asked about it."""
        if "build" not in step["accepts"]:
            return None
        for row in notes(rows):
            if row["slot"] == mine["at"] and self.is_moved_to(ADDS, "add", row["id"]):
                self.whims["add", row["id"]] = False
                if self.rng.random() < ASKS:
                    return "write_note", self.body(
                        step, mine, self.words.question(), "question", row["id"]
                    )
                text = self.words.addition()
                return "write_note", self.body(step, mine, text, None, row["id"])
        return None

    def mark(self, rule: Row, step: Row, mine: Row, rows: list[Row], me: Row) -> Wish | None:
        """A tick, a dot or a score on a note; or the group's choice at home."""
        cast = self.choice if rule["owner"] == "group" else self.tick
        found = cast(rule, mine, rows, me)
        if found is None:
            return None
        subject, value = found
        here = {"activity": step["activity"], "phase": step["phase"], "kind": rule["kind"]}
        return "cast_mark", here | {"subject": subject, "value": value}

    def tick(self, rule: Row, mine: Row, rows: list[Row], me: Row) -> tuple[str, Any] | None:
        """One of the notes others wrote."""
        value = self.rng.choice(rule["values"])
        if me["left"].get(rule["kind"], value) < value:
            return None
        for row in notes(rows):
            key = (rule["kind"], row["id"])
            if key in self.marked or row.get("group") == mine["group"]:
                continue
            if self.is_moved_to(TICKS, *key):
                self.marked.add(key)
                return row["id"], value
        return None

    def choice(self, rule: Row, mine: Row, rows: list[Row], me: Row) -> tuple[str, Any] | None:
        """What the group chooses at home; one of its phones says it, once."""
        chosen = {(r["kind"], r["slot"]) for r in rows if r["type"] == "choice"}
        if (rule["kind"], mine["home"]) in chosen or self.rng.random() > CHOOSES:
            return None
        at_home = [r for r in notes(rows) if r["slot"] == mine["home"]]
        fitting = [r["id"] for r in at_home if r["stance"] == rule["stance"]]
        offered = rule["values"] if rule["values"] is not None else fitting
        return (mine["home"], self.rng.choice(offered)) if offered and mine["home"] else None

    def is_moved_to(self, likely: float, *what: str) -> bool:
        """Whether this person feels like it; decided once."""
        return self.whims.setdefault(what, self.rng.random() < likely)

    def body(self, step: Row, mine: Row, text: str, stance: str | None, parent: str | None) -> Row:
        """A note written where this phone stands."""
        return {
            "id": secrets.token_urlsafe(9),
            "key": secrets.token_urlsafe(16),
            "activity": step["activity"],
            "phase": step["phase"],
            "round": step["round"],
            "slot": mine["at"],
            "group": mine["group"],
            "text": text,
            "stance": stance,
            "parent": parent,
        }


def notes(rows: list[Row]) -> list[Row]:
    """The notes that stand on their own and are still there."""
    return [
        row
        for row in rows
        if row["type"] == "note" and row["parent"] is None and not row.get("is_withdrawn")
    ]
