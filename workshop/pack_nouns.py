"""What a pack holds, what may be wrong with one, and how large its parts may be.

A pack is what a champion prepares before the meeting. These are plain frozen values: nothing here
reads a file.
"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from workshop.words import say

MAX_FILE_BYTES = 256_000
MAX_TEXT_BYTES = 20_000  # Markdown readers slow down badly on long texts: measured, see PackError
MAX_BRACKETS_IN_LINE = 200  # and on many brackets in a row
MAX_STATIONS = 8
MIN_STATIONS = 2
MAX_STATION_TITLE = 60
GOOD_STATION_TITLE = 35  # what eight stations hold on a projector
MAX_TITLE = 120
MAX_ITEM_MINUTES = 240
GOOD_SHOWN_WORDS = 12  # an instruction that the back row takes in at a glance
EVIDENCE_TAGS = ("seen", "data", "voice", "research", "hunch")


@dataclass(frozen=True)
class Headline:
    """One finding of the review. `kind` is "strength" or "area"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Station:
    """One recommendation on one sheet of paper. `prompts` help a group that has run dry."""

    title: str
    text: str
    source: str = ""
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvidenceCard:
    """One fact to lay on the table. `tag` is one of EVIDENCE_TAGS."""

    title: str
    text: str
    tag: str
    source: str = ""


@dataclass(frozen=True)
class OrderItem:
    """One activity in a running order.

    `settings` are pairs of text, checked by the kind itself: "first round: 4" in a file is
    ("first_round", "4") here. `shown` has lines for the projector,
    `say` lines for the champion; lines are parted by a newline.
    """

    kind: str
    title: str
    minutes: int
    settings: tuple[tuple[str, str], ...] = ()
    shown: str = ""
    say: str = ""


@dataclass(frozen=True)
class RunningOrder:
    """The activities of one meeting; their minutes add up to `minutes`."""

    minutes: int
    items: tuple[OrderItem, ...]


@dataclass(frozen=True)
class Pack:
    """All that is prepared for one workshop. A text is tidy: no double, leading or trailing space.

    A newline in a station's, a card's or an item's text parts two paragraphs.
    """

    title: str
    focus: str
    key_question: str
    stations: tuple[Station, ...]
    orders: tuple[RunningOrder, ...]
    label: str = ""  # what the champion is called; empty means the product's own word
    partnership: str = ""
    sources: tuple[str, ...] = ()
    headlines: tuple[Headline, ...] = ()
    evidence: tuple[EvidenceCard, ...] = ()
    ground_rules: tuple[str, ...] = ()


class PackError(Exception):
    """A pack that cannot be read: says in which file and line, what is wrong, what to do."""

    def __init__(self, file: str, line: int, problem: str, cure: str) -> None:
        super().__init__(file, line, problem, cure)
        self.file, self.line, self.problem, self.cure = file, line, problem, cure

    def __str__(self) -> str:
        return say(
            "packs.error", file=self.file, line=self.line, problem=self.problem, cure=self.cure
        )


class Flaw(Exception):
    """A fault found while reading, before the file's name is known. `key` names its sentences."""

    def __init__(self, key: str, line: int, /, **values: object) -> None:
        super().__init__(key, line, values)
        self.key, self.line, self.values = key, line, values

    def in_file(self, file: str) -> PackError:
        """The same fault as the champion reads it."""
        problem = say(f"packs.{self.key}", **self.values)
        return PackError(file, self.line, problem, say(f"packs.{self.key}_cure", **self.values))


def is_forbidden(char: str) -> bool:
    """Whether no text may hold this character; emoji and right-to-left marks may stay."""
    if char < "\x7f":
        return char < " " and char != "\t"
    return unicodedata.category(char) in ("Cc", "Cs") or char in "\ufeff\ufffe\uffff"


def warnings(pack: Pack) -> tuple[str, ...]:
    """Sentences about what works but could be better; a pack with warnings may be used."""
    return (*_station_warnings(pack.stations), *_shown_warnings(pack.orders))


def _station_warnings(stations: Collection[Station]) -> list[str]:
    found = [
        say("packs.long_title", title=s.title, length=len(s.title), good=GOOD_STATION_TITLE)
        for s in stations
        if len(s.title) > GOOD_STATION_TITLE
    ]
    return found + [say("packs.no_source", title=s.title) for s in stations if not s.source]


def _shown_warnings(orders: Collection[RunningOrder]) -> list[str]:
    return [
        say("packs.long_shown", minutes=order.minutes, title=item.title, good=GOOD_SHOWN_WORDS)
        for order in orders
        for item in order.items
        if any(len(line.split()) > GOOD_SHOWN_WORDS for line in item.shown.split("\n"))
    ]
