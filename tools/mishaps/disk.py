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

from .finding import Finding
from .hands import Staff
from .laptop import Laptop, Stopped, a_laptop
from .together import in_step, wait_for
from .trouble import TROUBLE_S, through

SIZE_MB = 12
RUNNER = "tools/mishaps/disk_run.py"


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


# ---- a start in the middle of it


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
    return staff.finding(
        name,
        took_s,
        f"the start says: {said}" if code else said,
        f"tried = acknowledged before; exit code {code}",
        is_so=code in (0, 2) and "Traceback" not in said,
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
