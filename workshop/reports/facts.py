"""The facts that the paper is made of, as plain frozen values: whoever fills them reads the store.

An empty text or None always means "not known"; the paper then leaves the line out, or prints
"to be confirmed" where a plan needs it. Hidden notes stay out, or come without their text.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Finding:
    """A strength or a thing to improve. `origin` is "review" or "staff"."""

    text: str
    origin: str


@dataclass(frozen=True)
class Goal:
    """What is to be reached. `on` is the day of the goal; None means the review of the plan.

    Before there is a measure, only `text` is known; `now`, `target` and `source` follow `measure`.
    """

    text: str = ""
    measure: str = ""
    now: str = ""
    target: str = ""
    source: str = ""
    on: date | None = None


@dataclass(frozen=True)
class ChainFacts:
    """How one action grew out of one note.

    `text` is None when the note is hidden and "" when it was withdrawn. `group_letter` is None
    where the letter must not be shown. `stance` is "strength", "gap", "stop" or "".
    `recognised` counts ticks; None or 0 is left out. `evidence_tag` is "seen", "data", "voice",
    "research", "hunch" or "". `was_chosen`: the group marked it when it was home again.
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


@dataclass(frozen=True)
class ActionFacts:
    """One action. Every text may be empty while it is a draft.

    `number` counts from 1. `by_when` is a day, or words such as "end of term". `kind` is "start",
    "improve", "protect", "stop" or "". `know` is how we will know, who checks and when, in one
    text. `chain` has one part for each note that it grew from.
    """

    number: int
    we_will: str
    so_that: str = ""
    who_leads: str = ""
    by_when: date | str | None = None
    kind: str = ""
    makes_room: str = ""
    know: str = ""
    steps: tuple[str, ...] = ()
    support: str = ""
    chain: tuple[ChainFacts, ...] = ()


@dataclass(frozen=True)
class NoteFacts:
    """One note of a station, with the notes that build on it. `text` is "" once withdrawn.

    `marks` says what other marks it got. `is_hidden`: its text is never printed; it is named only
    where other notes build on it.
    """

    text: str
    stance: str = ""
    group_letter: str | None = None
    recognised: int | None = None
    marks: str = ""
    is_withdrawn: bool = False
    is_hidden: bool = False
    is_late: bool = False
    builds: tuple["NoteFacts", ...] = ()


@dataclass(frozen=True)
class StationFacts:
    """One station as it was left. `reach` has each tap: not_yet, in_places, mostly, everywhere.

    `number` is 0 for the notes of an activity without stations.
    `strength_text` and `gap_text` are what the group chose when it was home again, or "".
    """

    number: int
    title: str
    text: str = ""
    source: str = ""
    reach: tuple[str, ...] = ()
    strength_text: str = ""
    gap_text: str = ""
    notes: tuple[NoteFacts, ...] = ()


@dataclass(frozen=True)
class PlanFacts:
    """Everything that the paper may say, in the order of its pages.

    title           of the workshop, without dates: "Improving writing"
    workshop_on     the day of the (last) sitting; review_on the 90-day date
    reviewed_on     the days of the peer review, if there was one
    took_part       how many people took part, of_staff how many there are
    is_draft        true until the plan is agreed; then agreed_on, and agreed_by of took_part
    version         counts from 1
    champion_label  what the champion is called: "improvement champion"; empty: nobody visited
    understanding   the cause in a sentence; how_we_know and still_to_check go with it
    make_room, leadership, support   the three lines under the table
    will_see        what governors will see at the review; keeper is who keeps the plan (a role)
    confirm_role    who completes what is still to be confirmed, confirm_by until when (default:
                    the headteacher, two days after the workshop)
    considered      options not taken now, each with its reason
    answered        "We heard … So we changed …" sentences
    method          how the plan was made, added to the product's own sentences
    made_on         the day on which this paper was written
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
    champion_label: str = ""
    strengths: tuple[Finding, ...] = ()
    improvements: tuple[Finding, ...] = ()
    understanding: str = ""
    how_we_know: str = ""
    still_to_check: str = ""
    goal: Goal = Goal()
    actions: tuple[ActionFacts, ...] = ()
    make_room: str = ""
    leadership: str = ""
    support: str = ""
    will_see: str = ""
    keeper: str = ""
    confirm_role: str = ""
    confirm_by: date | None = None
    considered: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    stations: tuple[StationFacts, ...] = ()
    ground_rules: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
