"""How far a room is behind an action, in words: tallies are how often 0, 1, 2, 3, 4, 5 was said."""

import pytest

from workshop.agreement_bands import band, counts


@pytest.mark.parametrize(
    ("tallies", "words"),
    [
        ([0, 0, 0, 0, 3, 3], "behind"),
        ([0, 0, 0, 2, 3, 0], "behind"),
        ([0, 0, 0, 3, 2, 0], "mostly"),  # nobody under three, but the middle answer is three
        ([0, 0, 1, 0, 18, 0], "talk"),  # whoever is under three is heard
        ([1, 0, 0, 0, 0, 19], "talk"),  # one "no" is talked about
        ([0, 0, 0, 1, 3, 0], "goes_ahead"),
        ([0, 0, 1, 0, 3, 0], "not_yet"),
        ([0, 0, 0, 0, 0, 0], "not_yet"),
        ([], "not_yet"),
    ],
)
def test_where_the_room_stands_is_said_in_words(tallies, words):
    assert band(tallies) == words


def test_figures_are_given_from_five_answers_on_and_lows_are_one_number():
    assert counts([1, 1, 0, 1, 1, 1]) == [1, 1, 1, 2]
    assert counts([0, 0, 0, 0, 4, 0]) is None
