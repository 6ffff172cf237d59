"""What people type into a field of the plan becomes a value, or a refusal with a sentence that says
what would fit. Every value is kept as text; an empty one takes a field back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from .days import day_or_words, need_day, need_days, not_passed
from .model import Refused
from .tidy import tidy_text

Read = Callable[[str, date], str]  # what was typed, and the workshop's day
AMOUNT = re.compile(
    r"(?:£\s*)?([-−]?)\s*(?:£\s*)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]*))?"
    r"(?:\s*(?:pounds|h|hrs?|hours?))?",
    re.IGNORECASE,
)
SHORT = 60  # characters of a day or a number
MOST_PENCE = 2  # decimals
MOST_DIGITS = 7


def taken(
    table: Mapping[str, Read], held: Mapping[str, str], body: Mapping[str, Any], near: date
) -> dict[str, str]:
    """The fields that a command brings, read by a table of fields. Refused with what stands there
    now when somebody changed one since; the same words twice are no quarrel."""
    new = {name: read(table, name, value, near) for name, value in body["fields"].items()}
    stale = {
        name: held.get(name, "")
        for name, value in new.items()
        if held.get(name, "") not in {value, *as_seen(table, name, body["was"].get(name), near)}
    }
    if stale:
        raise Refused("changed", now=stale)
    return new


def read(table: Mapping[str, Read], name: str, typed: str | None, near: date) -> str:
    """One field's value."""
    if name not in table:
        raise Refused("bad_shape", field=name)
    text = tidy_text(typed or "")
    return table[name](text, near) if text else ""


def as_seen(table: Mapping[str, Read], name: str, was: str | None, near: date) -> set[str]:
    """The value that was on the screen: as it stands here, or still as it was typed."""
    try:
        return {was or "", read(table, name, was, near)}
    except Refused:
        return {was or ""}


# ---- what a field takes


def words(limit: int) -> Read:
    """A text of at most so many characters."""

    def reader(text: str, near: date) -> str:
        if len(text) > limit:
            raise Refused("too_long_here", limit=limit, n=len(text))
        return text

    return reader


def line(limit: int) -> Read:
    """The same on one line."""
    return lambda text, near: words(limit)(" ".join(text.split()), near)


def one_of(*values: str) -> Read:
    """One of a few values."""

    def reader(text: str, near: date) -> str:
        if text not in values:
            raise Refused("bad_value")
        return text

    return reader


def whole(low: int, high: int) -> Read:
    """A whole number from `low` to `high`."""

    def reader(text: str, near: date) -> str:
        line(SHORT)(text, near)
        if not re.fullmatch(r"\d{1,6}", text) or not low <= int(text) <= high:
            raise Refused("not_a_whole", typed=text, low=low, high=high)
        return str(int(text))

    return reader


def amount(text: str, near: date) -> str:
    """Pounds or hours: not negative, at most two decimals. "£1,200" is 1200."""
    found = AMOUNT.fullmatch(line(SHORT)(text, near))
    if found is None:
        raise Refused("not_a_number", typed=text)
    sign, units, decimals = found[1], found[2].replace(",", "").lstrip("0") or "0", found[3] or ""
    if sign and (units != "0" or decimals.strip("0")):
        raise Refused("negative", typed=text)
    if len(decimals) > MOST_PENCE:
        raise Refused("too_fine", typed=text)
    if len(units) > MOST_DIGITS:
        raise Refused("too_much", typed=text)
    return f"{int(units)}.{decimals}" if decimals.strip("0") else str(int(units))


def a_day(text: str, near: date) -> str:
    """A day, as YYYY-MM-DD."""
    return need_day(line(SHORT)(text, near), near).isoformat()


def day_ahead(text: str, near: date) -> str:
    """A day that is not before the workshop's."""
    return not_passed(need_day(line(SHORT)(text, near), near), near).isoformat()


def due(text: str, near: date) -> str:
    """By when: a day that is not before the workshop's, or words such as "end of term"."""
    found = day_or_words(line(SHORT)(text, near), near)
    return not_passed(found, near).isoformat() if isinstance(found, date) else found


def days_before(text: str, near: date) -> str:
    """Days up to the workshop's own, one after the other."""
    return ", ".join(day.isoformat() for day in need_days(line(120)(text, near), near))
