"""Two parts of the appendix: what staff saw in the headlines, and each group's way to a cause.

How many saw it differently is never said.
"""

from collections.abc import Iterator

from workshop.reports.facts import HeadlineFacts, PathFacts, PathLine
from workshop.reports.outline import (
    Block,
    Bullet,
    Bullets,
    Heading,
    Paragraph,
    Run,
    Together,
    bullets,
    labelled,
    plain,
)
from workshop.reports.paper_chain import evidence, how_sure
from workshop.reports.wording import stopped, unstopped
from workshop.words import say

DEEPEST = 4  # levels of a list, from 0; a longer way stays at the last


def headlines(given: tuple[HeadlineFacts, ...]) -> list[Block]:
    """Each headline of the review, with what staff said of it."""
    if not given:
        return []
    first, *rest = [_headline(each) for each in given]
    heading = Heading(2, say("paper.headlines"))
    return [Together((heading, *first)), *(Together(tuple(parts)) for parts in rest)]


def paths(given: tuple[PathFacts, ...]) -> list[Block]:
    """Each group's way from a problem to a cause."""
    return [_path(each) for each in given]


def _headline(each: HeadlineFacts) -> list[Paragraph | Bullets]:
    kind = say(f"paper.headline_{each.kind}")
    band = [say(f"paper.headline_{each.band}")] if each.band else []
    top = labelled(kind, " ".join((stopped(each.text), *band)))
    quotes = tuple(say("paper.quote", text=text) for text in each.sentences if text.strip())
    return [top, bullets(quotes)] if quotes else [top]


def _path(path: PathFacts) -> Together:
    title = say("paper.path_bare")
    if path.group_letter:
        title = say("paper.path", letter=path.group_letter)
    parts: list[Heading | Paragraph | Bullets] = [Heading(2, title)]
    if path.problem:
        parts.append(labelled(say("paper.path_problem"), stopped(path.problem)))
    lines = tuple(_line(line) for line in path.lines if line.text.strip())
    parts += [Bullets(lines)] if lines else []
    ending = " ".join(_ending(path))
    return Together((*parts, plain(ending)) if ending else tuple(parts))


def _line(line: PathLine) -> Bullet:
    level = min(max(line.depth, 0), DEEPEST)
    if not line.is_ringed:
        return Bullet((Run(line.text),), level)
    return Bullet((Run(f"{say('paper.likely')} ", is_bold=True), Run(line.text)), level)


def _ending(path: PathFacts) -> Iterator[str]:
    yield from evidence(path.tag)
    yield from how_sure(path.sure)
    if path.check:
        text = say("paper.chain_check", text=unstopped(path.check))
        yield stopped(say("paper.check_by", text=text, who=path.who) if path.who else text)
