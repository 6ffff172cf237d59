"""What the crowd says from the headlines to the plan: another view, whys, options, worries, and
what a group writes on its sheets. In the voice of teachers, about teaching writing; nothing here
names a person."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

# By a headline's stance.
HEARD = {
    "strength": (
        "True for stories; in our topic lessons we see much less of it",
        "We think it depends on the unit: look at the last piece before a holiday",
        "In our phase it is the keen readers. The others need the words given to them",
        "Yes, and it took us two years, so let us not lose it",
        "We would like to see it in the books of those who join us late",
        "It is stronger in autumn than in summer. Two sets of books would show it",
    ),
    "gap": (
        "We plan alike on paper; what differs is how long we give to talk before writing",
        "The sample was from one week in which two classes finished a unit",
        "Drafts are there, but on whiteboards, so nobody could see them in the books",
        "We see it differently: pupils do know the reader, they forget half-way through",
        "Our explanation is time. The timetable of the spring term would show it",
        "It is so in the older classes. With the younger ones, listen rather than look",
        "Half of it is the task we set. Compare a letter with a worksheet answer",
        "We were surprised: the moderation in March said something else",
    ),
}
PROBLEMS = (
    "Second drafts are the first draft in neater handwriting",
    "Pupils stop writing as soon as nobody sits beside them",
    "What we teach about sentences does not turn up in their own pieces",
    "Plans are made and then not looked at again",
    "Pupils write for the teacher and not for a reader",
    "The way we teach the writing process changes from class to class",
)
# By a word of the problem; each line answers "why?" to the one before.
CHAINS = {
    "draft": (
        "Pupils think improving means making it tidy",
        "They have seen neat pages praised more often than changed ones",
        "We mark the final copy and hardly ever the change",
        "We never agreed what a good revision looks like",
        "Our planning has no lesson that is only for revising",
    ),
    "plan": (
        "The plan is handed in before the writing starts",
        "We see planning as a task of its own",
        "The unit has one lesson for the plan and one for the piece",
        "We took the unit over as it was and never tried another order",
        "Nobody has time to plan a unit together",
    ),
    "reader": (
        "They only ever see us read their pieces",
        "We choose the task first and think of a reader afterwards",
        "Finding a real reader is left to each teacher",
        "There is no list of readers we could write to",
    ),
    "model": (
        "We show a finished example instead of writing one",
        "Writing in front of a class feels risky",
        "We have not watched one another do it",
        "There is no time in which we could",
    ),
    "sentence": (
        "Grammar is taught in lessons of its own",
        "The scheme we bought is built like that",
        "We have not matched it with the texts we write",
        "Nobody was asked to do it across the phases",
    ),
    "": (
        "Each of us learned it in another way",
        "We have not talked about it since the last review",
        "Staff meetings went to other subjects",
        "It is written in the policy, and nobody opens the policy",
        "We started three new things in two years",
    ),
}
OPTIONS = (
    "Agree three examples of a good revision for each phase",
    "Give every unit one lesson that is only for revising",
    "Write in front of the class once a week, mistakes included",
    "Read drafts aloud in pairs before anybody marks them",
    "Keep a list of real readers that each phase can write to",
    "Use one planning sheet less and talk more before writing",
    "Mark the change between two drafts instead of the final copy",
    "Watch one another model writing, twice in a term",
    "Let pupils choose which of two drafts goes into the book",
    "Teach revising and editing as two jobs, on two days",
    "Show a piece at its worst and make it better together",
    "Swap one grammar worksheet a week for work on their own sentences",
    "Ask six pupils each month what they changed, and why",
    "Bring two drafts of one pupil to every phase meeting",
    "Name the reader on the first page of each unit",
    "Plan one unit together across the phases and compare the books",
    "Make a short film for support staff on how to scribe",
    "Keep first drafts in the book, also the messy ones",
    "Take the success criteria down to three",
    "Have one quiet half hour for writing each week in every class",
    "Give pupils one clear thing to improve",
    "Let the older classes read to the younger ones what they wrote",
    "Agree when a scaffold is taken away",
    "Look at the drafts of those who find spelling hard, without marking it",
    "Borrow the revising unit of the other school and try it once",
    "Put the crossing out on the wall instead of the neat copy",
    "Practise saying a sentence aloud before writing it, in every subject",
    "Let support staff sit in when a unit is planned",
    "Start each unit from a text that pupils love",
    "Leave the last lesson of a unit free for finishing",
)
OBSTACLES = (
    "Time in the spring term",
    "Some of us have never done it in front of a class",
    "The old scheme has to be finished first",
    "Support staff are not in the planning meeting",
    "It needs cover, and cover is short",
    "Parents expect neat books",
    "We say it and then slip back",
    "It is hard to see whether it works before summer",
)
WORRIES = (
    "I would need to see it done once before I try it",
    "It is too much at once beside the new maths scheme",
    "In our phase they do not write long pieces yet",
    "Who takes the class when we watch one another?",
    "I would be behind it with one class first, and then all",
    "By when is too soon for those who join us at Easter",
    "It should say what we stop doing",
    "Part-time staff would hear of it last",
)
SO_THAT = (
    "their second version says more than their first",
    "they can say what they changed, and why",
    "they write for somebody and know for whom",
    "they keep going when nobody sits beside them",
    "they use in their own pieces what we practised",
    "those who find spelling hard get their ideas down",
)
ROLES = (
    "Writing lead",
    "Phase leaders",
    "Deputy head",
    "Teachers who plan together",
    "Support staff lead",
    "Assessment lead",
)
MAKES_ROOM = (
    "One grammar worksheet a week goes",
    "We stop writing pieces out again in best",
    "One staff meeting each half-term",
    "The long planning sheet is no longer filled in",
    "Fewer pieces, each one finished",
    "Marking of spelling in first drafts stops",
)
SUPPORT = (
    "A visit to a school that does this already",
    "Somebody who models it for us once",
    "An example of a unit that worked",
    "Cover for two mornings",
)
CHECKS = (
    "we look at ten books from each phase",
    "we ask six pupils what they changed",
    "we compare two drafts from before and after",
    "we watch three lessons with one question in mind",
    "we look at the moderation again in June",
)
TAGS = {"seen": 5, "data": 2, "voice": 3, "research": 1, "hunch": 3}  # and how often people say so
SURE = {"not_very": 2, "fairly": 4, "very": 2}
COMMITMENT = {"6": 1, "7": 2, "8": 4, "9": 2}
LATEST_DAYS = 70  # by when: not beyond that
WE_WILL_LIMIT = 120
LEFT_EMPTY = {"support": 0.5}  # how likely

Row = dict[str, Any]
LeastSaid = Callable[[list[tuple[str, str]]], tuple[str, str]]


class Later:
    """The sentences of one crowd for the second half; each is used before any comes again."""

    def __init__(self, rng: random.Random, least_said: LeastSaid) -> None:
        self.rng, self.least_said = rng, least_said
        self.chains: dict[str, tuple[str, ...]] = {}  # by a group's problem: its whys
        self.fields: dict[str, Callable[[Row, str], str]] = {  # in the order in which people fill
            "tag": lambda note, held: self.weighed(TAGS),
            "sure": lambda note, held: self.weighed(SURE),
            "check": lambda note, held: self.one_of(CHECKS),
            "who": lambda note, held: self.one_of(ROLES),
            "we_will": lambda note, held: str(note["fields"]["option"])[:WE_WILL_LIMIT],
            "so_that": lambda note, held: self.one_of(SO_THAT),
            "who_leads": lambda note, held: self.one_of(ROLES),
            "by_when": lambda note, held: self.day_after(held),
            "makes_room": lambda note, held: self.one_of(MAKES_ROOM),
            "support": lambda note, held: self.one_of(SUPPORT),
            "commitment": lambda note, held: self.weighed(COMMITMENT),
        }

    def heard(self, stance: str | None) -> str:
        """How somebody sees a headline of the review."""
        return self.one_of(HEARD.get(stance or "gap", HEARD["gap"]))

    def problem(self) -> str:
        """Something that is not yet in place, in a group's own words."""
        return self.one_of(PROBLEMS)

    def why(self, problem: str, text: str, depth: int) -> str:
        """The line at a depth (from 1) of the whys under a group's problem."""
        if problem not in self.chains:
            suiting = [c for word, c in CHAINS.items() if word and word in text.lower()]
            first = self.one_of([chain[0] for chain in suiting or CHAINS.values()])
            self.chains[problem] = next(c for c in CHAINS.values() if c[0] == first)
        chain = self.chains[problem]
        return chain[depth - 1] if depth <= len(chain) else self.second_reason()

    def second_reason(self) -> str:
        """A line that may stand beside any other."""
        return self.one_of(CHAINS[""])

    def option(self) -> str:
        """Something we could do."""
        return self.one_of(OPTIONS)

    def obstacle(self) -> str:
        """What might get in its way."""
        return self.one_of(OBSTACLES)

    def worry(self) -> str:
        """What would help somebody who is not behind an action."""
        return self.one_of(WORRIES)

    def next_field(self, offered: Sequence[str], done: set[str]) -> str | None:
        """Which field people come to next: from the top of the sheet down."""
        return next((n for n in self.fields if n in offered and n not in done), None)

    def filling(self, name: str, note: Row, held_on: str) -> str:
        """What somebody writes into a field; nothing where people leave it empty."""
        is_left = self.rng.random() < LEFT_EMPTY.get(name, 0)
        return "" if is_left else self.fields[name](note, held_on)

    def day_after(self, held_on: str) -> str:
        """A day after the meeting, as people type it."""
        day = date.fromisoformat(held_on) + timedelta(self.rng.randrange(5, LATEST_DAYS))
        return f"{day.day} {day.strftime('%B')}"

    def weighed(self, values: Mapping[str, int]) -> str:
        """One of some values, by how often people choose it."""
        return self.rng.choices(list(values), list(values.values()))[0]

    def one_of(self, offered: Sequence[str]) -> str:
        """One of some sentences."""
        return self.least_said([("", text) for text in offered])[1]
