"""The log: one row for each accepted command, in its own transaction. It says what was asked and
answered, and how to take it back; it names a seat for facilitators' commands alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .model import Command, Role
from .transaction import Transaction

IN_ORDER = json.JSONEncoder(sort_keys=True, default=str)
AS_TYPED = json.JSONEncoder(ensure_ascii=False)


def write_log(
    tx: Transaction,
    command: Command,
    digest: str,
    fields: Mapping[str, Any],
    is_undoable: bool,
) -> None:
    """Keep a command. A note's key stays out, and so do words that were withdrawn with it."""
    is_person = command.seat.role is Role.PARTICIPANT
    body = {k: v for k, v in command.body.items() if k != "key"}
    tx.conn.execute(
        """
        INSERT INTO log (op, seat, role, name, body_hash, body, answer, rev, inverse)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            command.op,
            None if is_person else command.seat.id,
            command.seat.role.value,
            command.name,
            digest,
            None if command.name == "withdraw_note" else safe_json(body),
            json.dumps(fields),
            tx.rev,
            safe_json(tx.inverse) if is_undoable and tx.inverse else None,
        ),
    )


def body_hash(command: Command) -> str:
    """What an op id stands for: name and body."""
    whole = IN_ORDER.encode([command.name, command.body])
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()


def safe_json(value: Any) -> str:
    """JSON that any text survives."""
    return AS_TYPED.encode(value).encode("utf-8", "replace").decode("utf-8")
