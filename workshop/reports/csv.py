"""Writes a table as CSV that Excel and LibreOffice open correctly and never run as a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from workshop.reports.clean import clean

Cell = str | int | float | Decimal | date | None

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for an older code page
FORMULA_STARTS = "=+-@"
BLANK_STARTS = "\t\n"  # a carriage return is a newline once the text is clean


def to_csv(rows: Iterable[Sequence[Cell]], head: Sequence[str]) -> bytes:
    """The table as UTF-8 with every cell quoted; dates as 2026-03-27."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in (head, *rows))
    return (BYTE_ORDER_MARK + target.getvalue()).encode("utf-8")


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        text = clean(value)
        return f"'{text}" if may_run(text) else text
    return "" if value is None else str(value)


def may_run(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    if text.startswith(tuple(BLANK_STARTS)):
        return True
    first = next((char for char in text if not _is_unseen(char)), "")
    return unicodedata.normalize("NFKC", first) in tuple(FORMULA_STARTS)  # also full-width


def _is_unseen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cf"
