"""What changed between two versions of the plan, one sentence each. It reads two records and
nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .action_fields import FIELDS, day_of
from .header import GOAL, PLAN
from .reports.dates import full_date
from .words import say

MOST = 120  # characters of a value that are said
RECORDS = ("causes", "options", "tests")  # what the room did; only said to have changed
Record = Mapping[str, Any]


def differences(old: Record, new: Record) -> list[str]:
    """From the old version to the new one."""
    return [
        *header_differences(old, new),
        *action_differences(old, new),
        *(say(f"differ.{name}") for name in RECORDS if old[name] != new[name]),
    ]


def header_differences(old: Record, new: Record) -> Iterable[str]:
    """What stands over the actions."""
    before, after = old["workshop"], new["workshop"]
    yield from (top(each) for each in changed("plan", ["question"], before, after))
    yield from (top(each) for each in changed("plan", PLAN, before["plan"], after["plan"]))
    yield from (top(each) for each in changed("goal", GOAL, old["goal"], new["goal"]))
    if before["rules"] != after["rules"]:
        yield say("differ.rules")


def action_differences(old: Record, new: Record) -> Iterable[str]:
    """Actions that were added, changed, taken off, put into another order."""
    before = {action["id"]: action for action in old["actions"]}
    after = {action["id"]: action for action in new["actions"]}
    for action in new["actions"]:
        if action["id"] in before:
            number = action["number"]
            for each in changes_of(before[action["id"]], action):
                yield say("differ.action", number=number, what=each)
        else:
            yield say("differ.added", number=action["number"], text=will(action))
    for action in old["actions"]:
        if action["id"] not in after:
            yield say("differ.removed", number=action["number"], text=will(action))
    if [i for i in before if i in after] != [i for i in after if i in before]:
        yield say("differ.order")


def changes_of(old: Record, new: Record) -> Iterable[str]:
    """One action's fields, its parts, and what stands behind it."""
    yield from changed("action", FIELDS, old["fields"], new["fields"])
    before = {part["id"]: part for part in old["parts"]}
    after = {part["id"]: part for part in new["parts"]}
    for part_id, part in after.items():
        name = say(f"differ.part_{part['kind']}")
        if part_id not in before:
            yield say("differ.part_added", name=name, new=part_text(part))
        elif part_text(before[part_id]) != part_text(part):
            yield said(name, part_text(before[part_id]), part_text(part))
    for part_id, part in before.items():
        if part_id not in after:
            name = say(f"differ.part_{part['kind']}")
            yield say("differ.part_removed", name=name, old=part_text(part))
    if {root["of"] for root in old["roots"]} != {root["of"] for root in new["roots"]}:
        yield say("differ.roots")


def changed(
    part: str, names: Iterable[str], old: Mapping[str, str], new: Mapping[str, str]
) -> Iterable[str]:
    """Fields that have another value, each in words."""
    for name in names:
        before, after = old.get(name) or "", new.get(name) or ""
        if before != after:
            yield said(say(f"differ.{part}_{name}"), value(name, before), value(name, after))


def said(name: str, old: str, new: str) -> str:
    """What a value was and what it is now."""
    if not old:
        return say("differ.filled", name=name, new=new)
    if not new:
        return say("differ.emptied", name=name, old=old)
    return say("differ.changed", name=name, old=old, new=new)


def value(name: str, text: str) -> str:
    """A value as it is said: days written out, evidence in words, long texts cut."""
    if not text:
        return ""
    if name == "how_known":
        return say(f"paper.tag_{text}")
    if name == "cost":
        return say("differ.pounds", amount=text)
    days = [day_of(each) for each in text.split(", ")]
    if all(days):
        return ", ".join(full_date(day) for day in days if day)
    return text if len(text) <= MOST else f"{text[:MOST].rstrip()} …"


def part_text(part: Record) -> str:
    """A part in one line, its fields in the order of their names."""
    return ", ".join(value(name, text) for name, text in sorted_fields(part))


def sorted_fields(part: Record) -> list[tuple[str, str]]:
    """The fields of a part, what it says first."""
    first = ("text", "how", "topic")
    return sorted(part["fields"].items(), key=lambda each: (each[0] not in first, each[0]))


def will(action: Record) -> str:
    """What an action says it will do."""
    return value("we_will", action["fields"].get("we_will", "")) or say("differ.no_words")


def top(sentence: str) -> str:
    """A sentence that begins a line."""
    return sentence[:1].upper() + sentence[1:]
