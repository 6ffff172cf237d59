"""JSON for the sockets, with an encoder and a decoder that are made once: the standard library
makes new ones for every message that asks for more than the plainest."""

from __future__ import annotations

import json
from typing import Any

LONGEST_INT = 100  # digits; reading longer ones takes a time that grows with their square


def read_int(digits: str) -> int:
    """A whole number of a length that somebody may mean."""
    if len(digits) > LONGEST_INT:
        raise ValueError("this number is too long")
    return int(digits)


ENCODER = json.JSONEncoder(separators=(",", ":"))
DECODER = json.JSONDecoder(parse_int=read_int)


def dumps(value: Any, **_: Any) -> str:
    """The text of a value."""
    return ENCODER.encode(value)


def loads(text: str | bytes, **_: Any) -> Any:
    """The value of a text; ValueError where it is none."""
    return DECODER.decode(text if isinstance(text, str) else text.decode())
