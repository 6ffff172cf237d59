"""Excel and PDF as they open on a school's computer, with any plan and any text."""

import csv
import hashlib
import io
import json
import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import markdown
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.plans import ACTIONS, AGREED, BARE, FULL, WHOLE, with_actions, written
from workshop.reports import exports
from workshop.reports.exports import MAKERS
from workshop.reports.facts import PlanFacts
from workshop.reports.formats import FORMATS
from workshop.reports.glyphs import pieces
from workshop.reports.outline import Bullet, Bullets, Outline, Paragraph, Run, Table, plain
from workshop.reports.pdf import to_pdf
from workshop.reports.rtl import in_drawing_order, joined

FONTS = Path(exports.__file__).parent / "fonts"
FORMULAS = ("=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\u200b=1", "\n=1")
MARKUP = "</w:t><b>x</b> <font color=red>y</font> <br/> &amp; {{7*7}} <a href='http://e.uk'>z</a>"
CONTROL = "a\x00\x07\x1b\x85\ud800\ufffe b"
ARABIC = "نتفق على ثلاثة أمثلة (2026) قبل نهاية الفصل"
URDU = "یہ ایک جملہ ہے، ٹھیک کریں"
HEBREW = "שלום (טוב) לכולם"
EMOJI = "Teacher 👩🏽‍🏫 and 😀 🇬🇧 ☃ 𓀀"
LONG = "Agree " + "examples of better drafts in every phase " * 3


def excel(facts: PlanFacts) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(MAKERS["plan.xlsx"](facts)))


def pdf(facts: PlanFacts) -> PdfReader:
    return PdfReader(io.BytesIO(MAKERS["plan.pdf"](facts)))


def words(reader: PdfReader) -> str:
    """All text on one line: where lines break is another matter."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def drawn(*blocks: object) -> PdfReader:
    outline = Outline("A", "en-GB", "B", ("1", "2", "3"), "", date(2026, 3, 16), blocks)
    return PdfReader(io.BytesIO(to_pdf(outline)))


# ---- every format


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("count", [0, 1, 5, 12])
@pytest.mark.parametrize("title", ["", LONG[:120], ARABIC, HEBREW, URDU, EMOJI, CONTROL, MARKUP])
def test_every_file_can_be_made_with_any_number_of_actions_and_any_words(name, count, title):
    changes = {"we_will": title, "so_that": title} if title else {}
    assert MAKERS[name](with_actions(FULL, count, **changes))


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("text", [*FORMULAS, CONTROL, EMOJI, ARABIC, "x" * 1500, "y " * 700])
def test_every_box_of_a_plan_may_hold_anything(name, text):
    assert MAKERS[name](written(FULL, text))


def test_every_format_has_its_type_and_its_maker():
    assert set(FORMATS) == {*MAKERS, "pack.md"}
    assert FORMATS["plan.pdf"] == "application/pdf"
    assert FORMATS["plan.xlsx"].endswith("spreadsheetml.sheet")
    assert FORMATS["plan.ics"].startswith("text/calendar")


def test_markup_that_people_wrote_is_read_as_they_wrote_it():
    facts = written(FULL, MARKUP)
    word = docx.Document(io.BytesIO(MAKERS["plan.docx"](facts)))
    assert any(MARKUP in paragraph.text for paragraph in word.paragraphs)
    reader = pdf(facts)
    assert MARKUP in words(reader)
    assert not any("/Annots" in page for page in reader.pages)
    html = markdown.markdown(MAKERS["plan.md"](facts).decode(), extensions=["tables"])
    assert not re.search(r"<(b|font|a)\b", html)


@pytest.mark.parametrize("text", [ARABIC, URDU, HEBREW])
def test_word_begins_on_the_right_what_is_read_from_the_right(text):
    facts = replace(FULL, understanding=text, how_we_know="", still_to_check="")
    word = docx.Document(io.BytesIO(MAKERS["plan.docx"](facts)))
    turned = [p for p in word.paragraphs if p._p.pPr.find(qn("w:bidi")) is not None]
    assert [p.text.removesuffix(".") for p in turned] == [text]
    assert turned[0].runs[0].font.rtl


# ---- Excel


def test_the_workbook_has_actions_support_and_notes_with_heads_that_stay():
    book = excel(FULL)
    assert book.sheetnames == ["Actions", "At the review", "Support", "Notes"]
    for page in book:
        assert page.freeze_panes == "C2"
        assert page.auto_filter.ref.startswith("A1:")
        assert page.print_title_rows == "$1:$1"
        assert all(page.row_dimensions[row].height for row in range(1, page.max_row + 1))


def test_a_sheet_waits_for_the_review_with_words_to_choose_from_and_prints_a_page_wide():
    page = excel(FULL)["At the review"]
    assert [cell.value for cell in page[2]][:3] == [1, ACTIONS[0].we_will, "Writing lead"]
    assert page["D2"].is_date and page["E2"].value is None
    offered = {str(each.sqref): each.formula1 for each in page.data_validations.dataValidation}
    assert offered["I2:I5"] == '"continue,adapt,stop,embed,scale"'
    assert '"on track (green),' in offered["H2:H5"]
    assert page.page_setup.fitToWidth == 1


def test_dates_are_dates_and_numbers_are_numbers():
    page = excel(FULL)["Actions"]
    cells = {cell.value: page.cell(2, cell.column) for cell in page[1]}
    assert cells["By"].is_date
    assert cells["By"].value.date() == date(2026, 3, 27)
    assert (cells["Number"].value, cells["Cost in pounds"].value) == (1, 260)
    assert "£" in cells["Cost in pounds"].number_format
    dated = [cell for cell in page[2] if cell.is_date]
    assert len(dated) == 4
    assert all(page.column_dimensions[cell.column_letter].width >= 12 for cell in dated)


def test_a_day_in_words_and_what_excel_cannot_hold_stay_text():
    strange = replace(WHOLE, by_when="end of term", start=date(1066, 10, 14), cost=Decimal("NaN"))
    page = excel(replace(FULL, actions=(strange,)))["Actions"]
    cells = {cell.value: page.cell(2, cell.column).value for cell in page[1]}
    assert (cells["By"], cells["Starts"]) == ("end of term", "1066-10-14")
    assert cells["Cost in pounds"] == "NaN"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_workbook_runs(text):
    content = MAKERS["plan.xlsx"](written(FULL, text))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pages = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert pages and not any(b"<f>" in page or b"<f " in page for page in pages)
    page = openpyxl.load_workbook(io.BytesIO(content))["Actions"]
    assert page["B2"].data_type == "s"
    assert page["B2"].quotePrefix


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_table_file_runs(text):
    content = MAKERS["plan.csv"](written(FULL, text)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
    assert "'" + text.replace("\r", "\n") in cells
    assert not any(cell.lstrip()[:1] in tuple("=+-@＝") for cell in cells)


def test_the_table_file_has_every_field_of_an_action():
    rows = list(csv.DictReader(io.StringIO(MAKERS["plan.csv"](FULL).decode("utf-8-sig"))))
    assert len(rows) == 4
    assert (rows[0]["Cost in pounds"], rows[0]["Pace"]) == ("260", "quick win")
    assert rows[0]["Likely cause"] == "Nobody has shown pupils what a better second draft is"
    assert rows[0]["First check on"] == "2026-04-24"
    assert len(rows[0]) == 37


def test_support_and_notes_have_their_own_sheets_and_hidden_notes_none():
    book = excel(FULL)
    support = [[cell.value for cell in row] for row in book["Support"].iter_rows(min_row=2)]
    assert support[0][2:] == [
        "how revising is taught", "visit", "offered", "Tallowmere Primary", "yes"
    ]  # fmt: skip
    notes = [cell.value for row in book["Notes"].iter_rows() for cell in row]
    assert "Second drafts are neat copies" in notes
    assert not any("CANARY" in str(value) for value in notes)


def test_an_empty_sheet_says_so():
    book = excel(BARE)
    assert [book[name]["B2"].value for name in book.sheetnames] == ["Nothing here yet."] * 4


# ---- PDF


def test_the_pdf_says_what_the_paper_says_in_its_order():
    text = words(pdf(FULL))
    parts = (
        "Saint Oswin", "our plan, March to June 2026", "Peer review 3 and 4 March", "22 of 24",
        "How can our teaching", "Strengths to keep", "What we now understand", "Goal by 15 June",
        "We will", "To make room we will", "Governors will see", "Each action, and where",
        "Considered, not now", "Appendix", "Our ground rules", "How this plan was made",
    )  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("count", [0, 1, 4, 12])
@pytest.mark.parametrize("we_will", ["", "Write so many words that the cell is full and more " * 3])
def test_page_one_holds_page_one_and_every_page_its_number(count, we_will):
    long = {"we_will": we_will, "so_that": we_will, "know": we_will}
    facts = with_actions(replace(AGREED, agreed_by=21), count, **(long if we_will else {}))
    pages = [page.extract_text() for page in pdf(facts).pages]
    assert "Who keeps the plan" in pages[0]
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Version 1, 16 March 2026" in text
        assert "Names no pupil" in text


def test_the_pdf_knows_its_title_language_school_and_headings():
    reader = pdf(FULL)
    assert reader.metadata.title == "Improving writing: our plan, March to June 2026"
    assert reader.metadata.author == FULL.school
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    tops = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert tops[1:3] == [
        "Each action, and where it came from",
        "Appendix: what we wrote in the workshop",
    ]


def test_a_bookmark_leads_to_the_page_of_its_heading():
    reader = pdf(with_actions(FULL, 12))
    found = next(entry for entry in reader.outline if "Appendix" in getattr(entry, "title", ""))
    page = reader.pages[reader.get_destination_page_number(found)]
    assert page.extract_text().strip().startswith("Appendix")


def test_the_pdf_is_a4_portrait_and_holds_its_fonts():
    reader = pdf(replace(FULL, understanding=f"{ARABIC} {EMOJI}"))
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    fonts = [f.get_object() for f in reader.pages[0]["/Resources"]["/Font"].values()]
    names = {str(font["/BaseFont"]).split("+")[-1] for font in fonts if "/FontDescriptor" in font}
    assert {"Arimo-Regular", "NotoSansArabic-Regular"} <= {
        n.replace("_", "-") for n in names
    } | names
    assert all("/FontFile2" in f["/FontDescriptor"] for f in fonts if "/FontDescriptor" in f)


def test_the_head_of_a_table_is_on_each_of_its_pages():
    pages = [page.extract_text() for page in pdf(with_actions(FULL, 40)).pages]
    inside = [page for page in pages[1:] if "So that pupils\nWho leads" in page]
    assert len(inside) > 1


def test_a_row_is_never_split_over_pages():
    rows = tuple((f"row {n}", "\n".join(f"{n}.{part}" for part in range(9))) for n in range(20))
    reader = drawn(Table(("one", "two"), rows, (80.0, 98.0), "rows"))
    assert len(reader.pages) > 1
    for page in reader.pages:
        text = page.extract_text()
        assert text.count(".0\n") == text.count(".8")


def test_a_row_taller_than_a_page_is_split_at_last():
    rows = (("a", "word " * 2000), ("b", "c"))
    assert drawn(Table(("one", "two"), rows, (80.0, 98.0), "rows")).pages[-1].extract_text()


def test_deep_lists_and_many_fonts_draw():
    items = tuple(
        Bullet((Run("So: ", True), Run(f"{ARABIC} 😀 {level}")), level) for level in range(5)
    )
    assert read(drawn(Bullets(items), plain(EMOJI))).count("أمثلة") == 5


def read(reader: PdfReader) -> str:
    """What a program that reads the file aloud would say: letters no longer joined."""
    return unicodedata.normalize("NFKC", reader.pages[0].extract_text())


@pytest.mark.parametrize("text", [ARABIC, URDU, HEBREW])
def test_words_from_right_to_left_are_joined_and_can_still_be_read(text):
    shown = in_drawing_order(joined(text), is_rtl=True)
    assert shown.split()[-1] != text.split()[0]
    assert "(" not in text or shown.index("(") < shown.index(")")
    found = read(drawn(plain(text)))
    assert all(word.strip("().،") in found for word in text.split())


def test_words_from_right_to_left_fill_one_line_after_the_other():
    text = " ".join(f"{number}مرحبا" for number in range(100, 160))
    lines = [line for line in read(drawn(plain(text))).split("\n") if "مرحبا" in line]
    numbers = [int(max(re.findall(r"\d+", line))) for line in lines]
    assert len(lines) > 3
    assert numbers == sorted(numbers)
    assert numbers[-1] == 159


def test_signs_that_no_font_has_get_their_names():
    fonts = [set(range(32, 127)), {0x1F600}]
    assert pieces("a😀b", fonts) == [(0, "a"), (1, "😀"), (0, "b")]
    assert pieces("👩🏽‍🏫", fonts) == [(0, "[woman]"), (0, "[school]")]
    assert pieces("বাংলা ভাষা!", fonts) == [(0, "[in Bengali: see the Word file]"), (0, "!")]
    assert pieces("你", fonts)[0][1] == "[in Chinese or Japanese: see the Word file]"


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_any_text_at_all_can_be_drawn(text):
    bullet = Bullets((Bullet((Run(text, True), Run(text))),))
    table = Table((text,), ((text,),), (40.0,), text)
    outline = Outline(
        text, "en-GB", text, (text, text, text), text, date(2026, 3, 16),
        (Paragraph((Run(text),), is_large=True), bullet, table),
    )  # fmt: skip
    assert to_pdf(outline).startswith(b"%PDF")


def test_the_fonts_are_as_published_and_small_enough_to_carry():
    record = json.loads((FONTS / "fonts.json").read_text("utf-8"))
    assert {path.name for path in FONTS.glob("*.ttf")} == set(record)
    for name, about in record.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == about["sha256"]
    assert len(list(FONTS.glob("*.LICENSE.txt"))) == len({r["package"] for r in record.values()})
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 2_500_000
