"""What the champion may do with a note: hide it, show it again, say it is fine, erase it.
Nobody learns who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .agreed import erase_from_documents
from .model import Refused, Row, Seat
from .retold import (
    all_words,
    forget_told,
    put_back,
    put_on_actions,
    take_off_actions,
    take_off_header,
)
from .scene import Scene
from .traces import (
    draw_screen_anew,
    drop_choices_of,
    forget_words,
    off_every_screen,
    with_copies,
)
from .transaction import Transaction

Body = Mapping[str, Any]


def hide_note(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Take a note, all its copies and its words in the plan off every screen and paper."""
    note = on_the_desk(tx, scene, body)
    found = with_copies(tx, note["id"])
    words = all_words(tx, found)
    for each in found:
        tx.change("notes", each, is_hidden=1)
    take_off_actions(tx, words)
    take_off_header(tx, scene, words)
    off_every_screen(tx, scene, note)


def show_note(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Show a hidden note and its copies again."""
    note = on_the_desk(tx, scene, body)
    found = with_copies(tx, note["id"])
    for each in found:
        tx.change("notes", each, is_hidden=0)
    put_on_actions(tx, note, found)
    put_back(tx, note["id"])
    draw_screen_anew(tx, scene.workshop)


def pass_note(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Say that a note which asked for a look is fine."""
    tx.change("notes", on_the_desk(tx, scene, body)["id"], look=None)


def erase_note(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Blank a note that names a child, its copies, its words in the plan, agreed or not, and the
    log. It cannot be taken back."""
    note = on_the_desk(tx, scene, body)
    found = with_copies(tx, note["id"])
    words = all_words(tx, found)
    take_off_actions(tx, words)
    take_off_header(tx, scene, words)
    erase_from_documents(tx, words)
    for each in found:
        blank: Row = {"text": "", "fields": {}, "look": None, "is_erased": 1, "is_hidden": 1}
        tx.write("notes", each, blank)
    forget_told(tx, words)
    for each in (*found, *words.actions):
        forget_words(tx, each)
    drop_choices_of(tx, note["id"])
    off_every_screen(tx, scene, note)
    tx.touched["erased"].add(note["id"])


def on_the_desk(tx: Transaction, scene: Scene, body: Body) -> Row:
    """The note, if the console may see it."""
    note = tx.need("notes", body["note"])
    veil = scene.veil_of(scene.activity_of(note["activity"]), note["phase"])
    if veil == "open" and not note["is_late"] and not note["is_carried"]:
        raise Refused("no_such_notes")
    return note
