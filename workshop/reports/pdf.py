"""Writes an outline as a PDF: A4 portrait, 11 pt and never smaller, black, fonts embedded.

The only file that imports reportlab, and long for that reason: first the document, then its
blocks, then text in several fonts and directions. The library writes no tags; headings are
bookmarks, and title and language stand in the document.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getFont, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table as PdfTable

from workshop.reports import look
from workshop.reports.clean import clean
from workshop.reports.directions import begins_rtl, has_rtl
from workshop.reports.glyphs import pieces
from workshop.reports.outline import (
    PAGE,
    PAGES,
    Block,
    Bullet,
    Bullets,
    Columns,
    Heading,
    Outline,
    Paragraph,
    Run,
    Table,
    Together,
)
from workshop.reports.rtl import in_drawing_order, joined

FOLDER = Path(__file__).parent / "fonts"
REGULAR = ("Arimo_400Regular", "NotoSansArabic_400Regular", "NotoEmoji_400Regular")
BOLD = ("Arimo_700Bold", "NotoSansArabic_700Bold", "NotoEmoji_400Regular")
LEADING = 1.15  # line height that Word gives to Arial
MARGIN, FOOT, WIDTH = look.MARGIN_MM * mm, look.FOOT_MM * mm, look.TEXT_WIDTH_MM * mm
HEIGHT = look.PAGE_HEIGHT_MM * mm - 2 * MARGIN
SIZE = look.LOOKS["Normal"][0]
LEAST = 60  # points of a table that stay with the heading above it
GAP = re.compile(r"(\s+)")
BULLET = "•"


def to_pdf(outline: Outline) -> bytes:
    """The outline as the bytes of a .pdf file."""
    _register_fonts()
    target = io.BytesIO()
    story = [*_top(outline), *_story(outline.blocks)]
    _document(target, outline).build(story, canvasmaker=_Canvas)
    return target.getvalue()


@functools.cache
def _register_fonts() -> None:
    for name in {*REGULAR, *BOLD}:
        registerFont(TTFont(name, FOLDER / f"{name}.ttf", shapable=False))


def _document(target: io.BytesIO, outline: Outline) -> BaseDocTemplate:
    foot = tuple(clean(text) for text in outline.footer)
    frame = Frame(MARGIN, MARGIN, WIDTH, HEIGHT, 0, 0, 0, 0)
    document = BaseDocTemplate(
        target,
        pagesize=(look.PAGE_WIDTH_MM * mm, look.PAGE_HEIGHT_MM * mm),
        title=clean(outline.title),
        author=clean(outline.school),
        subject=clean(outline.draft_mark),
        lang=outline.language,
        displayDocTitle=True,
    )
    draw = lambda canvas, _: canvas.draw_foot(foot)  # noqa: E731
    document.addPageTemplates(PageTemplate(frames=[frame], onPageEnd=draw))
    return document


class _Canvas(Canvas):  # type: ignore[misc]
    """Pages with a foot. How many pages there are is known last, so their numbers are drawn last,
    as forms that each page names; bookmarks never leave out a level."""

    numbers, level, marks = "", -1, 0

    def draw_foot(self, foot: tuple[str, ...]) -> None:
        """Left, middle, and the place of the page's number."""
        self.numbers = foot[2]
        self.setLineWidth(0.5)
        top = FOOT + SIZE * LEADING
        self.line(MARGIN, top, MARGIN + WIDTH, top)
        self.setFont(REGULAR[0], SIZE)
        self.drawString(MARGIN, FOOT, foot[0])
        self.drawCentredString(MARGIN + WIDTH / 2, FOOT, foot[1])
        self.doForm(f"foot{self.getPageNumber()}")

    def save(self) -> None:
        """Draws the numbers, then ends the file."""
        last = self.getPageNumber() - 1
        for page in range(1, last + 1):
            text = self.numbers.replace(PAGE, str(page)).replace(PAGES, str(last))
            self.beginForm(f"foot{page}")
            self.setFont(REGULAR[0], SIZE)
            self.drawRightString(MARGIN + WIDTH, FOOT, text)
            self.endForm()
        super().save()

    def mark(self, title: str, level: int) -> None:
        """A bookmark at the top of what is drawn next."""
        self.level = min(level, self.level + 1)
        self.marks += 1
        key = f"heading{self.marks}"
        self.bookmarkHorizontal(key, 0, SIZE * LEADING)
        self.addOutlineEntry(title, key, self.level)


# ---- blocks


def _top(outline: Outline) -> Iterator[Flowable]:
    if outline.school:
        yield _text((Run(outline.school),), look.SCHOOL)
    yield _text((Run(outline.title),), "Title", level=0)
    if outline.is_draft:
        yield _text((Run(outline.draft_mark),), look.DRAFT)


def _story(blocks: Sequence[Block]) -> Iterator[Flowable]:
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading) and isinstance(after, Table):
            yield CondPageBreak(LEAST)
        yield from _flowables(block)


def _flowables(block: Block) -> Iterator[Flowable]:
    match block:
        case Heading():
            if block.starts_page:
                yield PageBreak()
            yield _text((Run(block.text),), f"Heading {block.level}", level=block.level - 1)
        case Paragraph():
            if block.is_large:
                yield HRFlowable("100%", 1, color="black", spaceBefore=4, spaceAfter=3)
            yield _text(block.runs, look.LARGE if block.is_large else "Normal")
        case Bullets():
            yield from (_bullet(item) for item in block.items)
        case Table():
            yield _table(block)
            yield Spacer(0, look.AFTER_TABLE_PT)
        case Columns():
            yield _columns(block)
        case Together():
            parts = [part for each in block.blocks for part in _flowables(each)]
            if isinstance(block.blocks[0], Heading):
                parts[0].spaceBefore = look.BEFORE_GROUP_PT
            yield KeepTogether(parts)


def _table(block: Table) -> Flowable:
    head = [_text((Run(text, is_bold=True),), look.CELL) for text in block.head]
    rows = [[_text((Run(text or "–"),), look.CELL) for text in row] for row in block.rows]
    widths = [width * mm for width in block.widths_mm]
    rules = [
        ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
    ]
    return _grid(
        [head, *rows], widths, [*rules, *_padding(look.ROW_PADDING_PT)], repeatRows=1, spaceBefore=4
    )


def _columns(block: Columns) -> Flowable:
    sides = [
        [flowable for part in side for flowable in _flowables(part)]
        for side in (block.left, block.right)
    ]
    return _grid([sides], [width * mm for width in look.COLUMN_WIDTHS_MM], _padding(0))


def _padding(top_and_bottom: float) -> list[tuple]:
    sides = {
        "LEFTPADDING": 0,
        "RIGHTPADDING": look.CELL_RIGHT_PT,
        "TOPPADDING": top_and_bottom,
        "BOTTOMPADDING": top_and_bottom,
    }
    whole = ((0, 0), (-1, -1))
    return [("VALIGN", *whole, "TOP"), *((name, *whole, size) for name, size in sides.items())]


def _grid(rows: list, widths: list[float], style: list[tuple], **more: Any) -> Flowable:
    """A table whose rows stay whole; only one taller than a page may be split."""
    is_tall = any(
        _height(cell, width) > HEIGHT - LEAST
        for row in rows
        for cell, width in zip(row, widths, strict=True)
    )
    return PdfTable(rows, widths, style=style, hAlign="LEFT", splitInRow=int(is_tall), **more)


def _height(cell: Flowable | list[Flowable], width: float) -> float:
    parts = cell if isinstance(cell, list) else [cell]
    return float(sum(part.wrap(width - look.CELL_RIGHT_PT, HEIGHT)[1] for part in parts))


# ---- text


def _bullet(item: Bullet) -> Flowable:
    return _text(item.runs, look.BULLETS[min(item.level, 1)], bullet_level=item.level)


def _text(
    runs: Sequence[Run], name: str, level: int | None = None, bullet_level: int | None = None
) -> Flowable:
    """A paragraph in one of the styles; a heading with the level of its bookmark."""
    style = _style(name, bullet_level)
    cleaned = [Run(clean(run.text).replace("\t", " "), run.is_bold) for run in runs]
    bullet = None if bullet_level is None else BULLET
    if has_rtl("".join(run.text for run in cleaned)):
        return _Turned(cleaned, style, bullet, level)
    return _Words(_markup(cleaned, style), style, bullet).marked(cleaned, level)


@functools.cache
def _style(name: str, bullet_level: int | None) -> ParagraphStyle:
    size, is_bold, before, after = look.LOOKS[name]
    left = 0 if bullet_level is None else look.bullet_indent_mm(bullet_level) * mm
    hang = look.BULLET_HANG_MM * mm
    box = {
        "borderWidth": 1,
        "borderColor": "black",
        "borderPadding": look.DRAFT_INDENT_PT - 1,
        "leftIndent": look.DRAFT_INDENT_PT,
        "rightIndent": look.DRAFT_INDENT_PT,
        "spaceBefore": before + look.DRAFT_INDENT_PT,
        "spaceAfter": after + look.DRAFT_INDENT_PT,
    }
    usual = {
        "fontName": (BOLD if is_bold else REGULAR)[0],
        "fontSize": size,
        "leading": size * LEADING,
        "spaceBefore": before,
        "spaceAfter": after if bullet_level is None else after / 2,
        "leftIndent": left,
        "bulletIndent": max(0, left - hang),
        "bulletFontName": REGULAR[0],
        "bulletFontSize": size,
        "keepWithNext": int(name.startswith("Heading")),
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    return ParagraphStyle(name, **(usual | (box if name == look.DRAFT else {})))


def _fonts(run: Run, style: ParagraphStyle) -> tuple[str, ...]:
    return BOLD if run.is_bold or style.fontName == BOLD[0] else REGULAR


@functools.cache
def _signs(fonts: tuple[str, ...]) -> tuple[frozenset[int], ...]:
    return tuple(frozenset(getFont(name).face.charToGlyph) for name in fonts)


def _markup(runs: Sequence[Run], style: ParagraphStyle) -> str:
    """What people wrote, spelled so that none of it is markup, each part with its font."""
    found = []
    for run in runs:
        fonts = _fonts(run, style)
        for place, text in pieces(run.text, _signs(fonts)):
            spelled = escape(text).replace("\n", "<br/>")
            is_plain = fonts[place] == style.fontName
            found.append(spelled if is_plain else f'<font name="{fonts[place]}">{spelled}</font>')
    return "".join(found)


def _wide(run: Run, style: ParagraphStyle) -> float:
    """How wide a text is, in points."""
    fonts = _fonts(run, style)
    parts = pieces(run.text, _signs(fonts))
    return float(sum(stringWidth(text, fonts[at], style.fontSize) for at, text in parts))


class _Words(PdfParagraph):  # type: ignore[misc]
    """A paragraph that may be a bookmark."""

    title, level = "", None

    def marked(self, runs: Sequence[Run], level: int | None) -> _Words:
        """The same paragraph with its bookmark."""
        self.title, self.level = " ".join("".join(run.text for run in runs).split()), level
        return self

    def draw(self) -> None:
        """Draws the bookmark, then the words."""
        if self.level is not None:
            self.canv.mark(self.title, self.level)
        super().draw()


class _Turned(Flowable):  # type: ignore[misc]
    """A paragraph with words from right to left: lines are broken in the order of reading, then
    each is turned into the order of drawing."""

    def __init__(
        self, runs: Sequence[Run], style: ParagraphStyle, bullet: str | None, level: int | None
    ) -> None:
        super().__init__()
        self.runs, self.bullet, self.level, self.asked = runs, bullet, level, -1.0
        self.is_rtl = begins_rtl("".join(run.text for run in runs))
        self.style = style
        if self.is_rtl:
            self.style = ParagraphStyle("rtl", style, alignment=TA_RIGHT, leftIndent=0)
            self.runs = [Run(f"{bullet} "), *runs] if bullet else runs
            self.bullet = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Breaks and turns the lines for this width once, although the library asks often."""
        if width != self.asked:
            self.asked = width
            lines = self._lines(width - self.style.leftIndent - 1)
            text = "<br/>".join(_markup(self._turned(line), self.style) for line in lines)
            self.words = _Words(text, self.style, self.bullet).marked(self.runs, self.level)
        self.width, self.height = self.words.wrap(width, height)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two parts, for two pages."""
        self.wrap(width, height)
        parts: list[Flowable] = self.words.split(width, height)
        return parts

    def draw(self) -> None:
        """Draws the words as they were wrapped."""
        self.words.canv = self.canv
        self.words.draw()

    def _lines(self, width: float) -> list[list[Run]]:
        lines: list[list[Run]] = [[]]
        used = 0.0
        for run in self.runs:
            for word in GAP.split(joined(run.text)):
                part = Run(word, run.is_bold)
                used += _wide(part, self.style)
                if "\n" in word or (used > width and word.strip()):
                    lines.append([])
                    used = _wide(part, self.style)
                if word.strip() or lines[-1]:
                    lines[-1].append(part)
        return lines

    def _turned(self, line: list[Run]) -> list[Run]:
        """A line in the order of drawing; label and text each in its own."""
        found = [
            Run(in_drawing_order("".join(run.text for run in same), is_rtl=self.is_rtl), is_bold)
            for is_bold, same in groupby(line, key=lambda run: run.is_bold)
        ]
        return found[::-1] if self.is_rtl else found
