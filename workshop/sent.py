"""What an audience was sent and what is due to it, and who is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .audience import Audience
from .model import Row


@dataclass
class Connection:
    """One socket: its audience, and its seat if it is a phone."""

    sid: str
    audience: Audience
    seat: str | None


@dataclass
class Sent:
    """What an audience has: its rows by id, its state and counts, and its own revision.

    What is due: notes that were `touched`; "more": rows beside them; "whole": everything.
    `others` are the ids of rows that are no notes; `whole` is all of it, once it was encoded.
    """

    rev: int
    rows: dict[str, Row]
    state: Row
    counts: Mapping[str, Any]
    is_stale: bool = False
    touched: set[str] = field(default_factory=set)
    is_whole_due: bool = False
    is_more_due: bool = False
    is_due: bool = False
    is_urgent: bool = False
    last_at: int = 0
    whole: Any = None
    others: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.others = {i for i, row in self.rows.items() if row["type"] != "note"}

    def take(
        self, changed: list[Row], gone: list[str], state: Row, counts: Mapping[str, Any]
    ) -> None:
        """From now on the audience has this too."""
        self.state, self.counts, self.whole = state, counts, None
        for row in changed:
            self.rows[row["id"]] = row
            if row["type"] != "note":
                self.others.add(row["id"])
        for row_id in gone:
            del self.rows[row_id]
            self.others.discard(row_id)


def same_view(old: Sent, new: Sent) -> bool:
    """Whether an audience would see no difference."""
    return (old.rows, old.state, old.counts) == (new.rows, new.state, new.counts)


def by_order(row: Row) -> tuple[int, str]:
    """Public notes in the order they came, everything else by id."""
    return (row.get("n") or 0, row["id"])
