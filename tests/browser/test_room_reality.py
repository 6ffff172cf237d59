"""The wall says what is true: facts stand whole while there is room for them, and what is closed is
not asked again."""

from __future__ import annotations

import pytest

from tests.browser.legible import Ruler
from tests.browser.stage import Room
from workshop.words import say

pytestmark = pytest.mark.browser

FACTS = (
    "In most of the pairs of drafts that reviewers looked at, only spelling and handwriting had "
    "changed.",
    "Pupils could name features of a text, but few could say what they had changed in their "
    "second draft, or why.",
    "Second drafts are neat copies",
)
MEASURE = "Books in which the second draft changes more than spelling, in a sample of twelve"


def test_facts_are_not_cut_while_there_is_room_below_them(room: Room) -> None:
    room.hand.opens("From goal to action")
    goal = {
        "goal": "Every pupil can improve their own draft before it is finished",
        "measure": MEASURE,
        "now": "3 of 12",
        "reality": "\n".join(FACTS),
    }
    room.hand.does(
        "write_goal",
        fields=goal,
        was={name: room.hand.state["goal"].get(name, "") for name in goal},
    )
    wall = room.projector()
    ruler = Ruler(wall)
    for phase in ("reality", "options"):
        room.hand.goes_to(phase)
        wall.shows(MEASURE)
        ruler.measures(phase)
    for text in (goal["goal"], *FACTS[:2]):
        wall.shows(text)
    ruler.finds_nothing()


def test_back_in_what_was_answered_the_wall_does_not_ask_again(room: Room) -> None:
    room.hand.does("add_action")
    room.hand.opens("Agreement")
    room.hand.goes_to("answer")
    wall = room.projector()
    wall.shows(say("room.until_close"))
    room.crowd(5).answers(lambda n, at: 4)
    room.hand.next()
    room.hand.does("go_back", was=room.hand.was())
    wall.stands("fist")
    wall.shows("Answering is closed.")
    wall.never_shows(say("room.until_close"))
    assert wall.page.locator(".room__head").inner_text() == "Agreement"


def test_where_one_person_chose_the_wall_does_not_say_so(room: Room) -> None:
    room.hand.opens("From goal to action")
    room.hand.goes_to("options")
    crowd = room.crowd(1)
    crowd.has_ideas("Read aloud")
    room.hand.goes_to("vote")
    crowd.votes({"Read aloud": (2,)})
    wall = room.projector()
    room.hand.next()
    wall.shows(say("room.vote_title"))
    wall.never_shows(say("room.vote_n", n=1))
