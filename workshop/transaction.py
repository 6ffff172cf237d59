"""One command's hands on the tables. It stamps the revision on every row it touches, remembers
what was touched (so that only that is shown again) and how to take it back (for undo)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from .model import Refused, Row

PLAIN_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
KEPT_AS_JSON = frozenset(
    {
        "settings",
        "paths",
        "veils",
        "prompts",
        "fields",
        "past_groups",
        "pack",
        "plan",
        "tallies",
        "value",
    }
)


class Transaction:
    """Reads and writes inside the writer's transaction, on behalf of one command."""

    def __init__(self, db: Database, rev: int, now_ms: int) -> None:
        self.conn = db.conn
        self.rev = rev
        self.now_ms = now_ms
        self.touched: dict[str, set[str]] = defaultdict(set)
        self.inverse: list[list[Any]] = []

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row of a query, or None."""
        cursor = self.conn.execute(sql, values)
        found = cursor.fetchone()
        return None if found is None else next(unpacked(cursor, [found]))

    def all(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query."""
        cursor = self.conn.execute(sql, values)
        return list(unpacked(cursor, cursor))

    def need(self, table: str, row_id: object) -> Row:
        """The row of that id, or a refusal."""
        row = self.one(f"SELECT * FROM {table} WHERE id = ? AND is_removed = 0", str(row_id))
        if row is None:
            raise Refused(f"no_such_{table}")
        return row

    def workshop(self) -> Row:
        """The one row of the workshop."""
        row = self.one("SELECT * FROM workshop")
        assert row is not None
        return row

    def insert(self, table: str, **row: Any) -> Row:
        """Add a row; undo removes it again (by its flag)."""
        row["rev"] = self.rev
        columns = ", ".join(row)
        marks = ", ".join("?" for _ in row)
        self.conn.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            [packed(name, value) for name, value in row.items()],
        )
        self.touched[table].add(row["id"])
        if table == "notes":
            self.touched["new"].add(row["id"])
        unmoved = {"fields": [row["fields"]] * 2} if table in {"actions", "parts"} else {}
        self.inverse.append([table, row["id"], {"is_removed": [1, 0]} | unmoved])
        return row

    def change(self, table: str, row_id: str, **new: Any) -> None:
        """Change columns of a row, remembering the old values."""
        names = ", ".join(new)
        old = self.one(f"SELECT {names} FROM {table} WHERE id = ?", row_id)
        if old is None:
            raise Refused(f"no_such_{table}")
        self.write(table, row_id, new)
        self.inverse.append([table, row_id, {k: [old[k], new[k]] for k in new}])

    def write(self, table: str, row_id: str, new: Mapping[str, Any]) -> None:
        """Set columns and the revision, without remembering."""
        columns = ", ".join(f"{name} = ?" for name in [*new, "rev"])
        values = [packed(name, value) for name, value in new.items()]
        self.conn.execute(f"UPDATE {table} SET {columns} WHERE id = ?", [*values, self.rev, row_id])
        self.touched[table].add(row_id)

    def take_back(self, inverse: list[list[Any]]) -> None:
        """Apply a stored inverse, newest first; refuse when what was set has changed since."""
        for table, row_id, columns in reversed(inverse):
            today = self.one(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", row_id)
            if today is None or any(today[k] != new for k, (_, new) in columns.items()):
                raise Refused("changed_since")
            self.write(table, row_id, {k: old for k, (old, _) in columns.items()})
            if table == "participants":
                self.touched["moved"].add(row_id)
            self.touched[table] |= {each for each in columns.get("merged_into", ()) if each}


def packed(name: str, value: Any) -> Any:
    """A value as it is stored: the JSON columns as text."""
    if name in KEPT_AS_JSON:
        return PLAIN_JSON.encode(value)
    return value


def unpacked(cursor: Any, rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    """Rows of a cursor as dicts, their JSON columns read."""
    names = [column[0] for column in cursor.description]
    kept = [name for name in names if name in KEPT_AS_JSON]
    for values in rows:
        row = dict(zip(names, values, strict=True))
        for name in kept:
            if row[name] is not None:
                row[name] = json.loads(row[name])
        yield row
