"""The one command that starts Drumbeat: makes the environment when needed, runs app.py in it,
and starts it again when it fails. All flags go to app.py; the exit code is app.py's own.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import Unprepared, ensure_environment, refuse_old_python, say, user_folder

ROOT = Path(__file__).resolve().parent.parent
FAULT = 1
ENDS = (0, 2)  # stopped on request; wrong flags and the like. All else is a fault, a signal too
RESTARTS = 3
LOOK_FOR_READY_S = 0.2


def main(flags: list[str]) -> int:
    """Prepare, run, and give the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        refuse_old_python()
        python = ensure_environment(ROOT / "requirements.txt", "app")
    except Unprepared as problem:
        say(str(problem))
        return 2
    except KeyboardInterrupt:
        say("Stopped while setting up; the next start begins that again.")
        return 0
    with tempfile.TemporaryDirectory(prefix="drumbeat-", ignore_cleanup_errors=True) as folder:
        if not value_of("--ready-file", flags):
            flags = [*flags, "--ready-file", str(Path(folder) / "ready.json")]
        return Room(python, flags).keep_open()


class Room:
    """The running app: one process at a time, asked to stop at most once."""

    def __init__(self, python: Path, flags: list[str]):
        self.command = [str(python), str(ROOT / "app.py")]
        self.flags = flags
        self.ready_file = Path(value_of("--ready-file", flags) or "")
        self.process: subprocess.Popen[bytes] | None = None
        self.asked_by: int | None = None

    def keep_open(self) -> int:
        """Run the app until it ends for good; a fault is mended by a new start, three at most."""
        for number in requests_to_stop():
            signal.signal(number, self.ask_to_stop)
        code, port = self.run_once(self.flags)
        for _ in range(RESTARTS):
            if code in ENDS or port is None or self.asked_by:
                break
            say("Drumbeat stopped because of a fault and is being started again.")
            code, port = self.run_once(again(self.flags, port))
        code = self.as_exit_code(code)
        if code == FAULT and not self.asked_by:
            say(f"Drumbeat stopped because of a fault; {self.where_the_log_is()}.")
        return code

    def run_once(self, flags: list[str]) -> tuple[int, int | None]:
        """Run the app to its end; give how it ended and its port, or None if it never was ready."""
        before = text_of(self.ready_file)
        self.process = subprocess.Popen([*self.command, *flags], env=app_environment(), **apart())
        if self.asked_by:
            self.pass_on(self.asked_by)
        port = None
        while True:
            try:
                code = self.process.wait(LOOK_FOR_READY_S if port is None else None)
                break
            except subprocess.TimeoutExpired:
                port = self.port_since(before)
        if port is None:
            port = self.port_since(before)
        self.clear_up(before)
        return code, port

    def ask_to_stop(self, number: int, _frame: object) -> None:
        """Pass the first request to stop on to the app; a second press must not hurry it."""
        if self.asked_by is None:
            self.asked_by = number
            self.pass_on(number)

    def pass_on(self, number: int) -> None:
        """Signal the app; on Windows the console has told it already."""
        if os.name != "nt" and self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def port_since(self, before: str) -> int | None:
        """The port in the ready file, once this run (not an earlier one) has written it."""
        text = text_of(self.ready_file)
        return json.loads(text)["port"] if text and text != before else None

    def clear_up(self, before: str) -> None:
        """Take away what an app that was killed has left: it would lead to nobody."""
        text = text_of(self.ready_file)
        if (text and text != before) or names_the_dead(text):
            remove(self.ready_file)
        running = self.data_folder() / "running"
        if names_the_dead(text_of(running)):
            remove(running)

    def as_exit_code(self, code: int) -> int:
        """Any strange end is a fault, but not that of an app ended by the signal we passed on."""
        if self.asked_by and code == -self.asked_by:
            return 0
        return code if code in ENDS else FAULT

    def data_folder(self) -> Path:
        """Where the app keeps its data."""
        data = value_of("--data", self.flags)
        return Path(os.path.expanduser(data)).resolve() if data else user_folder() / "data"

    def where_the_log_is(self) -> str:
        """For a person who wants to know why."""
        return f"its log is in {self.data_folder() / 'log'}"


def requests_to_stop() -> list[int]:
    """Ctrl-C, kill, a closed terminal (unless nohup was asked for), Windows' Ctrl-Break."""
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    hang_up = getattr(signal, "SIGHUP", None)
    is_nohup = hang_up is not None and signal.getsignal(hang_up) == signal.SIG_IGN
    return [number for number in numbers if not (is_nohup and number == hang_up)]


def again(flags: list[str], port: int) -> list[str]:
    """The same flags for a new start, on the port that the phones already know. A backup is taken
    up once: again would take away what was written since; and a crowd comes once."""
    kept = flags
    for once in ("--port", "--restore", "--crowd"):
        kept = without(once, kept)
    return [*kept, "--port", str(port)] + ["--no-browser"] * ("--no-browser" not in kept)


def without(flag: str, flags: list[str]) -> list[str]:
    """The flags without one flag and its value, in both ways of writing it."""
    kept, skip = [], False
    for item in flags:
        if not skip and item != flag and not item.startswith(f"{flag}="):
            kept.append(item)
        skip = item == flag and not skip
    return kept


def value_of(flag: str, flags: list[str]) -> str | None:
    """The last value given for a flag, written as '--flag value' or '--flag=value'."""
    found = None
    for at, item in enumerate(flags):
        if item == flag:
            found = flags[at + 1] if at + 1 < len(flags) else None
        elif item.startswith(f"{flag}="):
            found = item.split("=", 1)[1]
    return found


def text_of(file: Path) -> str:
    """What a file says, or nothing when it is not there."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""


def names_the_dead(text: str) -> bool:
    """Whether a file that a server wrote names a process that is no more. Windows cannot tell:
    there the question itself would end it."""
    if os.name == "nt":
        return False
    try:
        os.kill(int(json.loads(text)["pid"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError, ValueError, KeyError, TypeError):
        return False
    return False


def remove(file: Path) -> None:
    """Take a file away, if it is there and may go."""
    with contextlib.suppress(OSError):
        file.unlink()


def app_environment() -> dict[str, str]:
    """UTF-8 on every system, and ordinary name look-ups: eventlet's own breaks on some networks."""
    return {**os.environ, "PYTHONUTF8": "1", "EVENTLET_NO_GREENDNS": "yes"}


def apart() -> dict[str, object]:
    """Keep Ctrl-C from reaching the app twice: once from the terminal and once from us."""
    return {} if os.name == "nt" else {"process_group": 0}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
