"""Where the words of a note are put as somebody's own text (an action, where we are, what we now
understand): written down when it happens, so that what takes a note away needs no guessing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .model import Row
from .transaction import Transaction

WE_WILL_LIMIT = 120  # of an action; an option may be longer
GOAL, PLAN = "goal", "plan"  # places beside the ids of actions and of their parts
PLAN_TOLD = ("understanding", "how_we_know", "still_to_check")  # fields that are filled from notes
STANDS = "notes.is_hidden = 0 AND notes.is_erased = 0 AND notes.is_withdrawn = 0"


def as_action(note: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an action that is made of a note: its words, and what else stands on it."""
    filled = {name: value for name, value in note["fields"].items() if value}
    return {"we_will": note["text"][:WE_WILL_LIMIT]} | filled


def tell(tx: Transaction, note: str, place: str, field: str, text: str) -> None:
    """These words of a note stand in a field now. It is a fact about the words: undoing what put
    them there does not undo it, because an agreed plan may hold them by then."""
    tx.conn.execute(
        "INSERT OR IGNORE INTO tellings (note, place, field, text) VALUES (?, ?, ?, ?)",
        (note, place, field, text),
    )


def retell(tx: Transaction, told: tuple[str, str, str], where: tuple[str, str]) -> None:
    """What stands in a field, `(place, field, text)`, is kept in another place and field too."""
    tx.conn.execute(
        """
        INSERT OR IGNORE INTO tellings (note, place, field, text)
        SELECT note, ?, ?, text FROM tellings WHERE (place, field, text) = (?, ?, ?)
        """,
        (*where, *told),
    )


def tell_goal(tx: Transaction, text: str) -> None:
    """Where we are was written: which lines are words of gaps that groups have chosen."""
    tell_lines(tx, GOAL, "reality", text, chosen_with(tx, "gap"))


def tell_plan(tx: Transaction, fields: Mapping[str, str]) -> None:
    """What we now understand was written: which lines are words of causes that groups have ringed,
    or what they wanted to check, maybe with who does it."""
    causes = chosen_with(tx, "ring")
    for field in PLAN_TOLD:
        if fields.get(field):
            tell_lines(tx, PLAN, field, fields[field], causes)


def tell_lines(tx: Transaction, place: str, field: str, text: str, notes: list[Row]) -> None:
    """Write down the lines of a field that are words of these notes."""
    for note in notes:
        own = lines_of(note["text"], note["fields"].get("check", ""))
        for line in lines_of(text):
            if line in own or any(line.startswith(f"{each} (") for each in own):
                tell(tx, note["id"], place, field, line)


def chosen_with(tx: Transaction, kind: str) -> list[Row]:
    """The notes that groups have chosen with a mark of this kind, as far as they stand."""
    return tx.all(
        f"""
        SELECT DISTINCT notes.id, notes.text, notes.fields FROM marks
        JOIN notes ON notes.id = json_extract(marks.value, '$')
        WHERE marks.kind = ? AND marks.is_removed = 0 AND {STANDS}
        """,
        kind,
    )


def overwritten(tx: Transaction, place: str, names: Iterable[str]) -> None:
    """Somebody has written these fields anew: nothing is put back into them."""
    for name in names:
        tx.conn.execute(
            "UPDATE tellings SET is_off = 0 WHERE place = ? AND field = ?", (place, name)
        )


def lines_of(*texts: str) -> list[str]:
    """The lines of texts, those that say something."""
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]
