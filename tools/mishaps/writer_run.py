"""Runs app.py with a writer that fails on demand: `python writer_run.py SWITCH [FLAGS]`.
While the file SWITCH says `batch`, every batch fails with a fault; `death` kills the writer;
`stuck` keeps it from answering."""

from __future__ import annotations

import runpy
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


def trip(switch: Path) -> None:
    """Put the switch between the writer and its queue."""
    from workshop.store import Store

    real_commit, real_waiting = Store.commit, Store.waiting

    def said() -> str:
        return switch.read_text("ascii") if switch.exists() else ""

    def commit(self: Any, jobs: Any) -> Any:
        if said() == "batch":
            raise ZeroDivisionError("a fault on demand")
        return real_commit(self, jobs)

    def waiting(self: Any, wait_s: Any) -> Any:
        jobs = real_waiting(self, wait_s)
        while said() == "stuck":
            time.sleep(0.1)
        if said() == "death":
            switch.unlink()
            raise SystemError("the writer dies on demand")
        return jobs

    Store.commit, Store.waiting = commit, waiting  # type: ignore[method-assign]


class Trip:
    """Finds the store when app.py has imported it; before that eventlet has to patch."""

    def find_spec(self, name: str, *_: Any) -> None:
        if name == "participant.door":  # app.py imports it after eventlet has patched
            sys.meta_path.remove(self)  # type: ignore[arg-type]
            trip(SWITCH)


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    SWITCH = Path(sys.argv.pop(1))
    sys.meta_path.insert(0, Trip())  # type: ignore[arg-type]
    runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
