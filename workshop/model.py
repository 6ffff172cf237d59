"""The nouns that travel between the parts, frozen, and the one error a broken rule raises."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# No look-alikes: neither 0 O, 1 I L, 2 Z, 5 S nor 8 B.
CODE_ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
SHEET = "will"  # the stance of a sheet on which a group says who does what by when
GROUP_LETTERS = "ABCDEFGH"
NOTE_LIMIT = 500  # characters
MARK_TALLY_FLOOR = 5  # answers: a distribution of fewer is not shown
GROUP_FLOOR = 3  # seats: in a smaller group a letter would name a person

Row = dict[str, Any]


class Role(StrEnum):
    """What a token may do. Stored with the token, never read from an address."""

    PARTICIPANT = "participant"
    CHAMPION = "champion"
    HELPER = "helper"
    REMOTE = "remote"
    PROJECTOR = "projector"
    CLOCK = "clock"  # the server itself: it pauses after sleep and offers prompts


class Refused(Exception):
    """A broken rule: a code, and the values its sentence in the catalogue needs."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Abandoned(Exception):
    """The transaction is gone (full disk, fault): nothing of the batch was kept."""


@dataclass(frozen=True)
class Seat:
    """Who speaks: somebody's place in the room, or the facilitator. `id` never leaves us."""

    id: str
    role: Role
    group: str | None = None
    past_groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Command:
    """One thing somebody asks for. `op` is made by the client and makes repeats harmless."""

    op: str
    name: str
    body: Mapping[str, Any]
    seat: Seat


@dataclass(frozen=True)
class Answer:
    """What a command came to, before the door puts a sentence to it."""

    ok: bool
    rev: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    retry_ms: int = 0


def new_id() -> str:
    """A random, portable id of 12 characters (72 bits)."""
    return secrets.token_urlsafe(9)


def new_token() -> str:
    """A seat's token: 128 random bits."""
    return secrets.token_urlsafe(16)


def new_code(length: int) -> str:
    """A code people can read aloud and type, without look-alikes."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def tidy_code(typed: str) -> str:
    """What somebody typed for a code: case, spaces and dashes do not matter."""
    return "".join(c for c in typed.upper() if c.isalnum())


def hashed(secret: str) -> str:
    """How a token, key or code is kept: its SHA-256 as hex."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def personal_code(token: str) -> str:
    """The eight characters that bring a person back, made from the seat's token."""
    digest = hashlib.sha256(b"personal code " + token.encode("utf-8", "replace")).digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(8):
        number, place = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[place])
    return "".join(letters)
