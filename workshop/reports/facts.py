"""The facts that the paper is made of, as plain frozen values: whoever fills them reads the store.

An empty text or None always means "not known"; the paper then leaves the line out, or prints
"to be confirmed" where a plan needs it. Hidden notes stay out, or come without their text.
"""

from dataclasses import dataclass
from datetime import date

from workshop.reports.facts_action import (
    ActionFacts,
    BarrierFacts,
    ChainFacts,
    MonitoringFacts,
    StepFacts,
    SupportFacts,
)
from workshop.reports.facts_room import (
    HeadlineFacts,
    NoteFacts,
    PathFacts,
    PathLine,
    StationFacts,
)

__all__ = [
    "ActionFacts",
    "Answered",
    "BarrierFacts",
    "ChainFacts",
    "Considered",
    "Finding",
    "Goal",
    "HeadlineFacts",
    "MonitoringFacts",
    "NoteFacts",
    "PathFacts",
    "PathLine",
    "PlanFacts",
    "StationFacts",
    "StepFacts",
    "SupportFacts",
    "TestFacts",
]
FEWEST_FOR_COUNTS = 5  # people: below that a count would name someone


@dataclass(frozen=True)
class Finding:
    """A strength or a thing to improve. `origin` is "review" or "staff"."""

    text: str
    origin: str


@dataclass(frozen=True)
class Goal:
    """What is to be reached. `on` is the day of the goal; None means the review of the plan.

    Before there is a measure, only `text` is known; `now`, `target` and `source` follow `measure`.
    `reality` is where things stood, as the room had it before it looked for options.
    """

    text: str = ""
    measure: str = ""
    now: str = ""
    target: str = ""
    source: str = ""
    on: date | None = None
    reality: str = ""


@dataclass(frozen=True)
class Considered:
    """An option that was not taken now, and why; `doubles` are what was put together with it."""

    text: str
    reason: str = ""
    doubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answered:
    """A worry that was heard, and what was changed; `number` is the action's, 0 for the plan."""

    number: int
    heard: str
    changed: str = ""


@dataclass(frozen=True)
class TestFacts:
    """One test of how far people are behind an action; `round` counts from 1.

    `band` is "behind", "mostly", "talk", "goes_ahead" or "not_yet". `counts` are the answers 5, 4,
    3 and under 3; empty when they may not be shown. `asked` are the words that people were asked
    about: the action may have others by now.
    """

    number: int
    round: int
    on: date | None
    band: str
    counts: tuple[int, ...] = ()
    asked: str = ""


@dataclass(frozen=True)
class PlanFacts:
    """Everything that the paper may say, in the order of its pages.

    title           of the workshop, without dates: "Improving writing"
    workshop_on     the day of the (last) sitting; review_on the 90-day date
    reviewed_on     the days of the peer review, if there was one
    took_part       how many people took part, of_staff how many there are
    is_draft        true until the plan is agreed; then agreed_on, and agreed_by of took_part
    version         counts from 1; agreed_version is the one that the room agreed
    changed_on      the day of a version later than the agreed one
    champion_label  what the champion is called: "improvement champion"; empty: nobody visited
    understanding   the cause in a sentence; how_we_know and still_to_check go with it
    make_room, leadership, support   the three lines under the table; room_made is what the
                    actions say of it, printed where nobody wrote the line itself
    will_see        what governors will see at the review; keeper is who keeps the plan (a role)
    confirm_role    who completes what is still to be confirmed, confirm_by until when (default:
                    the headteacher, two days after the workshop)
    considered      options not taken now, each with its reason
    answered        what was heard and what was changed
    method          how the plan was made, added to the product's own sentences
    made_on         the day on which this paper was written
    tests           how far people were behind each action, round by round
    differences     what changed since the version before, one sentence each
    rules_agreed    the ground rules were agreed, not only shown
    deletion_on     the day on which the workshop's records are deleted
    is_small        under five took part: nothing is counted
    went_round      groups came to the stations of others and added to what stood there
    code            the workshop's own lasting name, for calendars; the school's where it is empty
    """

    school: str
    title: str
    key_question: str
    workshop_on: date
    review_on: date
    made_on: date
    partnership: str = ""
    focus: str = ""
    reviewed_on: tuple[date, ...] = ()
    took_part: int | None = None
    of_staff: int | None = None
    is_draft: bool = True
    agreed_on: date | None = None
    agreed_by: int | None = None
    version: int = 1
    agreed_version: int = 1
    changed_on: date | None = None
    champion_label: str = ""
    strengths: tuple[Finding, ...] = ()
    improvements: tuple[Finding, ...] = ()
    understanding: str = ""
    how_we_know: str = ""
    still_to_check: str = ""
    goal: Goal = Goal()
    actions: tuple[ActionFacts, ...] = ()
    make_room: str = ""
    room_made: str = ""
    leadership: str = ""
    support: str = ""
    will_see: str = ""
    keeper: str = ""
    confirm_role: str = ""
    confirm_by: date | None = None
    considered: tuple[Considered | str, ...] = ()
    answered: tuple[Answered | str, ...] = ()
    stations: tuple[StationFacts, ...] = ()
    ground_rules: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    headlines: tuple[HeadlineFacts, ...] = ()
    paths: tuple[PathFacts, ...] = ()
    tests: tuple[TestFacts, ...] = ()
    differences: tuple[str, ...] = ()
    rules_agreed: bool = False
    deletion_on: date | None = None
    is_small: bool = False
    code: str = ""
    went_round: bool = True

    @property
    def is_agreed(self) -> bool:
        """Whether the room agreed this plan, and on a known day."""
        return not self.is_draft and self.agreed_on is not None

    @property
    def may_count(self) -> bool:
        """Whether so many took part that a count names nobody."""
        few = self.took_part is not None and self.took_part < FEWEST_FOR_COUNTS
        return not (self.is_small or few)
