"""The help pages: our own Markdown, rendered once, for the champion's browser."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import markdown
import nh3

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = ("guide", "packs")


@cache
def help_html(name: str) -> str:
    """A help page as safe HTML; KeyError for a page that is none."""
    if name not in PAGES:
        raise KeyError(name)
    text = (DOCS / f"{name}.md").read_text("utf-8")
    return nh3.clean(markdown.markdown(text, extensions=["tables", "fenced_code"]))
