"""Strengths to keep and what we need to improve: short on page one, in full behind it."""

from itertools import zip_longest

from workshop.reports.facts import Finding, PlanFacts
from workshop.reports.outline import Block, Bullets, Columns, Heading, bullets
from workshop.words import say

MOST = 3  # on each side of page one
MOST_IF_SHORT, SHORT_WORDS = 4, 45  # four of them may have so many words together
MOST_WORDS = 18
ORIGINS = ("review", "staff")

Side = tuple[Heading | Bullets, ...]


def page_one(facts: PlanFacts) -> list[Block]:
    """Two short columns, each finding with who found it."""
    sides = [
        _side("paper.strengths", _chosen(facts.strengths)),
        _side("paper.improvements", _chosen(facts.improvements)),
    ]
    filled = [side for side in sides if side]
    if len(filled) == 2:
        return [Columns(filled[0], filled[1])]
    return [block for side in filled for block in side]


def in_full(facts: PlanFacts) -> list[Block]:
    """Both lists in full, where page one could not hold them."""
    if not any(_is_cut(side) for side in (facts.strengths, facts.improvements)):
        return []
    return [
        Heading(1, say("paper.all_findings"), starts_page=True),
        *_side("paper.strengths", facts.strengths),
        *_side("paper.improvements", facts.improvements),
    ]


def _chosen(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The first few: in turn from the review and from staff, then in their old order."""
    by_origin = [[f for f in findings if f.origin == origin] for origin in ORIGINS]
    most = _most(findings)
    in_turn = [f for pair in zip_longest(*by_origin) for f in pair if f][:most]
    return tuple(Finding(_short(f.text), f.origin) for f in findings if f in in_turn)[:most]


def _most(findings: tuple[Finding, ...]) -> int:
    words = sum(len(finding.text.split()) for finding in findings)
    is_short = len(findings) <= MOST_IF_SHORT and words <= SHORT_WORDS
    return MOST_IF_SHORT if is_short else MOST


def _is_cut(findings: tuple[Finding, ...]) -> bool:
    return len(findings) > _most(findings) or any(_short(f.text) != f.text for f in findings)


def _short(text: str) -> str:
    words = text.split()
    if len(words) <= MOST_WORDS:
        return text
    return f"{' '.join(words[:MOST_WORDS]).rstrip(',;:.–-')} …"


def _side(key: str, findings: tuple[Finding, ...]) -> Side:
    if not findings:
        return ()
    origins = {origin: say(f"paper.origin_{origin}") for origin in ORIGINS}
    texts = [say("paper.finding", text=f.text, origin=origins[f.origin]) for f in findings]
    return (Heading(2, say(key)), bullets(tuple(texts)))
