"""The table of actions: short enough for page one, the rest on page two, never smaller type."""

from collections.abc import Sequence

from workshop.reports.dates import when
from workshop.reports.facts import ActionFacts, PlanFacts
from workshop.reports.outline import Block, Heading, Table, plain
from workshop.reports.wording import known
from workshop.words import say

WIDTHS_MM = (41.0, 41.0, 27.0, 23.0, 46.0)  # "September" stands on one line, bold or not
HEAD = ("we_will", "so_that", "who_leads", "by", "know")
ON_PAGE_ONE = 4
FEW, WORDS_WITH_FEW, WORDS_WITH_MANY = 3, 24, 18  # "about 20" and "about 15", and a fifth more
POINTER_WORDS = 4  # "… (see action 2)"


def page_one(facts: PlanFacts) -> list[Block]:
    """The first four actions, and where to find the others."""
    if not facts.actions:
        return [Heading(2, say("paper.actions")), plain(say("paper.no_actions"))]
    table = _table(facts, facts.actions[:ON_PAGE_ONE])
    return [table, *_pointer(facts.actions[ON_PAGE_ONE:])]


def page_two(facts: PlanFacts) -> list[Block]:
    """The actions that page one has no room for."""
    rest = facts.actions[ON_PAGE_ONE:]
    return [Heading(2, say("paper.more_actions")), _table(facts, rest)] if rest else []


def _table(facts: PlanFacts, actions: Sequence[ActionFacts]) -> Table:
    most = WORDS_WITH_FEW if len(facts.actions) <= FEW else WORDS_WITH_MANY
    head = tuple(say(f"paper.{key}") for key in HEAD)
    rows = tuple(_row(action, facts, most) for action in actions)
    return Table(head, rows, WIDTHS_MM, say("paper.actions"))


def _row(action: ActionFacts, facts: PlanFacts, most: int) -> tuple[str, ...]:
    will = _short(action.we_will or say("paper.to_confirm"), action.number, most)
    if action.status in ("done", "stopped"):
        will = say(f"paper.will_{action.status}", text=will)
    elif action.status == "draft" and facts.is_agreed:
        will = say("paper.will_draft", text=will)
    others = (action.so_that, action.who_leads, when(action.by_when, facts.workshop_on))
    return (
        say("paper.numbered", number=action.number, text=will),
        *(_short(text or say("paper.to_confirm"), action.number, most) for text in others),
        _short(known(action, facts, is_short=True), action.number, most),
    )


def _short(text: str, number: int, most: int) -> str:
    words = text.split()
    if len(words) <= most:
        return text
    return say(
        "paper.cut", text=" ".join(words[: most - POINTER_WORDS]).rstrip(",;:.–-"), number=number
    )


def _pointer(rest: Sequence[ActionFacts]) -> list[Block]:
    if not rest:
        return []
    key = "paper.further" if len(rest) == 1 else "paper.further_many"
    return [plain(say(key, first=rest[0].number, last=rest[-1].number))]
