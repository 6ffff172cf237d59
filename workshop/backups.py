"""Copies of a workshop's database by SQLite's own backup, on a connection of their own."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

KEPT = 5  # the newest few


def back_up(path: Path, folder: Path) -> Path:
    """Copy the database into `folder`; the copy appears whole or not at all."""
    folder.mkdir(exist_ok=True)
    now_ns = time.time_ns()
    second = time.strftime("%Y%m%d-%H%M%S", time.localtime(now_ns // 1_000_000_000))
    copy = folder / f"{second}-{now_ns % 1_000_000_000:09d}.db"
    copy_to(path, copy.with_suffix(".part")).replace(copy)
    others = sorted(old for old in folder.glob("*.db") if old != copy)  # a clock may be put back
    for old in others[: 1 - KEPT]:
        old.unlink(missing_ok=True)
    return copy


def copy_to(path: Path, target: Path) -> Path:
    """A whole copy of a database in one file, without a WAL beside it."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(to_read(path), uri=True)) as source:
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    return target


def to_read(path: Path) -> str:
    """How SQLite is told to open a file for reading alone, whatever its folders are called."""
    return f"{path.absolute().as_uri()}?mode=ro"


def replace_all(path: Path, folder: Path) -> None:
    """One new copy in place of all the old ones."""
    new = back_up(path, folder)
    for old in folder.iterdir():
        if old != new:
            old.unlink(missing_ok=True)
