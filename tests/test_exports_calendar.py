"""The calendar file as it is imported into a diary: what it has, and what a later one changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.plans import ACTIONS, BARE, DRAFT, FULL, WHOLE, with_actions, written
from workshop.reports.exports import MAKERS
from workshop.reports.facts import NoteFacts, PlanFacts, StationFacts


def calendar(facts: PlanFacts) -> Calendar:
    return Calendar.from_ical(MAKERS["plan.ics"](facts))


def days(facts: PlanFacts) -> dict[str, date]:
    return {str(event["SUMMARY"]): event["DTSTART"].dt for event in calendar(facts).events}


def test_the_calendar_has_due_days_steps_checks_and_the_review():
    found = days(replace(FULL, actions=(WHOLE,)))
    assert found == {
        "Due: Agree three examples of a better second draft, one for each phase": date(2026, 3, 27),
        "Step: Each phase brings two pieces": date(2026, 3, 20),
        "Step: We choose together": date(2026, 3, 24),
        "Check: Talk with six pupils": date(2026, 4, 24),
        "Review of our plan: Improving writing": date(2026, 6, 15),
    }


def test_entries_take_the_whole_day_and_block_nobody():
    for event in calendar(FULL).events:
        assert type(event["DTSTART"].dt) is date
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert (event["TRANSP"], event["STATUS"]) == ("TRANSPARENT", "CONFIRMED")
        assert event["DTSTAMP"].dt.date() == FULL.made_on
    assert all(event["STATUS"] == "TENTATIVE" for event in calendar(DRAFT).events)


def test_an_entry_is_the_same_one_in_a_later_version():
    moved = replace(
        FULL, actions=(*FULL.actions[1:], replace(WHOLE, number=9, by_when=date(2026, 5, 1)))
    )
    before, after = (
        {
            str(e["UID"])
            for e in calendar(f).events
            if str(e["SUMMARY"]).startswith(("Due: Agree", "Rev"))
        }
        for f in (FULL, replace(moved, version=2, made_on=date(2026, 4, 1)))
    )
    assert before == after
    other = {str(event["UID"]) for event in calendar(replace(FULL, code="other")).events}
    assert not other & before


def test_no_two_entries_are_taken_for_one():
    uids = [str(event["UID"]) for event in calendar(with_actions(FULL, 12)).events]
    assert len(uids) == len(set(uids)) == 22


def test_a_day_in_words_is_no_entry_and_a_stopped_action_is_called_off():
    actions = (replace(ACTIONS[0], by_when="soon"), replace(WHOLE, status="stopped"))
    events = calendar(replace(FULL, actions=actions)).events
    assert not any("soon" in str(event["SUMMARY"]) for event in events)
    assert [str(e["STATUS"]) for e in events] == ["CANCELLED"] * 4 + ["CONFIRMED"]


def test_an_entry_says_who_leads_and_nothing_of_notes():
    text = MAKERS["plan.ics"](
        replace(FULL, stations=(StationFacts(1, "A", notes=(NoteFacts("CANARY"),)),))
    )
    assert b"CANARY" not in text
    due = next(e for e in calendar(FULL).events if str(e["SUMMARY"]).startswith("Due"))
    assert "Who leads: Writing lead" in due["DESCRIPTION"]


def test_nobody_can_write_a_line_of_the_calendar():
    nasty = "x\r\nBEGIN:VEVENT\r\nSUMMARY:evil;,\\"
    content = MAKERS["plan.ics"](written(FULL, nasty))
    count = len(calendar(FULL).events)
    assert content.count(b"BEGIN:VEVENT\r\n") - content.count(b" BEGIN:VEVENT\r\n") == count
    assert content.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert len(calendar(written(FULL, nasty)).events) == count


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2028, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 1)),
        (date(2027, 2, 28), date(2027, 3, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_day_ends_where_the_next_begins(day, after):
    facts = replace(BARE, actions=(replace(ACTIONS[0], by_when=day, steps=()),))
    event = calendar(facts).events[0]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (day, after)
