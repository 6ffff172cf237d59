"""The disk is full, or something breaks inside the writer: nothing that was acknowledged is
missing, nothing that was not is there, and the room goes on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.room import Face, Room, a_room, wait_until
from workshop.activities import KINDS
from workshop.activities.carousel import Carousel
from workshop.model import Answer, Command, Refused, Row, Seat
from workshop.scene import Scene

LONG = "Nearly five hundred characters of a tired evening. " * 9


class Trap(Carousel):
    """A carousel with a fault in it: some words break the writer."""

    def check_note(self, scene: Scene, note: Row) -> None:
        if note["text"] == "a fault":
            raise ZeroDivisionError
        super().check_note(scene, note)


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path, kinds=KINDS | {"carousel": Trap()}) as room:
        room.opens("carousel")
        room.goes_to("round")
        everyone_writes(room)
        yield room


def everyone_writes(room: Room) -> None:
    """No limit, so that a batch is only stopped by the disk."""
    activity = room.was()["activity"]
    assert room.console.does("set_setting", activity=activity, name="notes", value="everyone").ok


def disk_has(room: Room, pages: int | None) -> None:
    """So many pages are left on the disk; None: all one could wish for."""
    count = room.look("PRAGMA page_count")[0]["page_count"]
    most = 1_000_000 if pages is None else count + pages
    room.look(f"PRAGMA max_page_count = {most}")


def texts(room: Room) -> list[str]:
    """What the notes say, from the disk."""
    return [row["text"] for row in room.look("SELECT text FROM notes ORDER BY n")]


def revision(room: Room) -> int:
    return int(room.look("SELECT revision FROM workshop")[0]["revision"])


def batch_of(room: Room, size: int) -> list[Command]:
    """Notes of one person, written but not sent."""
    amira = room.person("A")
    return [amira.note(f"{n}: {LONG}") for n in range(size)]


def is_retry(answer: Answer) -> bool:
    return not answer.ok and not answer.refused and answer.retry_ms > 0


def test_a_full_disk_in_the_middle_of_a_batch_keeps_nothing_of_it(room: Room) -> None:
    commands, before = batch_of(room, 30), revision(room)
    disk_has(room, 3)
    answers = room.at_once(*commands)
    assert all(is_retry(answer) for answer in answers)
    assert texts(room) == []
    assert revision(room) == before
    assert room.look("SELECT count(*) AS n FROM log WHERE name = 'write_note'") == [{"n": 0}]


def test_what_was_acknowledged_before_the_disk_was_full_is_there(room: Room) -> None:
    amira = room.person("A")
    assert amira.writes("Before").ok
    disk_has(room, 3)
    room.at_once(*batch_of(room, 30))
    assert texts(room) == ["Before"]
    assert room.console.notes() == ["Before"]


def test_the_same_ops_arrive_once_when_there_is_space_again(room: Room) -> None:
    commands = batch_of(room, 30)
    disk_has(room, 3)
    room.at_once(*commands)
    disk_has(room, None)
    assert all(answer.ok for answer in room.at_once(*commands))
    assert all(answer.ok for answer in room.at_once(*commands))
    assert texts(room) == [command.body["text"].strip() for command in commands]


def test_one_at_a_time_the_notes_that_fit_are_kept_and_no_other(room: Room) -> None:
    commands = batch_of(room, 40)
    disk_has(room, 6)
    answers = [room.gives(command) for command in commands]
    kept = [c.body["text"].strip() for c, a in zip(commands, answers, strict=True) if a.ok]
    assert 0 < len(kept) < len(commands)
    assert all(is_retry(answer) for answer in answers if not answer.ok)
    assert texts(room) == kept


def test_nobody_is_shown_what_was_not_kept(room: Room) -> None:
    amira = room.person("A")
    commands = batch_of(room, 30)
    sent = len(room.wire.sent)
    disk_has(room, 3)
    room.at_once(*commands)
    room.catches_up()
    assert [event for _, event, _ in room.wire.sent[sent:] if event == "frame"] == []
    assert amira.notes() == []


def test_a_refusal_in_a_batch_undoes_only_itself(room: Room) -> None:
    amira, ben = room.person("A"), room.person("A")
    answers = room.at_once(amira.note("First"), ben.note("   "), amira.note("Second"))
    assert [(answer.ok, answer.refused) for answer in answers] == [
        (True, ""),
        (False, "empty"),
        (True, ""),
    ]
    assert texts(room) == ["First", "Second"]


def test_a_refusal_on_a_full_disk_is_not_taken_for_an_answer(room: Room) -> None:
    ben = room.person("B")
    disk_has(room, 3)
    answers = room.at_once(*batch_of(room, 30), ben.note(" "))
    assert all(is_retry(answer) for answer in answers)


def test_the_champion_can_still_look_while_the_disk_is_full(room: Room) -> None:
    amira = room.person("A")
    amira.writes("Before")
    disk_has(room, 0)
    assert room.projector.view()["state"]["step"]["phase"] == "round"
    assert room.console.notes() == ["Before"]


def test_a_person_who_joins_while_the_disk_is_full_is_told_to_try_again(room: Room) -> None:
    disk_has(room, 0)
    with pytest.raises((TypeError, IndexError)):
        while True:
            room.person("A")
    disk_has(room, None)
    assert room.person("A").writes("Joined after all").ok


def test_a_fault_in_one_command_asks_the_whole_batch_to_send_again(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    answers = room.at_once(amira.note("Before the fault"), ben.note("a fault"))
    assert all(is_retry(answer) for answer in answers)
    assert texts(room) == []


def test_a_fault_does_not_stop_the_others_for_ever(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    sound, faulty = amira.note("Sound"), ben.note("a fault")
    room.at_once(sound, faulty)
    again = room.at_once(sound, faulty)
    assert (again[0].ok, is_retry(again[1])) == (True, True)
    last = room.gives(faulty)
    assert (last.ok, last.refused) == (False, "fault")
    assert texts(room) == ["Sound"]


def test_a_sound_command_that_was_sent_twice_beside_a_fault_is_kept(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    sound = amira.note("Sent by two tabs")
    room.at_once(sound, sound, ben.note("a fault"))
    assert room.gives(sound).ok
    assert texts(room) == ["Sent by two tabs"]


def test_a_backup_folder_that_cannot_be_written_does_not_end_the_writer(room: Room) -> None:
    amira = room.person("A")
    amira.writes("Names a child")
    backups = room.store.folder / "backups"
    for copy in backups.iterdir():
        copy.unlink()
    backups.rmdir()
    backups.write_text("in the way")
    assert room.console.does("erase_note", note=amira.last_note).ok
    assert amira.writes("The room goes on").ok


def test_a_view_that_cannot_be_drawn_does_not_end_the_writer(room: Room) -> None:
    def breaks(tx: Any, scene: Mapping[str, Any]) -> None:
        raise Refused("fault")

    assert isinstance(room.store.ask(breaks), Refused)
    assert room.person("A").writes("The room goes on").ok


def test_a_person_nobody_knows_gets_a_refusal_and_no_fault(room: Room) -> None:
    amira = room.person("A")
    stranger = Face(room, Seat("nobody", amira.seat.role), amira.audience, "sid")
    answer = stranger.does("write_note", **dict(amira.note("Who am I?").body))
    assert (answer.ok, answer.refused) == (False, "no_seat")


def test_a_scrub_that_failed_is_tried_again_until_no_byte_is_left(tmp_path: Path) -> None:
    with a_room(tmp_path) as room:
        room.opens("carousel")
        room.goes_to("round")
        amira = room.person("A")
        amira.writes("Xanthippe cannot read yet")
        backups = room.store.folder / "backups"
        backups.rename(room.store.folder / "away")
        backups.write_text("a file where the folder should be")
        assert room.console.does("erase_note", note=amira.last_note).ok
        wait_until(lambda: room.store.owes_scrub)
        backups.unlink()
        room.clock.passes(6)
        room.store.ask(room.store.timekeeper.tick)
        wait_until(lambda: not room.store.owes_scrub)
        words = [path.read_bytes() for path in room.store.folder.glob("workshop.db*")]
        assert not any(b"Xanthippe" in each for each in words)
