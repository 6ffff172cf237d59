"""What a person in the crowd would do next, decided from the view alone: write while there is
something to write, add to what is there, tick, tap, vote and answer, choose together at home, and
with their group find a cause and fill in a sheet. Else nothing."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from .sheets import Later
from .table import Pens, Table
from .view import Row, Seen, Wish, new_note, seen_in
from .words import Words

NOTES_EACH = 2  # where everyone writes
ADDS, ASKS, CHOOSES = 0.18, 0.4, 0.35  # how likely people are to
SPEAKS_FOR_THE_PAIR, SEES_AN_OBSTACLE, HAS_TWO, SAYS_WHAT_HELPS = 0.45, 0.4, 0.5, 0.6
MARKS = {"note": 0.6, "slot": 0.97, "action": 0.97}  # by what a mark is put on
LEANS = {"view": (12, 3, 4), "position": (1, 2, 8, 26, 45, 30)}  # by kind, along its values
LOW = 3  # under it people are asked what would help


class Mind:
    """One person's whims: what they once passed over they do not come back to."""

    def __init__(self, rng: random.Random, words: Words, later: Later, pens: Pens) -> None:
        self.rng, self.words, self.later = rng, words, later
        self.table = Table(rng, later, pens)
        self.whims: dict[tuple[Any, ...], bool] = {}
        self.marked: set[tuple[str, str, int]] = set()
        self.written: Counter[tuple[Any, ...]] = Counter()
        self.writes_in: dict[str, Callable[[Seen], Wish | None]] = {  # by layout of the hand
            "whys": self.table.path,
            "heard": self.heard,
            "options": self.option,
            "behind": self.worry,
        }

    def wish(self, view: Row, me: Row) -> Wish | None:
        """A command and its body, or None."""
        seen = seen_in(view, me)
        if seen is None:
            return None
        writes = self.writes_in.get(seen.step["hand"], self.note)
        rules = [rule for rule in seen.step["marks"] if rule["on"] != "activity"]
        ways = [writes, self.addition, self.table.fill, *(partial(self.mark, r) for r in rules)]
        self.rng.shuffle(ways)
        return next((wish for way in ways if (wish := way(seen))), None)

    # ---- words

    def note(self, seen: Seen) -> Wish | None:
        """A new note, while the group has any left."""
        left = (seen.row(seen.mine["group"]) or {}).get("left")
        if left == 0 or not self.has_more_to_say(seen, 99 if left else NOTES_EACH):
            return None
        station = seen.row(seen.mine["at"]) or {"title": ""}
        stance, text = self.words.note(station["title"])
        offered = [each["value"] for each in seen.step["stances"]]
        if stance not in offered:
            stance = self.rng.choice(offered) if offered else None
        return "write_note", new_note(seen, text, stance=stance)

    def heard(self, seen: Seen) -> Wish | None:
        """One sentence from a pair, on a headline that they see in another way."""
        seen_otherwise = [slot for slot, value in seen.marked("view").items() if value]
        on = [slot for slot in seen.slots() if slot["id"] in seen_otherwise] or seen.slots()
        is_the_one = self.is_moved_to(SPEAKS_FOR_THE_PAIR, "heard", seen.step["activity"])
        if not on or not is_the_one or not self.has_more_to_say(seen, 1):
            return None
        slot = self.rng.choice(on)
        return "write_note", new_note(seen, self.later.heard(slot.get("stance")), slot=slot["id"])

    def option(self, seen: Seen) -> Wish | None:
        """One or two ideas, some with what might get in their way."""
        many = 2 if self.is_moved_to(HAS_TWO, "options", seen.step["activity"]) else 1
        if not self.has_more_to_say(seen, many):
            return None
        has_obstacle = self.rng.random() < SEES_AN_OBSTACLE
        more = {"fields": {"obstacle": self.later.obstacle()}} if has_obstacle else {}
        return "write_note", new_note(seen, self.later.option(), **more)

    def worry(self, seen: Seen) -> Wish | None:
        """What would help, beside a low answer."""
        asked = [row["id"] for row in seen.actions()]
        for action, value in seen.marked("position").items():
            key = ("worry", action, seen.step["round"])
            is_low = value < LOW and action in asked and "note" in seen.step["accepts"]
            if is_low and self.is_moved_to(SAYS_WHAT_HELPS, *key):
                self.whims[key] = False
                return "write_note", new_note(seen, self.later.worry(), slot=action)
        return None

    def addition(self, seen: Seen) -> Wish | None:
        """Something added to a note at one's station, or asked about it."""
        if "build" not in seen.step["accepts"] or not seen.mine["at"]:
            return None
        for row in seen.notes():
            if row["slot"] == seen.mine["at"] and self.is_moved_to(ADDS, "add", row["id"]):
                self.whims["add", row["id"]] = False
                if self.rng.random() < ASKS:
                    more = {"stance": "question", "parent": row["id"]}
                    return "write_note", new_note(seen, self.words.question(), **more)
                return "write_note", new_note(seen, self.words.addition(), parent=row["id"])
        return None

    def has_more_to_say(self, seen: Seen, most: int) -> bool:
        """Whether this person still writes here; counted at once."""
        turn = (seen.step["activity"], seen.step["phase"], seen.step["round"])
        if "note" not in seen.step["accepts"] or self.written[turn] >= most:
            return False
        self.written[turn] += 1
        return True

    # ---- marks

    def mark(self, rule: Row, seen: Seen) -> Wish | None:
        """A tick, a tap, a dot, a score or an answer; or the group's choice at home."""
        return self.choice(rule, seen) if rule["owner"] == "group" else self.vote(rule, seen)

    def vote(self, rule: Row, seen: Seen) -> Wish | None:
        """A mark on the next thing that has none of one's own yet."""
        value = self.value(rule, seen)
        if seen.me["left"].get(rule["kind"], value) < value:
            return None
        done = seen.marked(rule["kind"])
        for row in self.offered(rule, seen):
            key = (rule["kind"], row["id"], seen.step["round"])
            if key in self.marked or row["id"] in done:
                continue
            if self.is_moved_to(MARKS[rule["on"]], *key):
                self.marked.add(key)
                return seen.cast(rule, row["id"], value)
        return None

    def offered(self, rule: Row, seen: Seen) -> list[Row]:
        """What a mark may be put on. Nobody recognises their own group's note; where there is a
        choice of a few, people begin anywhere."""
        if rule["on"] == "slot":
            return seen.slots()
        if rule["on"] == "action":
            return seen.actions()
        if rule["budget"] is None:
            return [row for row in seen.notes() if row.get("group") != seen.mine["group"]]
        return self.rng.sample(seen.notes(), len(seen.notes()))

    def value(self, rule: Row, seen: Seen) -> Any:
        """One of a mark's values; asked again, people have moved a little."""
        leans = LEANS.get(rule["kind"], (1,) * len(rule["values"]))
        draws = self.rng.choices(rule["values"], leans, k=1 + (seen.step["veil"] is not None))
        return max(draws) if seen.step["round"] and rule["on"] == "action" else draws[0]

    def choice(self, rule: Row, seen: Seen) -> Wish | None:
        """What the group chooses at home; one of its phones says it, once."""
        home = seen.mine["home"]
        chosen = {(row["kind"], row["slot"]) for row in seen.of_type("choice")}
        if not home or (rule["kind"], home) in chosen or self.rng.random() > CHOOSES:
            return None
        at_home = [row for row in seen.notes() if row["slot"] == home]
        fitting = [row["id"] for row in at_home if row["stance"] == rule["stance"]]
        offered = rule["values"] if rule["values"] is not None else fitting
        return seen.cast(rule, home, self.rng.choice(offered)) if offered else None

    def is_moved_to(self, likely: float, *what: Any) -> bool:
        """Whether this person feels like it; decided once."""
        return self.whims.setdefault(what, self.rng.random() < likely)
