"""tools/check.py leaves nothing out where it matters: in CI."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECK = Path(__file__).resolve().parent.parent / "tools/check.py"


def says(*words, ci):
    """The exit code of check.py, already inside its environment, and what it says."""
    done = subprocess.run(
        [sys.executable, CHECK, "--inside-the-environment", *words],
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_ci_may_not_leave_the_browser_out():
    code, sentence = says("--quick", ci="true")
    assert (code, "no --quick in CI" in sentence) == (2, True)


@pytest.mark.parametrize("word", ["--fast", "tests/test_check.py"])
def test_an_unknown_word_is_refused(word):
    code, sentence = says(word, ci="")
    assert (code, "Traceback" in sentence) == (2, False)
