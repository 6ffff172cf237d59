"""The plan's actions as rows, for files that hold one table."""

from workshop.reports.csv import Cell
from workshop.reports.facts import PlanFacts
from workshop.reports.paper_actions import chain_sentences
from workshop.words import say

HEAD = (
    "rows.number",
    "paper.we_will",
    "paper.so_that",
    "paper.who_leads",
    "paper.by",
    "paper.know",
    "rows.kind",
    "rows.makes_room",
    "rows.support",
    "rows.from",
)


def action_head() -> tuple[str, ...]:
    """The names of the columns."""
    return tuple(say(key) for key in HEAD)


def action_rows(facts: PlanFacts) -> list[tuple[Cell, ...]]:
    """One row an action, in full; what is not known yet is empty."""
    return [
        (
            action.number,
            action.we_will,
            action.so_that,
            action.who_leads,
            action.by_when,
            action.know,
            action.kind,
            action.makes_room,
            action.support,
            "\n".join(" ".join(chain_sentences(chain)) for chain in action.chain),
        )
        for action in facts.actions
    ]
