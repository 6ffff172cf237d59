"""The disk fails under a busy room: it is full, it has become read-only, it no longer says that it
saved. And the server is started on such a disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import requests

from tools.fault_hands import Staff
from tools.fault_stage import (
    Finding,
    Laptop,
    Stopped,
    a_laptop,
    in_step,
    kept,
    repeats_differ,
    wait_for,
)

SIZE_MB = 12
TROUBLE_S = 6.0
SETTLES_S = 1.0  # what was on its way when the trouble began
RUNNER = "tools/fault_disk_run.py"
FAULTY = "“could not be saved because of a fault”, the words stay on the phone; screens go on"
KEEPS = "“Not sent yet, kept here” on the phones, which try again; screens and files go on"


def disk_full(folder: Path) -> Finding:
    """The disk fills up while everybody works, and has space again a little later."""
    with a_small_disk(folder) as disk, a_laptop_on(disk, folder) as laptop:
        return through("disk_full", laptop, disk.fills_up, disk.has_space)


def disk_full_start(folder: Path) -> Finding:
    """The laptop is started while its disk is full, and again when there is space."""
    with a_small_disk(folder) as disk, a_laptop_on(disk, folder) as laptop:
        return started_on("disk_full_start", laptop, disk.fills_up, disk.has_space)


def disk_read_only_start(folder: Path) -> Finding:
    """The laptop is started while its disk is read-only."""
    with a_small_disk(folder) as disk, a_laptop_on(disk, folder) as laptop:
        return started_on("disk_read_only_start", laptop, disk.is_shut, disk.is_open)


def disk_read_only(folder: Path, trouble_s: float = TROUBLE_S) -> Finding:
    """The disk becomes read-only in the middle."""
    return switched("disk_read_only", "write", folder, trouble_s)


def disk_sync_fails(folder: Path, trouble_s: float = TROUBLE_S) -> Finding:
    """The disk takes what is written, but no longer says that it is sure."""
    return switched("disk_sync_fails", "sync", folder, trouble_s)


def switched(name: str, what: str, folder: Path, trouble_s: float) -> Finding:
    """A fault that a runner makes while a file is there."""
    switch = folder / "switch"
    with a_laptop(folder, "--demo", program=(RUNNER, str(switch))) as laptop:
        begins = lambda: switch.write_text(what)  # noqa: E731
        return through(name, laptop, begins, switch.unlink, trouble_s=trouble_s)


# ---- what a trouble does to a room


def through(
    name: str,
    laptop: Laptop,
    begins: Callable[[], Any],
    ends: Callable[[], Any],
    *,
    refuses: bool = False,
    trouble_s: float = TROUBLE_S,
) -> Finding:
    """A busy room before, during and after a trouble; then a kill, to see what is really there.
    `refuses`: what was tried three times is refused, and stays on the phone."""
    staff = Staff(laptop, 8, name)
    staff.works()
    wait_for(lambda: staff.acknowledged >= 40, 60)
    begins()
    time.sleep(SETTLES_S)
    before = staff.acknowledged
    seen = {what: fetched(staff, what) for what in ("plan.docx", "projector", "healthz", "join")}
    time.sleep(trouble_s)
    during = staff.acknowledged - before
    ends()
    ended_at, waiting = time.monotonic(), [(face, face.pending) for face in staff.faces]
    wait_for(lambda: all(face.pending != op or not op for face, op in waiting), 60)
    saved_s, enough = time.monotonic() - ended_at, staff.acknowledged + 30
    wait_for(lambda: staff.acknowledged >= enough, 60)
    staff.rests()
    took_s = in_step(staff.faces, ended_at)
    laptop.kill()
    laptop.start()
    staff.meets_new_server()
    disk = kept(laptop.path)
    again = sum(repeats_differ(face, 3) for face in staff.faces)
    staff.leaves()
    return Finding(
        name,
        staff.acknowledged,
        disk.lost(staff.faces) + staff.wrong_words(),
        disk.duplicated(staff.faces) + again,
        None if took_s is None else round(saved_s, 1),
        FAULTY if refuses else KEEPS,
        (f"{sum(len(face.refused) for face in staff.faces)} refused; " if refuses else "")
        + f"tried = acknowledged, {during} of them in {trouble_s:.0f} s of trouble; meanwhile "
        + ", ".join(f"{what} {code}" for what, code in seen.items()),
        is_as_expected=disk.is_sound and took_s is not None and is_expected(seen),
    )


def is_expected(seen: dict[str, int]) -> bool:
    """Files and screens come as ever; who joins is told to try again."""
    return seen["plan.docx"] == seen["projector"] == 200 and seen["join"] in (200, 503)


def fetched(staff: Staff, what: str) -> int:
    """The status of a page or file, fetched by the champion's browser or by a newcomer."""
    url, code = staff.laptop.url, staff.laptop.code
    browser = staff.champion.face.browser if staff.champion else requests.Session()
    with suppress(requests.RequestException):
        if what == "join":
            newcomer = requests.Session()
            newcomer.get(f"{url}/j/{code}", timeout=15)
            return newcomer.post(f"{url}/j/{code}", {"group": ""}, timeout=15).status_code
        place = {"projector": f"/w/{code}/projector", "healthz": "/healthz"}
        path = place.get(what, f"/facilitator/w/{code}/export/{what}")
        return browser.get(url + path, timeout=30).status_code
    return 0


def started_on(
    name: str, laptop: Laptop, begins: Callable[[], Any], ends: Callable[[], Any]
) -> Finding:
    """What a start says in a trouble; and that it goes on afterwards with all that was saved."""
    staff = Staff(laptop, 4, name)
    staff.works()
    wait_for(lambda: staff.acknowledged >= 40, 60)
    staff.rests()
    laptop.kill()
    begins()
    try:
        laptop.start()
        said, code = "it started all the same", 0
        laptop.kill()
    except Stopped as stopped:
        said, code = str(stopped).strip().splitlines()[-1], laptop.process.wait(5)
    ends()
    began = time.monotonic()
    laptop.start()
    staff.meets_new_server()
    for face in staff.faces:
        face.come_back()
    took_s = in_step(staff.faces, began)
    disk = kept(laptop.path)
    staff.leaves()
    return Finding(
        name,
        staff.acknowledged,
        disk.lost(staff.faces) + staff.wrong_words(),
        disk.duplicated(staff.faces),
        took_s,
        f"the start says: {said}" if code else said,
        f"tried = acknowledged before; exit code {code}",
        is_as_expected=code in (0, 2) and "Traceback" not in said and disk.is_sound,
    )


# ---- a small disk of one's own


class SmallDisk:
    """A few megabytes of memory as a disk, in a mount namespace of its own: nobody else sees it,
    it needs no privileges where user namespaces are allowed, and it ends with its keeper."""

    def __init__(self, folder: Path) -> None:
        self.inside = folder / "disk"
        self.inside.mkdir(parents=True)
        made = f"mount -t tmpfs -o size={SIZE_MB}m tmpfs {self.inside} && echo made"
        made += " && exec sleep 9999"
        own = [] if os.geteuid() == 0 else ["-r"]
        self.keeper = subprocess.Popen(
            ["unshare", *own, "-m", "sh", "-c", made], stdout=subprocess.PIPE, text=True
        )
        assert self.keeper.stdout is not None
        if self.keeper.stdout.readline() != "made\n":
            raise OSError("No disk could be made here: neither root nor user namespaces.")
        user = [] if os.geteuid() == 0 else ["-U", "--preserve-credentials"]
        self.behind = ("nsenter", "-t", str(self.keeper.pid), *user, "-m", f"--wd={folder}")
        self.outside = Path(f"/proc/{self.keeper.pid}/root{self.inside}")
        self.filler = self.outside / "filler"

    def fills_up(self) -> None:
        """Not a byte is left."""
        with suppress(OSError), self.filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    def has_space(self) -> None:
        """There is space again."""
        self.filler.unlink()

    def is_shut(self) -> None:
        """It can only be read."""
        subprocess.run([*self.behind, "mount", "-o", "remount,ro", str(self.inside)], check=True)

    def is_open(self) -> None:
        """It can be written again."""
        subprocess.run([*self.behind, "mount", "-o", "remount,rw", str(self.inside)], check=True)


@contextmanager
def a_small_disk(folder: Path) -> Iterator[SmallDisk]:
    """A disk that is gone at the end."""
    disk = SmallDisk(folder)
    try:
        yield disk
    finally:
        disk.keeper.kill()
        disk.keeper.wait(10)


@contextmanager
def a_laptop_on(disk: SmallDisk, folder: Path) -> Iterator[Laptop]:
    """A server whose data folder lies on that disk."""

    class There(Laptop):
        behind = disk.behind
        data = disk.outside / "data"
        data_as_told = disk.inside / "data"

        @property
        def path(self) -> Path:
            """A copy: SQLite itself finds no way into another mount namespace."""
            there = self.data / "workshops" / self.code
            for old in folder.glob("workshop.db*"):
                old.unlink()
            for file in there.glob("workshop.db*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
            return folder / "workshop.db"

    laptop = There(folder, "--demo")
    try:
        yield laptop
    finally:
        laptop.process.kill()
        laptop.process.wait(10)
