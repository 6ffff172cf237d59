"""Headlines: talked about in pairs, then one tap each, and words instead of counts."""

from pathlib import Path

import pytest

from tests.room import Room, a_room


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path) as room:
        room.opens("headlines")
        yield room


def bands(face) -> list[str | None]:
    """What a face is told of each headline."""
    rows = sorted(face.rows("slot"), key=lambda row: row["number"])
    return [row.get("totals", {}).get("view", {}).get("band") for row in rows]


def taps(room: Room, values: list[int]) -> None:
    """One person for each value taps on the first headline."""
    first = min(room.projector.rows("slot"), key=lambda row: row["number"])["id"]
    for value in values:
        assert room.person().marks("view", first, value).ok


def test_the_headlines_are_the_reviews_own(room: Room) -> None:
    rows = room.projector.rows("slot")
    assert {row["stance"] for row in rows} == {"strength", "gap"}
    assert len(rows) == 5


def test_nobody_sees_a_tap_before_it_is_closed(room: Room) -> None:
    taps(room, [0, 0, 0, 0, 2])
    assert bands(room.projector) == bands(room.console) == [None] * 5
    assert room.projector.view()["counts"] == {"answered": 5}
    assert room.closes().ok
    assert bands(room.projector)[0] == "recognised"


def test_the_room_is_told_mixed_and_never_how_many(room: Room) -> None:
    taps(room, [0, 2, 2, 1, 0, 2])
    room.closes()
    assert bands(room.projector)[0] == "mixed"
    assert "6" not in str(room.projector.rows("slot")[0].get("totals"))


def test_under_five_answers_nothing_is_told(room: Room) -> None:
    taps(room, [0, 0, 2, 0])
    room.closes()
    assert bands(room.projector) == [None] * 5


def test_a_pair_writes_a_sentence_that_the_champion_and_the_paper_see(room: Room) -> None:
    amira = room.person("A")
    room.closes()
    room.goes_to("heard")
    first = room.projector.rows("slot")[0]["id"]
    assert amira.writes("In Key Stage 1 we see it every day", None, slot=first).ok
    assert amira.writes("No headline", None, slot=None).refused == "no_headline"
    assert room.console.notes() == ["In Key Stage 1 we see it every day"]
    assert room.projector.notes() == []


def test_a_pairs_sentence_says_nowhere_which_group_wrote_it(room: Room) -> None:
    [amira, *_] = [room.person("A") for _ in range(5)]
    room.closes()
    room.goes_to("heard")
    slot = room.console.rows("slot")[0]["id"]
    assert amira.writes("We think it is the books we choose", None, slot=slot).ok
    [row] = room.console.rows("note")
    assert not {"group", "letter"} & set(row)
