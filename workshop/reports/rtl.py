"""Arabic, Urdu and Hebrew for a file that only knows glyphs from left to right.

Letters are joined as they stand beside each other; a whole line, never a longer text, is then
turned into the order in which it is drawn. Vowel points go: they cannot be placed well.
"""

import unicodedata

from arabic_reshaper import reshape
from bidi.algorithm import get_display


def joined(text: str) -> str:
    """Letters in the shape they have beside their neighbours, still in the order of reading."""
    bare = "".join(char for char in text if not _is_point(char))
    return str(reshape(bare))


def in_drawing_order(line: str, *, is_rtl: bool) -> str:
    """A line as it is drawn, brackets turned."""
    return str(get_display(line, base_dir="R" if is_rtl else "L"))


def _is_point(char: str) -> bool:
    return unicodedata.category(char) == "Mn" and "\u0590" <= char <= "\u06ff"
