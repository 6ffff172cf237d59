"""The facts of the plan for the paper: from the newest agreed record, or from a record of today
while nothing is agreed. What the room may not see does not get into them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .action_fields import day_of
from .agreed import newest, took_part, version
from .differences import differences
from .model import Row
from .plan_actions import actions_of, whole_number
from .plan_heard import headlines_of, paths_of
from .plan_room import stations_of
from .record import Record, record_of
from .reports.after_label import after_label, sentence, smooth
from .reports.facts import (
    ActionFacts,
    Answered,
    Considered,
    Finding,
    Goal,
    PlanFacts,
    TestFacts,
)
from .reports.small import without_traces
from .reports.wording import listed, needs
from .roots import alike, doubles_of, words_of
from .scene import Kinds, Scene, read_scene
from .transaction import Transaction
from .words import say

NOTHING = frozenset({"none", "nothing", "-", "–"})  # said of what makes room


def plan_facts(tx: Transaction, kinds: Kinds, today: date) -> PlanFacts:
    """Everything the paper may say today."""
    scene = read_scene(tx, kinds)
    agreed = newest(tx)
    record = agreed or record_of(tx, scene, today)
    workshop, plan = record["workshop"], record["workshop"]["plan"]
    pack = scene.workshop["pack"]
    stations = tuple(stations_of(tx, scene, {each["note"] for each in record["options"]}))
    actions = tuple(actions_of(tx, scene, record))
    room = record["agreed"] or {"on": None, "n": None, "of": None, "is_small": False}
    facts = PlanFacts(
        school=workshop["school"],
        title=workshop["title"],
        key_question=workshop["question"],
        workshop_on=date.fromisoformat(workshop["held_on"]),
        review_on=date.fromisoformat(plan["review_on"]),
        made_on=today,
        partnership=workshop["partnership"],
        focus=workshop["focus"],
        reviewed_on=tuple(d for each in texts(plan, "reviewed_on") if (d := day_of(each))),
        took_part=room["of"] or took_part(tx, scene),
        of_staff=whole_number(plan.get("of_staff")),
        is_draft=agreed is None,
        agreed_on=day_of(room["on"]),
        agreed_by=room["n"],
        version=record["version"],
        changed_on=day_of(record["made_on"]) if record["version"] > 1 else None,
        champion_label=workshop["label"],
        strengths=findings(pack, "strength", (s.strength_text for s in stations)),
        improvements=findings(pack, "area", (s.gap_text for s in stations)),
        understanding=sentence(smooth(plan.get("understanding", ""))),
        how_we_know=sentence(smooth(plan.get("how_we_know", ""))),
        still_to_check=after_label("still_to_check", plan.get("still_to_check", "")),
        goal=goal_of(record["goal"]),
        actions=actions,
        make_room=after_label("make_room", plan.get("make_room", "")),
        room_made=listed(rooms(actions)),
        leadership=after_label("leadership", plan.get("leadership", "")),
        support=listed(needs(action) for action in actions),
        will_see=after_label("will_see", plan.get("will_see", "")),
        keeper=plan.get("keeper", ""),
        confirm_role=plan.get("confirm_role", ""),
        considered=tuple(considered(tx, scene, record)),
        answered=tuple(answered(record)),
        stations=stations,
        ground_rules=tuple(workshop["rules"]),
        method=tuple(method(plan, workshop["label"])),
        headlines=tuple(headlines_of(tx, scene)),
        paths=tuple(paths_of(tx, scene)),
        tests=tuple(tests_of(record, version(tx, 1) or record)),
        differences=tuple(differences_of(tx, record)),
        deletion_on=day_of(plan.get("deletion_on")),
        is_small=bool(room["is_small"]),
        code=scene.workshop["id"],
        went_round=went_round(scene),
    )
    return without_traces(facts)


def went_round(scene: Scene) -> bool:
    """Whether groups came to the stations of others, and could add to what stood there."""
    began = (each for each in scene.activities if each["phase"] is not None)
    return any(scene.kinds[each["kind"]].uses_slots and each["rounds"] > 1 for each in began)


def texts(fields: Row, name: str) -> list[str]:
    """A field that holds several values."""
    return str(fields.get(name, "")).split(", ")


def findings(pack: Row, kind: str, chosen: Iterable[str]) -> tuple[Finding, ...]:
    """What the review found, then what the room chose."""
    review = [Finding(h["text"], "review") for h in pack.get("headlines", ()) if h["kind"] == kind]
    staff = dict.fromkeys(text for text in chosen if text)
    return (*review, *(Finding(text, "staff") for text in staff))


def goal_of(fields: Row) -> Goal:
    """What is to be reached."""
    return Goal(
        text=sentence(fields.get("goal", "")),
        measure=fields.get("measure", ""),
        now=fields.get("now", ""),
        target=fields.get("target", ""),
        source=fields.get("source", ""),
        on=day_of(fields.get("by")),
        reality=fields.get("reality", ""),
    )


def rooms(actions: Iterable[ActionFacts]) -> list[str]:
    """What makes room, action by action, each once."""
    said = dict.fromkeys(action.makes_room for action in actions if action.makes_room)
    return [text for text in said if text.strip(" .").lower() not in NOTHING]


def considered(tx: Transaction, scene: Scene, record: Record) -> Iterable[Considered]:
    """The options that do not go forward now, those with a reason first. What several people
    wrote in the same words is one option, and gone forward if one of them did."""
    said: set[str] = set()
    order = sorted(record["options"], key=lambda each: (not each["is_chosen"], not each["reason"]))
    for option in order:
        note = tx.one("SELECT * FROM notes WHERE id = ?", option["note"])
        row = words_of(tx, scene, note) if note else None
        if note is None or row is None or (same := alike(row["text"])) in said:
            continue
        said.add(same)
        if not option["is_chosen"]:
            doubles = tuple(doubles_of(tx, scene, note))
            yield Considered(sentence(row["text"]), sentence(option["reason"]), doubles)


def answered(record: Record) -> Iterable[Answered]:
    """What was heard about an action, and what was changed."""
    numbers = {action["id"]: action["number"] for action in record["actions"]}
    for test in record["tests"]:
        if test["heard"]:
            heard, changed = (after_label(name, test[name]) for name in ("heard", "changed"))
            yield Answered(numbers.get(test["action"], 0), heard, changed)


def tests_of(record: Record, first: Record) -> Iterable[TestFacts]:
    """How far people were behind each action, round by round, in the words that they were asked
    about; where those are not kept, in the words of the first version."""
    wills = {
        action["id"]: sentence(after_label("we_will", action["fields"].get("we_will", "")))
        for action in first["actions"]
    }
    tests: dict[str, list[Row]] = {action["id"]: [] for action in record["actions"]}
    for test in record["tests"]:
        tests.get(test["action"], []).append(test)
    for number, (action, asked) in enumerate(tests.items(), start=1):
        for test in asked:
            counts = tuple(test["counts"] or ())
            place = (number, test["round"] + 1, day_of(test["on"]))
            words = sentence(after_label("we_will", test.get("asked", "")))
            yield TestFacts(*place, test["band"], counts, words or wills.get(action, ""))


def method(plan: Row, label: str) -> Iterable[str]:
    """Whether who led the workshop had a part in the review."""
    if label and plan.get("champion_in_review"):
        yield say(f"plan.in_review_{plan['champion_in_review']}", label=label)


def differences_of(tx: Transaction, record: Record) -> list[str]:
    """What changed since the version before."""
    before = version(tx, record["version"] - 1)
    return differences(before, record) if before else []
