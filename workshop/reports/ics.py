"""Writes the days of a plan as a calendar file: all-day entries that nobody's time is blocked by.

The only file that imports icalendar. An entry keeps its identity from one version of the plan to
the next, so that importing a later file moves it and makes no second one. No lock of the library
is taken: files are made in native threads, where eventlet's green locks do not work.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDatetime

from workshop.reports.clean import clean
from workshop.reports.facts import ActionFacts, PlanFacts
from workshop.reports.paper import plan_outline
from workshop.words import say

MAKER = "-//Drumbeat//Plan//EN"
FAMILY = uuid.UUID("6f0e2f0c-3c11-5a86-9f0d-0d5f4e0b7a11")  # ours alone, and it never changes


@dataclass(frozen=True)
class Entry:
    """One day: what it is called, what is said of it, and what it is known by."""

    on: date
    name: str
    text: str
    known_by: tuple[str, ...]
    is_off: bool = False


def to_ics(facts: PlanFacts) -> bytes:
    """The plan's days as the bytes of an .ics file."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _line(plan_outline(facts).title))
    for entry in entries(facts):
        calendar.add_component(_event(entry, facts))
    return bytes(calendar.to_ical())


def entries(facts: PlanFacts) -> Iterator[Entry]:
    """The due day, steps and checks of every action, then the review of the plan."""
    for action in facts.actions:
        yield from _of_action(action, facts)
    seen = say("cal.review_text", text=facts.will_see) if facts.will_see else ""
    text = "\n".join(part for part in (seen, facts.school) if part)
    yield Entry(facts.review_on, say("cal.review", title=facts.title), text, ("review",))


def _of_action(action: ActionFacts, facts: PlanFacts) -> Iterator[Entry]:
    name, off = action.id or str(action.number), action.status == "stopped"
    will = action.we_will or say("paper.to_confirm")
    text = _about(action, facts)
    if isinstance(action.by_when, date):
        yield Entry(action.by_when, say("cal.due", text=will), text, (name, "due"), off)
    for place, step in enumerate(action.dated_steps, start=1):
        if step.on:
            title = say("cal.step", text=step.text)
            yield Entry(step.on, title, text, (name, "step", str(place)), off)
    for place, check in enumerate(action.monitoring, start=1):
        if check.on:
            title = say("cal.check", text=check.how or will)
            who = say("cal.who_checks", who=check.who) if check.who else ""
            whole = "\n".join(part for part in (who, text) if part)
            yield Entry(check.on, title, whole, (name, "check", str(place)), off)


def _about(action: ActionFacts, facts: PlanFacts) -> str:
    """Who leads and what it is for; roles as they were typed, and no other name."""
    said = [say("cal.action", number=action.number, text=action.we_will)]
    said += [say("cal.who_leads", who=action.who_leads)] if action.who_leads else []
    said += [say("cal.so_that", text=action.so_that)] if action.so_that else []
    return "\n".join([*said, facts.school])


def _event(entry: Entry, facts: PlanFacts) -> Event:
    event = Event()
    event.add(
        "uid", str(uuid.uuid5(FAMILY, "\n".join((facts.code or facts.school, *entry.known_by))))
    )
    made_at = datetime(*facts.made_on.timetuple()[:3], 12, tzinfo=UTC)
    event.add("dtstamp", vDatetime(made_at))  # a bare datetime takes a lock of the library
    event.add("dtstart", entry.on)
    if entry.on < date.max:
        event.add("dtend", entry.on + timedelta(days=1))  # the day after the last, in calendars
    event.add("summary", _line(entry.name))
    event.add("description", clean(entry.text))
    event.add("status", _status(entry, facts))
    event.add("sequence", facts.version)
    event.add("transp", "TRANSPARENT")
    return event


def _status(entry: Entry, facts: PlanFacts) -> str:
    if entry.is_off:
        return "CANCELLED"
    return "CONFIRMED" if facts.is_agreed else "TENTATIVE"


def _line(text: str) -> str:
    return " ".join(clean(text).split())
