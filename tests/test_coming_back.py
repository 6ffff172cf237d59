"""The champion goes back, and on again: what was asked is still asked, nothing that was left out
comes back, and what was counted stays as it was."""

import pytest

from tests.hour import Hour
from tests.room import Room, wait_until
from workshop.model import new_id, personal_code
from workshop.seats import take_seat_back


def test_headlines_that_were_left_by_mistake_are_asked_again(room: Room) -> None:
    amira = room.person("A")
    room.opens("headlines")
    first, second, *_ = (slot["id"] for slot in room.console.rows("slot"))
    assert amira.marks("view", first, 0).ok
    assert room.console.does("go_back", was=room.was()).ok
    assert room.next().ok
    assert amira.marks("view", second, 0).ok
    assert room.console.view()["state"]["desk"]["next"]["name"] == "close_phase"


def test_the_clock_of_what_was_left_by_mistake_goes_on(room: Room) -> None:
    room.opens("headlines")
    room.clock.passes(30)
    room.console.does("go_back", was=room.was())
    room.clock.passes(20)
    room.next()
    timer = room.projector.view()["state"]["timer"]
    assert timer["is_running"] and timer["ends_at"] - room.clock() > 60_000


def test_options_stay_open_when_the_goal_is_looked_at_again(room: Room) -> None:
    amira = room.person("A")
    room.opens("grow")
    room.goes_to("options")
    assert amira.writes("Agree three examples", None, slot=None).ok
    while room.was()["phase"] != "reality":
        assert room.console.does("go_back", was=room.was()).ok
    room.goes_to("options")
    assert amira.writes("Plan a revising lesson", None, slot=None).ok
    assert "Agree three examples" not in str(room.console.view())


def test_what_was_shown_stays_shown(room: Room) -> None:
    room.opens("headlines")
    room.closes()
    assert room.console.does("go_back", was=room.was()).ok
    assert room.next().ok
    assert room.scene(lambda scene: scene.veil) == "revealed"


def test_back_leaves_out_what_was_left_out(room: Room) -> None:
    room.opens("carousel")
    room.opens("whys")
    left_out = room.activity("carousel")
    room.store.make(lambda tx, scene: tx.change("activities", left_out, state="skipped"))
    while room.was()["activity"] == room.activity("whys"):
        assert room.console.does("go_back", was=room.was()).ok
    assert room.was()["activity"] != left_out


def test_taking_options_forward_shows_the_first_page(room: Room) -> None:
    hour = Hour(room)
    room.opens("grow")
    room.goes_to("options")
    options = []
    for person in hour.people:
        assert person.writes(f"Option {person.seat.id}", None, slot=None).ok
        options.append(person.last_note)
    room.closes()
    room.reveals()
    room.goes_to("vote")
    room.closes()
    activity = room.activity("grow")
    assert room.console.does("turn_page", activity=activity, page=1, was=0).ok
    body = {"activity": activity, "notes": options[:2], "was": []}
    assert room.console.does("choose_options", **body).ok
    assert room.look("SELECT page FROM activities WHERE id = ?", activity)[0]["page"] == 0


def test_a_seat_that_was_given_up_for_another_counts_no_more(room: Room) -> None:
    amira, again = room.person("A"), room.person("A")
    room.opens("headlines")
    slot = room.console.rows("slot")[0]["id"]
    assert amira.marks("view", slot, 0).ok
    assert again.marks("view", slot, 1).ok
    assert take_seat_back(room.store, personal_code(amira.token), again.token) == amira.seat.id
    room.settles()
    assert room.projector.view()["counts"]["answered"] == 1


def test_how_many_answered_does_not_change_when_the_workshop_is_closed(room: Room) -> None:
    people = [room.person("A") for _ in range(3)]
    room.opens("headlines")
    for person in people:
        for slot in room.console.rows("slot"):
            person.marks("view", slot["id"], 0)
    room.closes()
    assert room.console.does("close_workshop").ok
    room.settles()
    for face in (room.projector, room.console):
        assert face.view()["counts"].get("answered") in (None, 3)


def test_the_champion_does_not_set_the_clock_to_a_value_of_their_own(room: Room) -> None:
    room.opens("carousel")
    room.goes_to("round")
    activity = room.activity("carousel")
    before = room.projector.view()["state"]["timer"]
    assert room.console.does("pause_timer", activity=activity, left_ms=10**8).ok
    left = room.projector.view()["state"]["timer"]["remaining_ms"]
    assert left <= before["ends_at"] - room.clock() + 1000


@pytest.mark.parametrize("typed", ["by half term", "By half term"])
def test_by_is_said_once(room: Room, typed: str) -> None:
    action = room.console.does("add_action").fields["action"]
    fields, was = {"by_when": typed}, {"by_when": ""}
    assert room.console.does("write_action", action=action, fields=fields, was=was).ok
    assert room.console.rows("action")[0]["fields"]["by_when"] == "half term"


def test_undoing_a_move_by_the_clock_is_not_taken_back_by_the_clock(room: Room) -> None:
    room.opens("carousel")
    room.goes_to("round")
    activity = room.activity("carousel")
    body = {"activity": activity, "name": "moves_by_itself", "value": True}
    assert room.console.does("set_setting", **body).ok
    step, ends_at = room.was(), room.projector.view()["state"]["timer"]["ends_at"]
    room.store.timekeeper.seen_at = ends_at - 900
    room.store.timekeeper.ticked_at = ends_at - 900
    room.clock.passes((ends_at - room.clock()) / 1000 + 0.1)
    room.store.tick()
    room.catches_up()
    wait_until(lambda: room.was() != step)
    undo = room.console.view()["state"]["desk"]["undo"]
    assert room.console.does("undo", new_id(), target=undo["op"]).ok
    room.clock.passes(1)
    room.store.tick()
    room.catches_up()
    room.catches_up()
    assert room.was() == step


def test_a_seat_that_was_given_up_after_the_showing_changes_nothing_shown(room: Room) -> None:
    people = [room.person("A") for _ in range(5)]
    room.opens("headlines")
    slot = room.console.rows("slot")[0]["id"]
    for person in people:
        assert person.marks("view", slot, 0).ok
    room.closes()
    room.settles()
    before = room.projector.rows("slot")[0]["totals"]
    take_seat_back(room.store, personal_code(people[0].token), people[4].token)
    room.settles()
    assert room.projector.rows("slot")[0]["totals"] == before


def test_who_joins_a_lone_writer_does_not_make_their_group_named(room: Room) -> None:
    amira, *others = [room.person("B"), *[room.person("A") for _ in range(5)]]
    room.opens("grow")
    room.goes_to("options")
    assert amira.writes("Agree three examples", None, slot=None).ok
    room.closes()
    room.reveals()
    for person in others[:2]:
        assert person.does("choose_group", group=amira.group).ok
    assert all("letter" not in row for row in room.projector.rows("note"))


def test_words_that_nobody_may_see_yet_are_not_counted_for_a_look(room: Room) -> None:
    amira = room.person("A")
    room.opens("grow")
    room.goes_to("options")
    assert amira.writes("Mr Brook is the trouble", None, slot=None).ok
    assert room.console.does("go_back", was=room.was()).ok
    assert room.console.view()["counts"]["look"] == 0


def test_a_note_that_was_erased_is_counted_nowhere(room: Room) -> None:
    amira = room.person("A")
    room.opens("carousel")
    room.goes_to("round")
    before = room.console.view()["counts"]
    assert amira.writes("Tyrone cannot write").ok
    assert room.console.does("erase_note", note=amira.last_note).ok
    assert room.console.view()["counts"] == before


def test_gaps_that_were_chosen_after_the_causes_were_opened_still_come_there(room: Room) -> None:
    amira = room.person("A")
    room.opens("whys")
    room.opens("carousel")
    room.goes_to("round")
    assert amira.writes("Second drafts are neat copies").ok
    room.goes_to("home")
    assert amira.marks("gap", amira.here()["slot"], amira.last_note).ok
    for _ in range(2):
        room.opens("whys")
        assert amira.notes() == ["Second drafts are neat copies"]
        room.opens("carousel")


def test_late_words_of_a_seat_that_was_lost_reach_the_champion(room: Room) -> None:
    amira, ben = room.person("A"), room.person("B")
    begun = {"group": amira.group}
    room.opens("carousel")
    room.goes_to("round")
    assert ben.writes("Too little time", **begun).refused == "other_group"
    assert ben.writes_later("Too little time", **begun).ok
    assert "Too little time" in str(room.console.rows("note"))
