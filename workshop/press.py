"""Makes files one at a time, out of the room's way, and hands the same file to everybody who asks
while nothing has changed: when the plan is agreed, sixty phones ask at once. The libraries for
a kind of file are loaded with the first of it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

from .scene import Kinds
from .store import Store

Key = tuple[int, date]
# Long to load and much memory, which a start can do without.
LIBRARIES = {
    "plan.docx": ("lxml.etree", "docx", "workshop.reports.docx"),
    "plan.xlsx": ("PIL.Image", "openpyxl", "workshop.reports.xlsx"),
    "plan.pdf": ("reportlab.pdfgen.canvas", "reportlab.platypus", "workshop.reports.pdf"),
    "plan.ics": ("icalendar", "workshop.reports.ics"),
}
BREATH_S = 0.02  # between two of them, so that a note is saved meanwhile


class Press:
    """The files of all workshops. `apart` runs a slow thing in a native thread: it comes from the
    app, because libraries that make files must not share locks with the room."""

    def __init__(self, kinds: Kinds, apart: Callable[..., Any]) -> None:
        self.kinds = kinds
        self.apart = apart
        self.one_at_a_time = threading.Lock()
        self.kept: dict[tuple[str, str], tuple[Key, bytes]] = {}

    def file(self, store: Store, name: str, today: date) -> bytes | None:
        """The file of that name, one of the export's; None when the writer does not answer."""
        with self.one_at_a_time:
            revision = store.ask(lambda tx, scene: int(tx.workshop()["revision"]))
            if not isinstance(revision, int):
                return None
            key, place = (revision, today), (str(store.path), name)
            held = self.kept.get(place)
            if held is not None and held[0] == key:
                return held[1]
            made: bytes = self.apart(maker(name), store.path, self.kinds, name, today)
            self.kept[place] = (key, made)
            return made


def maker(name: str) -> Callable[..., bytes]:
    """What makes a file, with all that it needs loaded. That is done here and not where the file
    is made: a native thread, where an import that meets another one would wait for a lock of the
    server's greenlets."""
    needed = ("workshop.reports.exports", *LIBRARIES.get(name, ()))
    for library in needed:
        if library not in sys.modules:
            import_module(library)
            time.sleep(BREATH_S)
    export: Callable[..., bytes] = import_module(needed[0]).export
    return export
