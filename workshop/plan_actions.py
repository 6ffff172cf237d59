"""The facts of the plan's actions for the paper: fields, parts, the chain from people's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from .action_fields import day_of
from .audience import totals_of
from .model import Row
from .record import Record
from .reports.after_label import after_label, benefit, sentence
from .reports.facts import (
    ActionFacts,
    BarrierFacts,
    ChainFacts,
    MonitoringFacts,
    StepFacts,
    SupportFacts,
)
from .reports.wording import unstopped
from .roots import (
    ON_PAPER,
    Behind,
    behind,
    causes_of,
    doubles_of,
    headline_text,
    slot_of,
    words_of,
)
from .scene import Scene
from .transaction import Transaction
from .words import say
from .writing import origin_of


def actions_of(tx: Transaction, scene: Scene, record: Record) -> Iterable[ActionFacts]:
    """The actions of a record, in order."""
    chosen, causes = chosen_at_home(tx), causes_of(tx, record["causes"])
    review_on = day_of(record["workshop"]["plan"]["review_on"])
    for action in record["actions"]:
        found = behind(tx, scene, action["roots"], causes)
        tag = action["fields"].get("how_known", "")
        chain = tuple(chain_of(tx, scene, found, tag, chosen))
        facts = action_facts(action, chain, review_on)
        yield replace(facts, evidence=tuple(card_text(card) for card in found.evidence))


def action_facts(action: Row, chain: tuple[ChainFacts, ...], review_on: date | None) -> ActionFacts:
    """One action with everything that is known of it."""
    fields, parts = action["fields"], action["parts"]
    by_when = day_of(fields.get("by_when"))
    return ActionFacts(
        number=action["number"],
        id=action["id"],
        we_will=sentence(after_label("we_will", fields.get("we_will", ""))),
        so_that=benefit(fields.get("so_that", "")),
        who_leads=fields.get("who_leads", ""),
        by_when=by_when or fields.get("by_when"),
        kind=fields.get("kind", ""),
        makes_room=fields.get("makes_room", ""),
        support=fields.get("support", ""),
        chain=chain,
        pace=fields.get("pace", ""),
        problem=fields.get("problem", ""),
        contributors=fields.get("contributors", ""),
        start=day_of(fields.get("start")),
        baseline=fields.get("baseline", ""),
        target=fields.get("target", ""),
        resources=fields.get("resources", ""),
        cost=decimal(fields.get("cost")),
        hours=decimal(fields.get("hours")),
        commitment=whole_number(fields.get("commitment")),
        status=fields.get("status", "draft"),
        rag=fields.get("rag", ""),
        stop_means=fields.get("stop_means", ""),
        no_root_reason="" if action["roots"] else fields.get("no_root", ""),
        is_milestone=bool(by_when and review_on and by_when > review_on),
        steps=tuple(StepFacts(p.get("text", ""), day_of(p.get("on"))) for p in of(parts, "step")),
        success=tuple(p["text"] for p in of(parts, "success") if p.get("text")),
        ingredients=tuple(p["text"] for p in of(parts, "ingredient") if p.get("text")),
        research=tuple(p["text"] for p in of(parts, "research") if p.get("text")),
        monitoring=tuple(
            MonitoringFacts(p.get("how", ""), p.get("who", ""), day_of(p.get("on")))
            for p in of(parts, "monitoring")
        ),
        needs=tuple(need(p) for p in of(parts, "support") if p.get("topic") or p.get("type")),
        barriers=tuple(
            BarrierFacts(p["text"], p.get("mitigation", ""))
            for p in of(parts, "barrier")
            if p.get("text")
        ),
    )


def card_text(card: Row) -> str:
    """An evidence card in a sentence, with where it comes from."""
    key = "paper.card_source" if card["source"] else "paper.card"
    return say(key, text=card["text"] or card["title"], source=card["source"])


def of(parts: Iterable[Row], kind: str) -> list[Mapping[str, str]]:
    """The fields of the parts of one kind."""
    return [part["fields"] for part in parts if part["kind"] == kind]


def need(part: Mapping[str, str]) -> SupportFacts:
    """One need of support."""
    return SupportFacts(
        topic=part.get("topic", ""),
        type=part.get("type", ""),
        status=part.get("status") or "needed",
        school=part.get("school", ""),
        may_share=part.get("may_share") == "yes",
    )


# ---- the chain


def chosen_at_home(tx: Transaction) -> set[str]:
    """Ids of the notes that groups chose when they were home again."""
    rows = tx.all(
        "SELECT value FROM marks WHERE kind IN ('strength', 'gap', 'stop') AND is_removed = 0"
    )
    return {str(row["value"]) for row in rows}


def chain_of(
    tx: Transaction, scene: Scene, found: Behind, tag: str, chosen: set[str]
) -> list[ChainFacts]:
    """One part for each note and each cause. An action that grew from a note straight away has
    only the causes whose path began there."""
    notes = {origin_of(tx, note)["id"]: note for note in found.notes}
    parts = {i: note_part(tx, scene, note, tag, chosen) for i, note in notes.items()}
    for cause, start in zip(found.causes, found.starts, strict=True):
        began = origin_of(tx, start)["id"]
        if notes and began not in notes:
            continue
        if began not in parts and start["id"] != cause["id"]:
            parts[began] = note_part(tx, scene, start, "", chosen)
        before = parts.get(began)
        key = began if before is not None and before.cause == "" else cause["id"]
        parts[key] = with_cause(tx, scene, parts.get(key, ChainFacts()), cause)
    chain = list(parts.values())
    for option in found.options:
        chain = with_option(chain, option_facts(tx, scene, option))
    return with_headline(chain, found)


def note_part(tx: Transaction, scene: Scene, note: Row, tag: str, chosen: set[str]) -> ChainFacts:
    """Station and note; a hidden note without its words."""
    origin, row = origin_of(tx, note), words_of(tx, scene, note)
    slot = slot_of(tx, origin["slot"]) or {}
    is_withdrawn = bool(note["is_withdrawn"]) and not note["is_hidden"]
    return ChainFacts(
        station_title=slot.get("title", ""),
        station_text=slot.get("text", ""),
        source=slot.get("source", ""),
        group_letter=row.get("letter") if row else None,
        text=row["text"] if row else "" if is_withdrawn else None,
        stance=note["stance"] or "",
        recognised=totals_of(tx, scene, origin, ON_PAPER).get("tick") if row else None,
        evidence_tag=tag or origin["evidence_tag"] or "",
        was_chosen=origin["id"] in chosen,
    )


def with_cause(tx: Transaction, scene: Scene, part: ChainFacts, cause: Row) -> ChainFacts:
    """The cause that the room understood, and what its group said of it."""
    row, fields = words_of(tx, scene, cause), cause["fields"]
    if row is None:
        return replace(part, cause=None)
    return replace(
        part,
        cause=row["text"],
        cause_tag=fields.get("tag", ""),
        cause_sure=fields.get("sure", ""),
        cause_check=", ".join(
            unstopped(fields[name]) for name in ("check", "who") if fields.get(name)
        ),
    )


def option_facts(tx: Transaction, scene: Scene, option: Row) -> ChainFacts:
    """The option that was chosen, with its dots."""
    row = words_of(tx, scene, option)
    if row is None:
        return ChainFacts(option=None)
    dots = row.get("totals", {}).get("dot")
    return ChainFacts(option=row["text"], dots=dots, doubles=tuple(doubles_of(tx, scene, option)))


def with_option(chain: list[ChainFacts], option: ChainFacts) -> list[ChainFacts]:
    """The chain with an option at its end; each part has room for one."""
    if chain and chain[-1].option == "":
        last = replace(chain[-1], option=option.option, dots=option.dots)
        return [*chain[:-1], replace(last, doubles=option.doubles)]
    return [*chain, option]


def with_headline(chain: list[ChainFacts], found: Behind) -> list[ChainFacts]:
    """The chain with the review's headlines at its beginning."""
    said = "; ".join(headline_text(slot) for slot in found.headlines)
    if not said:
        return chain
    first, *rest = chain or [ChainFacts()]
    return [replace(first, headline=said), *rest]


def decimal(value: str | None) -> Decimal | None:
    """A stored amount."""
    return Decimal(value) if value else None


def whole_number(value: str | None) -> int | None:
    """A stored whole number."""
    return int(value) if value else None
