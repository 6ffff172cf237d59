"""The power goes at any moment: whatever the disk had not made sure yet is gone, torn or there, and
what phones were told is saved is there. The whole of it: `python tools/faults.py power_cut`."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.mishaps import power
from tools.mishaps.platter import Platter
from tools.mishaps.power import Cuts, cuts, look, play, play_restore
from tools.mishaps.vfs import Event, Tape, events

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its SQLite names files in another way")


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("power")
    play(folder / "played", folder / "tape", commands=40)
    return folder / "tape"


def after_cuts(tape: Path, folder: Path) -> Cuts:
    """What a cut at every sync comes to."""
    found = Cuts()
    for lying, told in cuts(tape, 1, random.Random(3)):
        look(folder, lying, told, found)
    return found


def test_a_power_cut_takes_nothing_that_was_saved(tape: Path, tmp_path: Path) -> None:
    found = after_cuts(tape, tmp_path)
    assert found.looks > 40
    assert found.copies > 0
    assert (found.lost, found.duplicated, found.unsound) == (0, 0, 0)


def test_a_disk_that_only_says_that_it_saves_is_found_out(tape: Path, tmp_path: Path) -> None:
    lying = Tape(tmp_path / "lying")
    for n, event in enumerate(events(tape)):
        if event[0] != "sync" or n % 3 == 0:
            lying.keep(*event)
    assert after_cuts(tmp_path / "lying", tmp_path / "cut").lost > 0


def test_a_cut_in_the_middle_of_a_restore_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    played = play_restore(tmp_path / "played", tmp_path / "tape", commands=12)
    left = [power.notes_after(tmp_path / "cut", lying) for lying in every_cut(tmp_path)]
    assert len(left) > 20
    assert [notes for notes in left if notes not in (played.old, played.new)] == []


def every_cut(folder: Path) -> Iterator[dict[str, bytes]]:
    """The disk after a cut at each event since the restore began."""
    platter, rng, has_begun = Platter(), random.Random(5), False
    for event in events(folder / "tape"):
        platter.take(event)
        has_begun = has_begun or event == ("restore", "begins")
        if has_begun:
            yield platter.after_a_cut(rng)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ([("write", "a", 0, b"old"), ("sync", "a"), ("write", "a", 0, b"new")], {b"old", b"new"}),
        ([("create", "a"), ("write", "a", 0, b"new")], {None, b"", b"new"}),
        ([("write", "a", 0, b"x"), ("sync", "a"), ("delete", "a")], {None, b"x"}),
        ([("write", "a", 0, b"x"), ("sync", "a"), ("rename", "a", "b")], {None, b"x"}),
    ],
)
def test_the_disk_keeps_what_was_synced_and_any_part_of_the_rest(
    given: list[Event], left: set[bytes | None]
) -> None:
    platter, rng = Platter(), random.Random(1)
    for event in given:
        platter.take(event)
    assert {platter.after_a_cut(rng).get("a") for _ in range(60)} == left


def test_a_write_is_torn_at_sectors() -> None:
    platter, rng = Platter(), random.Random(1)
    platter.take(("write", "a", 0, bytes(2048)))
    platter.take(("sync", "a"))
    platter.take(("write", "a", 512, b"x" * 1024))
    left = {platter.after_a_cut(rng)["a"].count(b"x") for _ in range(60)}
    assert left == {0, 512, 1024}
