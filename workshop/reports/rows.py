"""The plan as tables, for files that hold rows: every field of an action, its needs, the notes.

What is not known yet is an empty cell; what must not be shown is not in the facts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from workshop.reports.csv import Cell
from workshop.reports.dates import full_date
from workshop.reports.facts import ActionFacts, BarrierFacts, NoteFacts, PlanFacts, StationFacts
from workshop.reports.paper_chain import STANCES, chain_sentences
from workshop.reports.paper_talk import answers, band_said
from workshop.reports.wording import check, is_late, needs, stands, stopped
from workshop.words import say

NUMBER, SHORT, DAY, WORDS, LONG = (
    10,
    14,
    18,
    30,
    44,
)  # widths in characters; a date needs 12 or more


@dataclass(frozen=True)
class Column:
    """One column: the key of its name, how wide it is in characters, whether it is money, and
    the only words that go into it, where there are such."""

    key: str
    width: int
    is_money: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One table with its name."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(say(column.key) for column in self.columns)


def sheets(facts: PlanFacts) -> tuple[Sheet, ...]:
    """All tables of a plan."""
    return (
        Sheet(say("rows.actions"), tuple(ACTION), tuple(action_rows(facts))),
        Sheet(say("rows.review"), review_columns(), tuple(_to_review(facts))),
        Sheet(say("rows.supports"), SUPPORT, tuple(_supports(facts))),
        Sheet(say("rows.notes"), NOTE, tuple(_notes(facts))),
    )


def action_head() -> tuple[str, ...]:
    """The names of the columns of an action."""
    return tuple(say(column.key) for column in ACTION)


def action_rows(facts: PlanFacts) -> list[tuple[Cell, ...]]:
    """One row an action, in full."""
    return [tuple(value(action, facts) for value in ACTION.values()) for action in facts.actions]


def _know(action: ActionFacts, facts: PlanFacts) -> str:
    return action.know or "\n".join((*action.success, *_checks(action, facts)))


def _checks(action: ActionFacts, facts: PlanFacts) -> list[str]:
    return [check(each, facts) for each in action.monitoring]


def _first_check(action: ActionFacts, _: PlanFacts) -> date | None:
    return min((each.on for each in action.monitoring if each.on), default=None)


def _steps(action: ActionFacts, _: PlanFacts) -> str:
    lines = (
        say("paper.step_by", text=step.text, day=full_date(step.on)) if step.on else step.text
        for step in action.dated_steps
    )
    return "\n".join(lines)


def _first_step(action: ActionFacts, _: PlanFacts) -> date | None:
    return min((step.on for step in action.dated_steps if step.on), default=None)


def _named(part: str, value: str) -> str:
    return say(f"rows.{part}_{value.replace('-', '_')}") if value else ""


def _yes(is_so: bool) -> str:
    return say("rows.yes" if is_so else "rows.no")


def _barrier(barrier: BarrierFacts) -> str:
    if not barrier.mitigation:
        return barrier.text
    return say("paper.barrier", text=stopped(barrier.text), mitigation=barrier.mitigation)


def _causes(action: ActionFacts, _: PlanFacts) -> str:
    hidden = say("paper.hidden")
    causes = [hidden if chain.cause is None else chain.cause for chain in action.chain]
    return "\n".join(dict.fromkeys(cause for cause in causes if cause))


def _evidence(action: ActionFacts, _: PlanFacts) -> str:
    tags = [tag for chain in action.chain for tag in (chain.evidence_tag, chain.cause_tag) if tag]
    return "\n".join(dict.fromkeys(say(f"paper.tag_{tag}") for tag in tags))


def _agreement(action: ActionFacts, facts: PlanFacts) -> str:
    """What the last test said of this action."""
    tests = [test for test in facts.tests if test.number == action.number]
    return say(f"paper.band_{band_said(tests[-1], facts)}") if tests else ""


def _answers(action: ActionFacts, facts: PlanFacts) -> str:
    tests = [test for test in facts.tests if test.number == action.number]
    return answers(tests[-1], facts) if tests else ""


def _origin(action: ActionFacts, _: PlanFacts) -> str:
    return "\n".join(" ".join(chain_sentences(chain)) for chain in action.chain)


ACTION: dict[Column, Callable[[ActionFacts, PlanFacts], Cell]] = {
    Column("rows.number", NUMBER): lambda a, _: a.number,
    Column("paper.we_will", LONG): lambda a, _: a.we_will,
    Column("paper.so_that", LONG): lambda a, _: a.so_that,
    Column("paper.who_leads", WORDS): lambda a, _: a.who_leads,
    Column("paper.by", DAY): lambda a, _: a.by_when,
    Column("paper.know", LONG): _know,
    Column("rows.kind", SHORT): lambda a, _: _named("kind", a.kind),
    Column("rows.stop_means", DAY): lambda a, _: _named("stop", a.stop_means),
    Column("rows.pace", SHORT): lambda a, _: _named("pace", a.pace),
    Column("rows.status", SHORT): lambda a, _: _named("status", a.status),
    Column("rows.stands", WORDS): lambda a, _: stands(a),
    Column("rows.problem", LONG): lambda a, _: a.problem,
    Column("rows.cause", WORDS): _causes,
    Column("rows.no_root_reason", WORDS): lambda a, _: a.no_root_reason,
    Column("rows.evidence", WORDS): _evidence,
    Column("rows.research", WORDS): lambda a, _: "\n".join(a.research),
    Column("rows.ingredients", WORDS): lambda a, _: "\n".join(a.ingredients),
    Column("rows.start", DAY): lambda a, _: a.start,
    Column("rows.milestone", SHORT): lambda a, facts: _yes(is_late(a, facts)),
    Column("rows.steps", LONG): _steps,
    Column("rows.first_step", DAY): _first_step,
    Column("rows.baseline", WORDS): lambda a, _: a.baseline,
    Column("rows.target", WORDS): lambda a, _: a.target,
    Column("rows.success", WORDS): lambda a, _: "\n".join(a.success),
    Column("rows.monitoring", WORDS): lambda a, facts: "\n".join(_checks(a, facts)),
    Column("rows.first_check", DAY): _first_check,
    Column("rows.contributors", WORDS): lambda a, _: a.contributors,
    Column("rows.resources", WORDS): lambda a, _: a.resources,
    Column("rows.cost", SHORT, is_money=True): lambda a, _: a.cost,
    Column("rows.hours", SHORT): lambda a, _: a.hours,
    Column("rows.makes_room", WORDS): lambda a, _: a.makes_room,
    Column("rows.support", WORDS): lambda a, _: needs(a),
    Column("rows.barriers", LONG): lambda a, _: "\n".join(_barrier(each) for each in a.barriers),
    Column("rows.commitment", DAY): lambda a, _: a.commitment,
    Column("rows.agreement", WORDS): _agreement,
    Column("paper.test_answers", DAY): _answers,
    Column("rows.from", 90): _origin,
}

SUPPORT = (
    Column("rows.number", NUMBER),
    Column("paper.we_will", LONG),
    Column("rows.topic", LONG),
    Column("rows.type", DAY),
    Column("rows.status", DAY),
    Column("rows.school", WORDS),
    Column("rows.may_share", DAY),
)

DECISIONS = ("continue", "adapt", "stop", "embed", "scale")
RAGS = ("rag_green", "rag_amber", "rag_red")
TO_FILL = ("done", "shown", "pupils")

NOTE = (
    Column("rows.number", NUMBER),
    Column("paper.station", WORDS),
    Column("rows.stance", DAY),
    Column("rows.note", 80),
    Column("rows.built_on", LONG),
    Column("rows.group", SHORT),
    Column("rows.recognised", SHORT),
    Column("rows.marks", WORDS),
)


def review_columns() -> tuple[Column, ...]:
    """What is known today, then what is filled in by hand when the plan is opened again."""
    return (
        Column("rows.number", NUMBER),
        Column("paper.we_will", WORDS),
        Column("paper.who_leads", SHORT),
        Column("paper.by", DAY),
        *(Column(f"rows.review_{key}", WORDS) for key in TO_FILL),
        Column("rows.stands", DAY, choices=tuple(say(f"paper.{key}") for key in RAGS)),
        Column(
            "rows.review_decision",
            SHORT,
            choices=tuple(say(f"rows.decision_{key}") for key in DECISIONS),
        ),
        Column("rows.review_next", WORDS),
    )


def _to_review(facts: PlanFacts) -> Iterator[tuple[Cell, ...]]:
    empty = len(review_columns()) - 4
    for action in facts.actions:
        top = (action.number, action.we_will, action.who_leads, action.by_when)
        yield (*top, *[""] * empty)


def _supports(facts: PlanFacts) -> Iterator[tuple[Cell, ...]]:
    for action in facts.actions:
        top = (action.number, action.we_will)
        if action.support:
            yield (*top, action.support, "", "", "", "")
        for need in action.needs:
            kind, status = _named("need", need.type), _named("support", need.status)
            yield (*top, need.topic, kind, status, need.school, _yes(need.may_share))


def _notes(facts: PlanFacts) -> Iterator[tuple[Cell, ...]]:
    for station in facts.stations:
        for note in station.notes:
            yield from _note(station, note, "")
    for headline in facts.headlines:
        for text in headline.sentences:
            yield (None, say("rows.headlines"), "", text, headline.text, "", None, "")
    for path in facts.paths:
        for line in path.lines:
            mark = say("rows.is_cause") if line.is_ringed else ""
            yield (
                None,
                say("rows.whys"),
                mark,
                line.text,
                path.problem,
                path.group_letter or "",
                None,
                "",
            )
    for option in facts.considered:
        text, reason = (option, "") if isinstance(option, str) else (option.text, option.reason)
        yield (None, say("rows.considered"), "", text, "", "", None, reason)
        for double in () if isinstance(option, str) else option.doubles:
            yield (None, say("rows.considered"), "", double, text, "", None, "")


def _note(station: StationFacts, note: NoteFacts, built_on: str) -> Iterator[tuple[Cell, ...]]:
    """A note that may be shown, then what was built on it."""
    is_shown = bool(note.text) and not note.is_hidden and not note.is_withdrawn
    stance = say(f"paper.stance_{note.stance}") if note.stance in STANCES else ""
    if is_shown:
        about = (note.group_letter or "", note.recognised, note.marks)
        yield (station.number or None, station.title, stance, note.text, built_on, *about)
    below = note.text if is_shown else say("paper.hidden" if note.is_hidden else "paper.withdrawn")
    for build in note.builds:
        yield from _note(station, build, below)
