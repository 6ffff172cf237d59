"""What the champion may do with a note: hide it, show it again, say it is fine, erase it.
Nobody learns who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .agreed import erase_from_documents
from .model import Refused, Row, Seat
from .retold import as_told, drop_tellings, forget_told, grown_from, settle, tellings_of
from .scene import Scene
from .traces import draw_screen_anew, drop_choices_of, family, forget_words, off_every_screen
from .transaction import Transaction

Body = Mapping[str, Any]


def hide_note(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Take a note, all its copies and its words in the plan off every screen and paper."""
    note = on_the_desk(tx, scene, body)
    for each in family(tx, note["id"]):
        tx.change("notes", each, is_hidden=1)
    settle(tx)
    off_every_screen(tx, scene, note)


def show_note(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Show a hidden note and its copies again, and its words in the plan where nothing was written
    since."""
    note = on_the_desk(tx, scene, body)
    for each in family(tx, note["id"]):
        tx.change("notes", each, is_hidden=0)
    settle(tx)
    draw_screen_anew(tx, scene.workshop)


def pass_note(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Say that a note which asked for a look is fine."""
    tx.change("notes", on_the_desk(tx, scene, body)["id"], look=None)


def erase_note(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Blank a note that names a child, its copies, its words in the plan, agreed or not, and the
    log. It cannot be taken back."""
    note = on_the_desk(tx, scene, body)
    found = family(tx, note["id"])
    told = tellings_of(tx, found)
    for each in found:
        blank: Row = {"text": "", "fields": {}, "look": None, "is_erased": 1, "is_hidden": 1}
        tx.write("notes", each, blank)
        drop_choices_of(tx, each)
    settle(tx)
    erase_from_documents(tx, as_told(told))
    forget_told(tx, told)
    for each in {*found, *grown_from(tx, found), *(row["place"] for row in told)}:
        forget_words(tx, each)
    drop_tellings(tx, found)
    off_every_screen(tx, scene, note)
    tx.touched["erased"].add(note["id"])


def on_the_desk(tx: Transaction, scene: Scene, body: Body) -> Row:
    """The note, if the console may see it."""
    note = tx.need("notes", body["note"])
    veil = scene.veil_of(scene.activity_of(note["activity"]), note["phase"])
    if veil == "open" and not note["is_late"] and not note["is_carried"]:
        raise Refused("no_such_notes")
    return note
