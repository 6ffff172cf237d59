"""The carousel's exact rules: who stands where, what time does, what stays when people and
stations come and go."""

import dataclasses
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.room import PACKS, Person, Room, a_room, wait_until
from workshop.activities import KINDS
from workshop.packs import Pack, parse_file

SKETCH = "Pupils copy the page out again"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Four groups, four stations, the carousel open."""
    with a_room(tmp_path) as room:
        keeps_time(room)
        room.opens("carousel")
        yield room


def a_carousel(folder: Path, groups: int, **settings: object) -> AbstractContextManager[Room]:
    """A room whose carousel has other settings."""
    return a_room(folder, groups=groups, pack=pack_with(**settings))


def pack_with(**settings: object) -> Pack:
    """The writing pack with other settings of its carousel."""
    pack = parse_file(PACKS / "writing.md", KINDS)
    chosen = tuple((name, str(value)) for name, value in settings.items())
    orders = tuple(
        dataclasses.replace(
            order,
            items=tuple(
                dataclasses.replace(item, settings=chosen) if item.kind == "carousel" else item
                for item in order.items
            ),
        )
        for order in pack.orders
    )
    return dataclasses.replace(pack, orders=orders)


def places(room: Room) -> dict[str, int]:
    """Which station number each group stands at."""
    numbers = {slot["id"]: slot["number"] for slot in room.console.rows("slot")}
    return {g["letter"]: numbers[g["at"]] for g in room.console.rows("group")}


def one_each(room: Room) -> dict[str, Person]:
    """One person in every group."""
    return {g["letter"]: room.person(g["letter"]) for g in room.console.rows("group")}


def station(room: Room, number: int) -> str:
    """The id of a station by its number."""
    return next(s["id"] for s in room.console.rows("slot") if s["number"] == number)


def keeps_time(room: Room, seconds: int = 0) -> None:
    """The clock's own duties, every five seconds for so long."""
    for _ in range(seconds // 5 + 1):
        room.store.ask(room.store.timekeeper.tick)
        room.store.ask(lambda tx, scene: True)
        room.clock.passes(5 if seconds else 0)


def timer(room: Room) -> dict[str, object]:
    """The clock as the room sees it."""
    return dict(room.projector.view()["state"]["timer"])


def row_of(room: Room, note: str) -> dict[str, object]:
    """A note as the console sees it."""
    return next(row for row in room.console.rows("note") if row["id"] == note)


# ---- where groups stand


def test_more_groups_than_stations_share_them(tmp_path: Path) -> None:
    with a_carousel(tmp_path, groups=6) as room:
        room.opens("carousel")
        room.goes_to("round", 0)
        assert places(room) == {"A": 1, "B": 2, "C": 3, "D": 4, "E": 1, "F": 2}
        room.goes_to("round", 1)
        assert places(room) == {"A": 2, "B": 3, "C": 4, "D": 1, "E": 2, "F": 3}


def test_more_stations_than_groups_lets_some_rest(tmp_path: Path) -> None:
    with a_carousel(tmp_path, groups=2, stations=5) as room:
        room.opens("carousel")
        room.goes_to("round", 0)
        assert places(room) == {"A": 1, "B": 2}
        room.goes_to("round", 4)
        assert places(room) == {"A": 5, "B": 1}
        assert room.was()["round"] + 1 == room.console.view()["state"]["step"]["rounds"]


def test_groups_of_uneven_size_have_the_same_two_notes_each(room: Room) -> None:
    room.goes_to("round", 0)
    crowd, ben = [room.person("A") for _ in range(5)], room.person("B")
    assert [person.writes("A thought").ok for person in crowd] == [True, True, False, False, False]
    assert [ben.writes("A thought").ok for _ in range(3)] == [True, True, False]


def test_an_empty_group_stands_still(room: Room) -> None:
    room.person("A"), room.person("C"), room.person("D")
    room.goes_to("round", 2)
    assert places(room) == {"A": 3, "B": 2, "C": 1, "D": 2}
    assert [g["letter"] for g in room.projector.rows("group") if g["is_empty"]] == ["B"]


def test_with_no_phones_at_all_nobody_is_empty_and_everybody_moves(room: Room) -> None:
    room.goes_to("round", 1)
    assert places(room) == {"A": 2, "B": 3, "C": 4, "D": 1}
    assert not any(group["is_empty"] for group in room.projector.rows("group"))


def test_a_latecomer_wakes_an_empty_group(room: Room) -> None:
    room.person("A")
    room.goes_to("round", 1)
    assert places(room)["B"] == 2
    ben = room.person("B")
    assert places(room)["B"] == 3
    assert ben.writes("We are here now").ok


def test_the_way_to_the_next_station_is_told_before_the_walk(room: Room) -> None:
    ada = room.person("A")
    room.goes_to("round", 0)
    assert ada.view()["state"]["mine"]["next"] == station(room, 2)
    room.goes_to("round", 3)
    assert ada.view()["state"]["mine"]["next"] == station(room, 1)


# ---- stations come and go


def test_a_skipped_station_leaves_the_path_from_the_next_round_on(room: Room) -> None:
    people = one_each(room)
    room.goes_to("round", 1)
    assert people["B"].writes("Written at station three").ok
    assert room.console.does("skip_slot", slot=station(room, 3)).ok
    assert places(room) == {"A": 2, "B": 3, "C": 4, "D": 1}
    room.goes_to("round", 2)
    assert places(room) == {"A": 4, "B": 1, "C": 2, "D": 4}
    assert "Written at station three" in room.console.notes()


def test_a_skipped_station_takes_a_round_away_that_nobody_needs(room: Room) -> None:
    room.goes_to("round", 1)
    room.console.does("skip_slot", op="skip-one-1", slot=station(room, 3))
    assert room.console.view()["state"]["step"]["rounds"] == 3
    assert room.console.does("undo", target="skip-one-1").ok
    assert room.console.view()["state"]["step"]["rounds"] == 4


def test_one_station_has_to_stay(tmp_path: Path) -> None:
    with a_carousel(tmp_path, groups=2, stations=2) as room:
        room.opens("carousel")
        assert room.console.does("skip_slot", slot=station(room, 1)).ok
        assert room.console.does("skip_slot", slot=station(room, 2)).refused == "last_station"
        assert room.console.does("restore_slot", slot=station(room, 1)).ok
        assert places(room) == {"A": 1, "B": 2}


def test_notes_stay_when_the_home_station_was_skipped_and_home_is_another(room: Room) -> None:
    people = one_each(room)
    room.goes_to("round", 0)
    assert people["B"].writes("Written at our first home").ok
    room.goes_to("round", 1)
    assert people["A"].writes("Added by A", None, parent=people["B"].last_note).ok
    room.console.does("skip_slot", slot=station(room, 2))
    room.goes_to("home")
    assert places(room) == {"A": 1, "B": 3, "C": 3, "D": 4}
    assert people["B"].marks("reach", station(room, 3), 2).ok
    assert people["B"].marks("reach", station(room, 2), 2).refused == "other_station"
    room.goes_to("gallery")
    assert "Written at our first home" in room.projector.notes()


def test_a_dropped_round_is_the_last_and_never_one_that_has_begun(room: Room) -> None:
    activity = room.activity("carousel")
    room.goes_to("round", 1)
    drop = {"activity": activity, "was": 4}
    assert room.console.does("drop_round", op="drop-one-1", **drop).ok
    assert room.console.does("drop_round", **drop).refused == "changed"
    assert room.console.does("drop_round", activity=activity, was=3).ok
    assert room.console.does("drop_round", activity=activity, was=2).refused == "no_round_left"
    room.next()
    assert room.was()["phase"] == "home"


def test_a_dropped_round_comes_back_by_undo(room: Room) -> None:
    room.goes_to("round", 0)
    room.console.does("drop_round", op="drop-one-1", activity=room.activity("carousel"), was=4)
    assert room.console.view()["state"]["step"]["rounds"] == 3
    assert room.console.does("undo", target="drop-one-1").ok
    assert room.console.view()["state"]["step"]["rounds"] == 4


# ---- people come and go


def test_new_people_get_the_smallest_group_first_in_order(room: Room) -> None:
    letters = {group["id"]: group["letter"] for group in room.console.rows("group")}
    assert [letters[room.person().group] for _ in range(5)] == ["A", "B", "C", "D", "A"]
    room.person("C")
    assert [letters[room.person().group] for _ in range(3)] == ["B", "D", "A"]


def test_a_new_group_takes_the_next_place_and_the_next_letter(room: Room) -> None:
    room.console.does("merge_groups", group=room.group("D"), into=room.group("A"))
    assert room.console.does("add_group").ok
    room.goes_to("round", 0)
    assert places(room) == {"A": 1, "B": 2, "C": 3, "E": 1}


def test_there_are_eight_letters_and_no_more(room: Room) -> None:
    assert [room.console.does("add_group").ok for _ in range(5)] == [True] * 4 + [False]


def test_a_note_keeps_the_group_it_was_written_in_when_a_person_moves(room: Room) -> None:
    room.goes_to("round", 0)
    ada, _ = room.person("A"), room.person("A")
    ada.writes("Written in A")
    assert ada.does("choose_group", group=room.group("B")).ok
    assert row_of(room, ada.last_note)["group"] == room.group("A")
    assert ada.edits(ada.last_note, "Written in A, and better", "Written in A").ok


def test_a_person_who_moved_sees_the_new_groups_station_at_once(room: Room) -> None:
    room.goes_to("round", 0)
    ada, ben = room.person("A"), room.person("B")
    ben.writes("Here at station two")
    ada.does("choose_group", group=room.group("B"))
    room.settles()
    snapshots = [text for event, text in room.wire.heard[ada.sid] if event == "snapshot"]
    assert "Here at station two" in snapshots[-1]


def test_late_words_of_the_old_group_are_accepted_there(room: Room) -> None:
    room.goes_to("round", 1)
    ada, _ = room.person("A"), room.person("A")
    here = ada.here()
    ada.does("choose_group", group=room.group("B"))
    assert ada.writes("Begun in A", **here).ok
    assert row_of(room, ada.last_note)["group"] == room.group("A")


def test_late_words_of_a_group_that_is_now_empty_are_accepted_there(room: Room) -> None:
    room.goes_to("round", 1)
    ada = room.person("A")
    here = ada.here()
    ada.does("choose_group", group=room.group("B"))
    assert ada.writes("Begun alone in A", **here).ok
    assert row_of(room, ada.last_note)["slot"] == here["slot"]


def test_late_words_of_a_group_that_has_merged_are_accepted_there(room: Room) -> None:
    room.goes_to("round", 1)
    ada = room.person("A")
    here = ada.here()
    room.console.does("merge_groups", group=room.group("A"), into=room.group("B"))
    assert ada.writes("Begun before we merged", **here).ok
    assert row_of(room, ada.last_note)["slot"] == here["slot"]


def test_words_for_a_group_one_was_never_in_are_refused(room: Room) -> None:
    room.goes_to("round", 0)
    ada, ben = room.person("A"), room.person("B")
    assert ada.writes("Not ours", **ben.here()).refused == "other_group"


def test_words_for_a_station_the_group_is_not_at_are_refused(room: Room) -> None:
    room.goes_to("round", 0)
    ada = room.person("A")
    assert ada.writes("From afar", slot=station(room, 3)).refused == "other_station"


def test_groups_that_merge_walk_as_one_and_keep_their_notes(room: Room) -> None:
    room.goes_to("round", 0)
    ada, ben = room.person("A"), room.person("B")
    ben.writes("Written by B")
    assert room.console.does("merge_groups", group=room.group("B"), into=room.group("A")).ok
    assert ben.group == ada.group == room.group("A")
    assert "B" not in places(room)
    assert row_of(room, ben.last_note)["group"] == room.group("B")
    assert ben.writes("Now with A").ok


def test_an_undone_merge_brings_phones_back_to_their_own_group(room: Room) -> None:
    room.goes_to("round", 0)
    ben = room.person("B")
    room.person("A")
    merge = {"group": room.group("B"), "into": room.group("A")}
    room.console.does("merge_groups", op="merge-one-1", **merge)
    together = ben.here()
    assert room.console.does("undo", target="merge-one-1").ok
    room.settles()
    here = [text for event, text in room.wire.heard[ben.sid] if event == "snapshot"][-1]
    assert f'"group": "{room.group("B")}", "at": "{station(room, 2)}"' in here
    assert ben.sid in room.wire.rooms[f"{room.code}/group:{room.group('B')}"]
    assert ben.writes("Begun while we were together", **together).ok


def test_groups_may_be_fixed_and_then_nobody_changes(room: Room) -> None:
    ada = room.person("A")
    setting = {"activity": room.activity("carousel"), "name": "groups_open", "value": False}
    assert room.console.does("set_setting", **setting).ok
    assert ada.does("choose_group", group=room.group("B")).refused == "groups_fixed"
    assert ada.view()["state"]["groups_open"] is False


# ---- time


def test_the_timer_never_moves_the_room_and_never_locks_writing(room: Room) -> None:
    room.goes_to("round", 0)
    ada = room.person("A")
    keeps_time(room, 5 * 60)
    assert timer(room)["ends_at"] < room.clock.ms
    assert (room.was()["phase"], room.was()["round"]) == ("round", 0)
    assert ada.writes("Still writing").ok


def test_with_the_setting_the_clock_moves_the_room_at_zero_and_once(room: Room) -> None:
    activity = room.activity("carousel")
    room.console.does("set_setting", activity=activity, name="moves_by_itself", value=True)
    room.goes_to("round", 0)
    keeps_time(room, 3 * 60)
    assert (room.was()["phase"], room.was()["round"]) == ("round", 0)
    keeps_time(room, 60)
    assert (room.was()["phase"], room.was()["round"]) == ("walk", 1)
    keeps_time(room, 60)
    assert (room.was()["phase"], room.was()["round"]) == ("walk", 1)


def test_the_first_round_has_four_minutes_and_the_others_three(room: Room) -> None:
    room.goes_to("round", 0)
    assert timer(room)["ends_at"] == room.clock.ms + 4 * 60_000
    room.goes_to("round", 1)
    assert timer(room)["ends_at"] == room.clock.ms + 3 * 60_000


def test_a_paused_clock_stands_and_goes_on_with_what_was_left(room: Room) -> None:
    room.goes_to("round", 0)
    activity = room.activity("carousel")
    room.clock.passes(60)
    room.console.does("pause_timer", activity=activity)
    room.clock.passes(600)
    assert timer(room) == {"is_running": False, "ends_at": None, "remaining_ms": 180_000}
    room.console.does("start_timer", activity=activity)
    assert timer(room)["ends_at"] == room.clock.ms + 180_000


def test_one_more_minute_after_zero_is_one_minute(room: Room) -> None:
    room.goes_to("round", 0)
    room.clock.passes(600)
    assert room.console.does("add_time", activity=room.activity("carousel"), seconds=60).ok
    assert timer(room)["ends_at"] == room.clock.ms + 60_000


def test_after_the_laptop_slept_the_clock_stands_where_it_was(room: Room) -> None:
    room.goes_to("round", 0)
    keeps_time(room, 60)
    room.store.ask(room.store.timekeeper.tick)
    left = timer(room)["ends_at"] - room.clock.ms
    room.clock.passes(3600)
    keeps_time(room)
    room.settles()
    assert timer(room) == {"is_running": False, "ends_at": None, "remaining_ms": left}


def test_a_group_that_runs_dry_gets_a_fresh_prompt_of_its_station(room: Room) -> None:
    ada, ben = room.person("A"), room.person("B")
    room.goes_to("round", 0)
    keeps_time(room, 60)
    ben.writes("We have something")
    keeps_time(room, 30)
    prompt = ada.view()["state"]["mine"]["prompt"]
    assert prompt == "Could a pupil in your class say today who will read their piece?"
    assert ben.view()["state"]["mine"]["prompt"] is None
    assert [g["letter"] for g in room.console.rows("group") if g["is_dry"]] == ["A"]


def test_a_prompt_is_for_its_round_and_an_empty_group_gets_none(room: Room) -> None:
    ada = room.person("A")
    room.goes_to("round", 0)
    keeps_time(room, 90)
    assert ada.view()["state"]["mine"]["prompt"]
    assert [g["letter"] for g in room.console.rows("group") if g["is_dry"]] == ["A"]
    room.goes_to("round", 1)
    assert ada.view()["state"]["mine"]["prompt"] is None


def test_a_paused_clock_prompts_nobody(room: Room) -> None:
    ada = room.person("A")
    room.goes_to("round", 0)
    room.console.does("pause_timer", activity=room.activity("carousel"))
    keeps_time(room, 180)
    assert ada.view()["state"]["mine"]["prompt"] is None


# ---- home again


def home_notes(room: Room) -> tuple[Person, Person, list[str]]:
    """Two people of A back home, with two gaps and a strength at their station."""
    ada, abel = room.person("A"), room.person("A")
    notes = []
    room.goes_to("round", 0)
    for text, stance in (("One gap", "gap"), ("Another gap", "gap")):
        ada.writes(text, stance)
        notes.append(ada.last_note)
    dora = room.person("D")
    room.goes_to("round", 1)
    dora.writes("A strength", "strength")
    room.goes_to("home")
    return ada, abel, [*notes, dora.last_note]


def test_a_groups_choice_is_one_for_all_and_the_last_wins(room: Room) -> None:
    ada, abel, (one, other, _) = home_notes(room)
    home = ada.here()["slot"]
    assert ada.marks("gap", home, one).ok
    assert abel.marks("gap", home, other).ok
    choices = [(c["kind"], c["value"]) for c in ada.rows("choice")]
    assert choices == [("gap", other)]
    assert room.projector.rows("choice") == []
    assert abel.marks("gap", home, None).ok
    assert ada.rows("choice") == []


def test_a_choice_is_of_its_own_stance_and_of_this_station(room: Room) -> None:
    ada, _, (gap, _, strength) = home_notes(room)
    home = ada.here()["slot"]
    assert ada.marks("strength", home, gap).refused == "bad_value"
    assert ada.marks("strength", home, strength).ok
    assert ada.marks("reach", home, 3).ok
    assert ada.marks("reach", home, 4).refused == "bad_value"
    assert ada.marks("reach", station(room, 2), 1).refused == "other_station"


def test_another_groups_choices_stay_its_own_until_the_gallery(room: Room) -> None:
    ada, _, (gap, _, _) = home_notes(room)
    ben = room.person("B")
    ada.marks("gap", ada.here()["slot"], gap)
    assert ben.rows("choice") == []
    room.goes_to("gallery")
    assert [choice["value"] for choice in room.projector.rows("choice")] == [gap]


def test_the_gallery_shows_on_the_projector_what_rounds_did_not(room: Room) -> None:
    ada, _, (gap, _, _) = home_notes(room)
    ben = room.person("B")
    assert room.projector.rows("note") == []
    assert ada.ticks(gap).refused == "own_note"
    room.goes_to("gallery")
    assert sorted(room.projector.notes()) == ["A strength", "Another gap", "One gap"]
    assert room.projector.view()["state"]["step"]["room"] == "gallery"
    assert ben.view()["state"]["step"]["hand"] == "look" and ben.notes() == []


def test_ticks_are_unique_and_counted_beside_the_note_in_the_gallery(room: Room) -> None:
    dora, ada = room.person("D"), room.person("A")
    room.goes_to("round", 0)
    ada.writes(SKETCH)
    room.goes_to("round", 1)
    assert dora.ticks(ada.last_note).ok and dora.ticks(ada.last_note).ok
    assert "totals" not in dora.rows("note")[0]
    room.goes_to("gallery")
    assert room.projector.rows("note")[0]["totals"] == {"tick": 1}


def test_after_the_gallery_opened_words_go_to_the_list_for_later(room: Room) -> None:
    room.goes_to("round", 0)
    ada = room.person("A")
    here = ada.here()
    room.goes_to("gallery")
    assert ada.writes("Too late for the room", **here).refused == "late"
    assert ada.writes_later("Too late for the room", **here).ok
    assert row_of(room, ada.last_note)["is_late"]
    assert room.console.view()["counts"]["later"] == 1
    assert room.projector.notes() == []


# ---- notes that change


def test_a_withdrawn_note_is_blank_at_once_and_its_children_stay(room: Room) -> None:
    room.goes_to("round", 0)
    ada, abel = room.person("A"), room.person("A")
    ada.writes(SKETCH)
    first = ada.last_note
    abel.writes("And they say so too", None, parent=first)
    assert abel.does("withdraw_note", id=first, key="not the right key").refused == "not_your_note"
    assert ada.withdraws(first).ok
    rows = {row["id"]: row for row in abel.rows("note")}
    assert (rows[first]["text"], rows[first]["is_withdrawn"]) == ("", True)
    assert rows[abel.last_note]["parent"] == first
    assert abel.writes("More", None, parent=first).refused == "note_gone"


def test_a_withdrawn_note_gives_its_place_back_and_opens_the_groups_choice(room: Room) -> None:
    ada, abel, (gap, _, _) = home_notes(room)
    abel.marks("gap", ada.here()["slot"], gap)
    ada.withdraws(gap)
    assert ada.rows("choice") == []
    room.console.does("go_back", was=room.was())
    groups = {group["letter"]: group for group in room.console.rows("group")}
    assert groups["A"]["left"] == 2


def test_a_hidden_note_and_its_copies_leave_every_screen_and_come_back_by_undo(room: Room) -> None:
    room.goes_to("round", 0)
    ada = room.person("A")
    ada.writes(SKETCH)
    gap = ada.last_note
    room.goes_to("gallery")
    room.console.does("carry_note", note=gap, to="plan")
    room.console.does("hide_note", op="hide-one-1", note=gap)
    assert room.projector.notes() == []
    assert SKETCH not in room.export("plan.md").decode()
    assert room.console.rows("action")[0]["chain"][0]["text"] is None
    assert room.console.does("undo", target="hide-one-1").ok
    assert room.projector.notes() == [SKETCH]
    assert SKETCH in room.export("plan.md").decode()


def test_an_erased_note_leaves_no_byte_on_the_disk(room: Room) -> None:
    room.goes_to("round", 0)
    ada = room.person("A")
    ada.writes("Zebedee Quill cannot spell")
    note = ada.last_note
    ada.edits(note, "Zebedee Quill cannot spell yet", "Zebedee Quill cannot spell")
    room.opens("talk")
    wait_until(lambda: room.holds("Zebedee") and not list(room.store.folder.rglob("*.part")))
    assert room.console.does("open_activity", activity=room.activity("carousel"), was=room.was()).ok
    assert room.console.does("erase_note", note=note).ok
    room.settles()
    wait_until(lambda: not list(room.store.folder.rglob("*.part")))
    assert room.holds("Zebedee") == []
    assert room.holds("Millrace")


def test_an_erased_note_takes_copies_along_whose_carrying_was_undone(room: Room) -> None:
    room.goes_to("round", 0)
    ada = room.person("A")
    ada.writes("Zebedee Quill cannot spell")
    room.goes_to("gallery")
    room.console.does("carry_note", op="carry-one-1", note=ada.last_note, to="plan")
    room.console.does("undo", target="carry-one-1")
    room.console.does("erase_note", note=ada.last_note)
    room.settles()
    wait_until(lambda: not list(room.store.folder.rglob("*.part")))
    assert room.holds("Zebedee") == []


# ---- question and settings


def test_our_question_is_adjusted_on_every_screen_and_taken_back(room: Room) -> None:
    was, ada = room.console.view()["state"]["workshop"]["question"], room.person("A")
    new = "Which pupils revise what they write?"
    assert room.console.does("set_question", op="question-1", text=new, was=was).ok
    for face in (room.console, room.projector, ada):
        assert face.view()["state"]["workshop"]["question"] == new
    assert room.console.does("set_question", text="Really?", was=was).refused == "changed"
    assert room.console.does("set_question", text="No.", was=new).refused == "not_a_question"
    assert room.console.does("undo", target="question-1").ok
    assert room.projector.view()["state"]["workshop"]["question"] == was


def test_the_limit_of_notes_is_a_setting(room: Room) -> None:
    room.goes_to("round", 0)
    ada, activity = room.person("A"), room.activity("carousel")
    assert room.console.does("set_setting", activity=activity, name="notes", value=1).ok
    assert [ada.writes(text).ok for text in ("One", "Two")] == [True, False]
    room.console.does("set_setting", activity=activity, name="notes", value="everyone")
    assert [ada.writes(text).ok for text in ("Two", "Three", "Four")] == [True] * 3
    assert ada.view()["state"]["step"]["limit"] is None


def test_a_setting_nobody_offers_is_refused(room: Room) -> None:
    activity = room.activity("carousel")
    for name, value in (("notes", 9), ("volume", 3), ("home", True)):
        answer = room.console.does("set_setting", activity=activity, name=name, value=value)
        assert answer.refused == "bad_setting"


def test_what_was_decided_in_preparation_stays_in_the_room(room: Room) -> None:
    activity = room.activity("carousel")
    answer = room.console.does("set_setting", activity=activity, name="rounds", value=2)
    assert answer.refused == "fixed_setting"


def test_a_changed_setting_comes_back_by_undo(room: Room) -> None:
    activity = room.activity("carousel")
    body = {"activity": activity, "name": "home", "value": 5}
    room.console.does("set_setting", op="setting-1", **body)
    assert room.console.view()["state"]["desk"]["settings"]["home"] == 5
    room.console.does("undo", target="setting-1")
    assert room.console.view()["state"]["desk"]["settings"]["home"] == 3


@pytest.mark.parametrize("stations", [2, 5])
def test_a_pack_chooses_how_many_stations_and_rounds(tmp_path: Path, stations: int) -> None:
    with a_carousel(tmp_path, groups=2, stations=stations, rounds=3) as room:
        room.opens("carousel")
        assert len(room.console.rows("slot")) == stations
        assert room.console.view()["state"]["step"]["rounds"] == min(3, stations)
