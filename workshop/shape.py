"""The shape of what comes in: checked once, at the edge, before any rule is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .model import Refused

Check = Callable[[Any], bool]
FRESH_ID = re.compile(r"[A-Za-z0-9_-]{12,64}")


def text(longest: int, shortest: int = 0) -> Check:
    """A text of at most `longest` characters."""
    return lambda v: isinstance(v, str) and shortest <= len(v) <= longest


def secret(v: Any) -> bool:
    """A key or an op id: 8 to 64 characters that can be printed, so no lone surrogate."""
    return isinstance(v, str) and 8 <= len(v) <= 64 and v.isprintable()


def ident(v: Any) -> bool:
    """An id: 1 to 64 characters, letters, digits, dash, underscore."""
    return (
        isinstance(v, str) and 0 < len(v) <= 64 and v.replace("-", "a").replace("_", "a").isalnum()
    )


def whole(low: int, high: int) -> Check:
    """A whole number from `low` to `high`."""
    return lambda v: isinstance(v, int) and not isinstance(v, bool) and low <= v <= high


def fresh_id(v: Any) -> bool:
    """An id that a client made: random-looking, so that it is the name of nothing else."""
    return isinstance(v, str) and FRESH_ID.fullmatch(v) is not None


def maybe(check: Check) -> Check:
    """None, or what `check` takes."""
    return lambda v: v is None or check(v)


def flag(v: Any) -> bool:
    """True or false."""
    return isinstance(v, bool)


def scalar(v: Any) -> bool:
    """A value of a mark or a setting."""
    if isinstance(v, str):
        return len(v) <= 64 and v.isprintable()
    return v is None or isinstance(v, (bool, int))


def step(v: Any) -> bool:
    """A step as a move names it, or None before the first."""
    return v is None or (
        isinstance(v, dict)
        and set(v) == {"activity", "phase", "round", "veil"}
        and all(x is None or isinstance(x, (str, int)) for x in v.values())
    )


def idents(most: int) -> Check:
    """A list of at most so many ids."""
    return lambda v: isinstance(v, list) and len(v) <= most and all(ident(each) for each in v)


def texts(longest: int) -> Check:
    """An object of at most twelve texts by name."""
    return lambda v: (
        isinstance(v, dict)
        and len(v) <= 12
        and all(
            ident(k) and (x is None or (isinstance(x, str) and len(x) <= longest))
            for k, x in v.items()
        )
    )


def fits(body: Any, required: Mapping[str, Check], optional: Mapping[str, Check]) -> None:
    """Refuse a body that lacks a field, has one too many, or one of the wrong shape."""
    if not isinstance(body, dict) or set(required) - set(body):
        raise Refused("bad_shape")
    for name, value in body.items():
        check = required.get(name) or optional.get(name)
        if check is None or not check(value):
            raise Refused("bad_shape", field=name)
