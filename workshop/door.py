"""What every door does with a message: look at its shape, keep a rate, give it to the writer, and
put a sentence to the answer."""

from __future__ import annotations

from typing import Any

from .model import Answer, Command, Seat
from .store import Store
from .words import say

BURST = 30  # commands at once
PER_SECOND = 6.0
SLOW_DOWN_MS = 1200


class Bucket:
    """A token bucket for one connection."""

    def __init__(self, now_ms: int) -> None:
        self.tokens = float(BURST)
        self.at = now_ms

    def takes(self, now_ms: int) -> bool:
        """Whether one more command is all right now."""
        self.tokens = min(BURST, self.tokens + max(now_ms - self.at, 0) / 1000 * PER_SECOND)
        self.at = now_ms
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


def answer_command(store: Store, seat: Seat | None, message: object) -> dict[str, Any]:
    """The answer to one `command` message, as it goes back to the client (P13)."""
    if seat is None:
        return refusal("no_seat")
    if not is_command(message):
        return refusal("bad_shape")
    assert isinstance(message, dict)
    command = Command(message["op"], message["name"], message["body"], seat)
    return spoken(store.give(command))


def is_command(message: object) -> bool:
    """Whether a message is `{op, name, body}`."""
    return (
        isinstance(message, dict)
        and set(message) == {"op", "name", "body"}
        and isinstance(message["op"], str)
        and 8 <= len(message["op"]) <= 64
        and message["op"].isascii()
        and message["op"].isprintable()
        and isinstance(message["name"], str)
        and isinstance(message["body"], dict)
    )


def spoken(answer: Answer) -> dict[str, Any]:
    """An answer with its sentence."""
    if answer.ok:
        return {"ok": True, "rev": answer.rev, **answer.fields}
    if answer.refused:
        return refusal(answer.refused, **answer.values)
    return {"ok": False, "retry_ms": answer.retry_ms}


def refusal(code: str, **values: Any) -> dict[str, Any]:
    """A final no, with the sentence for a tired teacher."""
    said = {"ok": False, "refused": say(f"refused.{code}", **values), "code": code}
    return said | ({"now": values["now"]} if "now" in values else {})


def slow_down() -> dict[str, Any]:
    """Nothing decided: too many at once."""
    return {"ok": False, "retry_ms": SLOW_DOWN_MS}
