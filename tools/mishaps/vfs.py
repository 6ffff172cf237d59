"""Records what SQLite gives to the disk: every write, sync, cut and removal of this process, in
order. A layer over SQLite's own files, registered through ctypes in the library that Python uses,
so that it needs neither a compiler nor a tracer."""

from __future__ import annotations

import _sqlite3
import ctypes
import os
import pickle
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

CREATES = 0x4  # SQLITE_OPEN_CREATE
OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
Event = tuple[Any, ...]


class Methods(Structure):
    """sqlite3_io_methods."""

    _fields_ = (
        [("version", c_int), ("close", c_void_p), ("read", c_void_p)]
        + [("write", WRITE), ("truncate", TRUNCATE), ("sync", SYNC)]
        + [(f"other{n}", c_void_p) for n in range(13)]
    )


class Vfs(Structure):
    """sqlite3_vfs."""

    _fields_ = (
        [("version", c_int), ("size", c_int), ("longest", c_int)]
        + [("next", c_void_p), ("name", c_char_p), ("own", c_void_p)]
        + [("open", OPEN), ("delete", DELETE)]
        + [(f"other{n}", c_void_p) for n in range(14)]
    )


class Tape:
    """The record: events in the order in which they happened, from all processes that share it."""

    def __init__(self, path: Path) -> None:
        self.handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.write = os.write  # the real one, before anything patches it

    def keep(self, *event: Any) -> int:
        """Add an event, in one piece. Nothing goes wrong."""
        packed = pickle.dumps(event)
        self.write(self.handle, struct.pack("<I", len(packed)) + packed)
        return 0


def events(path: Path) -> Iterator[Event]:
    """What a tape holds."""
    with path.open("rb") as file:
        while length := file.read(4):
            yield pickle.loads(file.read(*struct.unpack("<I", length)))


def record(path: Path) -> list[Any]:
    """Record this process from now on; what is given back must be kept alive."""
    tape = Tape(path)
    layer = Layer(tape.keep)
    sys.addaudithook(renames(tape))
    return [tape, layer]


def renames(tape: Tape) -> Callable[[str, Any], None]:
    """Keeps what Python itself does with files that SQLite wrote."""

    def hook(event: str, given: Any) -> None:
        if event == "os.rename":
            tape.keep("rename", os.fspath(given[0]), os.fspath(given[1]))
        elif event == "os.remove":
            tape.keep("delete", os.fspath(given[0]))

    return hook


class Layer:
    """The default file layer of SQLite, with somebody who watches. `watch` is told what is about
    to be done (and that a sync is done); a code other than 0 makes it fail with that code."""

    def __init__(self, watch: Callable[..., int]) -> None:
        self.watch = watch
        self.paths: dict[int, str] = {}
        self.methods: dict[int, Methods] = {}  # by the address of the original ones
        self.lock = threading.Lock()
        library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
        library.sqlite3_vfs_find.restype = POINTER(Vfs)
        library.sqlite3_vfs_register.argtypes = [POINTER(Vfs), c_int]
        self.real = library.sqlite3_vfs_find(None).contents
        self.own = Vfs.from_buffer_copy(self.real)
        self.own.next, self.own.name = None, b"watched"
        self.own.open, self.own.delete = OPEN(self.open), DELETE(self.delete)
        if library.sqlite3_vfs_register(ctypes.byref(self.own), 1) != 0:
            raise OSError("SQLite took no other file layer.")

    def open(self, _vfs: Any, name: Any, file: int, flags: int, out: Any) -> int:
        """Open a file as ever, then put our writing between."""
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        is_new = path and flags & CREATES and not os.path.exists(path)
        if is_new and (fault := self.watch("create", path)):
            return fault
        code = self.real.open(ctypes.addressof(self.real), name, file, flags, out)
        at = c_void_p.from_address(file)
        if code == 0 and at.value and name:
            self.paths[file] = path
            with self.lock:
                if at.value not in self.methods:
                    self.methods[at.value] = self.between(Methods.from_address(at.value))
            at.value = ctypes.addressof(self.methods[at.value])
        return int(code)

    def between(self, real: Methods) -> Methods:
        """The same methods, three of them watched."""
        own = Methods.from_buffer_copy(real)

        def write(file: int, data: int, size: int, offset: int) -> int:
            fault = self.watch("write", self.paths[file], offset, ctypes.string_at(data, size))
            return fault or int(real.write(file, data, size, offset))

        def truncate(file: int, size: int) -> int:
            fault = self.watch("truncate", self.paths[file], size)
            return fault or int(real.truncate(file, size))

        def sync(file: int, flags: int) -> int:
            return int(real.sync(file, flags)) or self.watch("sync", self.paths[file])

        own.write, own.truncate, own.sync = WRITE(write), TRUNCATE(truncate), SYNC(sync)
        return own

    def delete(self, _vfs: Any, name: bytes, is_sure: int) -> int:
        """Remove a file, as ever."""
        fault = self.watch("delete", os.fsdecode(name))
        return fault or int(self.real.delete(ctypes.addressof(self.real), name, is_sure))
