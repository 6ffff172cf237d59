"""Where a note's words were told again as somebody's own text: on the actions made of it, in where
we are and what we now understand, in agreed plans. What takes a note away takes them off there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .header import goal_of
from .model import Row
from .scene import Scene
from .traces import with_copies
from .transaction import Transaction
from .words import say

WE_WILL_LIMIT = 120  # of an action; an option may be longer
LONG = 12  # characters in a row that are nobody else's words
FIELDS_TOLD = ("check", "obstacle")  # of notes, besides their text
GOAL_TOLD = ("reality",)  # fields that are filled from notes
TOLD_IN = frozenset({"goals", "workshop", "parts"})  # tables whose fields are told from notes
PLAN_TOLD = ("understanding", "how_we_know", "still_to_check")


@dataclass(frozen=True)
class Words:
    """What some notes say, and said before they were edited: as an action would hold it, and in
    lines. `actions` grew from them."""

    on_action: frozenset[tuple[str, str]]
    lines: frozenset[str]
    actions: frozenset[str]

    def are_in(self, line: str) -> bool:
        """Whether a line is one of theirs, or holds one that is long enough to know."""
        return any(line == own or (len(own) >= LONG and own in line) for own in self.lines)


def all_words(tx: Transaction, note_ids: list[str]) -> Words:
    """What notes say, and said before they were edited, as the log still has it."""
    return words_of_notes(tx, note_ids, earlier_texts(tx, note_ids))


def words_of_notes(tx: Transaction, ids: list[str], earlier: Iterable[str] = ()) -> Words:
    """What notes say now, with earlier texts of theirs."""
    notes = tx.all("SELECT * FROM notes WHERE id IN (SELECT value FROM json_each(?))", packed(ids))
    merged = [note["merged_into"] for note in notes if note["merged_into"]]
    hosts = [copy for host in merged for copy in with_copies(tx, host)]  # with their obstacles
    said = [*notes, *({"text": text, "fields": {}} for text in earlier)]
    told = [each for note in said for each in (note["text"], *map(note["fields"].get, FIELDS_TOLD))]
    lines = (line.strip() for text in told if text for line in text.split("\n"))
    return Words(
        on_action=frozenset(pair for note in said for pair in as_action(note).items() if pair[1]),
        lines=frozenset(line for line in lines if line),
        actions=frozenset(action["id"] for action in grown_from(tx, [*ids, *hosts])),
    )


def earlier_texts(tx: Transaction, note_ids: list[str]) -> list[str]:
    """The words that notes were written and edited with."""
    rows = tx.all(
        """
        SELECT json_extract(body, '$.text') AS text FROM log
        WHERE name IN ('write_note', 'edit_note')
          AND json_extract(body, '$.id') IN (SELECT value FROM json_each(?))
        """,
        packed(note_ids),
    )
    return [row["text"] for row in rows if row["text"]]


def as_action(note: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an action that is made of a note: its words, and what else stands on it."""
    filled = {name: value for name, value in note["fields"].items() if value}
    return {"we_will": note["text"][:WE_WILL_LIMIT]} | filled


def grown_from(tx: Transaction, notes: Iterable[str]) -> list[Row]:
    """The actions that grew from these notes, those that were taken off too."""
    return tx.all(
        """
        SELECT DISTINCT actions.* FROM links JOIN actions ON actions.id = links.from_id
        WHERE links.kind = 'grew_from' AND links.to_id IN (SELECT value FROM json_each(?))
        """,
        packed(list(notes)),
    )


# ---- in the plan as it stands


def take_off_actions(tx: Transaction, words: Words) -> None:
    """Take words off the actions made of their notes, where they stand as they were."""
    for action in tx.all(
        "SELECT * FROM actions WHERE id IN (SELECT value FROM json_each(?))",
        packed(sorted(words.actions)),
    ):
        same = {n: "" for n, text in action["fields"].items() if (n, text) in words.on_action}
        if same:
            tx.change("actions", action["id"], fields=action["fields"] | same)
    for part in tx.all(
        "SELECT * FROM parts WHERE action IN (SELECT value FROM json_each(?))",
        packed(sorted(words.actions)),
    ):
        if part["fields"].get("text") in words.lines:
            tx.change("parts", part["id"], fields=part["fields"] | {"text": ""})


def put_on_actions(tx: Transaction, note: Row, copies: Iterable[str]) -> None:
    """Put a note's words back on the actions made of it, where nothing was written since."""
    words = as_action(note)
    for action in grown_from(tx, copies):
        open_now = {n: text for n, text in words.items() if action["fields"].get(n) == ""}
        if open_now:
            tx.change("actions", action["id"], fields=action["fields"] | open_now)


def put_back(tx: Transaction, note_id: str) -> None:
    """Put back what hiding a note took from the plan besides the actions' own fields, where nothing
    was written since: the log of that hiding knows it."""
    hiding = tx.one(
        """
        SELECT inverse FROM log
        WHERE name = 'hide_note' AND json_extract(body, '$.note') = ? AND is_undone = 0
        ORDER BY n DESC LIMIT 1
        """,
        note_id,
    )
    for table, row_id, columns in json.loads((hiding or {}).get("inverse") or "[]"):
        for column, (old, new) in columns.items() if table in TOLD_IN else ():
            today = (tx.one(f"SELECT {column} FROM {table} WHERE id = ?", row_id) or {})[column]
            taken = {n: text for n, text in old.items() if new.get(n) != text}
            back = {n: text for n, text in taken.items() if today.get(n) == new.get(n)}
            if back:
                tx.change(table, row_id, **{column: today | back})


def take_off_goal(tx: Transaction, words: Words) -> None:
    """Take the lines of notes off where we are."""
    retell_goal(tx, lambda text: without(words, text))


def take_off_header(tx: Transaction, scene: Scene, words: Words) -> None:
    """The same, and off what we now understand."""
    take_off_goal(tx, words)
    plan = scene.workshop["plan"]
    kept = retold(plan, PLAN_TOLD, lambda text: without(words, text))
    if kept != plan:
        tx.change("workshop", scene.workshop["id"], plan=kept)


def follow_edit(tx: Transaction, old: str, new: str) -> None:
    """Say the new words where we are, where the old ones stood."""
    if old and len(old) >= LONG:
        retell_goal(tx, lambda text: text.replace(old, new))


def retell_goal(tx: Transaction, tell: Callable[[str], str]) -> None:
    """Give the goal's fields that are filled from notes another text."""
    goal = goal_of(tx)
    if goal is not None and (kept := retold(goal["fields"], GOAL_TOLD, tell)) != goal["fields"]:
        tx.change("goals", goal["id"], fields=kept)


def retold(fields: Row, names: Iterable[str], tell: Callable[[str], str]) -> Row:
    """Some fields with another text; the others as they are."""
    return fields | {name: tell(fields[name]) for name in names if fields.get(name)}


def without(words: Words, text: str) -> str:
    """A text without the lines that are these words."""
    return "\n".join(line for line in text.split("\n") if not words.are_in(line.strip()))


def forget_told(tx: Transaction, words: Words) -> None:
    """Blank what the log keeps of where we are and what we now understand, with these words."""
    for line in words.lines:
        needle = json.dumps(line, ensure_ascii=False)[1:-1]
        tx.conn.execute(
            """
            UPDATE log SET body = NULL
            WHERE name IN ('write_goal', 'write_plan') AND instr(body, ?)
            """,
            (needle,),
        )
        tx.conn.execute(
            """
            UPDATE log SET inverse = NULL
            WHERE instr(inverse, ?) AND EXISTS (
              SELECT 1 FROM json_each(log.inverse) AS step
              WHERE json_extract(step.value, '$[0]') IN ('goals', 'workshop')
            )
            """,
            (needle,),
        )


# ---- in agreed plans


def hidden_words(tx: Transaction) -> Words:
    """The words of everything that is hidden now; their copies have those from before an edit."""
    rows = tx.all("SELECT id FROM notes WHERE is_hidden = 1 AND is_erased = 0")
    return words_of_notes(tx, [row["id"] for row in rows])


def lifted(record: Row, words: Words) -> Row:
    """A plan's record without these words."""
    workshop = record["workshop"]
    plan = retold(workshop["plan"], PLAN_TOLD, lambda text: without(words, text))
    return record | {
        "workshop": workshop | {"plan": plan},
        "goal": retold(record["goal"], GOAL_TOLD, lambda text: without(words, text)),
        "actions": [lifted_action(action, words) for action in record["actions"]],
    }


def lifted_action(action: Row, words: Words) -> Row:
    """An action of a record without these words; in place of its first ones it says so."""
    if action["id"] not in words.actions:
        return action
    kept = {n: text for n, text in action["fields"].items() if (n, text) not in words.on_action}
    if "we_will" in action["fields"] and "we_will" not in kept:
        kept["we_will"] = say("plan.taken_out")
    parts = [part for part in action["parts"] if part["fields"].get("text") not in words.lines]
    return action | {"fields": kept, "parts": parts}


def packed(ids: list[str]) -> str:
    """Ids for a query."""
    return json.dumps(ids)
