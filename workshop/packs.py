"""Pack files in and out: Markdown with front matter, written by teachers, read strictly.

`parse(write(pack))` equals `pack`. A file that cannot be read raises PackError, whose sentence
names file, line and cure. Texts stay plain text: nothing here makes HTML.
"""

import itertools
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from workshop import pack_body, pack_front
from workshop.pack_nouns import (
    MAX_BRACKETS_IN_LINE,
    MAX_FILE_BYTES,
    EvidenceCard,
    Flaw,
    Headline,
    OrderItem,
    Pack,
    PackError,
    RunningOrder,
    Station,
    is_forbidden,
    warnings,
)

__all__ = [
    "EvidenceCard",
    "Headline",
    "OrderItem",
    "Pack",
    "PackError",
    "RunningOrder",
    "Station",
    "from_dict",
    "parse",
    "parse_bytes",
    "parse_file",
    "warnings",
    "write",
]

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.()?!'-]*")  # what YAML can hold without quotes


def parse_file(path: Path, kinds: Collection[str]) -> Pack:
    """The pack in a file; `kinds` are the activity kinds that may stand in a running order."""
    return parse_bytes(path.read_bytes(), path.name, kinds)


def parse_bytes(content: bytes, name: str, kinds: Collection[str]) -> Pack:
    """The pack in the bytes of a file called `name`."""
    try:
        if len(content) > MAX_FILE_BYTES:
            raise Flaw("long_file", 1, most=MAX_FILE_BYTES // 1000)
        return parse(_decoded(content), name, kinds)
    except Flaw as flaw:
        raise flaw.in_file(name) from flaw


def parse(text: str, name: str, kinds: Collection[str]) -> Pack:
    """The pack in a text; raises PackError with the file's name and the line at fault."""
    try:
        return _pack(text.replace("\r\n", "\n").replace("\r", "\n"), kinds)
    except Flaw as flaw:
        raise flaw.in_file(name) from flaw


def from_dict(kept: dict[str, Any]) -> Pack:
    """The pack that `dataclasses.asdict` and JSON made into plain values."""
    orders = tuple(
        RunningOrder(
            order["minutes"],
            tuple(
                OrderItem(**item | {"settings": tuple((n, v) for n, v in item["settings"])})
                for item in order["items"]
            ),
        )
        for order in kept["orders"]
    )
    return Pack(
        **kept
        | {
            "sources": tuple(kept["sources"]),
            "headlines": tuple(Headline(**each) for each in kept["headlines"]),
            "stations": tuple(
                Station(**each | {"prompts": tuple(each["prompts"])}) for each in kept["stations"]
            ),
            "evidence": tuple(EvidenceCard(**each) for each in kept["evidence"]),
            "ground_rules": tuple(kept["ground_rules"]),
            "orders": orders,
        }
    )


def write(pack: Pack) -> str:
    """The pack as a file that a person can read and change."""
    parts = [*_front(pack), *_headlines(pack.headlines)]
    parts += ["## Stations", *map(_station, pack.stations)]
    if pack.evidence:
        parts += ["## Evidence", *map(_card, pack.evidence)]
    if pack.ground_rules:
        parts += ["## Ground rules", _bullets(pack.ground_rules)]
    for order in pack.orders:
        parts += [f"## Running order: {order.minutes} minutes"]
        parts += ["\n".join(map(_order_item, order.items))]
    return "\n\n".join(parts) + "\n"


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Flaw("not_utf8", line) from error


def _pack(text: str, kinds: Collection[str]) -> Pack:
    lines = text.removeprefix("\ufeff").split("\n")
    _check_lines(lines)
    yaml, before = pack_front.split("\n".join(lines))
    facts, sources, key_lines = pack_front.read(yaml)
    if not facts["key_question"].endswith("?"):
        raise Flaw("question", key_lines.get("key_question", 1))
    found = pack_body.sections(list(enumerate(lines[before:], start=before + 1)))
    orders = [part for name, part in found.items() if pack_body.ORDER.fullmatch(name)]
    if "stations" not in found:
        raise Flaw("no_stations", len(lines))
    if not orders:
        raise Flaw("no_order", len(lines))
    return Pack(
        title=facts["title"],
        focus=facts["focus"],
        key_question=facts["key_question"],
        label=facts.get("label", ""),
        partnership=facts.get("partnership", ""),
        sources=sources,
        headlines=tuple(pack_body.headlines(found["headlines"])) if "headlines" in found else (),
        stations=pack_body.stations(found["stations"]),
        evidence=tuple(pack_body.evidence(found["evidence"])) if "evidence" in found else (),
        ground_rules=pack_body.items(found["ground rules"]) if "ground rules" in found else (),
        orders=tuple(pack_body.order(part, kinds) for part in orders),
    )


def _check_lines(lines: list[str]) -> None:
    for number, line in enumerate(lines, start=1):
        if any(is_forbidden(char) for char in line):
            raise Flaw("control", number)
        if sum(map(line.count, "[]")) > MAX_BRACKETS_IN_LINE:
            raise Flaw("brackets", number, most=MAX_BRACKETS_IN_LINE)


def _front(pack: Pack) -> Iterator[str]:
    keys = (*pack_front.REQUIRED, *pack_front.OPTIONAL)
    lines = [f"{key}: {_yaml(getattr(pack, key))}" for key in keys if getattr(pack, key)]
    if pack.sources:
        lines += [f"{pack_front.LIST}:", *(f"  - {_yaml(source)}" for source in pack.sources)]
    yield "\n".join([pack_front.FENCE, *lines, pack_front.FENCE])


def _yaml(text: str) -> str:
    if PLAIN.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _headlines(headlines: Collection[Headline]) -> Iterator[str]:
    titles = {kind: title.capitalize() for title, kind in pack_body.HEADLINE_KINDS.items()}
    if headlines:
        yield "## Headlines"
    for kind, group in itertools.groupby(headlines, key=lambda headline: headline.kind):
        yield f"### {titles[kind]}"
        yield _bullets(headline.text for headline in group)


def _station(station: Station) -> str:
    fields = [f"Ask: {prompt}" for prompt in station.prompts]
    return _entry(station.title, station.text, [*_source(station.source), *fields])


def _card(card: EvidenceCard) -> str:
    return _entry(card.title, card.text, [f"Tag: {card.tag}", *_source(card.source)])


def _source(source: str) -> list[str]:
    return [f"Source: {source}"] if source else []


def _entry(title: str, text: str, fields: list[str]) -> str:
    paragraphs = [_plain_line(paragraph) for paragraph in text.split("\n")]
    return "\n\n".join([f"### {title}", *paragraphs, *filter(None, ["\n".join(fields)])])


def _plain_line(text: str) -> str:
    """Text whose first characters must not be read as a heading, an item or a field."""
    is_mark = text[:1] in "#-\\" or pack_body.FIELD.fullmatch(text)
    return f"\\{text}" if is_mark else text


def _bullets(texts: Collection[str] | Iterator[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _order_item(item: OrderItem) -> str:
    lines = [f"- {item.kind}, {item.minutes}: {item.title}"]
    lines += [f"  {name.replace('_', ' ')}: {value}" for name, value in item.settings]
    lines += [f"  Show: {line}" for line in item.shown.split("\n") if line]
    lines += [f"  Say: {line}" for line in item.say.split("\n") if line]
    return "\n".join(lines)
