"""What the paper is told: the draft of today until the room agreed, then the newest version; with
the notes as far as they may be shown on the day it is printed."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.hour import CAUSE, GAP, OPTIONS, UNDERSTANDING, Hour, writes
from tests.room import DAY, Room, a_room
from workshop.model import new_id
from workshop.plan import plan_facts
from workshop.reports.after_label import after_label
from workshop.reports.facts import (
    Answered,
    Considered,
    Finding,
    Goal,
    MonitoringFacts,
    PathLine,
    PlanFacts,
    StepFacts,
    SupportFacts,
)


@pytest.fixture
def room(tmp_path: Path):
    with a_room(tmp_path, groups=3) as room:
        room.clock.ms = int(datetime(2026, 3, 16, 16, 20).timestamp() * 1000)
        yield room


def facts(room: Room, today: date = DAY) -> PlanFacts:
    """What the paper would be made of."""
    found = room.store.ask(lambda tx, scene: plan_facts(tx, room.kinds, today))
    if isinstance(found, Exception):
        raise found
    return found


def types(room: Room, action: str, was: dict[str, str] | None = None, **fields: str) -> None:
    """Type into an action."""
    assert writes(room, "write_action", {"action": action}, was, fields).ok


def part(room: Room, action: str, kind: str, **fields: str) -> None:
    """Add a part with what it says."""
    new = room.console.does("add_part", action=action, kind=kind).fields["part"]
    assert writes(room, "write_part", {"part": new}, None, fields).ok


# ---- the head of the paper


def test_the_head_of_the_paper_is_what_the_champion_wrote(room: Room, hour: Hour) -> None:
    hour.writes_plan(
        how_we_know="We saw it in 14 of 18 books", still_to_check="that time is not the reason",
        leadership="two staff meetings", keeper="Writing lead", will_see="both drafts",
        of_staff="24", reviewed_on="3 and 4 March", confirm_role="the deputy head",
        deletion_on="16 March 2027", champion_in_review="no",
    )  # fmt: skip
    told = facts(room)
    assert (told.understanding, told.how_we_know) == (UNDERSTANDING, "We saw it in 14 of 18 books")
    assert told.still_to_check == "that time is not the reason"
    assert (told.keeper, told.will_see) == ("Writing lead", "both drafts")
    assert (told.leadership, told.confirm_role) == ("two staff meetings", "the deputy head")
    assert (told.took_part, told.of_staff) == (6, 24)
    assert told.reviewed_on == (date(2026, 3, 3), date(2026, 3, 4))
    assert told.deletion_on == date(2027, 3, 16)
    assert "did not take part in the peer review" in told.method[0]


def test_the_goal_has_its_measure_and_its_day(room: Room) -> None:
    typed = {
        "goal": "Better drafts",
        "measure": "Second drafts that change more than spelling",
        "now": "38 in 100",
        "target": "60 in 100",
        "by": "19 June",
        "source": "100 pieces",
    }
    writes(room, "write_goal", {}, None, typed)
    assert facts(room).goal == Goal(
        "Better drafts", typed["measure"], "38 in 100", "60 in 100", "100 pieces", date(2026, 6, 19)
    )


def test_strengths_and_gaps_say_who_found_them(room: Room, hour: Hour) -> None:
    assert facts(room).improvements[-1] == Finding(GAP, "staff")
    assert facts(room).improvements[0].origin == "review"


def test_what_makes_room_is_gathered_from_the_actions(room: Room, hour: Hour) -> None:
    types(room, hour.actions[0], makes_room="no copying out in best")
    types(room, hour.actions[1], makes_room="None")
    assert (facts(room).make_room, facts(room).room_made) == ("", "no copying out in best")
    assert "**What makes room:** no copying out in best." in room.export("plan.md").decode()
    hour.writes_plan(make_room="end copying out")
    assert facts(room).make_room == "end copying out"


# ---- actions


def test_an_action_comes_with_all_its_parts(room: Room) -> None:
    action = room.console.does("add_action").fields["action"]
    types(
        room, action, we_will="Agree examples", by_when="16 June 2026", cost="£260", hours="2.5",
        commitment="8", start="20 March", baseline="38", target="60", pace="quick",
        status="active", rag="green", no_root="Asked by governors",
    )  # fmt: skip
    part(room, action, "step", text="Bring two pieces", on="20 March")
    part(room, action, "success", text="Six pupils can say it")
    part(room, action, "monitoring", how="Books in pairs", who="Deputy head", on="24 April")
    part(room, action, "support", topic="Revising", type="visit", school="Tallowmere Primary")
    part(room, action, "ingredient", text="Read aloud")
    room.console.does("add_part", action=action, kind="barrier")  # left empty
    told = facts(room).actions[0]
    assert (told.cost, told.hours, told.commitment) == (Decimal(260), Decimal("2.5"), 8)
    assert (told.start, told.by_when, told.is_milestone) == (
        date(2026, 3, 20),
        date(2026, 6, 16),
        True,
    )
    assert (told.status, told.rag, told.pace) == ("active", "green", "quick")
    assert told.no_root_reason == "Asked by governors"
    assert told.steps == (StepFacts("Bring two pieces", date(2026, 3, 20)),)
    assert told.success == ("Six pupils can say it",)
    assert told.monitoring == (MonitoringFacts("Books in pairs", "Deputy head", date(2026, 4, 24)),)
    assert told.needs == (SupportFacts("Revising", "visit", "needed", "Tallowmere Primary"),)
    assert (told.ingredients, told.barriers) == (("Read aloud",), ())
    assert "Revising" in facts(room).support
    assert "Tallowmere Primary" not in facts(room).support  # nobody said that it may be named


def test_words_for_a_day_stay_words(room: Room, hour: Hour) -> None:
    types(room, hour.actions[0], by_when="end of term")
    assert facts(room).actions[0].by_when == "end of term"


def test_the_chain_leads_from_the_headline_to_the_option(room: Room, hour: Hour) -> None:
    room.console.does("link_root", action=hour.actions[0], to=hour.headlines()[2])
    (chain,) = facts(room).actions[0].chain
    assert chain.headline == room.console.view()["state"]["desk"]["headlines"][2]["text"]
    assert (chain.station_title, chain.text) == ("Purpose and audience", GAP)
    assert (chain.group_letter, chain.recognised, chain.was_chosen) == ("A", 2, True)
    assert (chain.cause, chain.cause_tag, chain.cause_sure) == (CAUSE, "seen", "fairly")
    assert chain.cause_check == "Ask six pupils, Literacy lead"
    assert (chain.option, chain.dots) == (OPTIONS[0], 12)


def test_a_note_carried_straight_has_only_its_own_causes(room: Room, hour: Hour) -> None:
    room.opens("carousel")
    room.goes_to("gallery")
    action = room.console.does("carry_note", note=hour.gap, to="plan").fields["action"]
    hour.people[2].writes_later("Copying out takes Friday", stance="stop")
    other = room.console.does("carry_note", note=hour.people[2].last_note, to="plan")
    chains = {told.id: told.chain for told in facts(room).actions}
    assert [(c.text, c.cause) for c in chains[action]] == [(GAP, CAUSE)]
    assert [(c.text, c.cause) for c in chains[other.fields["action"]]] == [
        ("Copying out takes Friday", "")
    ]


@pytest.mark.parametrize("command", ["hide_note", "erase_note"])
@pytest.mark.parametrize("which", ["gap", "cause", "option"])
def test_words_hidden_after_the_agreement_leave_the_paper(
    room: Room, hour: Hour, command: str, which: str
) -> None:
    hour.option = hour.options[0]
    types(room, hour.actions[0], {"we_will": OPTIONS[0]}, we_will="Agree examples")
    room.agrees(0)
    assert room.console.does(command, note=getattr(hour, which)).ok
    words = {"gap": GAP, "cause": CAUSE, "option": OPTIONS[0]}[which]
    assert words not in room.export("plan.md").decode()
    (chain,) = facts(room).actions[0].chain
    assert {"gap": chain.text, "cause": chain.cause, "option": chain.option}[which] is None


def test_the_paper_invents_no_origin_for_an_action_that_was_added_by_hand(
    room: Room, hour: Hour
) -> None:
    action = room.console.does("add_action").fields["action"]
    types(room, action, we_will="Move the staff meeting to Tuesday")
    told = facts(room).actions[-1]
    assert (told.id, told.chain, told.evidence) == (action, (), ())
    assert "Still to be confirmed" in (paper := room.export("plan.md").decode())
    assert GAP not in paper.partition("Move the staff meeting")[2].partition("## ")[0]


def test_what_was_typed_with_the_words_of_its_label_is_said_once(room: Room, hour: Hour) -> None:
    first, second = hour.actions
    types(room, first, {"we_will": OPTIONS[0]}, we_will="we will agree three examples")
    types(room, first, so_that="So that pupils have time.")
    types(room, second, so_that="they know what better means")
    hour.writes_plan(still_to_check="Ask what they changed. (The writing lead)")
    told = facts(room)
    assert told.actions[0].we_will == "Agree three examples"
    assert [each.so_that for each in told.actions] == ["have time.", "know what better means"]
    paper = room.export("plan.md").decode()
    assert "**So that pupils** have time." in paper
    assert "Ask what they changed (The writing lead)." in paper


@pytest.mark.parametrize(
    ("label", "typed", "printed"),
    [
        ("we_will", "We will  plan together", "plan together"),
        ("we_will", "We willingly share", "We willingly share"),
        ("we_will", "We will", "We will"),
        ("so_that", "so that all can see it", "all can see it"),
        ("so_that", "Pupils’ books change", "Pupils’ books change"),
        ("heard", "We heard that it takes time", "it takes time"),
        ("changed", "So we changed: one corridor first", "one corridor first"),
        ("changed", "so we keep one lesson", "we keep one lesson"),
        ("will_see", "both drafts.. and books., e.g., six", "both drafts. and books, e.g., six"),
    ],
)
def test_the_words_of_a_label_are_not_printed_after_it(
    label: str, typed: str, printed: str
) -> None:
    assert after_label(label, typed) == printed


# ---- what the room said


def test_options_that_were_not_taken_are_printed_once_with_their_reason(
    room: Room, hour: Hour
) -> None:
    told = facts(room)
    assert told.considered == (Considered(OPTIONS[2], "It would not change how we revise"),)
    assert room.export("plan.md").decode().count(OPTIONS[2]) == 1


def test_an_idea_that_several_people_had_is_printed_once(room: Room) -> None:
    """The same words are one idea: gone forward, or not, with what was written and not before."""
    room.opens("grow")
    room.goes_to("options")
    notes: list[str] = []
    ideas = ("Read aloud", "read  aloud.", "Plan together", "Buy a scheme", "Buy a scheme")
    for person, text in zip([room.person() for _ in ideas], ideas, strict=True):
        assert person.writes(text, None, slot=None).ok
        notes.append(person.last_note)
    room.closes()
    room.reveals()
    activity = room.was()["activity"]
    room.console.does("choose_options", activity=activity, notes=[notes[0]], was=[])
    assert sorted(each.text for each in facts(room).considered) == ["Buy a scheme", "Plan together"]
    before, after = room.export("plan.md").decode().split("# Appendix")
    assert ("Buy a scheme" in before, after.count("Buy a scheme")) == (False, 1)


def test_an_idea_that_was_put_into_another_is_printed_with_it(room: Room, hour: Hour) -> None:
    first, second, kept = hour.options
    activity = room.was()["activity"]
    both = [first, second]
    assert room.console.does("choose_options", activity=activity, notes=[first], was=both).ok
    assert room.console.does("merge_notes", note=second, into=kept).ok
    assert facts(room).considered[0].doubles == (OPTIONS[1],)
    assert f"Put together with: “{OPTIONS[1]}”." in room.export("plan.md").decode()
    assert room.console.does("merge_notes", note=second, into=first).ok
    assert facts(room).actions[0].chain[0].doubles == (OPTIONS[1],)
    room.console.does("hide_note", note=second)
    assert OPTIONS[1] not in str(facts(room).actions[0].chain)


def test_the_paper_speaks_of_other_groups_only_where_they_came_round(room: Room) -> None:
    room.opens("carousel")
    room.goes_to("round")
    assert "the other groups added to it" in room.export("plan.md").decode()
    here = {"activity": room.activity("carousel")}
    for was in range(room.console.view()["state"]["step"]["rounds"], 1, -1):
        assert room.console.does("drop_round", **here, was=was).ok
    assert "what we could stop." in (paper := room.export("plan.md").decode())
    assert "other groups" not in paper


@pytest.mark.parametrize(("more", "is_said"), [("C", False), ("CC", True)])
def test_only_from_five_people_on_groups_and_counts_are_named(
    room: Room, more: str, is_said: bool
) -> None:
    amira, ben, *_ = [room.person(letter) for letter in f"AB{more}A"]
    room.opens("carousel")
    room.goes_to("round")
    amira.writes(GAP)
    room.goes_to("round", 3)
    assert ben.ticks(amira.last_note).ok
    room.goes_to("gallery")
    assert room.console.does("carry_note", note=amira.last_note, to="plan").ok
    for file in ("plan.md", "plan.csv"):
        text = room.export(file).decode()
        assert GAP in text
        assert ("Group A" in text, "recognised it" in text) == (is_said, is_said)


def test_before_a_choice_the_options_are_notes_of_their_activity(room: Room) -> None:
    room.person("A")
    room.opens("grow")
    room.goes_to("options")
    room.person("B").writes("Read aloud every day", None, slot=None)
    room.closes()
    assert "Read aloud" not in room.export("plan.md").decode()
    room.reveals()
    assert facts(room).considered == ()
    assert [note.text for s in facts(room).stations for note in s.notes] == ["Read aloud every day"]


def test_headlines_come_with_a_band_and_sentences(room: Room, hour: Hour) -> None:
    first, second, *rest = facts(room).headlines
    assert (first.kind, first.band, first.sentences) == ("strength", "recognised", ())
    assert (second.band, second.sentences) == ("mixed", ("We think it is the books we choose",))
    assert {(each.kind, each.band) for each in rest} == {("area", "")}


def test_each_group_has_its_path_with_the_ringed_cause(room: Room, hour: Hour) -> None:
    (path,) = facts(room).paths
    assert (path.group_letter, path.problem) == ("A", GAP)
    assert path.lines == (
        PathLine("They think improving means tidying", 0),
        PathLine(CAUSE, 1, is_ringed=True),
    )
    assert (path.tag, path.sure, path.check, path.who) == (
        "seen", "fairly", "Ask six pupils", "Literacy lead"
    )  # fmt: skip


def test_a_hidden_line_leaves_its_path(room: Room, hour: Hour) -> None:
    room.console.does("hide_note", note=hour.cause)
    (path,) = facts(room).paths
    assert [line.text for line in path.lines] == ["They think improving means tidying"]
    assert (path.tag, path.check) == ("", "")


def test_worries_reach_no_paper_and_what_was_done_about_them_does(room: Room, hour: Hour) -> None:
    room.opens("agreement")
    room.goes_to("answer")
    for person in hour.people:
        person.marks("position", hour.actions[0], 4)
    hour.people[5].writes("Who covers my class", None, slot=hour.actions[0])
    room.closes()
    room.goes_to("talk")
    test = next(t for t in room.console.rows("test") if t["action"] == hour.actions[0])
    said = {"heard": "Cover is not clear", "changed": "The deputy head covers"}
    room.console.does("write_test", test=test["id"], fields=said, was={"heard": "", "changed": ""})
    assert facts(room).answered == ()
    room.console.does("talk_through", test=test["id"])
    told = facts(room)
    assert told.answered == (Answered(1, "Cover is not clear", "The deputy head covers"),)
    assert [(t.number, t.round, t.band, t.counts) for t in told.tests] == [
        (1, 1, "behind", (0, 6, 0, 0))
    ]
    assert "Who covers my class" not in room.export("plan.md").decode()


# ---- draft, agreed, later


def test_the_paper_prints_what_was_agreed_and_not_what_is_being_typed(
    room: Room, hour: Hour
) -> None:
    hour.answers(5, 4, 4, 3, 3, 2)
    types(room, hour.actions[0], who_leads="Writing lead")
    assert facts(room).is_draft
    room.agrees(0)
    types(room, hour.actions[0], {"who_leads": "Writing lead"}, who_leads="Deputy head")
    told = facts(room)
    assert (told.is_draft, told.agreed_on, told.agreed_by, told.took_part) == (False, DAY, 5, 6)
    assert told.actions[0].who_leads == "Writing lead"
    assert (told.version, told.changed_on, told.differences) == (1, None, ())


def test_a_later_version_is_printed_with_what_changed(room: Room, hour: Hour) -> None:
    room.agrees(0)
    types(room, hour.actions[0], who_leads="Deputy head")
    room.clock.ms += 2 * 24 * 3600 * 1000
    room.agrees(1)
    told = facts(room)
    assert (told.version, told.agreed_version, told.changed_on) == (2, 1, date(2026, 3, 18))
    assert told.agreed_on == DAY
    assert told.differences == ("Action 1: who leads is now “Deputy head”.",)


def test_the_paper_is_the_same_after_sealing(room: Room, hour: Hour) -> None:
    hour.answers(5, 4, 4, 3, 3, 2)
    room.agrees(0)
    before = facts(room)
    room.console.does("close_workshop")
    assert facts(room) == before


@pytest.mark.parametrize("name", ["plan.docx", "plan.csv", "plan.md"])
def test_every_file_is_made_on_a_connection_that_only_reads(
    room: Room, hour: Hour, name: str
) -> None:
    room.agrees(0)
    assert room.export(name)


# ---- much


def fills_a_large_plan(room: Room, actions: int, notes: int) -> None:
    """More than any room writes, straight into the tables."""
    activity, group = room.activity("carousel"), room.group("A")
    slot = room.look("SELECT id FROM slots WHERE activity = ?", activity)[0]["id"]

    def fill(tx, scene) -> None:
        tx.change("activities", activity, phase="gallery")
        written = []
        for n in range(notes):
            parent = written[n // 2] if n % 2 else None
            here = {"activity": activity, "phase": "round", "slot": slot, "grp": group}
            note = tx.insert("notes", id=new_id(), text=f"Note {n}", parent=parent, **here)
            written.append(note["id"])
            tx.insert(
                "marks", id=new_id(), owner=new_id(), subject=note["id"], value=1, kind="tick",
                activity=activity, phase="round",
            )  # fmt: skip
        for n in range(actions):
            action = tx.insert(
                "actions", id=new_id(), position=n + 1, fields={"we_will": f"Do {n}"}
            )
            for kind in ("step", "success", "monitoring"):
                said = {"text": "Bring two pieces", "how": "Books"}
                tx.insert(
                    "parts", id=new_id(), action=action["id"], kind=kind, position=1, fields=said
                )
            for at in range(3):
                to = written[(n * 3 + at) % notes]
                tx.insert("links", id=new_id(), from_id=action["id"], to_id=to, kind="root")

    room.store.make(fill)


@pytest.mark.long
def test_two_hundred_actions_and_two_thousand_notes_are_all_told(room: Room) -> None:
    fills_a_large_plan(room, actions=200, notes=2000)
    assert len(facts(room).actions) == 200
