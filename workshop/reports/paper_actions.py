"""Page two on: every action in full, with the sentences that lead from people's words to it."""

from workshop.reports import paper_table
from workshop.reports.facts import ActionFacts, ChainFacts, PlanFacts
from workshop.reports.outline import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Run,
    Together,
    bullets,
    labelled,
    plain,
)
from workshop.words import say

STANCES = ("strength", "gap", "stop")


def blocks(facts: PlanFacts) -> list[Block]:
    """The actions, what was considered, and what was changed after worries were heard."""
    found: list[Block] = []
    if facts.actions:
        found.append(Heading(1, say("paper.each_action"), starts_page=True))
        found += paper_table.page_two(facts)
        found += [_block(action, facts) for action in facts.actions]
    for key, texts in (("considered", facts.considered), ("answered", facts.answered)):
        if texts:
            found.append(Together((Heading(2, say(f"paper.{key}")), bullets(texts))))
    return found


def chain_sentences(chain: ChainFacts) -> list[str]:
    """From the recommendation to the choice, one sentence each."""
    return [
        *_station(chain),
        _note(chain),
        *([_tag(chain.evidence_tag)] if chain.evidence_tag else []),
        *([say("paper.recognised", n=chain.recognised)] if chain.recognised else []),
        *([_chosen(chain.stance)] if chain.was_chosen else []),
    ]


def _block(action: ActionFacts, facts: PlanFacts) -> Together:
    will = action.we_will or say("paper.to_confirm")
    heading = Heading(2, say("paper.action", number=action.number, we_will=will))
    key = "paper.block_so_that" if action.so_that else "paper.block_so_that_open"
    benefit = labelled(say(key), _filled(action.so_that))
    return Together((heading, benefit, _who_and_when(action, facts), *_rest(action, facts)))


def _who_and_when(action: ActionFacts, facts: PlanFacts) -> Paragraph:
    day = paper_table.when(action.by_when, facts.workshop_on)
    kind = say(f"paper.kind_{action.kind}") if action.kind else ""
    who = labelled(say("paper.block_who"), f"{_filled(action.who_leads)} ")
    by = labelled(say("paper.block_by"), f"{_filled(day)} {kind}".rstrip())
    return Paragraph((*who.runs, *by.runs))


def _filled(text: str) -> str:
    return stopped(text or say("paper.to_confirm"))


def _rest(action: ActionFacts, facts: PlanFacts) -> list[Paragraph | Bullets]:
    lines = {
        "block_know": stopped(paper_table.known(action, facts)),
        "block_room": action.makes_room and stopped(action.makes_room),
        "block_support": action.support and stopped(action.support),
    }
    found: list[Paragraph | Bullets] = [
        labelled(say(f"paper.{key}"), text) for key, text in lines.items() if text
    ]
    if action.steps:
        found += [Paragraph((Run(say("paper.block_steps"), is_bold=True),)), bullets(action.steps)]
    return found + _chains(action.chain)


def _chains(chains: tuple[ChainFacts, ...]) -> list[Paragraph | Bullets]:
    if not chains:
        return []
    label, end = say("paper.block_chain"), say("paper.chain_end")
    texts = [" ".join(chain_sentences(chain)) for chain in chains]
    if len(texts) == 1:
        return [labelled(label, f"{texts[0]} {end}")]
    head = Paragraph((Run(label, is_bold=True),))
    return [head, bullets(tuple(texts)), plain(say("paper.chain_end_many"))]


def _station(chain: ChainFacts) -> list[str]:
    if not chain.station_title:
        return []
    if not chain.station_text:
        return [say("paper.chain_station_bare", title=chain.station_title)]
    key = "paper.chain_station_source" if chain.source else "paper.chain_station"
    values = {"title": chain.station_title, "source": chain.source, "text": chain.station_text}
    return [stopped(say(key, **values))]


def _note(chain: ChainFacts) -> str:
    if chain.text is None:
        return say("paper.chain_hidden")
    if not chain.text:
        return say("paper.chain_withdrawn")
    key = "paper.chain_group" if chain.group_letter else "paper.chain_note"
    values = {"letter": chain.group_letter, "text": chain.text, "stance": ""}
    if chain.stance in STANCES:
        key, values["stance"] = f"{key}_stance", say(f"paper.stance_{chain.stance}")
    return stopped(say(key, **values))


def _tag(tag: str) -> str:
    return say("paper.chain_tag", words=say(f"paper.tag_{tag}"))


def _chosen(stance: str) -> str:
    return say(f"paper.chosen_{stance}" if stance in STANCES else "paper.chosen")


def stopped(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already, inside quotes or not."""
    ends = text.rstrip().rstrip("”").endswith((".", "?", "!", "…"))
    return text.rstrip() if ends else f"{text.rstrip()}."
