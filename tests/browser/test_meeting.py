"""The whole meeting of an hour, item by item, by what a champion presses: one console, one
projector, three phones and twenty people more; to the agreed plan in somebody's hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Console, Phone, Projector
from tests.browser.stage import Album, Crowd, Room, a_room, a_workshop
from tests.browser.test_journey import text_of
from tests.server import Server
from workshop.activities import KINDS
from workshop.reports.dates import full_date
from workshop.words import say

pytestmark = [pytest.mark.browser, pytest.mark.long]

RULE = "We name no child and no colleague"
OUR_RULE = "We name nobody: no child, no colleague, no parent"
QUESTION = "How can we teach revising so that pupils improve what they write?"
MIXED = "There is little drafting and revising"
EXPLAINED = "Drafts are on whiteboards, so nobody could see them in the books"
COPIES = "Pupils copy the whole page out again and call it revising"
MODELS = "Models by the teacher stay on the wall all week"
DRAFTS = "First drafts are marked for spelling only"
WHYS = (
    "They think improving means making it tidy",
    "We praise neat pages more often than changed ones",
    "We never agreed what a good revision looks like",
)
UNDERSTOOD = "Pupils copy because we have not shown them what a better draft looks like."
EXAMPLES = "Agree three examples of a good revision for each phase"
THE_SAME = "Have examples of good revisions that all of us use"
LESSON = "Give every unit one lesson that is only for revising"
ALOUD = "Read drafts aloud in pairs before anybody marks them"
APP = "Buy an app that corrects spelling"
WORRY = "In our phase they do not write long pieces yet"
HEARD = "The youngest do not write long pieces yet"
CHANGED = "From Key Stage 1 up, by speaking first"
AMENDED = "Plan one revising lesson into every unit from Key Stage 1 up"
LEADERSHIP = "Two staff meetings and cover for four mornings"
KEEPER = "Writing lead"


@pytest.fixture
def room(chromium: Browser, house: Server) -> Iterator[Room]:
    with a_room(chromium, house, a_workshop(house)) as room:
        yield room


class Meeting:
    """Everybody at the meeting, and what each item of the running order is played by."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.champion: Console = room.console()
        self.wall: Projector = room.projector()
        self.amira, self.ben, self.cara = self.phones = room.people(3)
        self.crowd: Crowd = room.crowd(20)
        self.album = Album(room=self.wall, desk=self.champion, phone=self.amira)

    def shown(self, layout: str, hand: str, step: str) -> None:
        """Wall and phones show a step; a picture is kept."""
        self.wall.stands(layout)
        for phone in self.phones:
            phone.stands(hand)
        self.album.keeps(step)

    def presses(self, kind: str, label: str) -> None:
        """The champion presses next, past pages of the wall, until that was pressed."""
        self.champion.goes_on_until(KINDS[kind].words[label])
        self.champion.next()

    def goes_on_to(self, item: str) -> None:
        """The champion presses next, past pages of the wall, into an item of the running order."""
        self.champion.goes_on_until(say("next.activity", title=item))
        self.champion.next()

    def welcomes(self) -> None:
        self.wall.stands("welcome")
        self.album.keeps("arrival")
        self.champion.next()
        self.champion.changes_rule(RULE, OUR_RULE)
        self.wall.shows(OUR_RULE)
        self.shown("poster", "look", "ground-rules")

    def hears_the_headlines(self) -> None:
        self.champion.next()
        for phone, view in zip(self.phones, (0, 0, 2), strict=True):
            phone.stands("headlines")
            phone.taps(MIXED, view)
        self.crowd.taps(lambda n, at: 2 if at == 3 and n % 2 else 0)
        self.shown("headlines", "headlines", "headlines-tap")
        self.wall.never_shows(say("room.view_mixed"))
        self.presses("headlines", "tap.close")
        self.wall.shows(say("room.view_mixed"))
        self.presses("headlines", "tap.next")
        self.cara.stands("heard")
        self.cara.explains(MIXED, EXPLAINED)
        self.champion.hears(EXPLAINED)
        self.shown("headlines", "heard", "headlines-heard")
        self.wall.never_shows(EXPLAINED)

    def meets_the_question(self) -> None:
        self.goes_on_to("Our question")
        self.champion.changes_question(QUESTION)
        self.wall.shows(QUESTION)
        self.shown("poster", "look", "question")

    def walks_the_carousel(self) -> None:
        amira, ben, cara = self.phones
        self.goes_on_to("Carousel")
        self.champion.drops_rounds(3, 2)
        self.champion.puts_away("order")
        self.shown("move", "walk", "carousel-walk")
        self.champion.next()
        amira.writes(COPIES, "gap")
        ben.writes(DRAFTS, "gap")
        cara.writes(MODELS, "strength")
        self.shown("stations", "station", "carousel-round")
        self.champion.next()
        self.champion.next()
        amira.ticks(DRAFTS)
        self.champion.next()
        amira.stands("home")
        amira.chooses("gap", COPIES)
        amira.chooses("reach", say("common.reach.1"))
        cara.chooses("strength", MODELS)
        self.shown("home", "home", "carousel-home")
        self.champion.next()
        self.wall.shows(COPIES)
        self.shown("gallery", "look", "gallery")

    def asks_why(self) -> None:
        amira, ben, _ = self.phones
        self.goes_on_to("Root cause")
        amira.stands("whys")
        amira.asks_why_about(COPIES)
        for line in WHYS:
            amira.adds_why(line)
        ben.never_shows(WHYS[0])
        self.shown("whys", "whys", "whys")
        self.champion.next()
        amira.rings(WHYS[2])
        amira.knows_by("seen", "fairly", "asking six pupils what they changed", KEEPER)
        self.shown("whys", "whys", "whys-ring")
        self.champion.next()
        self.wall.stands("path")
        self.wall.shows(WHYS[2])
        self.shown("path", "look", "whys-path")

    def understands(self) -> None:
        self.goes_on_to("What we now understand")
        self.champion.starts_from(WHYS[2])
        self.champion.types("understand-understanding", UNDERSTOOD)
        self.wall.shows(UNDERSTOOD)
        self.shown("understanding", "look", "understanding")

    def sets_the_goal(self) -> None:
        self.goes_on_to("From goal to action")
        self.wall.shows("Pupils improve what they write.")  # drafted from our question
        goal = {"measure": "Books in which the second version says more", "now": "3 of 12"}
        goal |= {"target": "9 of 12", "by": "26 June", "source": "Sample of twelve books"}
        for name, text in goal.items():
            self.champion.types(f"goal-{name}", text)
        self.wall.shows("9 of 12")
        self.shown("grow", "look", "grow-goal")
        self.champion.next()
        self.wall.shows("only spelling and handwriting")  # filled from what was found
        self.champion.adds_what_was_found("Teachers showed a finished example")
        self.shown("grow", "look", "grow-reality")

    def finds_options(self) -> None:
        amira, ben, cara = self.phones
        self.champion.next()
        amira.has_an_idea(EXAMPLES, "Time in the spring term")
        ben.has_an_idea(LESSON)
        cara.has_an_idea(APP)
        self.crowd.has_ideas(THE_SAME, ALOUD)
        ben.never_shows(EXAMPLES)
        self.shown("grow", "options", "grow-options")
        self.champion.next()
        ben.never_shows(EXAMPLES)
        self.champion.next()
        self.wall.shows_one_of(EXAMPLES, LESSON, APP)
        ben.reads(EXAMPLES)
        self.champion.merges(THE_SAME, into=EXAMPLES)
        self.shown("grow", "options", "grow-revealed")

    def chooses_priorities(self) -> None:
        self.presses("grow", "clarify.next")
        self.amira.stands("dots")
        for option in (EXAMPLES, LESSON, ALOUD, APP):
            assert self.amira.number_of(option) == self.wall.number_of(option)
        self.amira.gives_dots(EXAMPLES, 2)
        self.ben.gives_dots(LESSON, 2)
        self.crowd.votes({EXAMPLES: (2,) * 12, LESSON: (1,) * 14, ALOUD: (1,) * 9})
        self.shown("vote", "dots", "grow-vote")
        self.champion.next()
        self.wall.shows("26")
        self.champion.takes_forward(3)
        self.champion.says_why_not(APP, "Cost")
        self.shown("vote", "dots", "grow-chosen")

    def fills_sheets(self) -> None:
        amira, ben, cara = self.phones
        self.champion.next()
        amira.stands("will")
        amira.fills_sheet(
            EXAMPLES,
            8,
            we_will="Agree three examples of a good revision",
            so_that="their second version says more than their first",
            who_leads=KEEPER,
            makes_room="Writing pieces out again in best stops",
        )
        ben.fills_sheet(LESSON, 7, we_will="Plan one revising lesson", who_leads="Phase leaders")
        cara.fills_sheet(ALOUD, 9, we_will="Read drafts aloud in pairs", who_leads="Deputy head")
        self.shown("will", "will", "grow-will")
        self.champion.drafts_actions(3)

    def edits_the_plan(self) -> None:
        self.champion.opens_the_whole_plan()
        self.champion.types("plan-leadership", LEADERSHIP)
        self.champion.types("plan-keeper", KEEPER)
        self.album.keeps("plan-whole")
        self.champion.opens_action("Plan one revising lesson")
        self.champion.types("action-so_that", "they have time to make it say more")
        self.champion.opens_action("Read drafts aloud")
        self.champion.types("action-so_that", "they hear what is missing")
        self.champion.presses(say("desk.show_plan"))
        self.wall.stands("plan")
        self.album.keeps("plan-action")
        self.champion.presses(say("desk.show_plan"))
        self.champion.puts_away("plan")

    def tests_the_plan(self) -> None:
        self.goes_on_to("Agreement")
        self.shown("plan", "actions", "agreement-read")
        self.champion.next()
        for phone in self.phones:
            phone.stands("behind")
            phone.is_behind("Agree three examples", 5)
            phone.is_behind("Read drafts aloud", 4)
        self.amira.is_behind("Plan one revising lesson", 4)
        self.ben.is_behind("Plan one revising lesson", 3)
        self.cara.is_behind("Plan one revising lesson", 1)
        self.cara.says_what_would_help("Plan one revising lesson", WORRY)
        self.crowd.answers(lambda n, at: 2 if at == 1 and n < 6 else 4)
        self.shown("fist", "behind", "agreement-answer")
        self.champion.next()
        self.wall.shows(say("room.band_talk"))
        self.shown("bands", "actions", "agreement-bands")

    def talks_and_asks_again(self) -> None:
        self.champion.turns_to("Plan one revising lesson")
        self.champion.shows(WORRY)
        self.wall.never_shows(WORRY)
        self.champion.types("test-heard", HEARD)
        self.champion.types("test-changed", CHANGED)
        self.champion.talks_it_through()
        self.album.keeps("agreement-talked")
        self.champion.presses(say("desk.edit_action"))
        self.champion.types("action-we_will", AMENDED)
        self.champion.puts_away("plan")
        self.champion.turns_to(AMENDED)
        self.champion.asks_again(2)
        self.wall.shows(say("room.fist_again", n=1, numbers=2))
        for phone in self.phones:
            phone.stands("behind")
            expect(phone.headline("Agree three examples")).to_have_count(0)
            phone.is_behind(AMENDED, 4)
        self.crowd.answers(lambda n, at: 4)
        self.shown("fist", "behind", "agreement-again")
        self.champion.next()
        self.wall.never_shows(say("room.band_talk"))
        self.shown("bands", "actions", "agreement-bands-again")

    def agrees(self) -> None:
        self.champion.agrees_the_plan()
        self.presses("agreement", "talk.next")
        self.shown("plan", "plan", "agreed")
        self.goes_on_to("Close")
        self.wall.shows(KEEPER)
        self.shown("poster", "plan", "close")

    def closes(self) -> None:
        self.champion.opens("more")
        self.champion.presses(say("desk.close_workshop"))
        self.champion.presses(say("desk.close_sure"))
        self.wall.stands("closed")
        self.shown("closed", "plan", "closed")


def test_an_hour_from_the_welcome_to_the_agreed_plan_in_a_hand(room: Room, tmp_path: Path) -> None:
    meeting = Meeting(room)
    meeting.welcomes()
    meeting.hears_the_headlines()
    meeting.meets_the_question()
    meeting.walks_the_carousel()
    meeting.asks_why()
    meeting.understands()
    meeting.sets_the_goal()
    meeting.finds_options()
    meeting.chooses_priorities()
    meeting.fills_sheets()
    meeting.edits_the_plan()
    meeting.tests_the_plan()
    meeting.talks_and_asks_again()
    meeting.agrees()
    holds_the_plan(meeting.amira, tmp_path)
    meeting.closes()
    holds_the_plan(meeting.ben, tmp_path)


def holds_the_plan(phone: Phone, folder: Path) -> None:
    """What a phone takes away opens in Word, says that it was agreed, and holds the actions."""
    paper = text_of(phone.takes_a_copy(folder))
    today = date.today()
    agreed = say("paper.agreed_by", n=23, of=23, day=full_date(today))
    assert agreed in paper and say("paper.draft_of", day=full_date(today)) not in paper
    for words in ("Agree three examples of a good revision", AMENDED, "Read drafts aloud in pairs"):
        assert words in paper
    for words in (QUESTION, UNDERSTOOD, LEADERSHIP, KEEPER, HEARD, CHANGED, OUR_RULE, "9 of 12"):
        assert words in paper
    for words in (EXPLAINED, WHYS[2], APP, "Cost", "pupils have time to make it say more"):
        assert words in paper
    assert WORRY not in paper
