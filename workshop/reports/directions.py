"""Which way a text is written, asked of Unicode alone."""

import unicodedata

RIGHT_TO_LEFT = ("R", "AL")
STRONG = ("L", *RIGHT_TO_LEFT)


def has_rtl(text: str) -> bool:
    """Whether any letter is written from right to left."""
    return not text.isascii() and any(_direction(char) in RIGHT_TO_LEFT for char in text)


def begins_rtl(text: str) -> bool:
    """Whether the first letter that has a direction goes to the left: then so does the line."""
    first = next((char for char in text if _direction(char) in STRONG), "")
    return bool(first) and _direction(first) in RIGHT_TO_LEFT


def _direction(char: str) -> str:
    return unicodedata.bidirectional(char)
