"""Makes files one at a time, out of the room's way, and hands the same file to everybody who asks
while nothing has changed: when the plan is agreed, sixty phones ask at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

from .reports.exports import export
from .scene import Kinds
from .store import Store

Key = tuple[int, date]


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
            made: bytes = self.apart(export, store.path, self.kinds, name, today)
            self.kept[place] = (key, made)
            return made
