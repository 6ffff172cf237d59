"""Runs app.py with a clock that can be moved: `python clock_run.py FILE [FLAGS]`. The file
holds the seconds by which the wall clock is wrong; time.monotonic goes on as ever."""

from __future__ import annotations

import runpy
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def move_the_clock(file: Path) -> None:
    """From now time.time and time.time_ns are wrong by what the file says."""
    real, real_ns = time.time, time.time_ns

    def off_s() -> float:
        try:
            return float(file.read_text("ascii") or 0)
        except (OSError, ValueError):
            return 0.0

    time.time = lambda: real() + off_s()
    time.time_ns = lambda: real_ns() + int(off_s() * 1_000_000_000)


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    move_the_clock(Path(sys.argv.pop(1)))
    runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
