"""What a phone of the crowd sees, asked in plain words: its notes, slots and actions, what its
group chose, which sheets are its own; and the bodies of what it sends."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Wish = tuple[str, Row]
SHEET = "will"  # the stance of a sheet that a group fills in


@dataclass(frozen=True)
class Seen:
    """A view as a person looks at it: the step, where they stand, and every row."""

    step: Row
    mine: Row
    workshop: Row
    rows: dict[str, Row]
    me: Row

    def of_type(self, kind: str) -> list[Row]:
        """All rows of a type."""
        return [row for row in self.rows.values() if row["type"] == kind]

    def row(self, row_id: str | None) -> Row | None:
        """A row by its id, if it can be seen."""
        return self.rows.get(row_id) if row_id else None

    def notes(self) -> list[Row]:
        """The notes that stand on their own and are still there."""
        return [r for r in self.of_type("note") if r["parent"] is None and is_there(r)]

    def slots(self) -> list[Row]:
        """The stations or headlines of this activity."""
        return [row for row in self.of_type("slot") if not row["is_skipped"]]

    def actions(self) -> list[Row]:
        """The actions that are asked about."""
        asked = self.step.get("actions")
        return [row for row in self.of_type("action") if asked is None or row["id"] in asked]

    def below(self, note: str, depth: int = 1) -> list[tuple[Row, int]]:
        """Every line under a note, with how deep it stands."""
        found: list[tuple[Row, int]] = []
        for row in self.of_type("note"):
            if row["parent"] == note and is_there(row):
                found += [(row, depth), *self.below(row["id"], depth + 1)]
        return found

    def chosen(self, kind: str) -> str | None:
        """The note that the group chose, by the kind of choice."""
        found = [r["value"] for r in self.of_type("choice") if r["kind"] == kind]
        return found[0] if found else None

    def sheets(self) -> Iterable[Row]:
        """What this group fills in: its sheets, and the cause that it ringed."""
        ringed = self.chosen("ring")
        for row in self.of_type("note"):
            is_ours = row.get("group") == self.mine["group"] and is_there(row)
            if is_ours and (row["stance"] == SHEET or row["id"] == ringed):
                yield row

    def rule(self, kind: str) -> Row | None:
        """The mark of that kind, if the step takes it."""
        return next((rule for rule in self.step["marks"] if rule["kind"] == kind), None)

    def marked(self, kind: str) -> dict[str, Any]:
        """This person's marks of a kind: the value by what it is on."""
        return {m["subject"]: m["value"] for m in self.me["marks"] if m["kind"] == kind}

    def cast(self, rule: Row, subject: str, value: Any) -> Wish:
        """A mark as it is sent. In a private phase it names the asking it answers."""
        here = {"activity": self.step["activity"], "phase": self.step["phase"]}
        if self.step["veil"] is not None:
            here |= {"round": self.step["round"]}
        return "cast_mark", here | {"kind": rule["kind"], "subject": subject, "value": value}


def seen_in(view: Row, me: Row) -> Seen | None:
    """What can be seen, where there is something to do at all."""
    step, mine = view["state"].get("step"), view["state"].get("mine")
    workshop = view["state"].get("workshop", {})
    if not step or not mine or not mine["group"] or workshop["is_closed"]:
        return None
    return Seen(step, mine, workshop, view["rows"], me)


def is_there(note: Row) -> bool:
    """Whether a note still has its words."""
    return not note.get("is_withdrawn")


def new_note(seen: Seen, text: str, *, slot: str | None = None, **more: Any) -> Row:
    """A note written where this phone stands, or on the slot or action that is named."""
    return {
        "id": secrets.token_urlsafe(9),
        "key": secrets.token_urlsafe(16),
        "activity": seen.step["activity"],
        "phase": seen.step["phase"],
        "round": seen.step["round"],
        "slot": slot or seen.mine["at"],
        "group": seen.mine["group"],
        "text": text,
        "stance": None,
        "parent": None,
    } | more
