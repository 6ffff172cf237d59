"""One workshop as a file: reads its database on a connection of its own, so that it may run in a
native thread while the room goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from ..packs import from_dict, write
from ..plan import plan_facts
from ..scene import Kinds
from ..transaction import Transaction
from .csv import to_csv
from .docx import to_docx
from .facts import PlanFacts
from .markdown import to_markdown
from .paper import plan_outline
from .rows import action_head, action_rows

FORMATS: Mapping[str, str] = {
    "plan.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "plan.csv": "text/csv; charset=utf-8",
    "plan.md": "text/markdown; charset=utf-8",
    "pack.md": "text/markdown; charset=utf-8",
}
MAKERS: Mapping[str, Callable[[PlanFacts], bytes]] = {
    "plan.docx": lambda facts: to_docx(plan_outline(facts)),
    "plan.csv": lambda facts: to_csv(action_rows(facts), action_head()),
    "plan.md": lambda facts: to_markdown(plan_outline(facts)).encode(),
}


def export(path: Path, kinds: Kinds, name: str, today: date) -> bytes:
    """The file of that name, one of FORMATS."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        tx = Transaction(Database(conn), 0, 0)
        if name == "pack.md":
            return write(from_dict(tx.workshop()["pack"])).encode()
        return MAKERS[name](plan_facts(tx, kinds, today))
