"""How far a room is behind an action, said in words. Tallies are how often each answer was given,
from 0 to 5; three and more passes. In small numbers only "goes ahead" or "not yet" is said."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from .model import MARK_TALLY_FLOOR

PASSES = 3
UNDECIDED = ("talk", "not_yet")  # bands in which somebody is not behind it yet
WARM = 4  # the middle answer of a room that is behind an action
Tallies = Sequence[int]


def band(tallies: Tallies) -> str:
    """`behind`, `mostly` or `talk`; under five answers `goes_ahead` or `not_yet`."""
    n, passed = answers(tallies), passing(tallies)
    if n < MARK_TALLY_FLOOR:
        return "goes_ahead" if n and passed == n else "not_yet"
    if passed < n:
        return "talk"  # whoever is under three is heard, however many are above
    return "behind" if middle(tallies) >= WARM else "mostly"


def answers(tallies: Tallies) -> int:
    """How many answered."""
    return sum(tallies)


def passing(tallies: Tallies) -> int:
    """How many answered three or more."""
    return sum(tallies[PASSES:])


def counts(tallies: Tallies) -> list[int] | None:
    """How many answered five, four, three and under three; None where it would name somebody."""
    if answers(tallies) < MARK_TALLY_FLOOR:
        return None
    return [tallies[5], tallies[4], tallies[3], sum(tallies[:PASSES])]


def middle(tallies: Tallies) -> float:
    """The answer in the middle."""
    return float(median(value for value, n in enumerate(tallies) for _ in range(n)))
