"""Files are made out of the room's way, one at a time, and once for everybody who asks."""

import os
import subprocess
import sys
from pathlib import Path

from tests.room import DAY, a_room
from workshop.press import Press

ROOT = Path(__file__).resolve().parent.parent
MANY_ASK_AT_ONCE = """
import sys, warnings; warnings.simplefilter("ignore")
import eventlet, eventlet.tpool; eventlet.monkey_patch()
from pathlib import Path
from tests.room import DAY, a_room
from workshop.press import Press
from workshop.reports.exports import MAKERS
with a_room(Path(sys.argv[1])) as room:
    press = Press(room.kinds, eventlet.tpool.execute)
    ask = lambda name: (name, len(press.file(room.store, name, DAY)))
    for name, size in eventlet.GreenPool(12).imap(ask, list(MAKERS) * 3):
        print(name, size > 0)
"""


def test_many_ask_for_files_at_once_while_green_locks_are_in_place(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MANY_ASK_AT_ONCE, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"EVENTLET_NO_GREENDNS": "yes"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.count("True") == 18, done.stderr


def test_a_start_loads_nothing_that_only_files_or_clients_need() -> None:
    heavy = ["docx", "openpyxl", "reportlab", "icalendar", "lxml", "aiohttp", "requests"]
    done = subprocess.run(
        [sys.executable, "-c", f"import app, sys; print([n for n in {heavy} if n in sys.modules])"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_a_file_is_made_once_until_something_changes(tmp_path: Path) -> None:
    made = []

    def apart(call, *args):
        made.append(args[2])
        return call(*args)

    with a_room(tmp_path) as room:
        press = Press(room.kinds, apart)
        first = press.file(room.store, "plan.md", DAY)
        assert press.file(room.store, "plan.md", DAY) is first
        room.console.does("add_action")
        assert press.file(room.store, "plan.md", DAY) != first
    assert made == ["plan.md", "plan.md"]
