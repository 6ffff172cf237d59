"""A line on which little is said is still a line: nobody is let go because the room is quiet."""

from pathlib import Path

from tests.server import ROOT, Phone, a_server, wait_for

PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import app
app.PING_S, app.PONG_S = 1, 1
sys.exit(app.main())
"""


def test_a_phone_that_only_answers_pings_keeps_its_line(tmp_path: Path) -> None:
    (tmp_path / "serve.py").write_text(PROGRAM)
    with a_server(tmp_path, "--demo", program=tmp_path / "serve.py") as server:
        amira = Phone(server)
        amira.connects()
        wait_for(lambda: len(amira.heard_of("pulse")) == 2, 15)
        assert amira.writes("After a long silence")["ok"]
