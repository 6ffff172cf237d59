"""One workshop as a file: reads its database on a connection of its own, so that it may run in a
native thread while the room goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from ..backups import to_read
from ..packs import from_dict, write
from ..plan import plan_facts
from ..scene import Kinds
from ..transaction import Transaction
from .csv import to_csv
from .docx import to_docx
from .facts import PlanFacts
from .ics import to_ics
from .markdown import to_markdown
from .paper import plan_outline
from .pdf import to_pdf
from .rows import action_head, action_rows, sheets
from .xlsx import to_xlsx

OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, str] = {
    "plan.docx": f"{OFFICE}.wordprocessingml.document",
    "plan.xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "plan.pdf": "application/pdf",
    "plan.csv": "text/csv; charset=utf-8",
    "plan.md": "text/markdown; charset=utf-8",
    "plan.ics": "text/calendar; charset=utf-8",
    "pack.md": "text/markdown; charset=utf-8",
}


# The libraries are imported here and not when a file is made: that happens in a native thread,
# where an import that meets another one would wait for a lock of the server's greenlets.
MAKERS: Mapping[str, Callable[[PlanFacts], bytes]] = {
    "plan.docx": lambda facts: to_docx(plan_outline(facts)),
    "plan.xlsx": lambda facts: to_xlsx(sheets(facts), plan_outline(facts)),
    "plan.pdf": lambda facts: to_pdf(plan_outline(facts)),
    "plan.csv": lambda facts: to_csv(action_rows(facts), action_head()),
    "plan.md": lambda facts: to_markdown(plan_outline(facts)).encode(),
    "plan.ics": to_ics,
}


def export(path: Path, kinds: Kinds, name: str, today: date) -> bytes:
    """The file of that name, one of FORMATS, from one moment of the database."""
    with closing(sqlite3.connect(to_read(path), uri=True, isolation_level=None)) as conn:
        tx = Transaction(Database(conn), 0, 0)
        if name == "pack.md":
            return write(from_dict(tx.workshop()["pack"])).encode()
        conn.execute("BEGIN")
        facts = plan_facts(tx, kinds, today)
    return MAKERS[name](facts)
