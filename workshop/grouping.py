"""Groups: how people come into one, change it, and how groups merge or are added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .model import GROUP_LETTERS, SHEET, Refused, Row, Seat, hashed, new_id, personal_code
from .scene import Scene
from .transaction import Transaction


def choose_group(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Move oneself. Notes stay with the group they were written in."""
    if not scene.workshop["groups_open"]:
        raise Refused("groups_fixed")
    if scene.group_of(body["group"]) is None:
        raise Refused("no_such_groups")
    person = tx.need("participants", seat.id)
    before = person["grp"]
    move_seat(tx, person, body["group"])
    if tx.one("SELECT 1 AS x FROM participants WHERE grp = ? AND is_removed = 0", before) is None:
        hand_over(tx, before, body["group"])


def merge_groups(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """One group joins another; everybody in it moves, its notes keep their letter."""
    gone, into = scene.group_of(body["group"]), scene.group_of(body["into"])
    if gone is None or into is None or gone["id"] == into["id"]:
        raise Refused("no_such_groups")
    tx.change("groups", gone["id"], merged_into=into["id"])
    for person in tx.all("SELECT * FROM participants WHERE grp = ?", gone["id"]):
        move_seat(tx, person, into["id"])
    hand_over(tx, gone["id"], into["id"])


def hand_over(tx: Transaction, group: str, to: str) -> None:
    """The sheets of a group that is no more go with its people: else nobody could fill them in."""
    for sheet in tx.all(
        "SELECT id FROM notes WHERE grp = ? AND stance = ? AND is_carried = 1", group, SHEET
    ):
        tx.change("notes", sheet["id"], grp=to)


def add_group(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """A new group takes the next index and the next letter that is free."""
    used = tx.all("SELECT letter, position FROM groups WHERE is_removed = 0")
    free = [letter for letter in GROUP_LETTERS if letter not in {g["letter"] for g in used}]
    if not free:
        raise Refused("groups_full", n=len(GROUP_LETTERS))
    position = max((g["position"] for g in used), default=-1) + 1
    tx.insert("groups", id=new_id(), position=position, letter=free[0])


def prompt_group(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Offer a group that has run dry a fresh prompt on its own phones."""
    activity = scene.present(body["activity"])
    if scene.group_of(body["group"]) is None or scene.kind is None or not scene.kind.prompts:
        raise Refused("no_such_groups")
    old = activity["prompts"]
    number = old.get(body["group"], [0, -1])[1] + 1
    prompts = old | {body["group"]: [activity["round"], number]}
    tx.change("activities", activity["id"], prompts=prompts)


def move_seat(tx: Transaction, person: Row, group: str) -> None:
    """Put a person into a group, keeping where they were for words still on their way; undo
    takes them back and forgets no group."""
    if person["grp"] == group:
        return
    past = dict.fromkeys([*person["past_groups"], person["grp"], group])
    tx.write("participants", person["id"], {"past_groups": [each for each in past if each]})
    tx.change("participants", person["id"], grp=group)
    tx.touched["moved"].add(person["id"])


def join(tx: Transaction, scene: Scene, token: str, group: str | None) -> str:
    """A seat for this token, made once; the group chosen, else the smallest, first in order."""
    held = tx.one("SELECT id FROM participants WHERE token_hash = ?", hashed(token))
    if held is not None:
        return str(held["id"])
    if scene.workshop["is_closed"]:
        raise Refused("closed")
    may_choose = scene.workshop["groups_open"] and scene.group_of(group) is not None
    chosen = group if may_choose else smallest_group(scene)
    seat = tx.insert(
        "participants",
        id=new_id(),
        token_hash=hashed(token),
        code_hash=hashed(personal_code(token)),
        role="participant",
        grp=chosen,
        past_groups=[],
    )
    return str(seat["id"])


def come_back(tx: Transaction, scene: Scene, code: str, token: str) -> str:
    """Give the seat of a personal code to a new token; the code is replaced by its use."""
    held = tx.one(
        "SELECT id FROM participants WHERE code_hash = ? AND is_removed = 0", hashed(code)
    )
    if held is None:
        raise Refused("no_such_code")
    other = tx.one("SELECT id FROM participants WHERE token_hash = ?", hashed(token))
    if other is not None and other["id"] != held["id"]:
        tx.conn.execute("DELETE FROM participants WHERE id = ?", (other["id"],))
        for mark in tx.all("SELECT * FROM marks WHERE owner = ?", other["id"]):
            activity = scene.activity_of(mark["activity"])
            if (
                scene.veil_of(activity, mark["phase"]) != "revealed"
            ):  # what was shown stays as it is
                tx.write("marks", mark["id"], {"is_removed": 1})  # they have one voice
        tx.touched["participants"].add(other["id"])
    new = {"token_hash": hashed(token), "code_hash": hashed(personal_code(token))}
    tx.write("participants", held["id"], new)
    return str(held["id"])


def smallest_group(scene: Scene) -> str | None:
    """The group with the fewest seats, first in order."""
    if not scene.groups:
        return None
    smallest = min(scene.groups, key=lambda g: (scene.sizes.get(g["id"], 0), g["position"]))
    return str(smallest["id"])
