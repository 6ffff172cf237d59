"""The fields of an action: what each takes, and what two of them say of each other. Nothing that
is missing is ever asked for here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .model import Refused
from .pack_nouns import EVIDENCE_TAGS
from .reports.dates import full_date
from .typed import Read, a_day, amount, due, line, one_of, whole, words

KINDS = ("start", "improve", "protect", "stop")
STATES = ("draft", "agreed", "active", "done", "stopped")
BEGUN = ("active", "done", "stopped")
FIELDS: Mapping[str, Read] = {
    "we_will": line(120),
    "so_that": words(300),
    "who_leads": line(100),
    "by_when": due,
    "makes_room": words(200),
    "how_known": one_of(*EVIDENCE_TAGS),
    "kind": one_of(*KINDS),
    "pace": one_of("quick", "lasting"),
    "stop_means": one_of("remove", "reduce", "re-engineer", "replace"),
    "problem": words(300),
    "baseline": line(100),
    "target": line(100),
    "contributors": words(200),
    "start": a_day,
    "resources": words(300),
    "cost": amount,
    "hours": amount,
    "commitment": whole(1, 10),
    "status": one_of(*STATES),
    "rag": one_of("red", "amber", "green"),
    "no_root": words(300),
    "support": words(300),
}


def checked(old: Mapping[str, str], new: Mapping[str, str], is_agreed: bool) -> dict[str, str]:
    """All fields with the new ones in them, if they go together."""
    fields = {**old, **new}
    if {"start", "by_when"} & set(new):
        check_days(fields)
    if new.get("status") == "agreed" and not is_agreed:
        raise Refused("not_agreed_yet")
    if fields.get("rag") and fields.get("status") not in BEGUN:
        if "rag" in new:
            raise Refused("not_begun")
        fields["rag"] = ""  # it went back to where nothing can be said of it
    return fields


def check_days(fields: Mapping[str, str]) -> None:
    """An action is not due before it starts."""
    start, by_when = day_of(fields.get("start")), day_of(fields.get("by_when"))
    if start and by_when and by_when < start:
        raise Refused("due_before_start", start=full_date(start), due=full_date(by_when))


def day_of(value: str | None) -> date | None:
    """A stored value as a day, if it is one."""
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None
