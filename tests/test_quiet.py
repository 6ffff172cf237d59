"""A line on which little is said is still a line: nobody is let go because the room is quiet."""

from pathlib import Path

from tests.server import Phone, a_program, a_server, wait_for

HASTY = "import app\napp.PING_S, app.PONG_S = 1, 1\nsys.exit(app.main())\n"


def test_a_phone_that_only_answers_pings_keeps_its_line(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo", program=a_program(tmp_path, HASTY)) as server:
        amira = Phone(server)
        amira.connects()
        wait_for(lambda: len(amira.heard_of("pulse")) == 2, 15)
        assert amira.writes("After a long silence")["ok"]
