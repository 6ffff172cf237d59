"""Takes out of a text what no file format can hold, and nothing that a person would miss.

Emoji, joiners and right-to-left marks stay; line ends of every kind become a newline.
"""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text without control characters, which Word and Excel refuse; tabs and newlines stay."""
    return "".join(char for char in LINE_ENDS.sub("\n", text) if not _is_forbidden(char))


def _is_forbidden(char: str) -> bool:
    if char in "\t\n":
        return False
    return unicodedata.category(char) in ("Cc", "Cs") or ord(char) & 0xFFFE == 0xFFFE
