"""What became of the talk: options kept for later, worries and their answers, and how far people
were behind each action. Bands in words; figures only where they name nobody."""

from workshop.reports.dates import when
from workshop.reports.facts import (
    FEWEST_FOR_COUNTS,
    Answered,
    Considered,
    PlanFacts,
    TestFacts,
)
from workshop.reports.outline import Block, Heading, Table, Together, bullets, plain
from workshop.reports.wording import quoted, stopped, unstopped
from workshop.words import say

WIDTHS_MM = (62.0, 38.0, 46.0, 32.0)
WIDTHS_WITHOUT_COUNTS_MM = (84.0, 44.0, 50.0)


def blocks(facts: PlanFacts) -> list[Block]:
    """Each part only where there is something to say."""
    found: list[Block] = []
    parts = {
        "considered": [_considered(each) for each in facts.considered if has_reason(each)],
        "answered": [_answered(each) for each in facts.answered],
    }
    for key, texts in parts.items():
        if texts:
            heading = Heading(2, say(f"paper.{key}"))
            found += [Together((heading, bullets(tuple(texts[:2])))), *_rest(texts[2:])]
    return [*found, *_tests(facts)]


def other_ideas(facts: PlanFacts) -> list[Block]:
    """The options that nobody gave a reason for: many, so they stand with what was written."""
    texts = tuple(_considered(each) for each in facts.considered if not has_reason(each))
    return [Heading(2, say("paper.considered")), bullets(texts)] if texts else []


def has_reason(each: Considered | str) -> bool:
    """Whether it is said why not now; bare words say it themselves."""
    return isinstance(each, str) or bool(each.reason)


def answers(test: TestFacts, facts: PlanFacts) -> str:
    """How many answered 5, 4, 3 and under 3, where that names nobody."""
    if not facts.may_count or sum(test.counts) < FEWEST_FOR_COUNTS:
        return ""
    return ", ".join(str(count) for count in test.counts)


def _rest(texts: list[str]) -> list[Block]:
    return [bullets(tuple(texts))] if texts else []


def _considered(each: Considered | str) -> str:
    if isinstance(each, str):
        return each
    parts = [each.text]
    if each.doubles:
        parts.append(say("paper.doubles", texts=quoted(each.doubles)))
    parts += [each.reason] if each.reason else []
    return " ".join((*(stopped(part) for part in parts[:-1]), parts[-1]))


def _answered(each: Answered | str) -> str:
    if isinstance(each, str):
        return each
    text = say("paper.heard", text=unstopped(each.heard))
    if each.changed:
        text = say("paper.heard_changed", heard=text, changed=unstopped(each.changed))
    return say("paper.on_action", number=each.number, text=text) if each.number else text


def _tests(facts: PlanFacts) -> list[Block]:
    if not facts.tests:
        return []
    rows = [_row(test, facts) for test in facts.tests]
    head = [say(f"paper.test_{key}") for key in ("action", "round", "band", "answers")]
    if not any(row[-1] for row in rows):
        return _table(head[:-1], [row[:-1] for row in rows], WIDTHS_WITHOUT_COUNTS_MM)
    return _table(head, rows, WIDTHS_MM)


def _table(
    head: list[str], rows: list[tuple[str, ...]], widths_mm: tuple[float, ...]
) -> list[Block]:
    caption = say("paper.tests")
    table = Table(tuple(head), tuple(rows), widths_mm, caption)
    return [Heading(2, caption), plain(say("paper.tests_scale")), table]


def _row(test: TestFacts, facts: PlanFacts) -> tuple[str, ...]:
    wills = {action.number: action.we_will for action in facts.actions}
    asked = test.asked or wills.get(test.number, "")
    key = "paper.test_on" if test.on else "paper.test_nth"
    return (
        say("paper.numbered", number=test.number, text=asked).strip(),
        say(key, round=test.round, day=when(test.on, facts.workshop_on)),
        say(f"paper.band_{band_said(test, facts)}"),
        answers(test, facts),
    )


def band_said(test: TestFacts, facts: PlanFacts) -> str:
    """Nothing was agreed before it was talked about: then the paper says that it was."""
    return "talked" if test.band == "talk" and facts.is_agreed else test.band
