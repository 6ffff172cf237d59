"""What becomes of told words when their note is hidden, shown again, edited, erased: in the plan as
it stands, in the log, in agreed plans. Where they were told stands in `tellings`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from .header import goal_of
from .model import Row
from .tellings import GOAL, PLAN, STANDS, WE_WILL_LIMIT, lines_of, tell
from .transaction import Transaction
from .words import say

REALITY_LIMIT = 400
Told = Mapping[str, Mapping[str, frozenset[str]]]  # texts by place and field


# ---- in the plan as it stands


def settle(tx: Transaction) -> None:
    """Bring the plan's words in line with what is hidden: the words of notes that are gone leave
    it; those of notes that are back return, where nothing was written since."""
    for (place, field), told in by_field(tx).items():
        holder = Holder.of(tx, place, field)
        if holder is None:
            continue
        kept_up = {each["text"] for each in told if stands(each, place)}
        for each in told:
            if each["text"] not in kept_up and holder.takes_off(each["text"]):
                mark_off(tx, each, 1)
            elif each["is_off"] and stands(each, place):
                holder.puts_back(each["text"])
                mark_off(tx, each, 0)
        holder.keeps(tx)


class Holder:
    """One field in which words are told: of the goal, of what we understand, of an action, a part.
    Goal and understanding hold lines; the others one text."""

    def __init__(self, table: str, row: Row, column: str, field: str) -> None:
        self.table, self.row, self.column, self.field = table, row, column, field
        self.text = self.before = str(row[column].get(field) or "")
        self.has_lines = table in {"goals", "workshop"}

    @classmethod
    def of(cls, tx: Transaction, place: str, field: str) -> Holder | None:
        """The field of a place, if that is still there."""
        if place == GOAL:
            goal = goal_of(tx)
            return cls("goals", goal, "fields", field) if goal else None
        if place == PLAN:
            return cls("workshop", tx.workshop(), "plan", field)
        for table in ("actions", "parts", "tests"):
            row = tx.one(f"SELECT * FROM {table} WHERE id = ?", place)
            if row is not None:
                return cls(table, row, "fields", field)
        return None

    def takes_off(self, text: str) -> bool:
        """Take a text off; whether it was there."""
        before = self.text
        if self.has_lines:
            self.text = without({text}, before)
        elif before == text:
            self.text = ""
        return self.text != before

    def puts_back(self, text: str) -> None:
        """Put a text back where there is room for it."""
        if not self.has_lines:
            self.text = self.text or text
            return
        lines = [line for line in (self.text, text) if line]
        if text not in lines_of(self.text) and len("\n".join(lines)) <= REALITY_LIMIT:
            self.text = "\n".join(lines)

    def keeps(self, tx: Transaction) -> None:
        """Write what has changed. Undo knows nothing of it: after an undo, the plan is settled."""
        if self.text == self.before:
            return
        fields = self.row[self.column] | {self.field: self.text}
        tx.write(self.table, self.row["id"], {self.column: fields})
        if self.table == "parts":
            tx.touched["actions"].add(self.row["action"])


def stands(telling: Row, place: str) -> bool:
    """Whether a telling's note is there. What was made of a note that its writer took back is the
    room's by then; in where we are, its own words go."""
    if telling["is_hidden"] or telling["is_erased"]:
        return False
    return not (telling["is_withdrawn"] and place == GOAL)


def by_field(tx: Transaction) -> Mapping[tuple[str, str], list[Row]]:
    """All that was told, by place and field, with what became of its notes; old words first."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in tx.all(
        """
        SELECT tellings.rowid AS at, tellings.*, is_hidden, is_erased, is_withdrawn
        FROM tellings JOIN notes ON notes.id = tellings.note ORDER BY tellings.rowid
        """
    ):
        found[row["place"], row["field"]].append(row)
    return found


def mark_off(tx: Transaction, telling: Row, is_off: int) -> None:
    """Keep whether words were taken off their place, to be put back with their note."""
    tx.conn.execute("UPDATE tellings SET is_off = ? WHERE rowid = ?", (is_off, telling["at"]))


def follow_edit(tx: Transaction, notes: list[str], old: str, new: str) -> None:
    """A note was edited by its writer: where we are says the new words in place of its own, and
    what was taken off an action does not come back as it was."""
    line = lines_of(new)[0]
    for each in tx.all(
        """
        SELECT rowid AS at, * FROM tellings
        WHERE note IN (SELECT value FROM json_each(?)) AND text IN (SELECT value FROM json_each(?))
        """,
        json.dumps(notes),
        json.dumps([*lines_of(old), old[:WE_WILL_LIMIT]]),
    ):
        mark_off(tx, each, 0)
        if each["place"] == GOAL and each["text"] != line:
            tell(tx, each["note"], GOAL, each["field"], line)
            tx.conn.execute(
                "UPDATE tellings SET is_off = ? WHERE note = ? AND place = ? AND text = ?",
                (each["is_off"], each["note"], GOAL, line),
            )
            retell_goal(tx, each["text"], line)


def retell_goal(tx: Transaction, old: str, new: str) -> None:
    """Another line where we are; the old one goes also where the new one finds no room."""
    goal = goal_of(tx)
    text = goal["fields"].get("reality", "") if goal else ""
    if goal is None or old not in lines_of(text):
        return
    told = "\n".join(new if line.strip() == old else line for line in text.split("\n"))
    kept = told if len(told) <= REALITY_LIMIT else without({old}, text)
    tx.write("goals", goal["id"], {"fields": goal["fields"] | {"reality": kept}})


# ---- erased for good


def tellings_of(tx: Transaction, notes: list[str]) -> list[Row]:
    """What was told of these notes and of nobody else's that stand."""
    return tx.all(
        f"""
        SELECT place, field, text FROM tellings AS own
        WHERE note IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
          SELECT 1 FROM tellings AS other JOIN notes ON notes.id = other.note
          WHERE (other.place, other.field, other.text) = (own.place, own.field, own.text)
            AND other.note NOT IN (SELECT value FROM json_each(?)) AND {STANDS}
        )
        """,
        *[json.dumps(notes)] * 2,
    )


def forget_told(tx: Transaction, tellings: list[Row]) -> None:
    """Take from the log's copies of where we are and what we now understand the lines of notes."""
    lines = {each["text"] for each in tellings if each["place"] in {GOAL, PLAN}}
    if not lines:
        return
    for row in tx.all(
        """
        SELECT n, body, inverse FROM log
        WHERE name IN ('write_goal', 'write_plan') OR instr(inverse, '["goals"')
          OR instr(inverse, '["workshop"')
        """
    ):
        kept = [each and in_json(each, lines) for each in (row["body"], row["inverse"])]
        tx.conn.execute("UPDATE log SET body = ?, inverse = ? WHERE n = ?", (*kept, row["n"]))


def in_json(text: str, lines: Iterable[str]) -> str:
    """JSON with these lines taken out of every text in it."""
    return json.dumps(walked(json.loads(text), set(lines)), ensure_ascii=False)


def walked(value: Any, lines: set[str]) -> Any:
    """A value with these lines taken out of every text in it."""
    if isinstance(value, str):
        return without(lines, value)
    if isinstance(value, list):
        return [walked(each, lines) for each in value]
    if isinstance(value, dict):
        return {name: walked(each, lines) for name, each in value.items()}
    return value


def drop_tellings(tx: Transaction, notes: list[str], place: str | None = None) -> None:
    """Forget what was told of notes; of one place alone, if that is named."""
    tx.conn.execute(
        """
        DELETE FROM tellings
        WHERE note IN (SELECT value FROM json_each(?)) AND (? IS NULL OR place = ?)
        """,
        (json.dumps(notes), place, place),
    )


def grown_from(tx: Transaction, notes: list[str]) -> list[str]:
    """The ids of actions that grew from these notes, those that were taken off too."""
    rows = tx.all(
        """
        SELECT DISTINCT from_id FROM links
        WHERE kind = 'grew_from' AND to_id IN (SELECT value FROM json_each(?))
        """,
        json.dumps(notes),
    )
    return [row["from_id"] for row in rows]


# ---- in agreed plans


def hidden_words(tx: Transaction) -> Told:
    """What was told of everything that is hidden now; of what its writers took back, its lines of
    where we are."""
    rows = tx.all(
        """
        SELECT id, is_hidden FROM notes
        WHERE is_erased = 0 AND (is_hidden = 1 OR is_withdrawn = 1)
        """
    )
    hidden = [row["id"] for row in rows if row["is_hidden"]]
    withdrawn = [row["id"] for row in rows if not row["is_hidden"]]
    found = tellings_of(tx, hidden) if hidden else []
    lines = tellings_of(tx, withdrawn) if withdrawn else []
    return as_told([*found, *(each for each in lines if each["place"] == GOAL)])


def as_told(tellings: Iterable[Row]) -> Told:
    """Tellings as texts by place and field."""
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for each in tellings:
        before = found[each["place"]].get(each["field"], frozenset())
        found[each["place"]][each["field"]] = before | {each["text"]}
    return found


def lifted(record: Row, told: Told) -> Row:
    """A plan's record without these words."""
    workshop = record["workshop"]
    plan = relined(workshop["plan"], told.get(PLAN, {}))
    return record | {
        "workshop": workshop | {"plan": plan},
        "goal": relined(record["goal"], told.get(GOAL, {})),
        "actions": [lifted_action(action, told) for action in record["actions"]],
        "tests": [lifted_test(test, told) for test in record["tests"]],
        "options": [
            each | {"reason": ""} if each["note"] in told else each for each in record["options"]
        ],
    }


def relined(fields: Row, told: Mapping[str, frozenset[str]]) -> Row:
    """Fields of lines without those that are told."""
    return fields | {n: without(told[n], fields[n]) for n in told if fields.get(n)}


def lifted_action(action: Row, told: Told) -> Row:
    """An action of a record without these words; in place of its first ones it says so."""
    taken, parts = told.get(action["id"], {}), [lifted_part(p, told) for p in action["parts"]]
    fields = {n: text for n, text in action["fields"].items() if text not in taken.get(n, ())}
    if "we_will" in action["fields"] and "we_will" not in fields:
        fields["we_will"] = say("plan.taken_out")
    return action | {"fields": fields, "parts": [part for part in parts if part["fields"]]}


def lifted_test(test: Row, told: Told) -> Row:
    """An asking of a record without these words."""
    is_told = test.get("asked") and test["asked"] in told.get(test["id"], {}).get("asked", ())
    return test | {"asked": ""} if is_told else test


def lifted_part(part: Row, told: Told) -> Row:
    """A part of an action without these words; what else stands on it stays, and it says so."""
    taken = told.get(part["id"], {})
    fields = {n: text for n, text in part["fields"].items() if text not in taken.get(n, ())}
    if fields and fields != part["fields"]:
        fields["text"] = say("plan.taken_out")
    return part | {"fields": fields}


def without(lines: Iterable[str], text: str) -> str:
    """A text without the lines that are these."""
    gone = set(lines)
    if not any(line in gone for line in lines_of(text)):
        return text
    return "\n".join(line for line in text.split("\n") if line.strip() not in gone)
