"""The one command that CI and people run before a change: makes its own environment, finds or
installs what the tests need, then runs every check and ends non-zero when one of them failed.

--quick leaves the browser tests out (never in CI). What stands after -- goes to pytest.
pytest is the last step, so that its own closing line is the last one printed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from environment import (
    Unprepared,
    ensure_environment,
    only_one,
    refuse_old_python,
    say,
    user_folder,
)
from node import find_node, run_npm

SIDE_BY_SIDE = ("-n", "3", "--dist", "loadfile")  # a file's tests share their rooms
ROOT = Path(__file__).resolve().parent.parent
LINT = ROOT / "tools/lint"
INSIDE = "--inside-the-environment"
BENCH_AND_FAULTS = ("--config-file", str(LINT / "mypy.ini"), "tools/bench.py", "tools/faults.py")


def main(words: list[str]) -> int:
    """Make the environment and run this file again inside it."""
    try:
        refuse_old_python()
        if words[:1] == [INSIDE]:
            return check(words[1:])
        python = ensure_environment(ROOT / "requirements-dev.txt", "check")
        return subprocess.call([str(python), __file__, INSIDE, *words])
    except (Unprepared, RuntimeError, FileNotFoundError) as problem:
        say(str(problem))
        return 2
    except KeyboardInterrupt:
        return 130


def check(words: list[str]) -> int:
    """Run every step, also after one that failed; pytest last."""
    ours, for_pytest = split(words)
    quick = "--quick" in ours
    if ours - {"--quick"} or (quick and is_ci()):
        raise Unprepared("Use: check.py [--quick] [-- pytest's own words]; no --quick in CI.")
    node = find_node()
    install_linters(node)
    env = what_tests_need(node, quick)
    failed = [name for name, command in static_steps(node) if not passes(name, command, env)]
    if failed:
        print(f"\nFailed before the tests: {', '.join(failed)}.", flush=True)
    heading("pytest")
    tests = subprocess.call(pytest_command(quick, for_pytest), cwd=ROOT, env=env)
    return 1 if failed or tests else 0


def split(words: list[str]) -> tuple[set[str], list[str]]:
    """Our own words, and those for pytest after a double dash."""
    if "--" not in words:
        return set(words), []
    at = words.index("--")
    return set(words[:at]), words[at + 1 :]


def is_ci() -> bool:
    """Whether this runs in CI, where nothing may be left out."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def install_linters(node: Path) -> None:
    """Install the locked linters, unless this very lock is installed already."""
    stamp = LINT / "node_modules/ready.txt"
    wanted = hashlib.sha256((LINT / "package-lock.json").read_bytes()).hexdigest()
    with only_one(user_folder() / "environments/linters.lock"):
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        say("Installing the linters for JavaScript and CSS.")
        run_npm(node, "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=LINT)
        stamp.write_text(wanted)


def what_tests_need(node: Path, quick: bool) -> dict[str, str]:
    """The environment for the tests: Node, the browser, and the programs that render documents."""
    from programs import find_chromium, find_office

    env = {**os.environ, "DRUMBEAT_NODE": str(node), "PYTHONUTF8": "1"}
    env["BROWSERSLIST_IGNORE_OLD_DATA"] = "1"  # the floor is old on purpose
    folders = [str(program.parent) for program in find_office()]
    env["PATH"] = os.pathsep.join([*folders, env.get("PATH", "")])
    if not quick:
        env["DRUMBEAT_CHROMIUM"] = str(find_chromium())
    return env


def static_steps(node: Path) -> list[tuple[str, list[str]]]:
    """Every step but the tests: its name and its command."""
    eslint = [str(node), str(LINT / "node_modules/eslint/bin/eslint.js"), "--config"]
    stylelint = [str(node), str(LINT / "node_modules/stylelint/bin/stylelint.mjs"), "--config"]
    return [
        ("ruff format", [sys.executable, "-m", "ruff", "format", "--check"]),
        ("ruff check", [sys.executable, "-m", "ruff", "check"]),
        ("mypy", [sys.executable, "-m", "mypy", "workshop"]),
        ("mypy, bench and faults", [sys.executable, "-m", "mypy", *BENCH_AND_FAULTS]),
        ("eslint", [*eslint, str(LINT / "eslint.config.js"), "static"]),
        ("stylelint", [*stylelint, str(LINT / "stylelint.config.js"), "static/css/**/*.css"]),
    ]


def passes(name: str, command: list[str], env: dict[str, str]) -> bool:
    """Run one step under its heading, and say how it went and how long it took."""
    heading(name)
    began = time.monotonic()
    good = subprocess.call(command, cwd=ROOT, env=env) == 0
    print(f"{'passed' if good else 'FAILED'} in {time.monotonic() - began:.1f} s", flush=True)
    return good


def heading(name: str) -> None:
    print(f"\n== {name}", flush=True)


def pytest_command(quick: bool, words: list[str]) -> list[str]:
    """pytest over everything, or without the browser for a developer in a hurry."""
    without_browser = ["--ignore=tests/browser", "-m", "not browser"] if quick else []
    return [sys.executable, "-m", "pytest", *SIDE_BY_SIDE, *without_browser, *words]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
