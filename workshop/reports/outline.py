"""A document as headings, paragraphs, lists and tables, before it is Word or Markdown.

Outlines know no export library; texts in them are what people wrote, never markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PAGE, PAGES = "[page]", "[pages]"  # places in a footer where the page numbers go


@dataclass(frozen=True)
class Run:
    """A piece of text in one weight."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 for a part, 2 for a section, 3 for a group in it."""

    level: int
    text: str
    starts_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. A large one is the sentence that a page turns on, such as our question."""

    runs: tuple[Run, ...]
    is_large: bool = False


@dataclass(frozen=True)
class Bullet:
    """One item of a list; a level above 0 stands indented under the item before it."""

    runs: tuple[Run, ...]
    level: int = 0


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Bullet, ...]


@dataclass(frozen=True)
class Table:
    """A table with a head that is repeated on every page; rows are never split over pages."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths_mm: tuple[float, ...]
    caption: str


@dataclass(frozen=True)
class Columns:
    """Two lists side by side, each with its heading; both have something to show."""

    left: tuple[Heading | Paragraph | Bullets, ...]
    right: tuple[Heading | Paragraph | Bullets, ...]


@dataclass(frozen=True)
class Together:
    """Headings, paragraphs and lists that stay on one page."""

    blocks: tuple[Heading | Paragraph | Bullets, ...]


Block = Heading | Paragraph | Bullets | Table | Columns | Together


@dataclass(frozen=True)
class Outline:
    """A whole document. `draft_mark` is said on page one; empty once the plan is agreed.

    `footer` stands at the foot of each page: left, middle, right; see PAGE and PAGES.
    """

    title: str
    language: str
    school: str
    footer: tuple[str, str, str]
    draft_mark: str
    made_on: date
    blocks: tuple[Block, ...]

    @property
    def is_draft(self) -> bool:
        """Whether the document must call itself a draft."""
        return bool(self.draft_mark)


def plain(text: str, *, is_large: bool = False) -> Paragraph:
    """A paragraph in one weight."""
    return Paragraph((Run(text),), is_large)


def labelled(label: str, text: str) -> Paragraph:
    """A paragraph whose first words are bold."""
    return Paragraph((Run(f"{label} ", is_bold=True), Run(text)))


def bullets(texts: tuple[str, ...]) -> Bullets:
    """A flat list of texts."""
    return Bullets(tuple(Bullet((Run(text),)) for text in texts))
