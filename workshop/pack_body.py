"""Reads the body of a pack: sections, their entries and lists, and the running orders.

Only a few marks have a meaning: `##` a section, `###` an entry, `-` an item of a list, and
`Name: value` for a field. A backslash at the start of a line takes its meaning away.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from workshop.pack_nouns import (
    EVIDENCE_TAGS,
    MAX_ITEM_MINUTES,
    MAX_STATION_TITLE,
    MAX_STATIONS,
    MAX_TEXT_BYTES,
    MAX_TITLE,
    MIN_STATIONS,
    EvidenceCard,
    Flaw,
    Headline,
    OrderItem,
    RunningOrder,
    Station,
)

HEADLINE_KINDS = {"strengths": "strength", "areas": "area"}
SECTIONS = ("Headlines", "Stations", "Evidence", "Ground rules", "Running order: 60 minutes")
FIELD = re.compile(r"(Source|Tag|Ask):\s*(.*)", re.IGNORECASE)
ORDER = re.compile(r"running order:\s*(\d{1,3}) minutes", re.IGNORECASE)
ITEM = re.compile(r"([a-z][a-z0-9_-]*)\s*,([^:]*):(.*)")
SETTING = re.compile(r"([A-Za-z][A-Za-z0-9_ ]*):(.*)")

Lines = list[tuple[int, str]]


@dataclass(frozen=True)
class Section:
    """A heading of a given depth, the line it stands on, and the lines under it."""

    title: str
    line: int
    lines: Lines


def sections(lines: Lines) -> dict[str, Section]:
    """The `##` sections by their name in small letters, each known and each there once."""
    before, found = _cut(lines, 2)
    for line, text in before:
        if text.strip():
            raise Flaw("stray", line)
    by_name: dict[str, Section] = {}
    for section in found:
        name = section.title.lower()
        if name not in {known.lower() for known in SECTIONS} and not ORDER.fullmatch(name):
            known = ", ".join(SECTIONS)
            raise Flaw("unknown_section", section.line, section=section.title, known=known)
        if name in by_name:
            raise Flaw("double_section", section.line, section=section.title)
        by_name[name] = section
    return by_name


def headlines(section: Section) -> Iterator[Headline]:
    """The findings under `### Strengths` and `### Areas`."""
    for part in _entries(section):
        kind = HEADLINE_KINDS.get(part.title.lower())
        if kind is None:
            raise Flaw("headline_kind", part.line, title=part.title)
        for text in items(part):
            yield Headline(kind, text)


def stations(section: Section) -> tuple[Station, ...]:
    """Two to eight recommendations with short titles."""
    found = _entries(section)
    if not MIN_STATIONS <= len(found) <= MAX_STATIONS:
        counted = {"n": len(found), "least": MIN_STATIONS, "most": MAX_STATIONS}
        raise Flaw("station_count", section.line, **counted)
    return tuple(_station(entry) for entry in found)


def evidence(section: Section) -> Iterator[EvidenceCard]:
    """Cards, each with a tag that says what kind of evidence it is."""
    for entry in _entries(section):
        text, fields = _text_and_fields(entry, ("source", "tag"))
        tag = "".join(fields.get("tag", [])).lower()
        if tag not in EVIDENCE_TAGS:
            raise Flaw("tag", entry.line, title=entry.title, tags=", ".join(EVIDENCE_TAGS))
        yield EvidenceCard(entry.title, text, tag, "".join(fields.get("source", [])))


def items(section: Section) -> tuple[str, ...]:
    """The items of a list; indented lines belong to the item above."""
    found: list[tuple[int, str]] = []
    for line, text in section.lines:
        if match := re.match(r"-\s+(?=\S)(.*)", text):
            found.append((line, match[1]))
        elif text.startswith((" ", "\t")) and text.strip() and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
        elif text.strip():
            raise Flaw("not_an_item", line)
    return tuple(_sized(_tidy(text), line) for line, text in found)


def order(section: Section, kinds: Collection[str]) -> RunningOrder:
    """One running order, whose minutes add up to the number in its heading."""
    match = ORDER.fullmatch(section.title)
    minutes = int(match[1]) if match else 0
    found = tuple(_order_item(part, kinds) for part in _order_parts(section))
    total = sum(item.minutes for item in found)
    if total != minutes:
        raise Flaw("minutes_sum", section.line, minutes=minutes, total=total)
    return RunningOrder(minutes, found)


def _cut(lines: Lines, depth: int) -> tuple[Lines, list[Section]]:
    """What stands before the first heading of this depth, and the parts under each heading."""
    before: Lines = []
    parts: list[Section] = []
    for line, text in lines:
        match = re.match(r"\s*(#+)(.*)", text)
        if match and len(match[1]) == depth:
            parts.append(Section(_tidy(match[2]), line, []))
        elif match and (len(match[1]) < depth or depth == 3):
            raise Flaw("heading_depth", line)
        else:
            (parts[-1].lines if parts else before).append((line, text))
    return before, parts


def _entries(section: Section) -> list[Section]:
    before, entries = _cut(section.lines, 3)
    for line, text in before:
        if text.strip():
            raise Flaw("stray_entry", line, section=section.title)
    for entry in entries:
        if not 0 < len(entry.title) <= MAX_TITLE:
            raise Flaw("title_length", entry.line, most=MAX_TITLE)
    return entries


def _station(entry: Section) -> Station:
    if len(entry.title) > MAX_STATION_TITLE:
        length = len(entry.title)
        raise Flaw("station_title", entry.line, length=length, most=MAX_STATION_TITLE)
    text, fields = _text_and_fields(entry, ("source", "ask"))
    source = "".join(fields.get("source", []))
    return Station(entry.title, text, source, tuple(filter(None, fields.get("ask", []))))


def _text_and_fields(entry: Section, known: tuple[str, ...]) -> tuple[str, dict[str, list[str]]]:
    """Paragraphs parted by newlines, and the fields by their name; only `ask` may be repeated."""
    paragraphs: list[list[str]] = [[]]
    fields: dict[str, list[str]] = {}
    for line, raw in entry.lines:
        text = raw.strip()
        if match := FIELD.fullmatch(text):
            name = match[1].lower()
            if name not in known:
                raise Flaw("wrong_field", line, field=match[1], title=entry.title)
            if name in fields and name != "ask":
                raise Flaw("double_field", line, field=match[1], title=entry.title)
            fields.setdefault(name, []).append(_sized(_tidy(match[2]), line))
        elif text:
            paragraphs[-1].append(text.removeprefix("\\"))
        else:
            paragraphs.append([])
    whole = "\n".join(_tidy(" ".join(lines)) for lines in paragraphs if lines)
    if not whole:
        raise Flaw("no_text", entry.line, title=entry.title)
    return _sized(whole, entry.line), fields


def _order_parts(section: Section) -> list[Section]:
    parts: list[Section] = []
    for line, text in section.lines:
        if text.startswith("- "):
            parts.append(Section(_tidy(text[2:]), line, []))
        elif text.strip() and text.startswith((" ", "\t")) and parts:
            parts[-1].lines.append((line, text.strip()))
        elif text.strip():
            raise Flaw("order_line", line)
    return parts


def _order_item(part: Section, kinds: Collection[str]) -> OrderItem:
    match = ITEM.fullmatch(part.title)
    if not match or not _tidy(match[3]):
        raise Flaw("order_line", part.line)
    kind, minutes, title = match[1], match[2].strip(), _sized(_tidy(match[3]), part.line)
    if kind not in kinds:
        raise Flaw("unknown_kind", part.line, kind=kind, known=", ".join(sorted(kinds)))
    if not re.fullmatch("[0-9]{1,3}", minutes) or not 1 <= int(minutes) <= MAX_ITEM_MINUTES:
        raise Flaw("minutes", part.line, minutes=minutes, title=title, most=MAX_ITEM_MINUTES)
    shown, say, settings = _order_fields(part.lines)
    return OrderItem(kind, title, int(minutes), tuple(settings.items()), shown, say)


def _order_fields(lines: Lines) -> tuple[str, str, dict[str, str]]:
    spoken: dict[str, list[str]] = {"show": [], "say": []}
    settings: dict[str, str] = {}
    for line, text in lines:
        match = SETTING.fullmatch(text)
        if not match or not match[2].strip():
            raise Flaw("order_field", line)
        name, value = "_".join(match[1].lower().split()), _sized(_tidy(match[2]), line)
        if name in spoken:
            spoken[name].append(value)
        elif name in settings:
            raise Flaw("double_setting", line, name=name)
        else:
            settings[name] = value
    return "\n".join(spoken["show"]), "\n".join(spoken["say"]), settings


def _sized(text: str, line: int) -> str:
    if len(text.encode()) > MAX_TEXT_BYTES:
        raise Flaw("long_text", line, most=MAX_TEXT_BYTES // 1000)
    return text


def _tidy(text: str) -> str:
    return " ".join(text.split())
