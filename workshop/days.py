"""Reads what people type as a day: "15 May", "15/5/2026", "Friday 15 May 2026". Words such as
"end of term" are left as words; a day that does not exist is refused with a sentence naming it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .model import Refused
from .reports.dates import full_date, long_date
from .transaction import Transaction
from .words import say

REVIEW_AFTER_DAYS = 90
YEARS = range(2000, 2100)
MOST_DAYS = 7  # of a review
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY, YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4}|\d{2})"
FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})\s*[-/.]\s*(?P<number>\d{{1,2}})(?:\s*[-/.]\s*{YEAR})?\.?",
        rf"{DAY}[\s-]*(?:of\s+)?{MONTH}(?:[\s,-]+{YEAR})?",
        rf"{MONTH}\s*{DAY}(?:[\s,]+{YEAR})?",
    )
)
BEFORE_A_DAY = re.compile(
    r"(?:(?:on|by)\s+)?(?:(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|nes|ur)?(?:day)?\.?,?\s+)?"
    r"(?:the\s+)?(.*)"
)
BY = re.compile(r"^by\s+(?=\S)", re.IGNORECASE)
MEANT_AS_A_DAY = re.compile(r"[\d\s./-]+|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+\.?,?\s+\d{4}")
SPAN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|to)\s*(\d{1,2}\D*[a-z].*)")
BARE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


def today(tx: Transaction) -> date:
    """The day on the laptop's clock."""
    return date.fromtimestamp(tx.now_ms / 1000)


def read_day(typed: str, near: date, *, before: bool = False) -> date | None:
    """The day that was typed, or None when it is no day at all. Where the year is missing, the
    first such day on or after `near`; with `before`, the last one on or before it."""
    weekday, rest = parted(typed)
    found = next((m for form in FORMS if (m := form.fullmatch(rest))), None)
    if found is None:
        return None
    parts = found.groupdict()
    word = parts.get("month")
    month = MONTHS.index(word[:3]) + 1 if word else int(parts["number"])
    day, year = int(parts["day"]), parts["year"]
    if year is None:
        chosen = existing(day, month, nearest_year(day, month, near, before))
    else:
        chosen = existing(day, month, int(year) + (2000 if len(year) == 2 else 0))
    if weekday and WEEKDAYS[chosen.weekday()] != weekday:
        raise Refused("other_weekday", day=full_date(chosen), weekday=long_date(chosen).split()[0])
    return chosen


def day_or_words(typed: str, near: date) -> date | str:
    """A day, or the words as they are: "end of term", "Summer 2", "w/c 11 May"."""
    typed = BY.sub("", typed)  # the screens say "by" themselves
    found = read_day(typed, near)
    if found is None and MEANT_AS_A_DAY.fullmatch(parted(typed)[1]):
        raise Refused("not_a_day", typed=typed)
    return found or typed


def not_passed(day: date, near: date) -> date:
    """The day, unless it lies before the workshop's."""
    if day < near:
        raise Refused("has_passed", day=full_date(day), workshop_on=full_date(near))
    return day


def need_day(typed: str, near: date) -> date:
    """A day, and nothing else."""
    found = read_day(typed, near)
    if found is None:
        raise Refused("not_a_day", typed=typed)
    return found


def need_days(typed: str, near: date) -> tuple[date, ...]:
    """Days one after the other, up to `near`: "3 and 4 March", "3-4 March 2026", "3 March"."""
    found: list[date] = []
    for part in reversed(
        re.split(r"\s*(?:,(?!\s*\d{4}(?![-/.\d]))|;|&|\band\b)\s*", typed.strip())
    ):
        first, last = ends_of(part, found[-1] if found else None, near)
        if not 0 <= (last - first).days < MOST_DAYS:
            raise Refused("not_days", typed=typed)
        found += [last - timedelta(n) for n in range((last - first).days + 1)]
    return tuple(sorted(set(found)))


def ends_of(part: str, later: date | None, near: date) -> tuple[date, date]:
    """First and last day of "4 March", "3-4 March" or, before a day that was read, "3"."""
    rest = parted(part)[1]
    if (bare := BARE.fullmatch(rest)) and later is not None:
        alone = existing(int(bare[1]), later.month, later.year)
        return alone, alone
    span = SPAN.fullmatch(rest)
    last = read_day(span[2] if span else part, later or near, before=True)
    if last is None:
        raise Refused("not_days", typed=part)
    return (existing(int(span[1]), last.month, last.year) if span else last), last


def parted(typed: str) -> tuple[str, str]:
    """The weekday somebody put before a day, and the rest, in small letters."""
    found = BEFORE_A_DAY.fullmatch(" ".join(typed.lower().split()))
    assert found is not None
    return found[1] or "", found[2]


def nearest_year(day: int, month: int, near: date, before: bool) -> int:
    """The year of the first such day on or after another, or of the last on or before it."""
    there, here = (month, day), (near.month, near.day)
    if before:
        return near.year - (there > here)
    return near.year + (there < here)


def existing(day: int, month: int, year: int) -> date:
    """That day, or a refusal that names it."""
    if year not in YEARS:
        raise Refused("no_such_year", year=year)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused("no_such_day", day=said(day, month), year=year) from None


def said(day: int, month: int) -> str:
    """A day that may not exist, in words."""
    names = say("paper.months").split()
    return f"{day} {names[month - 1]}" if 0 < month <= len(names) else f"{day}/{month}"


def review_after(held_on: date) -> date:
    """The day a plan is opened again, unless another is chosen: ninety days on, a school day."""
    return next_school_day(held_on + timedelta(REVIEW_AFTER_DAYS))


def next_school_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() >= 5 else 0)
