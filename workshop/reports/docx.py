"""Writes an outline as a Word file: A4 portrait, 11 pt and never smaller, black on white.

The only file that imports python-docx, and long for that reason: first the page and its styles
are set, then the blocks are added, and the helpers for Word's own XML come last.
"""

import io
import itertools
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as WordParagraph

from workshop.reports import docx_xml, look
from workshop.reports.clean import clean
from workshop.reports.directions import begins_rtl
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

Place = WordDocument | Cell
LONGEST = 255  # characters of a property, which Word sets


def to_docx(outline: Outline) -> bytes:
    """The outline as the bytes of a .docx file."""
    document = Document()
    _dress(document, outline.language)
    _add_footer(document, [clean(text) for text in outline.footer])
    _describe(document, outline)
    _add_top(document, outline)
    for before, block in itertools.pairwise((None, *outline.blocks)):
        added = _add(document, block) if block else []
        if added and isinstance(before, Table):
            added[0].paragraph_format.space_before = Pt(look.AFTER_TABLE_PT)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _dress(document: WordDocument, language: str) -> None:
    """Sets page and styles of an empty document."""
    _set_page(document)
    for name, (size, is_bold, before, after) in look.LOOKS.items():
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_style(document.styles[name], size, is_bold, before, after)
    _set_title(document.styles["Title"])
    for level, name in enumerate(look.BULLETS):
        document.styles[name].paragraph_format.left_indent = Mm(look.bullet_indent_mm(level))
        document.styles[name].paragraph_format.first_line_indent = Mm(-look.BULLET_HANG_MM)
    for name, sides in look.RULES.items():
        _set_rules(document.styles[name].element.get_or_add_pPr(), sides)
    draft = document.styles[look.DRAFT].paragraph_format
    draft.left_indent = draft.right_indent = Pt(look.DRAFT_INDENT_PT)
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    _set_word_version(document)


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(look.PAGE_WIDTH_MM), Mm(look.PAGE_HEIGHT_MM)
    section.left_margin = section.right_margin = Mm(look.MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(look.MARGIN_MM)
    section.header_distance = section.footer_distance = Mm(look.FOOT_MM)


def _set_style(style: Any, size: int, is_bold: bool, before: int, after: int) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, False
    style.font.cs_bold = is_bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.widow_control = True
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # a theme's font would win over ours
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), look.FONT)
    _set_size_of_other_scripts(properties, size)


def _set_size_of_other_scripts(properties: Any, size: int) -> None:
    """Arabic, Urdu and Hebrew have a size of their own, which is 10 pt when nobody sets it."""
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    properties.find(qn("w:sz")).addnext(_element("w:szCs", str(size * 2)))


def _set_title(style: Any) -> None:
    """The title is the top of the document's outline and has no rule under it."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    properties.append(_element("w:outlineLvl", "0"))


def _set_rules(properties: Any, sides: dict[str, int]) -> None:
    ahead = {qn(f"w:{name}") for name in docx_xml.AHEAD_OF_BORDERS}
    position = sum(child.tag in ahead for child in properties)
    properties.insert(position, parse_xml(docx_xml.borders("pBdr", sides, 4)))


def _set_word_version(document: WordDocument) -> None:
    """Without this Word opens the file in its compatibility mode and says so."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), docx_xml.WORD_2013_AND_LATER)


def _add_footer(document: WordDocument, texts: Sequence[str]) -> None:
    """Left, middle and right at the foot of each page; page numbers are fields."""
    stops = document.styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(look.TEXT_WIDTH_MM / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(look.TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    paragraph = document.sections[0].footer.paragraphs[0]
    fields = {PAGE: "PAGE", PAGES: "NUMPAGES"}
    for piece in re.split(r"(\[pages?\])", "\t".join(texts)):
        if piece in fields:
            _add_field(paragraph, fields[piece])
        elif piece:
            paragraph.add_run(piece)


def _add_field(paragraph: WordParagraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def _describe(document: WordDocument, outline: Outline) -> None:
    about = document.core_properties
    made_at = datetime(*outline.made_on.timetuple()[:3], 12, tzinfo=UTC).replace(tzinfo=None)
    title, school = clean(outline.title)[:LONGEST], clean(outline.school)[:LONGEST]
    about.title, about.author = title, school
    about.subject, about.comments, about.keywords = clean(outline.draft_mark)[:LONGEST], "", ""
    about.language, about.last_modified_by = outline.language, school
    about.created = about.modified = made_at
    about.revision = 1


def _add_top(document: WordDocument, outline: Outline) -> None:
    if outline.school:
        document.add_paragraph(clean(outline.school), style=look.SCHOOL)
    document.add_paragraph(clean(outline.title), style="Title")
    if outline.is_draft:
        document.add_paragraph(clean(outline.draft_mark), style=look.DRAFT)


def _add(place: Place, block: Block) -> list[WordParagraph]:
    """Adds the block at the end of the place; gives back its paragraphs."""
    match block:
        case Heading():
            return [_heading(place, block)]
        case Paragraph():
            style = look.LARGE if block.is_large else "Normal"
            return [_paragraph(place, block.runs, style)]
        case Bullets():
            return [_bullet(place, item) for item in block.items]
        case Table():
            _table(place, block)
        case Columns():
            _columns(place, block)
        case Together():
            return _together(place, block)
    return []


def _heading(place: Place, heading: Heading) -> WordParagraph:
    paragraph = _paragraph(place, (Run(heading.text),), f"Heading {heading.level}")
    if heading.starts_page:
        paragraph.paragraph_format.page_break_before = True
    return paragraph


def _paragraph(place: Place, runs: Sequence[Run], style: str) -> WordParagraph:
    paragraph = place.add_paragraph()
    paragraph._p.style = style.replace(" ", "")  # by its id: the search by name takes seconds
    for run in runs:
        _add_run(paragraph, run)
    _turn(paragraph)
    return paragraph


def _add_run(paragraph: WordParagraph, run: Run) -> None:
    added = paragraph.add_run(clean(run.text))
    added.bold = True if run.is_bold else None
    if begins_rtl(run.text):
        added.font.rtl = True
        added.font.cs_bold = added.bold


def _turn(paragraph: WordParagraph) -> None:
    """A paragraph that begins in Arabic, Urdu or Hebrew begins on the right."""
    if begins_rtl(paragraph.text):
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *docx_xml.BEHIND_BIDI)


def _bullet(place: Place, item: Bullet) -> WordParagraph:
    """Word has styles for two levels; a deeper item is the second one, moved in."""
    paragraph = _paragraph(place, item.runs, look.BULLETS[min(item.level, 1)])
    if item.level > 1:
        paragraph.paragraph_format.left_indent = Mm(look.bullet_indent_mm(item.level))
        paragraph.paragraph_format.first_line_indent = Mm(-look.BULLET_HANG_MM)
    return paragraph


def _together(place: Place, block: Together) -> list[WordParagraph]:
    paragraphs = [paragraph for part in block.blocks for paragraph in _add(place, part)]
    if isinstance(block.blocks[0], Heading):
        paragraphs[0].paragraph_format.space_before = Pt(look.BEFORE_GROUP_PT)
    for paragraph in paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True
    return paragraphs


def _table(place: Place, block: Table) -> None:
    table = _new_table(place, len(block.rows) + 1, block.widths_mm)
    layout = _pad(table, look.ROW_PADDING_PT)
    layout.addprevious(parse_xml(docx_xml.borders("tblBorders", look.TABLE_RULES, 0)))
    table._tbl.tblPr.append(_element("w:tblCaption", clean(block.caption)))
    for row, texts in zip(table.rows, (block.head, *block.rows), strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(row.cells, texts, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = look.CELL
            _add_run(paragraph, Run(text or "–"))
            _turn(paragraph)
    _mark_head(table)


def _mark_head(table: WordTable) -> None:
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in head.cells:
        cell.paragraphs[0].runs[0].bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _columns(place: Place, block: Columns) -> None:
    table = _new_table(place, 1, look.COLUMN_WIDTHS_MM)
    _pad(table, 0)
    for cell, parts in zip(table.rows[0].cells, (block.left, block.right), strict=True):
        for part in parts:
            _add(cell, part)
        first = cell.paragraphs[0]._p
        first.getparent().remove(first)  # the empty paragraph that a new cell holds


def _new_table(place: Place, rows: int, widths_mm: Sequence[float]) -> WordTable:
    """A table whose widths stand on the grid and on each cell: Word and LibreOffice differ."""
    if isinstance(place, Cell):
        raise TypeError("a table cannot stand inside a table")
    table: WordTable = place.add_table(rows, len(widths_mm))
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _pad(table: WordTable, top_and_bottom_pt: float) -> Any:
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addnext(parse_xml(docx_xml.padding(top_and_bottom_pt, look.CELL_RIGHT_PT)))
    return layout


def _element(tag: str, value: str) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element
