"""Small rooms in the faults that `tools/faults.py` plays at full size: the network goes and comes
back, two consoles press at once, a copy is taken up again."""

from pathlib import Path

from tools.mishaps.net import falls
from tools.mishaps.people import restore, two_consoles


def test_a_room_that_lost_its_network_comes_back_with_every_word_once(tmp_path: Path) -> None:
    finding = falls("a short hole", tmp_path, phones=20, hole_s=3, how="reset")
    assert finding.tried > 0
    assert finding.is_good, finding


def test_two_consoles_that_press_at_once_move_once_and_all_see_the_same(tmp_path: Path) -> None:
    finding = two_consoles(tmp_path, seconds=4)
    assert finding.tried > 0
    assert finding.is_good, finding


def test_what_was_written_after_the_copy_comes_back_from_the_phones(tmp_path: Path) -> None:
    finding = restore(tmp_path, phones=12)
    assert finding.tried == 12 * 3
    assert finding.is_good, finding
