"""Runs app.py on a disk that fails on demand: `python disk_run.py SWITCH [FLAGS]`. While the
file SWITCH is there, what it names fails: `write` as on a disk that has become read-only, `sync` as
on one that can no longer say that it saved."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
CODES = {  # SQLite's own: cannot open; faults of write, truncate, delete and sync
    "write": {"create": 14, "write": 778, "truncate": 1546, "delete": 2570},
    "sync": {"sync": 1034},
}


def switched(switch: str) -> Any:
    """What fails just now."""

    def watch(kind: str, *_: Any) -> int:
        try:
            handle = os.open(switch, os.O_RDONLY)
        except OSError:
            return 0
        what = os.read(handle, 20).decode()
        os.close(handle)
        return CODES.get(what, {}).get(kind, 0)

    return watch


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    from tools.mishaps.vfs import Layer

    kept_alive = Layer(switched(sys.argv.pop(1)))
    runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
