"""Where a note's words have gone: its copies, the draft actions that were made of them, the log,
the screen. Hiding, erasing and withdrawing follow them there.

An agreed document is never changed: what the room agreed is there until the next version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from .model import Row
from .scene import Scene
from .transaction import Transaction

WE_WILL_LIMIT = 120  # of an action; an option may be longer


def with_copies(tx: Transaction, note_id: str) -> list[str]:
    """A note and all that were carried from it, near and far; those whose carrying was undone
    still hold the words."""
    rows = tx.all("SELECT to_id FROM links WHERE from_id = ? AND kind = 'carried'", note_id)
    return [note_id, *(far for row in rows for far in with_copies(tx, row["to_id"]))]


def as_action(note: Row) -> dict[str, str]:
    """The fields of an action that is made of a note: its words, and what else stands on it."""
    filled = {name: value for name, value in note["fields"].items() if value}
    return {"we_will": note["text"][:WE_WILL_LIMIT]} | filled


def take_off_actions(tx: Transaction, note: Row, copies: Iterable[str]) -> None:
    """Take a note's words off the actions made of it, where they stand as they were."""
    words = as_action(note)
    for action in grown_from(tx, copies):
        same = {n: "" for n, text in words.items() if text and action["fields"].get(n) == text}
        if same:
            tx.change("actions", action["id"], fields=action["fields"] | same)


def put_on_actions(tx: Transaction, note: Row, copies: Iterable[str]) -> None:
    """Put a note's words back on the actions made of it, where nothing was written since."""
    words = as_action(note)
    for action in grown_from(tx, copies):
        open_now = {n: text for n, text in words.items() if action["fields"].get(n) == ""}
        if open_now:
            tx.change("actions", action["id"], fields=action["fields"] | open_now)


def grown_from(tx: Transaction, notes: Iterable[str]) -> list[Row]:
    """The actions that grew from these notes, those that were taken off too."""
    return tx.all(
        """
        SELECT DISTINCT actions.* FROM links JOIN actions ON actions.id = links.from_id
        WHERE links.kind = 'grew_from' AND links.to_id IN (SELECT value FROM json_each(?))
        """,
        json.dumps(list(notes)),
    )


def forget_words(tx: Transaction, row_id: str) -> None:
    """Blank the log's copies of what was written on a note or an action."""
    tx.conn.execute(
        """
        UPDATE log SET body = NULL
        WHERE ? IN (
          json_extract(body, '$.id'), json_extract(body, '$.note'), json_extract(body, '$.action')
        )
        """,
        (row_id,),
    )
    tx.conn.execute(
        """
        UPDATE log SET inverse = NULL
        WHERE EXISTS (
          SELECT 1 FROM json_each(log.inverse) AS step
          WHERE json_extract(step.value, '$[1]') = ?
            AND json_extract(step.value, '$[2].fields') IS NOT NULL
        )
        """,
        (row_id,),
    )


def drop_choices_of(tx: Transaction, note_id: str) -> None:
    """A group's choice of a note that is gone is open again."""
    for mark in tx.all(
        "SELECT id, subject FROM marks WHERE value = ? AND is_removed = 0", f'"{note_id}"'
    ):
        tx.write("marks", mark["id"], {"is_removed": 1})


def part_from(tx: Transaction, note: Row) -> None:
    """What was put into a note that goes stands on its own again: nobody's words go with it."""
    for each in tx.all("SELECT id FROM notes WHERE merged_into = ?", note["id"]):
        tx.change("notes", each["id"], merged_into=None)
    if note["merged_into"]:
        tx.touched["notes"].add(note["merged_into"])


def draw_screen_anew(tx: Transaction, workshop: Mapping[str, str]) -> None:
    """An action, or the way to it, may be on the projector just now, with these words in it."""
    if workshop["screen_of"]:
        tx.touched["workshop"].add(workshop["id"])


def off_every_screen(tx: Transaction, scene: Scene, note: Row) -> None:
    """What every way of taking a note away has in common."""
    part_from(tx, note)
    draw_screen_anew(tx, scene.workshop)
