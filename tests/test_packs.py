"""Packs: what a champion prepares comes out as it went in, and mistakes are told kindly."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop import activities, packs
from workshop.pack_nouns import EVIDENCE_TAGS, is_forbidden
from workshop.packs import (
    EvidenceCard,
    Headline,
    OrderItem,
    Pack,
    PackError,
    RunningOrder,
    Station,
)

ROOT = Path(__file__).parent.parent
KINDS = tuple(activities.KINDS)
SMALL = """---
title: Improving reading
focus: Reading
key_question: Who talks about books?
---

## Stations

### One

First text.

Source: A report (2021)

### Two

Second text.

Source: A report (2021)

## Running order: 20 minutes

- talk, 4: Welcome
- carousel, 16: Carousel
  stations: 2
"""


def read(text: str) -> Pack:
    return packs.parse(text, "reading.md", KINDS)


def tidy(text: str) -> str:
    return " ".join("".join(char for char in text if not is_forbidden(char)).split())


# Text as people type it, with what could be taken for a mark at its start.
starts = st.sampled_from(
    ["", "", "# ", "## ", "- ", "\\", "Source: ", "--- ", "🙂 ", "مرحبا ", "a: "]
)
lines = st.builds(lambda start, text: tidy(start + text) or "x", starts, st.text(max_size=40))
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
optional = st.one_of(st.just(""), lines)
some = st.lists(lines, max_size=3).map(tuple)
titles = lines.map(lambda line: tidy(line[:60]))
names = st.from_regex(r"[a-z]+(_[a-z0-9]+)?", fullmatch=True).filter(
    lambda name: name not in ("show", "say")
)
items = st.builds(
    OrderItem,
    st.sampled_from(KINDS),
    lines,
    st.integers(1, 60),
    st.dictionaries(names, lines, max_size=2).map(lambda found: tuple(found.items())),
    st.one_of(st.just(""), texts),
    st.one_of(st.just(""), texts),
)
orders = st.lists(items, min_size=1, max_size=4).map(
    lambda found: RunningOrder(sum(item.minutes for item in found), tuple(found))
)
whole_packs = st.builds(
    Pack,
    title=lines,
    focus=lines,
    key_question=lines.map(lambda line: f"{line}?"),
    stations=st.lists(
        st.builds(Station, titles, texts, optional, some), min_size=2, max_size=8
    ).map(tuple),
    orders=st.lists(orders, min_size=1, max_size=2, unique_by=lambda each: each.minutes).map(tuple),
    label=optional,
    partnership=optional,
    sources=some,
    headlines=st.lists(
        st.builds(Headline, st.sampled_from(["strength", "area"]), lines), max_size=4
    ).map(tuple),
    evidence=st.lists(
        st.builds(EvidenceCard, titles, texts, st.sampled_from(EVIDENCE_TAGS), optional), max_size=2
    ).map(tuple),
    ground_rules=some,
)


@settings(deadline=None)
@given(whole_packs)
def test_what_was_prepared_comes_out_as_it_went_in(pack):
    assert read(packs.write(pack)) == pack


def test_the_writing_pack_is_ready_for_the_room():
    pack = packs.parse_file(ROOT / "packs" / "writing.md", KINDS)
    assert packs.warnings(pack) == ()
    assert len(pack.stations) == 5
    assert [order.minutes for order in pack.orders] == [60, 75]
    assert [[item.minutes for item in order.items] for order in pack.orders] == [
        [4, 6, 2, 16, 8, 2, 14, 4, 2, 2],
        [4, 7, 3, 20, 12, 2, 17, 5, 2, 3],
    ]
    assert packs.parse(packs.write(pack), "again.md", KINDS) == pack


def test_the_pack_in_the_guide_can_be_read():
    guide = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```markdown\n(.*?)```", guide, flags=re.DOTALL)
    pack = read(example)
    assert packs.warnings(pack) == ()
    assert pack.stations[0].prompts == ("Who never gets to answer?",)
    assert pack.stations[0].text.endswith("and why. Show first how you do it yourself.")
    assert pack.orders[0].items[1].settings == (("stations", "2"), ("first_round", "5"))


def test_yaml_surprises_stay_what_the_teacher_typed():
    for typed in ("NO", "9:30", "1.10", "2026-03-27", "null", "~"):
        assert read(SMALL.replace("focus: Reading", f"focus: {typed}")).focus == typed


def test_a_file_from_notepad_is_read_with_its_mark_and_line_ends():
    content = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    assert packs.parse_bytes(content, "reading.md", KINDS) == read(SMALL)


def test_html_in_a_pack_stays_plain_text():
    assert read(SMALL.replace("First text.", "<script>x</script>")).stations[0].text == (
        "<script>x</script>"
    )


NINE = "".join(f"### {n}\n\ntext\n\n" for n in range(9))
FAULTS = [
    ("---\ntitle", "title", 1, "three dashes"),
    ("question: Who talks about books?\n---", "question: Who?", 1, "three dashes"),
    ("focus: Reading\n", "", 1, "focus"),
    ("focus: Reading", "focus: ''", 3, "focus"),
    ("focus: Reading", "focus: A\nfocus: B", 4, "twice"),
    ("focus: Reading", "focos: Reading", 3, "spelling"),
    ("focus: Reading", "focus:\n  - Reading", 3, "not a list"),
    ("focus: Reading", "focus: Reading\nsources: a book", 4, "should be a list"),
    ("focus: Reading", "focus: [Reading]", 3, "double quotes"),
    ("focus: Reading", "focus: &a Reading", 3, "double quotes"),
    ("focus: Reading", "focus: !!int 3", 3, "double quotes"),
    ("focus: Reading", 'focus: "\\u0000"', 3, "cannot be shown"),
    ("focus: Reading", f"focus: {'x' * 21_000}", 2, "20 KB"),
    ("focus: Reading", f"focus: {'x' * 260_000}", 2, "20 KB"),
    ("books?", "books", 4, "ends with “?”"),
    ("title: Improving reading", f"title: {'x' * 121}", 2, "Shorten"),
    ("## Stations", "Hello\n\n## Stations", 7, "section begins with ##"),
    ("## Stations", "## Statoins", 7, "spelling"),
    ("## Stations", "# Reading\n\n## Stations", 7, "number of #"),
    ("### One", "#### One", 9, "number of #"),
    ("### One", "One", 9, "before its first ###"),
    ("### One", "###", 9, "short title"),
    ("### One", f"### {'x' * 61}", 9, "61 characters"),
    ("First text.", "", 9, "no text"),
    ("First text.", "word " * 4100, 9, "20 KB"),
    ("First text.", "[" * 201, 11, "brackets"),
    ("First text.", "First\x00text.", 11, "cannot be shown"),
    ("First text.", "First text.\nSource: a\nSource: b", 13, "second line"),
    ("First text.", "First text.\nTag: data", 12, "cannot have a line"),
    ("### Two", NINE, 7, "2 to 8"),
    ("### Two\n\nSecond text.\n\nSource: A report (2021)", "", 7, "2 to 8"),
    ("## Running", "## Stations\n\n## Running", 21, "twice"),
    ("## Running", "## Ground rules\n\nBe kind\n\n## Running", 23, "Begin it with"),
    ("## Running", "## Headlines\n\n### Weaknesses\n\n- a\n\n## Running", 23, "### Areas"),
    ("## Running", "## Evidence\n\n### Card\n\ntext\n\n## Running", 23, "Tag:"),
    ("- talk, 4", "- quiz, 4", 23, "no activity called “quiz”"),
    ("- talk, 4", "- talk, four", 23, "whole number"),
    ("- talk, 4", "- talk, 4.5", 23, "whole number"),
    ("- talk, 4", "- talk, -4", 23, "whole number"),
    ("- talk, 4: Welcome", "- talk: Welcome", 23, "kind, minutes: title"),
    ("- talk, 4", "- talk, 5", 21, "add up to 21"),
    ("  stations: 2", "  stations: 2\n  stations: 3", 26, "twice"),
    ("  stations: 2", "  two stations", 25, "on one line"),
    ("  stations: 2", "stations: 2", 25, "kind, minutes: title"),
]


@pytest.mark.parametrize(("good", "bad", "line", "said"), FAULTS, ids=[f[1][:20] for f in FAULTS])
def test_a_broken_pack_names_file_line_and_cure(good, bad, line, said):
    with pytest.raises(PackError) as caught:
        read(SMALL.replace(good, bad, 1))
    assert caught.value.line == line
    assert str(caught.value).startswith(f"reading.md, line {line}: ")
    assert said in str(caught.value)
    assert caught.value.cure


@pytest.mark.parametrize("section", ["Stations", "Running order"])
def test_a_pack_without_stations_or_running_order_says_how_to_add_them(section):
    text = re.sub(rf"## {section}.*?(?=\n## |\Z)", "", SMALL, flags=re.DOTALL)
    with pytest.raises(PackError, match=f"Add a section “## {section}"):
        read(text)


@settings(deadline=None)
@given(st.data())
def test_a_pack_scrambled_in_any_way_is_refused_with_a_sentence_or_read(data):
    lines = SMALL.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(
        st.sampled_from(["", "- ", "## ", "? ", "a: |", "  - x", ": "]) | st.text()
    )
    try:
        pack = read("\n".join(lines))
    except PackError as error:
        assert str(error).startswith("reading.md, line ")
    else:
        assert read(packs.write(pack)) == pack


def test_a_file_that_is_not_text_says_how_to_save_it():
    with pytest.raises(PackError, match=r"line 2: .*UTF-8"):
        packs.parse_bytes(b"---\ntitle: caf\xe9\n---\n", "reading.md", KINDS)


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read():
    with pytest.raises(PackError, match="256 KB"):
        packs.parse_bytes(b"x" * 300_000, "reading.md", KINDS)


def test_lists_in_lists_in_lists_are_refused_with_a_sentence():
    with pytest.raises(PackError, match="cannot be read"):
        read(f"---\n{'- ' * 5000}\n---\n")


def test_titles_too_long_for_eight_stations_only_warn():
    pack = read(SMALL.replace("### One", f"### {'x' * 36}").replace("Source: A report (2021)", ""))
    found = packs.warnings(pack)
    assert "36 characters" in found[0]
    assert sum("names no source" in each for each in found) == 2


def test_a_long_line_for_the_projector_only_warns():
    pack = read(SMALL.replace("  stations: 2", f"  Show: {'word ' * 13}"))
    assert "more than 12 words" in packs.warnings(pack)[0]
