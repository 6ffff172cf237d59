"""Where a note has gone: its copies, the log, groups' choices, the screen. Hiding, erasing and
withdrawing follow it there; where its words were told again, `retold` follows them."""

from __future__ import annotations

from collections.abc import Mapping

from .model import Row
from .scene import Scene
from .transaction import Transaction


def family(tx: Transaction, note_id: str) -> list[str]:
    """A note with all its copies, and the one it was itself carried from with all of its: the same
    words, wherever the champion meets them."""
    before = tx.one("SELECT from_id FROM links WHERE to_id = ? AND kind = 'carried'", note_id)
    return family(tx, before["from_id"]) if before else with_copies(tx, note_id)


def with_copies(tx: Transaction, note_id: str) -> list[str]:
    """A note and all that were carried from it, near and far; those whose carrying was undone
    still hold the words."""
    rows = tx.all("SELECT to_id FROM links WHERE from_id = ? AND kind = 'carried'", note_id)
    return [note_id, *(far for row in rows for far in with_copies(tx, row["to_id"]))]


def forget_words(tx: Transaction, row_id: str) -> None:
    """Blank the log's copies of what was written on a note, an action or a part of one."""
    tx.conn.execute(
        """
        UPDATE log SET body = NULL
        WHERE ? IN (
          json_extract(body, '$.id'), json_extract(body, '$.note'), json_extract(body, '$.action'),
          json_extract(body, '$.part')
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
