"""Writes an outline as Markdown in which nothing that people wrote can act as markup or HTML."""

import re

from workshop.reports.clean import clean
from workshop.reports.outline import (
    Block,
    Bullets,
    Columns,
    Heading,
    Outline,
    Paragraph,
    Run,
    Table,
    Together,
)

BACKSLASHED = re.compile(r"[\\`*_\[\]#]")
SPELLED_OUT = str.maketrans({char: f"&#{ord(char)};" for char in "<>|~$"} | {"&": "&amp;"})
LINE_START = re.compile(r"^([+=:-]|\d{1,9}[.)])")
LINK = re.compile(r"://|www\.", re.IGNORECASE)


def to_markdown(outline: Outline) -> str:
    """The outline as Markdown; where Word has page numbers, this has none."""
    top = [escape(outline.school), f"# {escape(outline.title)}"]
    draft = [f"**{escape(outline.draft_mark)}**"] if outline.is_draft else []
    foot = " · ".join(escape(text) for text in outline.footer[:2])
    blocks = (_block(block) for block in outline.blocks)
    return "\n\n".join([*filter(None, top), *draft, *blocks, "---", foot]) + "\n"


def escape(text: str) -> str:
    """The text on one line, so written that every Markdown reader shows what was typed."""
    line = BACKSLASHED.sub(r"\\\g<0>", " ".join(clean(text).split())).translate(SPELLED_OUT)
    line = LINK.sub(lambda match: _spelled(match[0]), line)
    return LINE_START.sub(lambda match: _spelled(match[0]), line, count=1)


def _spelled(text: str) -> str:
    return "".join(f"&#{ord(char)};" if char in ".:)+=-" else char for char in text)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {escape(block.text)}"
        case Paragraph():
            return _runs(block.runs)
        case Bullets():
            return "\n".join(f"{'    ' * item.level}- {_runs(item.runs)}" for item in block.items)
        case Table():
            return _table(block)
        case Columns():
            return "\n\n".join(_block(part) for part in (*block.left, *block.right))
        case Together():
            return "\n\n".join(_block(part) for part in block.blocks)


def _runs(runs: tuple[Run, ...]) -> str:
    return " ".join(_run(run) for run in runs if run.text.strip())


def _run(run: Run) -> str:
    return f"**{escape(run.text)}**" if run.is_bold else escape(run.text)


def _table(table: Table) -> str:
    rows = [table.head, ("---",) * len(table.head), *table.rows]
    lines = [" | ".join(cell if row is rows[1] else escape(cell) for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)
