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
from .facts import PlanFacts
from .markdown import to_markdown
from .paper import plan_outline
from .rows import action_head, action_rows, sheets


def to_word(facts: PlanFacts) -> bytes:
    """The plan to be read, signed and filed."""
    from .docx import to_docx

    return to_docx(plan_outline(facts))


def to_excel(facts: PlanFacts) -> bytes:
    """The plan to be worked with."""
    from .xlsx import to_xlsx

    return to_xlsx(sheets(facts), plan_outline(facts))


def to_print(facts: PlanFacts) -> bytes:
    """The plan as it is printed anywhere."""
    from .pdf import to_pdf

    return to_pdf(plan_outline(facts))


def to_calendar(facts: PlanFacts) -> bytes:
    """The plan's dates."""
    from .ics import to_ics

    return to_ics(facts)


# Each kind of file brings a library that takes long to load; the press loads it before.
MAKERS: Mapping[str, Callable[[PlanFacts], bytes]] = {
    "plan.docx": to_word,
    "plan.xlsx": to_excel,
    "plan.pdf": to_print,
    "plan.csv": lambda facts: to_csv(action_rows(facts), action_head()),
    "plan.md": lambda facts: to_markdown(plan_outline(facts)).encode(),
    "plan.ics": to_calendar,
}


def export(path: Path, kinds: Kinds, name: str, today: date) -> bytes:
    """The file of that name, one of the formats, from one moment of the database."""
    with closing(sqlite3.connect(to_read(path), uri=True, isolation_level=None)) as conn:
        tx = Transaction(Database(conn), 0, 0)
        if name == "pack.md":
            return write(from_dict(tx.workshop()["pack"])).encode()
        conn.execute("BEGIN")
        facts = plan_facts(tx, kinds, today)
    return MAKERS[name](facts)
