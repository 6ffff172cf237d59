"""Who a token is, and how somebody gets one: asked of the writer from the pages and the doors."""

from __future__ import annotations

from typing import Any

from .grouping import come_back, join
from .model import Refused, Role, Seat, hashed, tidy_code
from .store import Store
from .transaction import Transaction


def seat_of(store: Store, token: object) -> Seat | None:
    """The seat of a token, or None; Refused when the writer does not answer."""
    if not isinstance(token, str) or not token:
        return None
    found: tuple[Seat | None] | None = store.ask(lambda tx, scene: (seat_in(tx, token),))
    if not isinstance(found, tuple):
        raise Refused("busy")
    return found[0]


def seat_in(tx: Transaction, token: str) -> Seat | None:
    """The same, for somebody who looks at the tables already."""
    row = tx.one(
        "SELECT * FROM participants WHERE token_hash = ? AND is_removed = 0", hashed(token)
    )
    if row is None:
        return None
    return Seat(row["id"], Role(row["role"]), row["grp"], frozenset(row["past_groups"]))


def take_seat(store: Store, token: str, group: str | None) -> Any:
    """Join: the seat's id, or a Refused, or None when the writer does not answer."""
    return store.make(lambda tx, scene: join(tx, scene, token, group))


def take_seat_back(store: Store, typed_code: str, token: str) -> Any:
    """Come back with a personal code: the seat's id, or a Refused, or None."""
    return store.make(lambda tx, scene: come_back(tx, scene, tidy_code(typed_code), token))
