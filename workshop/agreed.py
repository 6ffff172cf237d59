"""The agreed plan: what the room agreed, and later versions of it, each a document that is never
changed. It says by how many of those who took part, where that names nobody."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from .agreement_bands import PASSES, UNDECIDED, answers, band
from .days import today
from .differences import differences
from .model import MARK_TALLY_FLOOR, Refused, Row, Seat
from .record import Record, record_of
from .retold import Told, hidden_words, lifted
from .scene import Scene, newest_version
from .transaction import Transaction

TESTS = "SELECT * FROM tests WHERE is_removed = 0 ORDER BY round"  # a later asking replaces
DOCUMENTS = "SELECT content FROM documents WHERE kind = 'plan'"
Body = Mapping[str, Any]


def agree_plan(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> Mapping[str, Any]:
    """Keep the plan as it stands: the first time as what the room agreed, from then on as a new
    version. It cannot be taken back."""
    if body["was"] != scene.agreed:
        raise Refused("agreed_meanwhile", n=scene.agreed, now=scene.agreed)
    record = record_of(tx, scene, today(tx))
    before = newest(tx)
    if not record["actions"]:
        raise Refused("no_actions")
    if before is not None and not differences(before, record):
        raise Refused("no_differences")
    if before is None:
        check_talked(tx, record)
        agree_drafts(tx, record)
    record["agreed"] = before["agreed"] if before else figures(tx, scene, record)
    if record["agreed"]["n"] == 0:
        raise Refused("nobody_behind")
    keep(tx, record)
    return {"number": record["version"]}


def check_talked(tx: Transaction, record: Record) -> None:
    """Nothing is agreed that somebody is not behind before it was talked about. Where nobody has
    answered, the room agrees by hands."""
    newest_test = {test["action"]: test for test in tx.all(TESTS)}
    for action in record["actions"]:
        test = newest_test.get(action["id"])
        if test is None or test["is_talked"] or not answers(test["tallies"]):
            continue
        if band(test["tallies"]) in UNDECIDED:
            raise Refused("not_talked", number=action["number"])


def agree_drafts(tx: Transaction, record: Record) -> None:
    """Every draft becomes an agreed action."""
    for action in record["actions"]:
        if action["fields"].get("status", "draft") == "draft":
            action["fields"]["status"] = "agreed"
            held = tx.need("actions", action["id"])
            tx.change("actions", action["id"], fields=held["fields"] | {"status": "agreed"})


def figures(tx: Transaction, scene: Scene, record: Record) -> Row:
    """When it was agreed, and by how many of how many: `{on, n, of, is_small}`. `n` is None where
    a figure would name somebody, and once the workshop is sealed and nobody's answers are one's.
    """
    of = took_part(tx, scene)
    is_small = (of or 0) < MARK_TALLY_FLOOR
    agreed: Row = {"on": record["made_on"], "n": None, "of": of, "is_small": is_small}
    asked = {test["action"] for test in record["tests"]} & {a["id"] for a in record["actions"]}
    answered = answers_by_person(tx, asked)
    if is_small or scene.workshop["is_sealed"] or len(answered) < MARK_TALLY_FLOOR:
        return agreed
    return agreed | {"n": sum(is_behind(values, asked) for values in answered.values())}


def is_behind(values: Mapping[str, int], asked: set[str]) -> bool:
    """Whether somebody said three or more to everything that was asked: who has not answered yet,
    or not again after an action was changed, is not counted."""
    return set(values) == asked and min(values.values()) >= PASSES


def answers_by_person(tx: Transaction, actions: set[str]) -> Mapping[str, Mapping[str, int]]:
    """What each person last answered to these actions."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for mark in tx.all(
        """
        SELECT owner, subject, value FROM marks WHERE kind = 'position' AND is_removed = 0
        ORDER BY rev
        """
    ):
        if mark["subject"] in actions:
            found[mark["owner"]][mark["subject"]] = int(mark["value"])
    return found


def keep(tx: Transaction, record: Record) -> None:
    """Put a record into the tables for good."""
    content = written(record)
    tx.conn.execute(
        """
        INSERT INTO documents (number, kind, made_on, content, sha256, rev)
        VALUES (?, 'plan', ?, ?, ?, ?)
        """,
        (
            record["version"],
            record["made_on"],
            content,
            hashlib.sha256(content).hexdigest(),
            tx.rev,
        ),
    )
    tx.touched["documents"].add(str(record["version"]))


def erase_from_documents(tx: Transaction, words: Told) -> None:
    """Take the words of a note that names a child out of every version: the one change that is
    ever made to a document, and it is counted."""
    for row in tx.all("SELECT number, content FROM documents WHERE kind = 'plan'"):
        record = json.loads(row["content"])
        kept = lifted(record, words)
        if kept == record:
            continue
        content = written(kept)
        tx.conn.execute(
            """
            UPDATE documents SET content = ?, sha256 = ?, rev = ?, erasures = erasures + 1
            WHERE number = ?
            """,
            (content, hashlib.sha256(content).hexdigest(), tx.rev, row["number"]),
        )
        tx.touched["documents"].add(str(row["number"]))


def written(record: Record) -> bytes:
    """A record as it is kept."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode()


# ---- reading


def took_part(tx: Transaction, scene: Scene) -> int | None:
    """How many people took part; kept when the workshop was closed and its seats forgotten."""
    if scene.workshop["took_part"] is not None:
        return int(scene.workshop["took_part"]) or None
    row = tx.one("SELECT count(*) AS n FROM participants WHERE is_removed = 0")
    return int(row["n"]) or None if row else None


def agreed_number(tx: Transaction) -> int | None:
    """The number of the newest version; None before the room agreed."""
    return newest_version(tx) or None


def agreed_state(tx: Transaction) -> Row | None:
    """What every face knows of the agreement: `{number, on, n, of, is_small}`."""
    record = newest(tx)
    return {"number": record["version"]} | record["agreed"] if record else None


def newest(tx: Transaction) -> Record | None:
    """The record of the newest version."""
    row = tx.one(f"{DOCUMENTS} ORDER BY number DESC LIMIT 1")
    return read(row, hidden_words(tx)) if row else None


def version(tx: Transaction, number: int) -> Record | None:
    """The record of one version."""
    row = tx.one(f"{DOCUMENTS} AND number = ?", number)
    return read(row, hidden_words(tx)) if row else None


def differences_now(tx: Transaction, scene: Scene) -> list[str]:
    """What has changed since the newest version, in sentences."""
    before = newest(tx)
    return differences(before, record_of(tx, scene, today(tx))) if before else []


def documents_list(tx: Transaction) -> list[Row]:
    """Every version with its day and what it changed, oldest first."""
    words = hidden_words(tx)
    records = [read(row, words) for row in tx.all(f"{DOCUMENTS} ORDER BY number")]
    return [
        {
            "number": record["version"],
            "on": record["made_on"],
            "differences": differences(records[at - 1], record) if at else [],
        }
        for at, record in enumerate(records)
    ]


def read(row: Row, hidden: Told) -> Record:
    """A kept record, without the words of what is hidden now."""
    return lifted(json.loads(row["content"]), hidden)
