"""Makes the Python environment that a tool runs in, outside the project, and says where it is.

Shared by start.py and check.py; pure standard library. It must still be readable to Python 3.7,
so that an old Python gets a sentence and not a syntax error.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST_PYTHON = (3, 11)
STAMP = "ready.txt"
NO_NETWORK = (
    "from versions: none",
    "connection broken",
    "Failed to establish a new connection",
    "NewConnectionError",
    "name resolution",
    "getaddrinfo failed",
    "timed out",
    "Could not fetch URL",
    "ProxyError",
    "SSLError",
)


class Unprepared(Exception):
    """The environment cannot be made; the message is a sentence that says what to do."""


def ensure_environment(
    requirements_file: Path, name: str, base: Path | None = None, python: str = sys.executable
) -> Path:
    """Give the path of a Python that has the requirements, installing them when needed."""
    digest = fingerprint(requirements_file, python)
    base = base or user_folder() / "environments"
    folder = base / f"{name}-{digest[:12]}"
    try:
        if not is_ready(folder, digest):
            base.mkdir(parents=True, exist_ok=True)
            with only_one(base / f"{name}.lock"):
                if not is_ready(folder, digest):
                    build(folder, requirements_file, python, digest)
                    remove_older(base, name, keep=folder)
    except OSError as error:
        raise Unprepared(
            f"Drumbeat cannot write its environment to {base} ({error.strerror or error}): "
            "make that folder writable, with 1 GB free, and start again."
        ) from error
    return python_in(folder)


def refuse_old_python(version: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Raise Unprepared when this Python is older than the product needs."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise Unprepared(
            f"Drumbeat needs Python 3.11 or newer and this is {version[0]}.{version[1]}: "
            "install a newer Python and start again with that one."
        )


def user_folder() -> Path:
    """The folder that this system keeps for a person's Drumbeat files."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "Drumbeat"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/Drumbeat"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "drumbeat"


def python_in(folder: Path) -> Path:
    """The interpreter of an environment; realpath, as the Store's Python moves its folders."""
    place = Path(os.path.realpath(folder))
    return place / "Scripts/python.exe" if os.name == "nt" else place / "bin/python"


def fingerprint(requirements_file: Path, python: str = sys.executable) -> str:
    """One hash over every requirement and the Python that will run them."""
    this_python = [python, platform.python_version(), platform.machine()]
    parts = "\n".join([*this_python, *requirements(requirements_file)])
    return hashlib.sha256(parts.encode()).hexdigest()


def requirements(file: Path) -> list[str]:
    """The requirement lines of a file and of the files that it names with -r."""
    found: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        text = line.split(" #")[0].strip()
        if text.startswith("-r "):
            found += requirements(file.parent / text[3:].strip())
        elif text and not text.startswith("#"):
            found.append(text)
    return found


def is_ready(folder: Path, digest: str) -> bool:
    """Whether the environment was finished and its Python is still there."""
    stamp = folder / STAMP
    return stamp.is_file() and stamp.read_text() == digest and python_in(folder).exists()


@contextlib.contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold a lock that the system itself lets go when this process dies."""
    with lock.open("a+") as file:
        # A pip that outlives a killed start goes on holding the lock, so nobody builds beside it.
        os.set_inheritable(file.fileno(), True)
        if not take(file, wait=False):
            say("Another start is preparing the same environment; waiting for it.")
            while not take(file, wait=True):
                pass
        yield


def take(file: object, wait: bool) -> bool:
    """Lock an open file; false when someone else has it (on Windows also after ten seconds)."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        if os.name != "nt":
            raise
        return False
    return True


def build(folder: Path, requirements_file: Path, python: str, digest: str) -> None:
    """Make the environment from nothing; the stamp comes last, so a half-made one is made again."""
    say("Setting up Drumbeat's environment; the first time this takes about a minute.")
    if folder.exists():
        shutil.rmtree(folder)
    wheelhouse = requirements_file.resolve().parent / "wheelhouse"
    wanted = requirements(requirements_file)
    pip = make_venv(folder, python, wheelhouse, needs_pip=bool(wanted))
    if wanted:
        install(pip, requirements_file, wheelhouse, folder)
    (folder / STAMP).write_text(digest)


def make_venv(folder: Path, python: str, wheelhouse: Path, needs_pip: bool) -> list[str]:
    """Make a bare environment and give the command that runs pip in it."""
    inside = str(python_in(folder))
    has_pip = needs_pip and can_import(python, "ensurepip")
    pip_wheel = next(iter(sorted(wheelhouse.glob("pip-*.whl"), reverse=True)), None)
    if not can_import(python, "venv") or (needs_pip and not has_pip and not pip_wheel):
        raise Unprepared(
            "This Python cannot make environments because its venv module is missing: "
            "install it (Debian and Ubuntu: sudo apt install python3-venv) and start again."
        )
    options = [] if has_pip else ["--without-pip"]
    done = run([python, "-m", "venv", *options, str(folder)])
    if done.returncode or not os.path.exists(inside):
        raise Unprepared(f"The environment could not be made: {logged(folder, done.stdout)}.")
    # The path inside is asked for again: the Store's Python knows it only once it exists.
    inside = str(python_in(folder))
    return [inside, "-m", "pip"] if has_pip else [inside, f"{pip_wheel}/pip"]


def install(pip: list[str], requirements_file: Path, wheelhouse: Path, folder: Path) -> None:
    """Install the pinned requirements, from the wheelhouse alone where there is one."""
    offline = wheelhouse.is_dir()
    source = ["--no-index", "--find-links", str(wheelhouse)] if offline else ["--retries", "2"]
    quiet = ["--disable-pip-version-check", "--no-input", "--no-warn-script-location"]
    done = run([*pip, "install", *quiet, *source, "-r", str(requirements_file)])
    if done.returncode:
        raise Unprepared(why_install_failed(done.stdout, offline, folder))


def why_install_failed(output: str, offline: bool, folder: Path) -> str:
    """The sentence for a person whose install did not finish."""
    see = logged(folder, output)
    if "No space left" in output:
        return "The disk is full: free about 1 GB and start again."
    if offline:
        return (
            "The wheelhouse folder lacks something this computer needs: fill it on a computer of "
            f"the same kind, or take it away and connect to the internet ({see})."
        )
    if any(sign in output for sign in NO_NETWORK):
        return (
            "The first start needs the internet once and could not reach it: connect and start "
            f"again, or put a wheelhouse folder beside the project ({see})."
        )
    return f"Installing what Drumbeat needs did not work: {see}."


def logged(folder: Path, output: str) -> str:
    """Keep what a failed command printed, and say where."""
    log = folder.parent / "install.log"
    log.write_text(output, encoding="utf-8")
    return f"see {log}"


def can_import(python: str, module: str) -> bool:
    """Whether that Python has a module; Debian leaves ensurepip out of its smallest Python."""
    return run([python, "-c", f"import {module}"]).returncode == 0


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command, keeping what it prints; a person's own pip habits must not move the target."""
    env = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONUTF8": "1"}
    for name in ("PYTHONHOME", "PYTHONPATH"):
        env.pop(name, None)
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, close_fds=False,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip


def remove_older(base: Path, name: str, keep: Path) -> None:
    """Keep this environment and the one before it, which a running server may still use."""
    others = [path for path in base.glob(f"{name}-*") if path != keep and path.is_dir()]
    for old in sorted(others, key=lambda path: path.stat().st_mtime)[:-1]:
        (old / STAMP).unlink(missing_ok=True)
        shutil.rmtree(old, ignore_errors=True)


def say(sentence: str) -> None:
    """Tell the person at the terminal something, apart from what the app itself prints."""
    print(sentence, file=sys.stderr, flush=True)
