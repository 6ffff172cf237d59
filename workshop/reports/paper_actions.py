"""Page two on: every action in full, with the sentences that lead from people's words to it.

Lines that nobody filled in vanish; what a plan needs and does not have yet is to be confirmed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workshop.reports import paper_findings, paper_table
from workshop.reports.after_label import brings_subject
from workshop.reports.dates import when
from workshop.reports.facts import ActionFacts, BarrierFacts, ChainFacts, PlanFacts
from workshop.reports.outline import (
    Block,
    Heading,
    Paragraph,
    Run,
    Together,
    bullets,
    labelled,
    plain,
)
from workshop.reports.paper_chain import chain_sentences
from workshop.reports.wording import (
    amount,
    check,
    dated,
    is_late,
    known,
    listed,
    needs,
    pounds,
    stands,
    stopped,
    to_confirm,
)
from workshop.words import say


def blocks(facts: PlanFacts) -> list[Block]:
    """Every action."""
    if not facts.actions:
        return []
    starts_page = not paper_findings.in_full(facts)  # which then starts it
    found: list[Block] = [Heading(1, say("paper.each_action"), starts_page=starts_page)]
    found += paper_table.page_two(facts)
    for action in _each_station_once(facts.actions):
        found += _block(action, facts)
    return found


def _each_station_once(actions: Iterable[ActionFacts]) -> Iterator[ActionFacts]:
    """What a station recommends is quoted at the first action that grew there."""
    quoted: set[str] = set()
    for action in actions:
        chain = []
        for part in action.chain:
            is_new = part.station_text not in quoted
            chain.append(part if is_new else replace(part, station_text=""))
            quoted.add(part.station_text)
        yield replace(action, chain=tuple(chain))


def _block(action: ActionFacts, facts: PlanFacts) -> Iterator[Block]:
    will = action.we_will or to_confirm(facts)
    heading = Heading(2, say("paper.action", number=action.number, we_will=will))
    key = "paper.block_so_that" if action.so_that else "paper.block_so_that_open"
    key = "paper.block_so_that_own" if brings_subject(action.so_that) else key
    benefit = labelled(say(key), _filled(action.so_that, facts))
    yield Together((heading, benefit, _who_and_when(action, facts)))
    yield from _now_and_goal(action, facts)
    yield from _ways(action, facts)
    yield from _means(action)
    yield from _lists(action)
    missing = _missing(action)
    if missing:
        who = to_confirm(facts, "still_by")
        yield plain(say("paper.still_missing", who=who, what=listed(missing)))
    yield from _origin(action)


def _filled(text: str, facts: PlanFacts) -> str:
    return stopped(text or to_confirm(facts))


def _who_and_when(action: ActionFacts, facts: PlanFacts) -> Paragraph:
    parts = [("block_who", _filled(action.who_leads, facts))]
    if action.contributors:
        parts.append(("block_with", stopped(action.contributors)))
    if action.start:
        parts.append(("block_start", stopped(when(action.start, facts.workshop_on))))
    parts.append(("block_by", _filled(when(action.by_when, facts.workshop_on), facts)))
    runs = [run for key, text in parts for run in labelled(say(f"paper.{key}"), f"{text} ").runs]
    return Paragraph((*runs, Run(" ".join(_nature(action, facts)))))


def _nature(action: ActionFacts, facts: PlanFacts) -> Iterator[str]:
    """What kind of action it is, each in a sentence."""
    if action.kind == "stop" and action.stop_means:
        yield say(f"paper.stop_{action.stop_means.replace('-', '_')}")
    elif action.kind:
        yield say(f"paper.kind_{action.kind}")
    if action.pace:
        yield say(f"paper.pace_{action.pace}")
    if is_late(action, facts):
        yield say("paper.milestone")
    if action.status == "draft" and facts.is_agreed:
        yield say("paper.status_draft")


def _now_and_goal(action: ActionFacts, facts: PlanFacts) -> Iterator[Block]:
    yield from _line("block_stands", stands(action))
    yield from _line("block_problem", action.problem)
    runs = [
        run
        for key, text in (("block_now", action.baseline), ("block_goal", action.target))
        if text
        for run in labelled(say(f"paper.{key}"), f"{stopped(text)} ").runs
    ]
    if runs:
        yield Paragraph(tuple(runs))


def _ways(action: ActionFacts, facts: PlanFacts) -> Iterator[Block]:
    """How we will know, and the steps."""
    if action.know or not (action.success and action.monitoring):
        yield from _line("block_know", known(action, facts))
    else:
        yield from _list("block_success", action.success)
        yield from _list("block_checks", (check(each, facts) for each in action.monitoring))
    yield from _list("block_steps", (dated(s.text, s.on, facts) for s in action.dated_steps))


def _means(action: ActionFacts) -> Iterator[Block]:
    """What it takes."""
    takes = [action.resources]
    takes += [pounds(action.cost)] if action.cost is not None else []
    if action.hours is not None:
        takes.append(say("paper.hours", n=action.hours, hours=amount(action.hours)))
    yield from _line("block_room", action.makes_room)
    yield from _line("block_takes", listed(takes))
    yield from _line("block_support", needs(action))


def _lists(action: ActionFacts) -> Iterator[Block]:
    yield from _list("block_ingredients", action.ingredients)
    yield from _list("block_barriers", (_barrier(each) for each in action.barriers))
    yield from _list("block_research", action.research)
    yield from _list("block_evidence", action.evidence)
    if action.commitment is not None:
        yield from _line("block_commitment", say("paper.commitment", n=action.commitment))


def _barrier(barrier: BarrierFacts) -> str:
    if not barrier.mitigation:
        return barrier.text
    return say("paper.barrier", text=stopped(barrier.text), mitigation=barrier.mitigation)


def _missing(action: ActionFacts) -> list[str]:
    """What a plan needs of every action, besides what has a line of its own."""
    wanted = {
        "steps": action.steps,
        "ingredients": action.ingredients,
        "room": action.makes_room,
        "cause": action.no_root_reason or action.chain,
    }
    return [say(f"paper.missing_{key}") for key, given in wanted.items() if not given]


def _line(key: str, text: str) -> list[Block]:
    return [labelled(say(f"paper.{key}"), stopped(text))] if text else []


def _list(key: str, texts: Iterable[str]) -> list[Block]:
    """One thing on its label's own line; several as a list that stays with its label."""
    given = tuple(text for text in texts if text.strip())
    if len(given) < 2:
        return _line(key, "".join(given))
    return [Together((_label(key), bullets(given)))]


def _label(key: str) -> Paragraph:
    return Paragraph((Run(say(f"paper.{key}"), is_bold=True),))


def _origin(action: ActionFacts) -> list[Block]:
    found = _line("block_no_root", action.no_root_reason)
    if not action.chain:
        return found
    texts = [_chain(chain) for chain in action.chain]
    if len(texts) == 1:
        return [*found, labelled(say("paper.block_chain"), f"{texts[0]} {say('paper.chain_end')}")]
    head = Together((_label("block_chain"), bullets(tuple(texts))))
    return [*found, head, plain(say("paper.chain_end_many"))]


def _chain(chain: ChainFacts) -> str:
    return " ".join(chain_sentences(chain))
