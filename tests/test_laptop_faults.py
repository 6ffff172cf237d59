"""The laptop fails under real phones: it is killed, it sleeps, its disk breaks, its writer dies.
Small versions of `python tools/faults.py`, which has the long ones."""

import os
from pathlib import Path

import pytest

from tools.mishaps.disk import disk_sync_fails
from tools.mishaps.kill import kill
from tools.mishaps.sleep import asleep
from tools.mishaps.writer import writer_dies

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as on Linux and macOS")


def test_a_busy_room_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    found = kill(tmp_path, seeds=(101, 102))
    assert found.is_good, found


def test_a_disk_that_cannot_say_that_it_saved_loses_nothing(tmp_path: Path) -> None:
    found = disk_sync_fails(tmp_path, trouble_s=1)
    assert found.is_good, found


def test_a_lid_that_was_closed_for_a_while_loses_nothing(tmp_path: Path) -> None:
    found = asleep(tmp_path, seconds=17, phones=6)
    assert found.is_good, found


def test_a_server_whose_writer_died_is_started_again(tmp_path: Path) -> None:
    found = writer_dies(tmp_path, deaths=1)
    assert found.is_good, found
