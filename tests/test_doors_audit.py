"""The audit of pinned versions, asked of an index of our own: what is known is said, and no answer
is never taken for a good one."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.server import ROOT

FLASK = {"id": "PYSEC-2099-1", "aliases": ["CVE-2099-1"], "fixed_in": ["99.0"]}


@contextmanager
def an_index(answer: Any) -> Iterator[str]:
    """An index that answers so about flask, and that nothing is known about all others."""

    class Index(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answer if "/pypi/flask/" in self.path else {"vulnerabilities": []}
            self.send_response(200 if body is not None else 404)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/simple/"
    server.shutdown()
    server.server_close()


def audit(index: str) -> tuple[int, str]:
    """Ask that index; the exit code and what was printed."""
    command = [sys.executable, str(ROOT / "tools/audit.py"), "python"]
    environ = os.environ | {"PIP_INDEX_URL": index, "NO_PROXY": "127.0.0.1"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environ)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_what_is_known_against_a_version_is_said() -> None:
    with an_index({"vulnerabilities": [FLASK]}) as index:
        exit_code, said = audit(index)
    assert exit_code == 1
    assert "flask 3.1.3: PYSEC-2099-1, CVE-2099-1; mended in 99.0" in said


def test_nothing_known_is_said_too() -> None:
    with an_index({"vulnerabilities": []}) as index:
        assert audit(index) == (0, "python: 0 known against what we use.\n")


@pytest.mark.parametrize("answer", [None, [], {"vulnerabilities": None}])
def test_an_index_that_gives_no_answer_is_not_a_good_answer(answer: Any) -> None:
    with an_index(answer) as index:
        exit_code, said = audit(index)
    assert exit_code == 3
    assert "could not ask" in said


def test_an_index_that_is_not_there_could_not_be_asked() -> None:
    exit_code, said = audit("http://127.0.0.1:9/simple")
    assert (exit_code, "could not ask" in said) == (3, True)
