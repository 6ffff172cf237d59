"""What the champion puts behind an action, and takes off again: a headline, an evidence card, a
note that the room has seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .model import Refused, Seat, new_id
from .roots import kind_of, roots_of, words_of
from .scene import Scene
from .traces import draw_screen_anew
from .transaction import Transaction

HEADLINES, WORRIES = "headlines", "agreement"  # kinds of activity
Body = Mapping[str, Any]


def link_root(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> Mapping[str, Any]:
    """Put a headline, an evidence card or a note that the room has seen behind an action."""
    action, to = tx.need("actions", body["action"]), str(body["to"])
    check_root(tx, scene, to)
    if any(root["of"] == to for root in roots_of(tx, action["id"])):
        raise Refused("already_a_root")
    link = tx.insert("links", id=new_id(), from_id=action["id"], to_id=to, kind="root")
    tx.touched["actions"].add(action["id"])
    draw_screen_anew(tx, scene.workshop)
    return {"root": link["id"]}


def unlink_root(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Take off again what was put behind an action. What it grew from stays."""
    link = tx.need("links", body["root"])
    if link["kind"] != "root":
        raise Refused("grown_root")
    tx.change("links", link["id"], is_removed=1)
    tx.touched["actions"].add(link["from_id"])
    draw_screen_anew(tx, scene.workshop)


def check_root(tx: Transaction, scene: Scene, to: str) -> None:
    """Only what the room has seen stands behind an action: never a worry, never a hidden note."""
    slot = tx.one("SELECT activity FROM slots WHERE id = ? AND is_removed = 0", to)
    if slot is not None:
        if kind_of(scene, slot) != HEADLINES:
            raise Refused("not_a_root")
        return
    if tx.one("SELECT 1 AS x FROM evidence WHERE id = ? AND is_removed = 0", to):
        return
    note = tx.need("notes", to)
    if kind_of(scene, note) == WORRIES or words_of(tx, scene, note) is None:
        raise Refused("not_a_root")
