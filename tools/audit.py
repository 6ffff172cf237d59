"""Asks the package registries whether something is known against the versions that we pin, and
against those that came with them. A registry that cannot be asked is named as such: no answer is
not a good answer.

`python tools/audit.py` asks for both; `python tools/audit.py python` or `... npm` for one. Exit
codes: 0 nothing is known, 1 something is, 3 a registry could not be asked.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from node import find_node, npm_command
from vendor import PACKAGES

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.M)
PUBLIC_INDEX = "https://pypi.org/simple"  # where pip goes when nobody told it otherwise
WITHIN_S = 20


class Silent(Exception):
    """A registry that could not be asked; why."""


def main(words: list[str]) -> int:
    """Ask, print what was said, and end with the code that says it."""
    known, silent = [], []
    for name, ask in (("python", ask_index), ("npm", ask_npm)):
        if words and name not in words:
            continue
        try:
            found = ask()
        except Silent as why:
            print(f"{name}: could not ask ({why}). Nothing is known either way.")
            silent.append(name)
            continue
        print("\n".join([f"{name}: {len(found)} known against what we use.", *found]))
        known += found
    return 1 if known else 3 if silent else 0


# ---- Python


def ask_index() -> list[str]:
    """What the index knows against our packages; Silent at the first that it says nothing of."""
    base = index().removesuffix("/").removesuffix("/simple")
    found = []
    for name, version in sorted(packages()):
        for each in told(f"{base}/pypi/{name}/{version}/json"):
            names = ", ".join([each["id"], *each.get("aliases", [])])
            mended = ", ".join(each.get("fixed_in", [])) or "no version yet"
            found.append(f"  {name} {version}: {names}; mended in {mended}")
    return found


def packages() -> set[tuple[str, str]]:
    """Names and versions: those that we pin, and all that stand beside them here."""
    texts = [path.read_text("utf-8") for path in ROOT.glob("requirements*.txt")]
    pinned = {(tidy(name), version) for text in texts for name, version in PINNED.findall(text)}
    here = {(tidy(d.metadata["Name"]), d.version) for d in importlib.metadata.distributions()}
    return pinned | here


def tidy(name: str) -> str:
    """A package's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def index() -> str:
    """The index that pip asks on this computer."""
    given = os.environ.get("PIP_INDEX_URL")
    if given:
        return given
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    said = subprocess.run(command, check=False, capture_output=True, text=True)
    return said.stdout.strip() or PUBLIC_INDEX


def told(address: str) -> list[dict]:
    """What an index says is wrong with one version."""
    try:
        with urllib.request.urlopen(address, timeout=WITHIN_S) as answer:
            return list(json.load(answer)["vulnerabilities"])
    except urllib.error.HTTPError as error:
        raise Silent(f"the index answers {error.code}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Silent(f"the index gives no such answer: {type(error).__name__}") from error


# ---- JavaScript


def ask_npm() -> list[str]:
    """What the registry knows against the files that we ship and the linters."""
    with tempfile.TemporaryDirectory() as folder:
        ours, linters = Path(folder) / "ours", Path(folder) / "linters"
        for place in (ours, linters):
            place.mkdir()
        shipped = {each.name: each.version for each in PACKAGES}
        (ours / "package.json").write_text(json.dumps({"private": True, "dependencies": shipped}))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / "tools/lint" / name, linters / name)
        npm(ours, "install", "--package-lock-only", "--ignore-scripts", "--no-audit")
        return [*audited(ours), *audited(linters)]


def audited(folder: Path) -> list[str]:
    """What npm knows against the lock file in a folder."""
    said = npm(folder, "audit", "--package-lock-only", "--json")
    try:
        found = json.loads(said)["vulnerabilities"]
    except (ValueError, KeyError, TypeError) as error:
        raise Silent("the registry does not answer npm audit") from error
    return [f"  {name}: {each['severity']}, {each['range']}" for name, each in found.items()]


def npm(folder: Path, *words: str) -> str:
    """What npm prints."""
    try:
        command = [*npm_command(find_node()), *words]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Silent(f"npm does not run: {type(error).__name__}") from error
    return done.stdout.decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
