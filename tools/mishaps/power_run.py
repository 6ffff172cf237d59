"""Runs app.py with every write to the disk recorded: `python power_run.py TAPE [FLAGS]`."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    from tools.mishaps.vfs import record

    kept_alive = record(Path(sys.argv.pop(1)))
    runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
