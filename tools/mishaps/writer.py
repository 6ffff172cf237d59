"""The writer fails: every batch breaks for a while; it hangs; it dies, and the start command opens
the room again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import requests

from .finding import Finding
from .hands import Staff
from .laptop import ROOT, Laptop, a_laptop
from .together import in_step, wait_for
from .trouble import through

RUNNER = "tools/mishaps/writer_run.py"
WAITS = "words wait on the phones; /healthz answers 503"
AWAY = "“Your words are safe on this phone.”; a fourth death ends it with 1"


def writer_fails(folder: Path) -> Finding:
    """Every batch breaks with a fault that nobody foresaw."""
    switch = folder / "switch"
    with a_laptop(folder, "--demo", program=(RUNNER, str(switch))) as laptop:
        return through(
            "writer_fails", laptop, lambda: switch.write_text("batch"), switch.unlink, refuses=True
        )


def writer_hangs(folder: Path) -> Finding:
    """The writer answers nobody for twelve seconds: /healthz says so."""
    switch = folder / "switch"
    with a_laptop(folder, "--demo", program=(RUNNER, str(switch))) as laptop:
        staff = Staff(laptop, 8, "hangs")
        staff.works()
        wait_for(lambda: staff.acknowledged >= 60, 60)
        switch.write_text("stuck")
        time.sleep(1)
        said = requests.get(f"{laptop.url}/healthz", timeout=20).status_code
        time.sleep(11)
        switch.unlink()
        return looked_at("writer_hangs", staff, WAITS, f"/healthz answered {said}", said == 503)


def writer_dies(folder: Path, deaths: int = 3) -> Finding:
    """The writer dies: the server ends with 1, and is started again by the start command's own
    loop, on the same port and folder, three times at most."""
    switch = folder / "switch"
    with a_started_laptop(folder, switch) as laptop:
        staff = Staff(laptop, 8, "dies")
        pids = []
        for _ in range(deaths):
            enough = staff.acknowledged + 40
            staff.works()
            wait_for(lambda enough=enough: staff.acknowledged >= enough, 60)
            pids.append(laptop.facts["pid"])
            switch.write_text("death")
            wait_for(lambda: has_new_pid(laptop), 20)
            staff.meets_new_server()
            wait_for(lambda: all(face.is_up for face in staff.faces), 30)
        died = f"died {deaths} times"
        found = looked_at("writer_dies", staff, AWAY, died, len(set(pids)) == deaths)
        if deaths < 3:
            return found
        switch.write_text("death")
        code = laptop.process.wait(30)
        return found if code == 1 else Finding(**vars(found) | {"is_as_expected": False})


def looked_at(name: str, staff: Staff, seen: str, what: str, is_so: bool) -> Finding:
    """How long until all show the same from now on, and what is on the disk."""
    since = time.monotonic()
    staff.rests()
    took_s = in_step(staff.faces, since)
    return staff.finding(
        name, took_s, seen, f"tried = acknowledged; {what}", is_so=took_s is not None and is_so
    )


def has_new_pid(laptop: Laptop) -> bool:
    """Whether the ready file names another process than before."""
    try:
        facts = json.loads((laptop.folder / "ready.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    is_new = facts["pid"] != laptop.facts["pid"]
    laptop.facts = facts
    return bool(is_new)


class a_started_laptop:
    """A server under the loop of tools/start.py, without the making of an environment."""

    def __init__(self, folder: Path, switch: Path) -> None:
        loop = folder / "loop.py"
        loop.write_text(
            f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r})\n"
            "import start; from pathlib import Path\n"
            "room = start.Room(Path(sys.executable), sys.argv[1:])\n"
            f"room.command = [sys.executable, {str(ROOT / RUNNER)!r}, {str(switch)!r}]\n"
            "sys.exit(room.keep_open())\n"
        )
        self.laptop = Laptop(folder, "--demo", program=(str(loop),))

    def __enter__(self) -> Laptop:
        return self.laptop

    def __exit__(self, *_: object) -> None:
        if self.laptop.process.poll() is None:
            self.laptop.process.send_signal(signal.SIGTERM)
            self.laptop.process.wait(20)


def second_start(folder: Path) -> Finding:
    """A second start on a folder in use, on a taken port, and on a folder of its own, while the
    room works: the first goes on."""
    with a_laptop(folder / "one", "--demo") as laptop, a_laptop(folder / "two", "--demo") as other:
        staff = Staff(laptop, 8, "second")
        staff.works()
        said = {
            "same folder": starts(laptop.data, 0),
            "taken port": starts(folder / "three", laptop.port),
        }
        wait_for(lambda: staff.acknowledged >= 60, 60)
        ends = {name: code for name, (code, _) in said.items()}
        is_so = ends == {"same folder": 0, "taken port": 2} and other.port != laptop.port
        is_so = is_so and laptop.facts["console_url"] in said["same folder"][1]
        seen = "the second start says where the first one is, and ends; a taken port is named"
        what = f"exit codes {ends}; another folder runs"
        return looked_at("second_start", staff, seen, what, is_so)


def starts(data: Path, port: int) -> tuple[int, str]:
    """Start once more; how it ended and what it said."""
    command = [sys.executable, str(ROOT / "app.py"), "--no-browser", "--data", str(data)]
    ended = subprocess.run(
        [*command, "--port", str(port)], check=False, capture_output=True, text=True, timeout=60
    )
    return ended.returncode, ended.stdout + ended.stderr
