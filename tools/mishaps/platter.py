"""A disk that can lose its power. It is played a tape, and says what would lie on it if the power
went now: what was synced whole, of the rest any part, torn at sectors."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from .vfs import Event

SECTOR = 512


@dataclass
class File:
    """What is surely there, and what was written since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut there

    def sync(self) -> None:
        """All of it is sure now."""
        for offset, data in self.since:
            put(self.sure, offset, data)
        self.since.clear()

    def after_a_cut(self, rng: random.Random, likely: float) -> bytes:
        """What is left: each sector written since may have arrived or not."""
        left = bytearray(self.sure)
        for offset, data in self.since:
            if data is None:
                if rng.random() < likely:
                    put(left, offset, None)
                continue
            for start, piece in sectors(offset, data):
                if rng.random() < likely:
                    put(left, start, piece)
        return bytes(left)


class Platter:
    """Files by path. Names are kept in the order they changed, as every journalling file system
    does: after a cut the first few of the unsynced changes are there, and a sync makes all sure."""

    def __init__(self) -> None:
        self.names: dict[str, File] = {}
        self.sure_names: dict[str, File] = {}
        self.pending: list[dict[str, File]] = []

    def take(self, event: Event) -> None:
        """One event of the tape."""
        kind, path, *more = event
        if kind == "write":
            self.file(path).since.append((more[0], more[1]))
        elif kind == "truncate":
            self.file(path).since.append((more[0], None))
        elif kind == "sync":
            self.file(path).sync()
            self.sure_names, self.pending = dict(self.names), []
        elif kind == "create":
            self.name(self.names | {path: File()})
        elif kind == "delete":
            self.name({name: file for name, file in self.names.items() if name != path})
        elif kind == "rename":
            self.name(renamed(self.names, path, more[0]))

    def file(self, path: str) -> File:
        """The file of that name, made where the tape began after it."""
        if path not in self.names:
            self.name(self.names | {path: File()})
        return self.names[path]

    def name(self, names: dict[str, File]) -> None:
        """Names that are not sure yet."""
        if names != self.names:
            self.names = names
            self.pending.append(names)

    def after_a_cut(self, rng: random.Random) -> dict[str, bytes]:
        """What lies on the disk when the power comes back."""
        reached = rng.randrange(len(self.pending) + 1)
        names = self.pending[reached - 1] if reached else self.sure_names
        likely = rng.choice([0.0, 0.5, 0.9, 1.0])
        return {name: file.after_a_cut(rng, likely) for name, file in names.items()}


def renamed(names: dict[str, File], old: str, new: str) -> dict[str, File]:
    """The names after one, or all in one folder, became another."""
    moved = {}
    for name, file in names.items():
        if name != new:
            is_in = name == old or name.startswith(f"{old}/")
            moved[new + name[len(old) :] if is_in else name] = file
    if old in names:
        moved[new] = names[old]
    return moved


def put(content: bytearray, offset: int, data: bytes | None) -> None:
    """Write into a file, or cut it there; a gap reads as nought."""
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset : offset + len(data)] = data


def sectors(offset: int, data: bytes) -> list[tuple[int, bytes]]:
    """A write in the pieces that a disk writes whole."""
    pieces, at = [], 0
    while at < len(data):
        size = SECTOR - (offset + at) % SECTOR
        pieces.append((offset + at, data[at : at + size]))
        at += size
    return pieces
