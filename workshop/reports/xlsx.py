"""Writes tables as an Excel file: dates are dates, numbers are numbers, and no text ever runs.

The only file that imports openpyxl.
"""

import io
import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workshop.reports.clean import clean
from workshop.reports.csv import Cell, may_run
from workshop.reports.outline import Outline
from workshop.reports.rows import Column, Sheet
from workshop.words import say

LINE_PT, PADDING_PT, TALLEST_PT = 15, 4, 409  # Excel knows no taller row
LONGEST = 32_000  # characters of a cell; Excel's own limit is a little above
FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar has a day that never was
DATE, MONEY = "d mmmm yyyy", '"£"#,##0.00'
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
HEAD_FONT = Font(name="Arial", size=11, bold=True)
FONT = Font(name="Arial", size=11)
HEAD_FILL = PatternFill("solid", start_color="E8E8E8")
HEAD_RULE, RULE = Border(bottom=Side("thin", "000000")), Border(bottom=Side("hair", "000000"))
WIDEST, SCALE_PERCENT = 250, 65  # characters that one page may hold; else how small it prints
REPEATED = "A:B"  # the number and what we will do, beside every page of columns


def to_xlsx(sheets: Sequence[Sheet], outline: Outline) -> bytes:
    """The tables as the bytes of an .xlsx file; title and school are the outline's."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _add(book.create_sheet(sheet.name), sheet, outline)
    about = book.properties
    about.title, about.creator = clean(outline.title), clean(outline.school)
    about.language, about.description = outline.language, clean(outline.draft_mark)
    about.created = about.modified = datetime(*outline.made_on.timetuple()[:3], 12)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _add(page: Worksheet, sheet: Sheet, outline: Outline) -> None:
    _fill(page, 1, sheet.head, sheet.columns)
    for cell in page[1]:
        cell.font, cell.fill, cell.border = HEAD_FONT, HEAD_FILL, HEAD_RULE
    for number, row in enumerate(sheet.rows, start=2):
        _fill(page, number, row, sheet.columns)
    for place, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    _offer(page, sheet)
    last = f"{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.auto_filter.ref = f"A1:{last}"
    page.freeze_panes = "C2"
    if not sheet.rows:
        _put(page, 2, 2, say("rows.nothing"))
    _set_print(page, outline, sum(column.width for column in sheet.columns))


def _offer(page: Worksheet, sheet: Sheet) -> None:
    """A list to choose from in each column that has one."""
    for place, column in enumerate(sheet.columns, start=1):
        if column.choices and sheet.rows:
            offered = DataValidation("list", formula1=f'"{",".join(column.choices)}"')
            letter = get_column_letter(place)
            offered.add(f"{letter}2:{letter}{len(sheet.rows) + 1}")
            page.add_data_validation(offered)


def _fill(page: Worksheet, row: int, values: Sequence[Cell], columns: Sequence[Column]) -> None:
    """One row, tall enough for its longest cell: not every program does that by itself."""
    lines = 1
    for place, (value, column) in enumerate(zip(values, columns, strict=True), start=1):
        cell = _put(page, row, place, value)
        if column.is_money and not isinstance(value, str):
            cell.number_format = MONEY
        if isinstance(cell.value, str):
            lines = max(lines, _lines(cell.value, column.width))
    page.row_dimensions[row].height = min(lines * LINE_PT + PADDING_PT, TALLEST_PT)


def _put(page: Worksheet, row: int, place: int, value: Cell) -> Any:
    cell = page.cell(row, place)
    cell.font, cell.alignment, cell.border = FONT, TOP, RULE
    value = _typed(value)
    if isinstance(value, str):
        text = clean(value)[:LONGEST]
        cell.value = text or None
        if text:
            cell.data_type = "s"  # else a text that begins with = would be a formula
            cell.quotePrefix = may_run(text)
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = DATE
    return cell


def _typed(value: Cell) -> Cell:
    """What Excel cannot hold as a date or a number stays, as text."""
    if isinstance(value, date) and value < FIRST_DAY:
        return value.isoformat()
    if isinstance(value, (Decimal, float)) and not math.isfinite(value):
        return str(value)
    return value


def _lines(text: str, width: int) -> int:
    """How many lines a text takes; words do not fill a line to its end."""
    room = max(1, round(width * 0.9))
    return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n"))


def _set_print(page: Worksheet, outline: Outline, width: int) -> None:
    """A table a page wide, where that can be read; else on several pages side by side."""
    setup = page.page_setup
    setup.orientation, setup.paperSize = "landscape", page.PAPERSIZE_A4
    if width <= WIDEST:
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        setup.fitToWidth, setup.fitToHeight = 1, 0
    else:
        setup.scale = SCALE_PERCENT
        page.print_title_cols = REPEATED
    page.print_title_rows = "1:1"
    page.oddFooter.left.text = _foot(outline.footer[0])
    page.oddFooter.center.text = _foot(outline.footer[1])
    page.oddFooter.right.text = say("paper.page", page="&P", pages="&N")


def _foot(text: str) -> str:
    """In a foot an ampersand begins a command; two are one."""
    return clean(text).replace("&", "&&")
