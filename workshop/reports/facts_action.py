"""The facts of one action: its fields, and the sentences that lead from people's words to it.

An empty text or None always means "not known". Roles, never names, unless a person agreed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class StepFacts:
    """One step, with the day by which it is done."""

    text: str
    on: date | None = None


@dataclass(frozen=True)
class MonitoringFacts:
    """How it is checked, which role checks, and on which day."""

    how: str
    who: str = ""
    on: date | None = None


@dataclass(frozen=True)
class SupportFacts:
    """One need of support.

    `type` is "visit", "coach", "resource", "training", "specialist" or "". `status` is "needed",
    "offered", "matched" or "done". `may_share`: the school agrees that partner schools read it.
    """

    topic: str
    type: str = ""
    status: str = "needed"
    school: str = ""
    may_share: bool = False


@dataclass(frozen=True)
class BarrierFacts:
    """What may get in the way, and what is done about it."""

    text: str
    mitigation: str = ""


@dataclass(frozen=True)
class ChainFacts:
    """How one action grew: headline of the review, note at a station, cause, option.

    `text` is None when the note is hidden and "" when it was withdrawn; `cause` and `option` are
    None when hidden and "" when there is none. `group_letter` is None where the letter must not be
    shown. `stance` is "strength", "gap", "stop" or "". `recognised` counts ticks, `dots` the dots
    of the option; None or 0 is left out. `doubles` are options that were put together with it.
    `evidence_tag` and `cause_tag` are "seen", "data", "voice", "research", "hunch" or "".
    `cause_sure` is "not_very", "fairly", "very" or "".
    `cause_check` says how the cause is checked, by whom and when. `was_chosen`: the group marked
    the note when it was home again. A chain without a note has neither station nor group.
    """

    station_title: str = ""
    station_text: str = ""
    source: str = ""
    group_letter: str | None = None
    text: str | None = ""
    stance: str = ""
    recognised: int | None = None
    evidence_tag: str = ""
    was_chosen: bool = False
    headline: str = ""
    cause: str | None = ""
    cause_tag: str = ""
    cause_sure: str = ""
    cause_check: str = ""
    option: str | None = ""
    dots: int | None = None
    doubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActionFacts:
    """One action. Every text may be empty while it is a draft.

    number          counts from 1; it is the priority
    by_when         a day, or words such as "end of term"
    kind            "start", "improve", "protect", "stop" or ""
    makes_room      what makes room, or "none"
    know            how we will know, who checks and when, in one text; when it is empty, the
                    paper says it from `success` and `monitoring`
    support         what is needed, in words; `needs` has the same one by one
    chain           one part for each note or cause that it grew from
    pace            "quick", "lasting" or ""
    ingredients     what must not be lost when it is adapted
    evidence        cards that were put behind it, each in a sentence
    cost            in pounds; hours are hours of staff
    commitment      1 to 10, as said when it was drafted
    status          "draft", "agreed", "active", "done", "stopped" or ""
    rag             "red", "amber", "green" or ""; said in words, and never before it is active
    stop_means      "remove", "reduce", "re-engineer", "replace" or ""
    no_root_reason  why no cause is named
    is_milestone    it is due after the review (a due day after it says so as well)
    id              random and lasting; calendars know the action by it
    """

    number: int
    we_will: str
    so_that: str = ""
    who_leads: str = ""
    by_when: date | str | None = None
    kind: str = ""
    makes_room: str = ""
    know: str = ""
    steps: tuple[StepFacts | str, ...] = ()
    support: str = ""
    chain: tuple[ChainFacts, ...] = ()
    pace: str = ""
    problem: str = ""
    ingredients: tuple[str, ...] = ()
    contributors: str = ""
    start: date | None = None
    baseline: str = ""
    target: str = ""
    success: tuple[str, ...] = ()
    monitoring: tuple[MonitoringFacts, ...] = ()
    resources: str = ""
    cost: Decimal | None = None
    hours: Decimal | None = None
    needs: tuple[SupportFacts, ...] = ()
    barriers: tuple[BarrierFacts, ...] = ()
    research: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    commitment: int | None = None
    status: str = ""
    rag: str = ""
    stop_means: str = ""
    no_root_reason: str = ""
    is_milestone: bool = False
    id: str = ""

    @property
    def dated_steps(self) -> tuple[StepFacts, ...]:
        """The steps, also those that were given as bare words."""
        return tuple(StepFacts(each) if isinstance(each, str) else each for each in self.steps)
