"""Plans as they come out of a workshop, for the tests of paper and files: a draft, an agreed plan,
a bare one, and one in which everything is filled in."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from workshop.reports.facts import (
    ActionFacts,
    Answered,
    BarrierFacts,
    ChainFacts,
    Considered,
    Finding,
    Goal,
    HeadlineFacts,
    MonitoringFacts,
    NoteFacts,
    PathFacts,
    PathLine,
    PlanFacts,
    StationFacts,
    StepFacts,
    SupportFacts,
    TestFacts,
)

REPORT = "Improving Literacy in Key Stage 2, 2021"
REVISING = "Treat revising and editing as two jobs, and teach both."
CHAIN = ChainFacts(
    station_title="Revising and editing",
    station_text=REVISING,
    source=REPORT,
    group_letter="B",
    text="Second drafts are neat copies",
    stance="gap",
    recognised=9,
    evidence_tag="seen",
    was_chosen=True,
)
ACTIONS = (
    ActionFacts(
        1,
        "Agree three examples of a better second draft, one for each phase",
        "can see what improving a piece means before they begin",
        "Writing lead",
        date(2026, 3, 27),
        "start",
        "the staff meeting of 24 March",
        "Six pupils in each phase say what makes the example better. Writing lead, 24 April",
        ("Each phase brings two pieces by 20 March", "We choose together on 24 March"),
        chain=(CHAIN,),
    ),
    ActionFacts(
        2,
        "Put one revising lesson in every unit plan, from Key Stage 1 up, before the neat copy",
        "choose one sentence to improve and say why the new one is better for their reader",
        "Phase leaders",
        date(2026, 5, 15),
        "improve",
        "",
        "Plans and 30 books sampled in pairs; meaning changed in 18 or more. Deputy head, 5 June",
        chain=(
            CHAIN,
            ChainFacts("Planning and drafting", "", "", "D", "No time to draft twice", "gap", 4),
        ),
    ),
    ActionFacts(
        3,
        "Stop copying out in best for the wall; hang both drafts instead",
        "see that changing is valued and gain an hour of writing a week",
        "Headteacher",
        date(2026, 3, 23),
        "stop",
        "one hour a week in each class",
        chain=(ChainFacts("Revising and editing", REVISING, REPORT, "A", None, "stop"),),
    ),
    ActionFacts(
        4,
        "Visit Tallowmere Primary to see revising taught",
        "meet one way of revising in every phase",
        "Deputy head",
        date(2026, 5, 8),
        "start",
        "",
        "Notes shared at the staff meeting of 12 May. Writing lead",
        support="a visit, offered by Tallowmere Primary",
    ),
)
NOTES = (
    NoteFacts("Second drafts are neat copies", "gap", "B", 9, builds=(
        NoteFacts("In one phase they mend a line together", "", "C", 3),
        NoteFacts("", "", "D", is_withdrawn=True),
    )),
    NoteFacts("Pupils read aloud with pride", "strength", "A", 12),
    NoteFacts("", "stop", "E", is_withdrawn=True, builds=(
        NoteFacts("Copying out for the wall takes an hour", "", "A", 1, is_late=True),
    )),
    NoteFacts("CANARY a child's name", "gap", "A", 2, is_hidden=True),
)  # fmt: skip
STATIONS = tuple(
    StationFacts(number, title, REVISING, REPORT, reach, strength, gap, NOTES if n_notes else ())
    for number, title, reach, strength, gap, n_notes in (
        (1, "Purpose and audience", ("in_places",), "Real readers for the newsletter", "", 0),
        (2, "Modelling how writers work", ("not_yet",), "", "We show finished work only", 0),
        (3, "Planning and drafting", ("mostly",), "Story maps in every class", "", 0),
        (4, "Revising and editing", ("not_yet", "mostly"), "Pride", "Second drafts", 1),
    )
)
DRAFT = PlanFacts(
    school="Saint Oswin and Millrace Church of England Primary School",
    title="Improving writing",
    key_question="How can our teaching sequences help every pupil to improve their own draft "
    "before it is finished?",
    workshop_on=date(2026, 3, 16),
    review_on=date(2026, 6, 15),
    made_on=date(2026, 3, 16),
    partnership="the River Schools partnership",
    focus="Writing, from the first idea to the finished piece",
    reviewed_on=(date(2026, 3, 3), date(2026, 3, 4)),
    took_part=22,
    of_staff=24,
    champion_label="improvement champion",
    strengths=(
        Finding("Pupils in every class read their writing aloud with pride", "review"),
        Finding("The books we read feed ideas and vocabulary", "review"),
        Finding("In two phases the class mends one line together every day", "staff"),
    ),
    improvements=(
        Finding("First and second drafts look much the same", "review"),
        Finding("Feedback asks for corrections more than for better sentences", "review"),
        Finding("Pupils copy the whole page when one sentence was wanted", "staff"),
    ),
    understanding="Pupils copy because nobody, ourselves included, has shown them what a better "
    "second draft is.",
    how_we_know="We saw it in 14 of 18 books from three phases, and pupils told us.",
    still_to_check="that time is not the reason (writing lead, 27 March).",
    goal=Goal(
        measure="Second drafts that change more than spelling",
        now="38 in 100",
        target="60 in 100",
        source="100 pieces from all phases, read in pairs.",
    ),
    actions=ACTIONS,
    make_room="end copying out in best: one hour a week in each class.",
    leadership="two staff meetings and two half-days of cover (£260).",
    support="a visit to see revising taught (Tallowmere Primary, offered).",
    will_see="the measure above, both drafts of six pieces, and what pupils say.",
    keeper="the writing lead.",
    stations=STATIONS,
    ground_rules=("We challenge ideas, not people", "It is all right to say we do not know"),
    considered=("A new scheme for writing: it would not change how we revise",),
)
AGREED = replace(DRAFT, is_draft=False, agreed_on=date(2026, 3, 16))
BARE = PlanFacts(
    "Hill School", "Writing", "Why?", date(2026, 3, 20), date(2026, 6, 18), date(2026, 3, 20)
)

WHOLE = replace(
    ACTIONS[0],
    know="",
    pace="quick",
    problem="Pupils do not know what a better second draft looks like, so they copy the first.",
    ingredients=("Pupils talk before they change a line", "The example is our own pupils’"),
    contributors="phase leaders",
    start=date(2026, 3, 18),
    baseline="2 of 9 classes have an example on show",
    target="9 of 9 classes",
    success=("Six pupils in each phase say what makes the example better",),
    monitoring=(MonitoringFacts("Talk with six pupils", "Writing lead", date(2026, 4, 24)),),
    steps=(
        StepFacts("Each phase brings two pieces", date(2026, 3, 20)),
        StepFacts("We choose together", date(2026, 3, 24)),
        "We hang it up",
    ),
    resources="a visualiser in each phase",
    cost=Decimal("260"),
    hours=Decimal("6.5"),
    needs=(
        SupportFacts("how revising is taught", "visit", "offered", "Tallowmere Primary", True),
        SupportFacts("a reading list on revising", "resource"),
    ),
    barriers=(BarrierFacts("The meeting is needed elsewhere", "The head keeps 24 March free"),),
    research=("Improving Literacy in Key Stage 2, recommendation 4",),
    commitment=8,
    status="agreed",
    id="k4m7q2x9r3t8",
    chain=(
        replace(
            CHAIN,
            headline="First and second drafts look much the same",
            cause="Nobody has shown pupils what a better second draft is",
            cause_tag="voice",
            cause_sure="fairly",
            cause_check="six pupils in each phase, writing lead, 27 March",
            option="Agree examples of a better draft",
            dots=14,
        ),
    ),
)
PATH = PathFacts(
    "B",
    "Pupils hand in a neat copy of the first draft",
    (
        PathLine("They think neat is better"),
        PathLine("We praise neat books", 1),
        PathLine("The wall shows only neat copies", 2),
        PathLine("Nobody has shown them a better draft", 1, is_ringed=True),
    ),
    "seen",
    "fairly",
    "ask six pupils in each phase by 27 March",
    "writing lead",
)
FULL = replace(
    AGREED,
    actions=(WHOLE, *ACTIONS[1:]),
    agreed_by=21,
    considered=(Considered("A new scheme for writing", "It would not change how we revise."),),
    answered=(Answered(2, "one lesson in every unit is too much", "short units are left out"),),
    tests=(
        TestFacts(2, 1, date(2026, 3, 16), "talk"),
        TestFacts(2, 2, date(2026, 3, 16), "mostly", (7, 9, 5, 1)),
    ),
    headlines=(
        HeadlineFacts("Pupils read aloud with pride", "strength", "recognised"),
        HeadlineFacts("Drafts look the same", "area", "mixed", ("Not in the older phase",)),
    ),
    paths=(PATH,),
    rules_agreed=True,
    deletion_on=date(2027, 3, 16),
    code="kq7x2m",
)
CODES = {
    "origin", "kind", "stance", "evidence_tag", "cause_tag", "cause_sure", "tag", "sure", "pace",
    "stop_means", "status", "rag", "type", "band", "reach", "id", "code",
}  # fmt: skip


def written(value: Any, text: str, field: str = "") -> Any:
    """The facts with every text that a person may have typed replaced by this one."""
    if is_dataclass(value):
        parts = {f.name: written(getattr(value, f.name), text, f.name) for f in fields(value)}
        return replace(value, **parts)  # type: ignore[type-var]
    if isinstance(value, tuple):
        return tuple(written(each, text, field) for each in value)
    return text if isinstance(value, str) and field not in CODES else value


def with_actions(facts: PlanFacts, count: int, **changes: Any) -> PlanFacts:
    """The same plan with so many actions."""
    some = facts.actions
    actions = [replace(some[n % len(some)], number=n + 1, id=f"id{n}") for n in range(count)]
    return replace(facts, actions=tuple(replace(action, **changes) for action in actions))
