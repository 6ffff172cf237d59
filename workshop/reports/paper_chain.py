"""The sentences that lead from the review and people's own words to an action, in that order."""

from workshop.reports.facts import ChainFacts
from workshop.reports.wording import quoted, stopped
from workshop.words import say

STANCES = ("strength", "gap", "stop")


def chain_sentences(chain: ChainFacts) -> list[str]:
    """From the headline to the option that was chosen, one sentence each."""
    return [
        *([stopped(say("paper.chain_headline", text=chain.headline))] if chain.headline else []),
        *_station(chain),
        *(_note(chain) if _has_note(chain) else []),
        *_cause(chain),
        *_option(chain),
    ]


def evidence(tag: str) -> list[str]:
    """How we know it."""
    return [say("paper.chain_tag", words=say(f"paper.tag_{tag}"))] if tag else []


def how_sure(sure: str) -> list[str]:
    """How sure the group was."""
    return [say(f"paper.sure_{sure}")] if sure else []


def _station(chain: ChainFacts) -> list[str]:
    if not chain.station_title:
        return []
    if not chain.station_text:
        return [say("paper.chain_station_bare", title=chain.station_title)]
    key = "paper.chain_station_source" if chain.source else "paper.chain_station"
    values = {"title": chain.station_title, "source": chain.source, "text": chain.station_text}
    return [stopped(say(key, **values))]


def _has_note(chain: ChainFacts) -> bool:
    """Without station and words there is no note, unless nothing else is there either."""
    if chain.text or chain.text is None or chain.station_title or chain.group_letter:
        return True
    return not (chain.headline or chain.cause != "" or chain.option != "")


def _note(chain: ChainFacts) -> list[str]:
    chosen = f"chosen_{chain.stance}" if chain.stance in STANCES else "chosen"
    return [
        _words(chain),
        *evidence(chain.evidence_tag),
        *([say("paper.recognised", n=chain.recognised)] if chain.recognised else []),
        *([say(f"paper.{chosen}")] if chain.was_chosen else []),
    ]


def _words(chain: ChainFacts) -> str:
    if chain.text is None:
        return say("paper.chain_hidden")
    if not chain.text:
        return say("paper.chain_withdrawn")
    key = "paper.chain_group" if chain.group_letter else "paper.chain_note"
    values = {"letter": chain.group_letter, "text": chain.text, "stance": ""}
    if chain.stance in STANCES:
        key, values["stance"] = f"{key}_stance", say(f"paper.stance_{chain.stance}")
    return stopped(say(key, **values))


def _cause(chain: ChainFacts) -> list[str]:
    if chain.cause is None:
        return [say("paper.chain_cause_hidden")]
    if not chain.cause:
        return []
    checked = say("paper.chain_check", text=chain.cause_check) if chain.cause_check else ""
    return [
        stopped(say("paper.chain_cause", text=chain.cause)),
        *evidence(chain.cause_tag),
        *how_sure(chain.cause_sure),
        *([stopped(checked)] if checked else []),
    ]


def _option(chain: ChainFacts) -> list[str]:
    if chain.option is None:
        return [say("paper.chain_option_hidden")]
    if not chain.option:
        return []
    chosen = stopped(say("paper.chain_option", text=chain.option))  # and never with how many dots
    if not chain.doubles:
        return [chosen]
    return [chosen, stopped(say("paper.doubles", texts=quoted(chain.doubles)))]
