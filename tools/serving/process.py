"""This process on this machine: how many files it may open, which signals end it, its log."""

from __future__ import annotations

import contextlib
import gc
import io
import logging
import logging.handlers
import signal
from pathlib import Path
from typing import Any

MOST_FILES = 8192  # open at once; macOS allows about 10 000
MOST_SOCKETS = 4096
FILES_KEPT = 64  # for databases, backups and pages while every socket is taken
log = logging.getLogger("drumbeat")


def raise_file_limit() -> None:
    """Let this process open as many files as it may: each phone is one."""
    try:
        import resource
    except ImportError:
        return  # Windows counts no sockets
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def settle_memory() -> None:
    """What is here now stays for good: it is left out when garbage is looked for. A search through
    everything took 70 ms in a full room, and now comes later and is shorter."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def most_sockets() -> int:
    """How many connections are served at once; more of them wait outside."""
    try:
        import resource
    except ImportError:
        return MOST_SOCKETS
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY:
        return MOST_SOCKETS
    return max(16, min(MOST_SOCKETS, soft - FILES_KEPT))


def on_stop_signals(handler: Any) -> None:
    """What is done at Ctrl-C, a polite kill, a closed terminal (unless nohup was asked for)."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None or (name == "SIGHUP" and signal.getsignal(number) == signal.SIG_IGN):
            continue
        signal.signal(number, handler)


class Aside(io.TextIOBase):
    """Stands for stderr while we serve: what libraries print there goes to the log."""

    def write(self, text: str) -> int:
        if text.strip():
            log.error("%s", text.rstrip())
        return len(text)


def start_log(folder: Path) -> None:
    """Log to a file: printing can pause a process in a Windows console."""
    (folder / "log").mkdir(exist_ok=True, mode=0o700)
    logging.raiseExceptions = False  # a full disk: what cannot be logged is not printed either
    kept = logging.handlers.RotatingFileHandler(
        folder / "log" / "drumbeat.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
    )
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[kept], force=True)
