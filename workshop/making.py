"""A new workshop made of a pack: its tables filled, its running order laid out with slots."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from .days import review_after
from .kind import settings_of
from .model import GROUP_LETTERS, Refused, new_id
from .packs import OrderItem, Pack, RunningOrder
from .scene import Kinds
from .transaction import Transaction

HEADLINE_STANCES = {"strength": "strength", "area": "gap"}


@dataclasses.dataclass(frozen=True)
class Wishes:
    """What the champion chose for a new workshop."""

    school: str
    minutes: int
    groups: int
    held_on: date
    is_rehearsal: bool = False


def fill(tx: Transaction, kinds: Kinds, code: str, pack: Pack, wishes: Wishes) -> None:
    """Lay out the tables of a new workshop."""
    order = order_for(pack, wishes.minutes)
    workshop = {
        "id": new_id(),
        "code": code,
        "title": pack.title,
        "school": wishes.school,
        "partnership": pack.partnership,
        "focus": pack.focus,
        "question": pack.key_question,
        "label": pack.label,
        "pack": dataclasses.asdict(pack),
        "held_on": wishes.held_on.isoformat(),
        "review_on": review_after(wishes.held_on).isoformat(),
        "minutes": order.minutes,
        "is_rehearsal": int(wishes.is_rehearsal),
        "epoch": new_id(),
    }
    tx.insert("workshop", **workshop)
    sitting = tx.insert("sittings", id=new_id(), number=1, held_on=wishes.held_on.isoformat())
    for position, letter in enumerate(GROUP_LETTERS[: wishes.groups]):
        tx.insert("groups", id=new_id(), position=position, letter=letter)
    for position, card in enumerate(pack.evidence, start=1):
        row = {"title": card.title, "text": card.text, "tag": card.tag, "source": card.source}
        tx.insert("evidence", id=new_id(), position=position, **row)
    for position, item in enumerate(order.items, start=1):
        lay_out(tx, kinds, sitting["id"], position, item, pack)


def lay_out(
    tx: Transaction, kinds: Kinds, sitting: str, position: int, item: OrderItem, pack: Pack
) -> None:
    """One item of the running order as an activity, with its slots."""
    kind = kinds[item.kind]
    chosen: Mapping[str, Any] = dict(item.settings)
    if any(s.name == "minutes" for s in kind.settings):
        chosen = {"minutes": item.minutes} | dict(chosen)
    settings = settings_of(kind, chosen)
    activity = tx.insert(
        "activities",
        id=new_id(),
        sitting=sitting,
        position=position,
        kind=item.kind,
        title=item.title,
        text=item.shown,
        say=item.say,
        minutes=item.minutes,
        settings=settings,
    )
    for number, slot in enumerate(slots_for(kind.slots_from, pack, settings), start=1):
        tx.insert("slots", id=new_id(), activity=activity["id"], position=number, **slot)


def slots_for(source: str, pack: Pack, settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a pack lays out for a kind: its stations, or the review's headlines."""
    if source == "headlines":
        bare = {"text": "", "source": "", "prompts": []}
        return [
            {"title": h.text, "stance": HEADLINE_STANCES[h.kind]} | bare for h in pack.headlines
        ]
    stations = pack.stations[: settings["stations"]] if source == "stations" else ()
    return [
        {"title": s.title, "text": s.text, "source": s.source, "prompts": list(s.prompts)}
        for s in stations
    ]


def order_for(pack: Pack, minutes: int) -> RunningOrder:
    """The pack's running order of that length."""
    for order in pack.orders:
        if order.minutes == minutes:
            return order
    raise Refused("bad_value")
