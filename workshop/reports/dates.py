"""Writes dates out in words, the same on every machine: "Friday 27 March 2026".

The operating system's language settings are never asked.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from workshop.words import say

SATURDAY = 5


def long_date(day: date) -> str:
    """Friday 27 March 2026."""
    return f"{say('paper.weekdays').split()[day.weekday()]} {full_date(day)}"


def full_date(day: date) -> str:
    """27 March 2026."""
    return f"{short_date(day)} {day.year}"


def short_date(day: date) -> str:
    """27 March."""
    return f"{day.day} {month(day)}"


def month(day: date) -> str:
    """March."""
    return say("paper.months").split()[day.month - 1]


def when(day: date | str | None, start: date) -> str:
    """The day in words; the year only where it is not that of the start. Words stay as they are."""
    if not isinstance(day, date):
        return day or ""
    return short_date(day) if day.year == start.year else full_date(day)


def span(first: date, last: date) -> str:
    """March to June 2026; with two years, November 2026 to February 2027."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{month(last)} {last.year}"
    begin = month(first) if first.year == last.year else f"{month(first)} {first.year}"
    return say("paper.span", first=begin, last=f"{month(last)} {last.year}")


def days(dates: Sequence[date]) -> str:
    """3 and 4 March 2026; over two months, 31 March 2026 and 1 April 2026."""
    in_months = groupby(sorted(set(dates)), key=lambda day: (day.year, day.month))
    return _listed([_days_of_month(list(group)) for _, group in in_months])


def after_48_hours(day: date) -> date:
    """Two days later, or the Monday after when that is a weekend."""
    found = day + timedelta(days=2)
    return found + timedelta(days=max(0, 7 - found.weekday()) if found.weekday() >= SATURDAY else 0)


def _days_of_month(days: list[date]) -> str:
    return f"{_listed([str(day.day) for day in days])} {month(days[0])} {days[0].year}"


def _listed(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return say("paper.and", first=", ".join(texts[:-1]), last=texts[-1])
