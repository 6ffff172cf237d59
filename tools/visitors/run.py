"""Starts tools/crowd.py beside the server, for `--demo --crowd N`."""

from __future__ import annotations

import atexit
import subprocess
import sys
from pathlib import Path

CROWD = Path(__file__).resolve().parent.parent / "crowd.py"


def start_crowd(port: int, code: str, phones: int) -> subprocess.Popen[bytes]:
    """Let simulated phones join. They end with the server: told so where it stops in an orderly
    way, else by themselves when nobody answers any more."""
    command = [sys.executable, str(CROWD), "--url", f"http://127.0.0.1:{port}", "--code", code]
    crowd = subprocess.Popen(
        [*command, "--phones", str(phones), "--seconds", "0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(crowd.terminate)
    return crowd
