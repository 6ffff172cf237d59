"""What was typed, made tidy: nothing in it that nobody sees, nothing that turns words around."""

from __future__ import annotations

import unicodedata

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def tidy_text(typed: str) -> str:
    """Text without control characters, lone surrogates or space around it; lines are kept. Signs
    that turn other words around go too; text of which nothing can be seen is no text."""
    if typed.isascii() and typed.isprintable():
        return typed.strip()
    whole = typed.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
    kept = [c for c in whole if c in "\n\t" or unicodedata.category(c) != "Cc"]
    text = "".join(c for c in kept if c not in TURNING).strip()
    return text if any(unicodedata.category(c) not in UNSEEN for c in text) else ""
