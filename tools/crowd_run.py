"""Starts tools/crowd.py beside the server, for `--demo --crowd N`."""

import subprocess
import sys
from pathlib import Path

CROWD = Path(__file__).resolve().parent / "crowd.py"


def start_crowd(port: int, code: str, phones: int) -> None:
    """Let simulated phones join; they end by themselves, and with the server."""
    command = [sys.executable, str(CROWD), "--url", f"http://127.0.0.1:{port}", "--code", code]
    subprocess.Popen(
        [*command, "--phones", str(phones), "--seconds", "600"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
