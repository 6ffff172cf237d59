"""The engine, proved by a kind it has never heard of: the board is played from private writing to
the Word file, and only the list of kinds that these tests give knows of it."""

import io
import json
from pathlib import Path

import docx
import pytest

from tests.kinds.board import PACK, WITH_BOARD
from tests.room import Face, Person, Room, a_room
from workshop.activities import KINDS
from workshop.packs import PackError, parse, parse_file, write

FACES = ("write", "dots", "scores", "result")


@pytest.fixture
def hall(tmp_path: Path):
    """Nothing is open yet; group A has three people, group B one."""
    with a_room(tmp_path, groups=3, pack=parse_file(PACK, WITH_BOARD), kinds=WITH_BOARD) as room:
        room.amira, room.ada, room.abel = (room.person("A") for _ in range(3))
        room.ben = room.person("B")
        yield room


@pytest.fixture
def room(hall: Room) -> Room:
    """The same people; the board is open."""
    hall.opens("board")
    return hall


def shown(face: Face) -> str:
    """Everything a face ever heard, and would hear now."""
    return json.dumps([face.room.wire.heard.get(face.sid, []), face.view()])


def written(room: Room, *texts: str) -> list[str]:
    """Notes of Amira's, closed and revealed; their ids."""
    ids = []
    for text in texts or ("Talk before they read", "Six words first"):
        assert room.amira.writes(text, None).ok
        ids.append(room.amira.last_note)
    assert room.closes().ok and room.reveals().ok
    return ids


def dotted(room: Room, face: Face, note: str) -> object:
    """The total of dots a face sees on a note, or None."""
    row = next(row for row in face.rows("note") if row["id"] == note)
    return row.get("totals", {}).get("dot")


def scored(face: Face, note: str) -> object:
    """The spread of scores a face sees on a note, or None."""
    row = next(row for row in face.rows("note") if row["id"] == note)
    return row.get("totals", {}).get("score")


def action_words(room: Room) -> str:
    """The Word file's words, paragraph by paragraph."""
    document = docx.Document(io.BytesIO(room.export("plan.docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


# ---- the pack


def test_a_pack_with_a_board_is_read_by_the_real_parser() -> None:
    pack = parse_file(PACK, WITH_BOARD)
    assert [item.kind for item in pack.orders[0].items] == ["talk", "carousel", "board", "board"]
    assert parse(write(pack), "board.md", WITH_BOARD) == pack


def test_without_the_list_of_kinds_nobody_knows_of_the_board() -> None:
    with pytest.raises(PackError, match="board"):
        parse_file(PACK, KINDS)


def test_its_settings_come_from_the_pack_and_change_its_steps(room: Room) -> None:
    rows = room.look("SELECT settings FROM activities WHERE kind = 'board' ORDER BY position")
    assert rows[0]["settings"] == {"writing": 4, "choosing": 2, "scores": True}
    assert rows[1]["settings"] == {"writing": 3, "choosing": 2, "scores": False}
    assert room.console.view()["state"]["timer"]["ends_at"] == room.clock.ms + 4 * 60_000


def test_a_setting_it_does_not_take_is_refused_with_its_name(room: Room) -> None:
    activity = room.activity("board")
    answer = room.console.does("set_setting", activity=activity, name="writing", value=99)
    assert (answer.refused, answer.values["name"]) == ("bad_setting", "writing")


def test_every_step_brings_its_own_words_and_layouts(room: Room) -> None:
    step = room.amira.view()["state"]["step"]
    assert (step["title"], step["hand"], step["room"]) == ("On your own", "wall", "wall")
    assert room.console.view()["state"]["desk"]["asks"][0].startswith("Which of these")
    written(room)
    room.goes_to("dots")
    step = room.amira.view()["state"]["step"]
    assert (step["hand"], step["marks"][0]["values"]) == ("dots", [1, 2])
    assert room.console.view()["state"]["desk"]["next"]["label"] == "Close the dots"


# ---- private writing


def test_p24_private_words_are_known_to_their_phone_alone(room: Room) -> None:
    room.amira.writes("Mistakes are hidden here", None)
    room.settles()
    for face in (room.console, room.projector, room.amira, room.ada, room.ben):
        assert "Mistakes are hidden" not in shown(face)
        assert room.amira.last_note not in shown(face)


def test_p24_while_it_is_open_others_get_a_count(room: Room) -> None:
    room.amira.writes("One", None)
    room.ben.writes("Two", None)
    assert room.projector.view()["counts"] == {"notes": 2}
    assert room.console.view()["counts"]["notes"] == 2
    assert room.ada.view()["counts"] == {}


def test_p24_the_count_is_of_words_written_here_not_of_carried_ones(hall: Room) -> None:
    room = hall
    room.opens("carousel")
    room.goes_to("round")
    room.amira.writes("Few pupils explain", "gap")
    room.goes_to("gallery")
    board = room.activity("board")
    assert room.console.does("carry_note", note=room.amira.last_note, to=board).ok
    room.opens("board")
    assert room.projector.view()["counts"] == {"notes": 0}


def test_p24_what_the_open_phase_hides_cannot_be_hidden_or_carried_by_its_id(room: Room) -> None:
    room.amira.writes("Mine alone", None)
    note = room.amira.last_note
    assert room.console.does("hide_note", note=note).refused == "no_such_notes"
    assert room.console.does("erase_note", note=note).refused == "no_such_notes"
    assert room.console.does("carry_note", note=note, to="plan").refused == "not_offered"


def test_p24_closed_the_console_alone_sees_them_by_id_without_group_or_order(room: Room) -> None:
    for person in (room.amira, room.ben, room.ada, room.abel):
        person.writes(f"Note {person.sid}", None)
    room.closes()
    rows = room.console.rows("note")
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert len(rows) == 4
    assert all(not {"group", "round", "n", "may_carry"} & set(row) for row in rows)
    assert [face.notes() for face in (room.projector, room.amira, room.ben)] == [[], [], []]


def test_p24_the_champion_may_hide_one_before_the_reveal(room: Room) -> None:
    room.amira.writes("A boy called Tom cannot read it", None)
    room.ben.writes("We read aloud daily", None)
    room.closes()
    assert room.console.rows("note") and room.console.view()["counts"]["look"] == 1
    assert room.console.does("hide_note", note=room.amira.last_note).ok
    room.reveals()
    assert room.projector.notes() == ["We read aloud daily"]
    assert room.ada.notes() == ["We read aloud daily"]
    assert len(room.console.notes()) == 2


def test_p24_words_on_their_way_while_it_closes_still_arrive(room: Room) -> None:
    room.closes()
    assert room.amira.writes("I was still typing", None).ok
    assert room.console.notes() == ["I was still typing"]
    assert room.ada.notes() == []


def test_p24_a_private_phase_that_is_skipped_is_closed_and_not_revealed(room: Room) -> None:
    room.amira.writes("Never shown", None)
    assert room.skips().ok
    assert room.was()["phase"] == "dots"
    assert room.scene(lambda s: s.veil_of(s.activity, "write")) == "closed"
    assert room.console.notes() == ["Never shown"]
    assert room.projector.notes() == room.ada.notes() == []
    room.skips(), room.skips()
    assert (room.was()["phase"], room.projector.notes()) == ("result", [])


def test_p24_leaving_the_activity_closes_what_was_open(room: Room) -> None:
    room.amira.writes("Not yet", None)
    board = room.was()["activity"]
    room.opens("talk")
    assert room.scene(lambda s: s.veil_of(s.activity_of(board), "write")) == "closed"


def test_p24_closing_can_be_undone_and_the_reveal_cannot(room: Room) -> None:
    closing = room.console.does("close_phase", op="closing-1", activity=room.was()["activity"],
                                phase="write")  # fmt: skip
    assert closing.ok and room.console.does("undo", target="closing-1").ok
    assert room.was()["veil"] == "open"
    room.closes()
    room.console.does("reveal_phase", op="showing-1", activity=room.was()["activity"],
                      phase="write")  # fmt: skip
    assert room.console.does("undo", target="showing-1").refused == "cannot_undo"
    assert room.console.does("undo", target="closing-1").refused == "cannot_undo"
    assert room.was()["veil"] == "revealed"


def test_p24_an_undone_move_does_not_cover_what_was_revealed(room: Room) -> None:
    written(room)
    room.console.does("move_on", op="moving-1", was=room.was())
    room.closes(), room.reveals()
    assert room.console.does("undo", target="moving-1").refused == "changed_since"
    assert len(room.projector.notes()) == 2


def test_p25_revealed_everybody_sees_them_without_order_round_or_time(room: Room) -> None:
    room.amira.writes("From three of us", None)
    room.ben.writes("From one of us", None)
    room.closes(), room.reveals()
    for face in (room.console, room.projector, room.ada, room.ben):
        rows = {row["text"]: row for row in face.rows("note")}
        assert rows["From three of us"]["group"] == room.group("A")
        assert "group" not in rows["From one of us"]
        for row in rows.values():
            assert not {"n", "round", "rev", "at", "key_hash", "activity"} & set(row)


def test_p25_a_group_is_told_no_more_when_it_falls_under_three(room: Room) -> None:
    written(room)
    assert "group" in room.projector.rows("note")[0]
    room.abel.does("choose_group", group=room.group("B"))
    assert all("group" not in row for row in room.projector.rows("note"))


def test_p25_revealed_notes_come_sorted_by_id(room: Room) -> None:
    for number in range(8):
        (room.amira if number % 2 else room.ben).writes(f"Note {number}", None)
    room.closes(), room.reveals()
    ids = [row["id"] for row in room.projector.rows("note")]
    assert ids == sorted(ids) and len(ids) == 8


def test_p25_no_id_is_gone_or_sent_before_the_reveal(room: Room) -> None:
    room.amira.writes("Taken back", None)
    room.amira.withdraws(room.amira.last_note)
    room.settles()
    assert room.amira.last_note not in json.dumps(room.wire.sent)


def test_p25_late_words_of_a_private_phase_have_no_order_either(room: Room) -> None:
    room.opens("board")
    here = room.ben.here()
    written(room)
    assert room.ben.writes("Too late", None, **here).refused == "late"
    assert room.ben.writes_later("Too late", stance=None, **here).ok
    late = next(row for row in room.console.rows("note") if row["text"] == "Too late")
    assert late["is_late"] and not {"n", "group", "round"} & set(late)
    assert "Too late" not in room.projector.notes() + room.ada.notes()


# ---- dots and scores


def test_p26_dots_stay_within_the_budget_and_two_on_one_note(room: Room) -> None:
    one, two, three = written(room, "One", "Two", "Three")
    room.goes_to("dots")
    assert room.amira.marks("dot", one, 2).ok
    assert room.amira.marks("dot", one, 3).refused == "bad_value"
    assert room.amira.marks("dot", two, 2).ok
    over = room.amira.marks("dot", three, 1)
    assert (over.refused, over.values["n"]) == ("budget", 4)
    assert room.amira.marks("dot", two, 1).ok and room.amira.marks("dot", three, 1).ok
    assert room.amira.me()["left"] == {"dot": 0}


def test_while_dots_are_given_the_desk_still_counts_what_it_hid(room: Room) -> None:
    one, _ = written(room)
    room.console.does("hide_note", note=one)
    room.goes_to("dots")
    assert room.console.view()["counts"]["hidden"] == 1
    assert room.projector.view()["counts"] == {"answered": 0}


def test_p26_two_tabs_cannot_double_a_dot(room: Room) -> None:
    one, _ = written(room)
    room.goes_to("dots")
    for value in (2, 1, 2, None, 1):
        room.amira.marks("dot", one, value)
    room.closes(), room.reveals()
    assert dotted(room, room.projector, one) == 1


def test_p26_totals_show_to_nobody_before_the_reveal(room: Room) -> None:
    one, _ = written(room)
    room.goes_to("dots")
    for person in (room.amira, room.ben):
        assert person.marks("dot", one, 2).ok
    everyone = (room.console, room.projector, room.ada)
    assert [dotted(room, face, one) for face in everyone] == [None] * 3
    room.closes()
    assert [dotted(room, face, one) for face in everyone] == [None] * 3
    room.reveals()
    assert [dotted(room, face, one) for face in everyone] == [4] * 3


def test_p26_a_dot_after_the_close_is_refused(room: Room) -> None:
    one, _ = written(room)
    room.goes_to("dots")
    room.closes()
    assert room.amira.marks("dot", one, 1).refused == "phase_closed"
    room.reveals()
    assert room.amira.marks("dot", one, 1).refused == "phase_closed"


def test_p26_dots_that_were_skipped_are_never_counted(room: Room) -> None:
    one, _ = written(room)
    room.goes_to("dots")
    room.amira.marks("dot", one, 2)
    room.skips()
    room.goes_to("result")
    assert dotted(room, room.console, one) is None
    assert dotted(room, room.projector, one) is None


def test_p26_ones_own_dots_travel_to_ones_own_seat_alone(room: Room) -> None:
    one, _ = written(room)
    room.goes_to("dots")
    room.amira.marks("dot", one, 2)
    room.settles()
    mine = [text for event, text in room.wire.heard[room.amira.sid] if event == "me"]
    others = [text for event, text in room.wire.heard[room.ada.sid] if event == "me"]
    assert json.loads(mine[-1])["marks"] == [{"kind": "dot", "subject": one, "value": 2}]
    assert all(json.loads(text)["marks"] == [] for text in others)


def test_p09_a_phone_is_told_its_budget_when_the_dots_begin(room: Room) -> None:
    written(room)
    room.goes_to("dots")
    room.settles()
    told = [text for event, text in room.wire.heard[room.ada.sid] if event == "me"]
    assert json.loads(told[-1])["left"] == {"dot": 4}


def test_p09_a_phone_that_came_back_elsewhere_is_told_its_dots_again(room: Room) -> None:
    one, _ = written(room)
    room.goes_to("dots")
    room.amira.marks("dot", one, 2)
    room.opens("talk")
    room.wire.hangs_up(room.amira.sid)
    room.feed.gone(room.amira.sid)
    room.connect(room.amira, room.amira.seat.id)
    room.opens("board")
    told = [text for event, text in room.wire.heard[room.amira.sid] if event == "me"]
    assert json.loads(told[-1]) == room.amira.me()


def test_p26_a_spread_is_shown_from_five_answers_up(room: Room) -> None:
    one, two = written(room)
    room.goes_to("scores")
    crowd = [room.amira, room.ada, room.abel, room.ben, room.person("C")]
    for person, value in zip(crowd, (1, 5, 4, 4, 2), strict=True):
        assert person.marks("score", one, value).ok
    for person in crowd[:4]:
        assert person.marks("score", two, 3).ok
    room.closes(), room.reveals()
    for face in (room.console, room.projector, room.ben):
        assert scored(face, one) == {"n": 5, "median": 4, "low": 1, "high": 5}
        assert scored(face, two) == {"n": 4}


def test_p26_the_result_shows_dots_and_scores_beside_the_notes(room: Room) -> None:
    one, _ = written(room)
    room.goes_to("dots")
    room.ben.marks("dot", one, 1)
    room.goes_to("result")
    assert dotted(room, room.projector, one) == 1
    assert room.projector.view()["state"]["step"]["room"] == "wall"
    assert sorted(room.projector.notes()) == sorted(room.ada.notes())


# ---- carried both ways


def carried_gap(room: Room) -> str:
    """A gap of the carousel carried onto the board; the copy's id."""
    room.opens("carousel")
    room.goes_to("round")
    assert room.ben.writes("Few pupils explain how they know", "gap").ok
    room.goes_to("gallery")
    gap = room.ben.last_note
    answer = room.console.does("carry_note", note=gap, to=room.activity("board"))
    room.opens("board")
    return str(answer.fields["note"])


def test_a_gap_carried_from_the_carousel_stands_on_the_board_at_once(hall: Room) -> None:
    room, copy = hall, carried_gap(hall)
    for face in (room.console, room.projector, room.amira):
        assert face.notes() == ["Few pupils explain how they know"]
    assert next(r for r in room.console.rows("note") if r["id"] == copy)["is_carried"]
    room.amira.writes("A private word", None)
    written(room, "Another")
    room.goes_to("dots")
    assert room.amira.marks("dot", copy, 2).ok


def test_the_board_takes_no_strength_and_talk_takes_nothing(room: Room) -> None:
    note = written(room)[0]
    assert (
        room.console.does("carry_note", note=note, to=room.activity("talk")).refused == "not_taken"
    )
    room.opens("carousel")
    room.goes_to("round")
    room.ben.writes("We read aloud daily", "strength")
    room.goes_to("gallery")
    strength = room.console.does("carry_note", note=room.ben.last_note, to=room.activity("board"))
    assert strength.refused == "not_offered"


def test_a_note_is_carried_to_an_activity_once(room: Room) -> None:
    note, later = written(room)[0], room.activity("board", 1)
    first = room.console.does("carry_note", op="carry-once", note=note, to=later)
    assert first.ok
    assert room.console.does("carry_note", note=note, to=later).refused == "carried_there"
    assert room.console.does("undo", target="carry-once").ok
    assert room.console.does("carry_note", note=note, to=later).ok


def test_p25_a_private_note_carried_on_brings_neither_group_nor_order(room: Room) -> None:
    room.ben.writes("Only one of us wrote this", None)
    written(room)
    note = next(r["id"] for r in room.console.rows("note") if r["text"].startswith("Only one"))
    assert room.console.does("carry_note", note=note, to=room.activity("board", 1)).ok
    room.opens("board", 1)
    for face in (room.console, room.projector, room.amira):
        row = next(r for r in face.rows("note") if not r.get("is_past"))
        assert row["text"] == "Only one of us wrote this"
        assert not {"group", "round", "n"} & set(row)


def test_hiding_the_first_words_hides_every_copy_and_undo_shows_them(hall: Room) -> None:
    room, copy = hall, carried_gap(hall)
    origin = room.look("SELECT from_id FROM links WHERE to_id = ?", copy)[0]["from_id"]
    assert room.console.does("hide_note", op="hiding-1", note=origin).ok
    assert room.projector.notes() == room.ada.notes() == []
    assert room.console.does("undo", target="hiding-1").ok
    assert room.projector.notes() == ["Few pupils explain how they know"]


def test_an_action_remembers_the_board_and_the_station_before_it(hall: Room) -> None:
    room, copy = hall, carried_gap(hall)
    written(room)
    room.goes_to("result")
    action = room.console.does("carry_note", note=copy, to="plan").fields["action"]
    row = room.console.rows("action")[0]
    assert row["id"] == action
    assert row["chain"][0]["text"] == "Few pupils explain how they know"
    assert row["chain"][0]["slot_title"] == "Words that matter"
    words = action_words(room)
    assert "The station “Words that matter”" in words
    assert "“Few pupils explain how they know”" in words
    assert "Group B" not in words  # it is one person here


def test_the_paper_holds_the_boards_notes_and_the_chain_of_its_action(room: Room) -> None:
    room.ben.writes("Let pairs argue about one word", None)
    note = room.ben.last_note
    written(room, "Six words first")
    room.goes_to("result")
    action = room.console.does("carry_note", note=note, to="plan").fields["action"]
    fields = {"we_will": "Stop twice in every story and let pairs argue"}
    assert room.console.does("write_action", action=action, fields=fields, was={"we_will": ""}).ok
    words = action_words(room)
    assert "Stop twice in every story and let pairs argue" in words
    assert "A note said: “Let pairs argue about one word”" in words
    assert "Six words first" in words
    assert "Group A" not in words  # it is one person here
    assert "Where to begin" in words and "Station 0" not in words and "0. Where" not in words


def test_the_paper_holds_nothing_of_a_board_that_was_never_revealed(room: Room) -> None:
    room.amira.writes("Closed and no more", None)
    room.closes()
    room.skips()
    for name in ("plan.docx", "plan.csv", "plan.md"):
        assert "Closed and no more" not in room.export(name).decode("utf-8", "replace")
    assert "Closed and no more" not in action_words(room)


def test_the_boards_dots_and_scores_never_name_who_gave_them(room: Room) -> None:
    one, _ = written(room)
    room.goes_to("dots")
    room.amira.marks("dot", one, 2)
    room.closes(), room.reveals()
    room.settles()
    assert room.amira.seat.id not in json.dumps([text for _, _, text in room.wire.sent])


def everyone(room: Room) -> list[Face | Person]:
    """All faces in the room."""
    return [room.console, room.projector, room.amira, room.ada, room.abel, room.ben]


def test_the_whole_board_is_played_by_the_one_dominant_next(room: Room) -> None:
    seen = []
    for _ in range(9):
        was = room.was()
        seen.append((was["phase"], was["veil"]))
        assert {face.view()["state"]["step"]["veil"] for face in everyone(room)} == {was["veil"]}
        assert room.next().ok
    private = [(phase, veil) for phase in FACES[:3] for veil in ("open", "closed", "revealed")]
    assert seen == private
    assert room.was()["phase"] == "result"


def test_the_dots_a_note_got_stand_beside_it_on_the_paper(room: Room) -> None:
    for letter in "AABB":
        room.person(letter)
    one, _ = written(room, "Six words first", "A wall of words")
    room.goes_to("dots")
    room.amira.marks("dot", one, 2)
    room.goes_to("result")
    assert "2 dots" in action_words(room)


def test_a_dot_on_a_note_that_was_hidden_can_be_taken_back(room: Room) -> None:
    one, two = written(room, "Six words first", "A wall of words")
    room.goes_to("dots")
    room.amira.marks("dot", one, 2)
    room.console.does("hide_note", note=one)
    assert room.amira.marks("dot", one, None).ok
    assert room.amira.marks("dot", two, 2).ok
