"""Days as teachers type them, read by a server whose workshop is on Monday 16 March 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.days import day_or_words, need_day, need_days
from workshop.model import Refused

WORKSHOP = date(2026, 3, 16)


@pytest.mark.parametrize(
    "typed",
    ["2026-05-15", "15/5/2026", "15/05/26", "15.5.26", "15.5.", "15 May", "15th of May", "May 15",
     "May 15th, 2026", "15-May-2026", "Friday 15 May 2026", "fri 15 may", "by 15 May", " 15  may "],
)  # fmt: skip
def test_a_day_is_understood_however_it_is_typed(typed):
    assert day_or_words(typed, WORKSHOP) == date(2026, 5, 15)


def test_without_a_year_the_first_such_day_from_the_workshop_on_is_meant():
    assert need_day("16 March", WORKSHOP) == date(2026, 3, 16)
    assert need_day("15 March", WORKSHOP) == date(2027, 3, 15)


@pytest.mark.parametrize(
    "words", ["end of term", "Summer 2", "end of May 2026", "w/c 11 May", "half-term", "after SATs"]
)
def test_words_stay_as_they_are(words):
    assert day_or_words(words, WORKSHOP) == words


@pytest.mark.parametrize(
    ("typed", "day", "year"),
    [("29 February", "29 February", 2027), ("29/2/2027", "29 February", 2027),
     ("31 June 2026", "31 June", 2026), ("15/13/2026", "15/13", 2026), ("0/0/26", "0/0", 2026)],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_named(typed, day, year):
    with pytest.raises(Refused) as refusal:
        day_or_words(typed, WORKSHOP)
    assert refusal.value.code == "no_such_day"
    assert refusal.value.values == {"day": day, "year": year}


def test_the_29th_of_february_exists_in_a_leap_year():
    assert need_day("29 February 2028", WORKSHOP) == date(2028, 2, 29)


@pytest.mark.parametrize("typed", ["32", "15/5/20266", "15 Mai 2026", "1-2-3-4"])
def test_what_looks_like_a_day_and_is_none_is_refused(typed):
    with pytest.raises(Refused, match="not_a_day"):
        day_or_words(typed, WORKSHOP)


def test_a_weekday_that_does_not_fit_is_asked_about():
    with pytest.raises(Refused) as refusal:
        need_day("Thursday 15 May 2026", WORKSHOP)
    assert refusal.value.values == {"day": "15 May 2026", "weekday": "Friday"}


def test_where_a_day_is_needed_words_are_refused():
    with pytest.raises(Refused, match="not_a_day"):
        need_day("end of term", WORKSHOP)


@pytest.mark.parametrize(
    "typed",
    ["3 and 4 March 2026", "3-4 March", "3 March, 4 March", "2026-03-03, 2026-03-04",
     "Tue 3 and Wed 4 March", "3 to 4 March 2026", "3rd & 4th March 2026"],
)  # fmt: skip
def test_the_days_of_a_review_lie_before_the_workshop(typed):
    assert need_days(typed, WORKSHOP) == (date(2026, 3, 3), date(2026, 3, 4))


def test_the_days_of_a_review_may_lie_in_two_months_and_years():
    assert need_days("31 December and 1 January", WORKSHOP) == (
        date(2025, 12, 31),
        date(2026, 1, 1),
    )


@pytest.mark.parametrize("typed", ["last week", "4-3 March", "1-30 March", "3 and", "and"])
def test_what_are_no_days_of_a_review_is_refused(typed):
    with pytest.raises(Refused, match="not_days"):
        need_days(typed, WORKSHOP)


@given(
    st.text(max_size=60) | st.from_regex(r"[0-9./ -]{1,12}|[0-9]{1,2} [A-Za-z]{3,9} ?[0-9]{0,4}")
)
def test_any_text_at_all_is_a_day_words_or_a_refusal(typed):
    for read in (day_or_words, need_day, need_days):
        try:
            assert read(typed, WORKSHOP) is not None
        except Refused as refusal:
            assert refusal.code in {
                "no_such_day", "no_such_year", "not_a_day", "not_days", "other_weekday"
            }  # fmt: skip
