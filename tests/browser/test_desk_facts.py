"""The desk says of an action and of a note what is true: what is still open after agreeing, and
which headline a sentence is about."""

from __future__ import annotations

import pytest

from tests.browser.stage import Room
from workshop.words import say

pytestmark = pytest.mark.browser
FOUR = {
    "we_will": "Plan one revising lesson in every unit",
    "so_that": "say what they changed, and why",
    "who_leads": "Phase leaders",
    "by_when": "end of term",
}


def test_an_agreed_action_is_complete_once_it_is_said_how_we_will_know(room: Room) -> None:
    action = str(room.hand.does("add_action")["action"])
    room.hand.does("write_action", action=action, fields=FOUR, was=dict.fromkeys(FOUR, ""))
    room.hand.does("agree_plan", was=0)
    console = room.console()
    console.opens("plan")
    console.shows(say("desk.open_know"))
    part = str(room.hand.does("add_part", action=action, kind="success")["part"])
    room.hand.does("write_part", part=part, fields={"text": "Six can say it"}, was={"text": ""})
    console.shows(say("desk.ready_agreed"))


def test_a_sentence_about_a_headline_says_which_one(room: Room) -> None:
    room.hand.opens("Headlines of the review")
    room.hand.goes_to("heard")
    (amira,) = (crowd := room.crowd(1)).phones
    first = crowd.rows("slot")[0]
    assert amira.sends("write_note", amira.note("Not in phase three", None, slot=first["id"]))["ok"]
    console = room.console()
    console.opens("notes")
    console.shows("Not in phase three")
    console.shows("about “" + (first["text"] or first["title"])[:20])
