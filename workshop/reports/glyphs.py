"""Splits a text by the font that can draw it, and names in brackets what no font can draw.

Knows no fonts: each is given as the set of characters it has.
"""

import unicodedata
from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from workshop.words import say

SKIN = range(0x1F3FB, 0x1F400)  # skin tones: the emoji before them is drawn without
SELECTORS = range(0xFE00, 0xFE10)  # "as a picture", "as text"
NAMES = {"CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}

Piece = tuple[int, str]


def pieces(text: str, fonts: Sequence[Container[int]]) -> list[Piece]:
    """Parts of the text, each with the place of its font in the list."""
    if text.isascii():
        return [(0, text)]  # nearly always
    shown = [char for char in unicodedata.normalize("NFC", text) if not _is_unseen(char)]
    found: list[Piece] = []
    for place, chars in groupby(shown, key=lambda char: _font_of(char, fonts)):
        word = "".join(chars)
        found += [(place, word)] if place is not None else [(0, name) for name in _names(word)]
    return _merged(found)


def _font_of(char: str, fonts: Sequence[Container[int]]) -> int | None:
    if char.isspace():
        return 0
    return next((place for place, font in enumerate(fonts) if ord(char) in font), None)


def _is_unseen(char: str) -> bool:
    code = ord(char)
    return code in SKIN or code in SELECTORS or unicodedata.category(char) == "Cf"


def _names(chars: str) -> Iterator[str]:
    """Letters of one script get its name once; every other sign its own."""
    for script, run in groupby(chars, key=_script):
        if script:
            yield say("paper.other_script", script=script)
            continue
        for char in run:
            name = unicodedata.name(char, "").lower()
            yield say("paper.other_sign", name=name) if name else say("paper.other_nameless")


def _script(char: str) -> str:
    if unicodedata.category(char)[0] not in "LMN":
        return ""
    first = unicodedata.name(char, "").split(" ")[0]
    return NAMES.get(first, first.capitalize())


def _merged(found: list[Piece]) -> list[Piece]:
    """Without the repeats that several words in one foreign script would leave."""
    kept: list[Piece] = []
    for piece in found:
        before = kept[-2:]
        is_repeat = piece[1].startswith("[") and len(before) == 2 and before[0] == piece
        if is_repeat and not before[1][1].strip():
            kept.pop()
        else:
            kept.append(piece)
    return kept
