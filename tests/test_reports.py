"""The paper, and the files it becomes: what a head, a governor or a spreadsheet finds in them."""

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import docx
import markdown
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plans import ACTIONS, AGREED, BARE, CHAIN, DRAFT
from workshop.reports import dates, look
from workshop.reports.clean import clean
from workshop.reports.csv import to_csv
from workshop.reports.docx import to_docx
from workshop.reports.facts import ActionFacts, PlanFacts
from workshop.reports.markdown import escape, to_markdown
from workshop.reports.outline import Outline, Paragraph, Run
from workshop.reports.paper import plan_outline
from workshop.reports.paper_appendix import reach_in_words
from workshop.reports.paper_chain import chain_sentences
from workshop.reports.rows import action_head, action_rows


def word_file(facts: PlanFacts) -> docx.document.Document:
    return docx.Document(io.BytesIO(to_docx(plan_outline(facts))))


def in_order(document: docx.document.Document) -> str:
    """All text of the body as a reader meets it."""
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def foot(document: docx.document.Document) -> str:
    return "".join(t.text for t in document.sections[0].footer._element.iter(qn("w:t")))


def test_page_one_says_everything_in_the_order_that_governors_expect():
    text = in_order(word_file(AGREED))
    parts = (
        "Saint Oswin", "our plan, March to June 2026", "Peer review 3 and 4 March 2026.",
        "22 of 24 staff took part. Agreed on 16 March 2026", "How can our teaching",
        "Strengths to keep", "What we need to improve", "What we now understand",
        "Goal by 15 June 2026", "We will", "To make room we will", "Leadership will provide",
        "Support asked of partner schools", "Governors will see", "Who keeps the plan",
        "Each action, and where it came from", "Considered, not now", "Appendix",
        "Our ground rules", "How this plan was made",
    )  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_lines_that_nobody_filled_in_vanish_from_the_paper():
    text = in_order(word_file(BARE))
    for part in ("Strengths", "Goal by", "Leadership", "Governors", "keeps the plan", "None"):
        assert part not in text


@pytest.mark.parametrize("facts", [DRAFT, replace(DRAFT, is_draft=False)])
def test_a_plan_nobody_agreed_calls_itself_a_draft_and_never_agreed(facts):
    document = word_file(replace(facts, took_part=22, of_staff=None))
    text = in_order(document)
    assert "Draft of 16 March 2026" in text
    assert "22 people took part." in text
    assert "Draft" in foot(document)
    assert "agreed" not in text.lower().replace("agree three", "")
    assert "adopted" not in text


def test_an_agreed_plan_says_by_how_many_and_never_draft():
    document = word_file(replace(AGREED, agreed_by=21))
    assert "Agreed by 21 of 22 who took part, on 16 March 2026" in in_order(document)
    assert "Draft of" not in in_order(document)
    assert foot(document) == "Version 1, 16 March 2026\tNames no pupil\tPage 1 of 1".replace(
        "\t", ""
    )


def test_page_numbers_are_counted_by_the_word_processor():
    footer = word_file(AGREED).sections[0].footer._element
    fields = [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_head_of_the_table_is_repeated_and_rows_are_never_split():
    table = word_file(AGREED).tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in table.rows[0].cells][:2] == ["We will", "So that pupils"]


def test_widths_stand_on_the_grid_and_on_every_cell():
    for table in word_file(AGREED).tables:
        grid = [column.width for column in table.columns]
        assert all([cell.width for cell in row.cells] == grid for row in table.rows)
        assert round(sum(grid) / 36000) == 178


def test_the_longest_month_stands_on_one_line_of_its_column():
    """September, in the letters of the table, needs 53.8 points."""
    column = word_file(AGREED).tables[1].columns[3]
    assert column.width.pt - look.CELL_RIGHT_PT > 54


def test_the_words_of_a_station_are_quoted_at_the_first_action_that_grew_there():
    text = to_markdown(plan_outline(replace(AGREED, stations=())))
    assert text.count("recommends: “Treat revising and editing") == 1
    assert text.count("It began at the station “Revising and editing”") == 2


def test_no_letter_on_the_paper_is_smaller_than_eleven_points():
    document = word_file(DRAFT)
    used = {paragraph.get(qn("w:val")) for paragraph in document.element.iter(qn("w:pStyle"))}
    styles = [style for style in document.styles if style.style_id in {*used, "Normal", "Footer"}]
    for name in ("w:sz", "w:szCs"):
        sizes = [int(s.element.rPr.find(qn(name)).get(qn("w:val"))) for s in styles]
        assert min(sizes) >= 22
    assert not list(document.element.body.iter(qn("w:sz")))


def test_the_paper_is_british_a4_portrait_with_a_real_title_and_headings():
    document = word_file(AGREED)
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert section.left_margin.mm == pytest.approx(16, abs=0.1)
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert document.core_properties.title == "Improving writing: our plan, March to June 2026"
    assert document.core_properties.created.year == 2026
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Title") == 1
    assert {"Heading 1", "Heading 2", "Heading 3"} <= set(styles)


def test_no_cell_of_a_table_holds_an_empty_paragraph():
    for table in word_file(AGREED).tables:
        assert all(p.text for row in table.rows for cell in row.cells for p in cell.paragraphs)


def test_empty_boxes_of_an_action_wait_for_the_headteacher():
    rows = word_file(replace(DRAFT, actions=(ActionFacts(1, "Read aloud"),))).tables[1].rows
    assert [cell.text for cell in rows[1].cells] == [
        "1. Read aloud",
        *["To be confirmed"] * 3,
        "To be confirmed by the headteacher, 18 March",
    ]


def test_long_cells_and_a_fifth_action_run_on_to_page_two():
    words = "Show " + "one more revised sentence " * 10
    actions = (*ACTIONS, replace(ACTIONS[0], number=5, we_will=words))
    actions = (replace(ACTIONS[0], we_will=words), *actions[1:])
    document = word_file(replace(AGREED, actions=actions))
    assert [len(table.rows) for table in document.tables] == [1, 5, 2, 5]
    first = document.tables[1].rows[1].cells[0].text
    assert first.endswith("(see action 1)")
    assert len(first.split()) <= 20
    assert f"Action 1: {words.strip()}" in in_order(document)


def test_an_action_tells_from_whose_words_it_grew():
    assert " ".join(chain_sentences(CHAIN)) == (
        "The station “Revising and editing” (Improving Literacy in Key Stage 2, 2021) recommends: "
        "“Treat revising and editing as two jobs, and teach both.” "
        "Under “Not yet in place”, Group B wrote: “Second drafts are neat copies”. "
        "Evidence: we saw it ourselves. 9 people recognised it. "
        "It was chosen as the one thing not yet in place."
    )
    assert "It became this action." in in_order(word_file(AGREED))


def test_a_chain_keeps_hidden_words_and_small_groups_to_itself():
    hidden = " ".join(chain_sentences(replace(CHAIN, text=None)))
    assert "a hidden note" in hidden
    assert "Group" not in hidden
    assert "a note said: “" in " ".join(chain_sentences(replace(CHAIN, group_letter=None)))


def test_the_appendix_has_notes_with_what_was_built_and_never_a_hidden_one():
    text = in_order(word_file(AGREED))
    assert "CANARY" not in text
    assert "withdrawn" in text
    assert "Built on this: In one phase they mend a line together (Group C, 3 people" in text
    assert "(Group A, 1 person recognised it, written late)" in text


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        ((), "not said"),
        (("in_places", "in_places"), "in places"),
        (("mostly", "not_yet", "mostly"), "between “not yet” and “mostly”"),
    ],
)
def test_how_far_we_are_is_said_in_words_and_never_counted(reach, words):
    assert reach_in_words(reach) == words


def test_what_people_wrote_is_never_markup_in_markdown():
    nasty = "# <b>x</b> *y* _z_ [a](http://e.uk) `c` | ![i](j) & &lt; ~~d~~ $e$ www.f.uk"
    outline = Outline(nasty, "en-GB", nasty, ("", "", ""), "", date(2026, 3, 16), ())
    html = markdown.markdown(to_markdown(outline), extensions=["tables"])
    for tag in ("<b>", "<em>", "<strong>", "<a ", "<code>", "<img"):
        assert tag not in html
    assert f"<h1>{nasty}</h1>" in unescape(html)


@pytest.mark.parametrize(
    "start", ["- a", "+ a", "1. a", "2) a", "> a", "# a", "    a", "---", "==="]
)
def test_a_text_that_begins_like_a_list_stays_a_paragraph(start):
    html = markdown.markdown(f"Before\n\n{escape(start)}")
    assert html.count("<p>") == 2


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "＝1", "＋1", "－1",
     "＠a", "\u200b=1", "\x00=1", "\ufeff=1", "\n=1", "﹢1"],
)  # fmt: skip
def test_a_spreadsheet_never_runs_what_people_wrote(text):
    [[cell]] = list(csv.reader(io.StringIO(to_csv([[text]], []).decode("utf-8-sig"))))[1:]
    assert cell.startswith("'")


def test_the_table_file_is_quoted_and_opens_in_excel():
    content = to_csv(action_rows(AGREED), action_head())
    assert content.startswith(b"\xef\xbb\xbf")
    assert b'\r\n"1","Agree three examples' in content
    assert b'"2026-03-27"' in content
    assert to_csv([["a “b”, c", -5, None]], ["x"]).decode("utf-8-sig") == (
        '"x"\r\n"a “b”, c","-5",""\r\n'
    )


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_any_text_at_all_can_be_put_into_a_word_file(text):
    outline = Outline(
        text, "en-GB", text, (text[:9], "", ""), text, date(2026, 3, 16), (Paragraph((Run(text),)),)
    )
    assert to_docx(outline).startswith(b"PK")


def test_cleaning_takes_control_characters_and_keeps_emoji_and_arabic():
    assert clean("a\x00\x07b\r\nc\ufffe 👩‍🏫 مرحبا\u200f") == "ab\nc 👩‍🏫 مرحبا\u200f"


def test_dates_are_written_out_by_ourselves():
    assert dates.long_date(date(2026, 3, 27)) == "Friday 27 March 2026"
    assert dates.short_date(date(2026, 3, 27)) == "27 March"
    assert dates.days((date(2026, 3, 31), date(2026, 4, 1))) == "31 March 2026 and 1 April 2026"
    assert dates.span(date(2026, 11, 2), date(2027, 2, 1)) == "November 2026 to February 2027"
    assert dates.after_48_hours(date(2026, 3, 20)) == date(2026, 3, 23)


@pytest.mark.long
@pytest.mark.parametrize("how_many", [0, 1, 4, 5, 12])
@pytest.mark.parametrize("we_will", ["", "Write so many words that the cell is full and more " * 3])
def test_libreoffice_opens_the_paper_and_page_one_holds_page_one(how_many, we_will, tmp_path: Path):
    if not shutil.which("soffice"):
        pytest.fail("LibreOffice (soffice) is not installed: tools/check.py says how to get it")
    actions = [replace(ACTIONS[n % 4], number=n + 1) for n in range(how_many)]
    if we_will:
        long = {"we_will": we_will, "so_that": we_will, "know": we_will}
        actions = [replace(action, **long) for action in actions]
    (tmp_path / "plan.docx").write_bytes(
        to_docx(plan_outline(replace(DRAFT, actions=tuple(actions))))
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "plan.docx")], check=True, timeout=120)
    read = ["pdftotext", "-layout", str(tmp_path / "plan.pdf"), "-"]
    pages = subprocess.run(read, check=True, capture_output=True, text=True).stdout.split("\f")
    assert "Who keeps the plan" in pages[0]
    assert "Page 1 of" in pages[0]
