"""Words that try to be more than words, and a whole hour in which everything that anybody can type
is one of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests import hour as story
from tests.hour import Hour
from tests.room import PACKS, Room
from workshop.action_fields import FIELDS
from workshop.activities import KINDS
from workshop.header import GOAL, PLAN
from workshop.packs import Pack, parse_file
from workshop.parts import PARTS
from workshop.tidy import tidy_text

ATTACKS = {
    "script": "<script>hit()</script>",
    "script split": "<scr<script>ipt>hit()</scr</script>ipt>",
    "script end": "</script><script>hit()</script>",
    "comment in a script": "<!--<script>hit()",
    "json end": '"}]}</script><img src=x onerror=hit()>',
    "title end": "</title></textarea></style><svg onload=hit()>",
    "image": "<img src=x onerror=hit()>",
    "svg": "<svg/onload=hit()><animate onbegin=hit()>",
    "frame": "<iframe srcdoc='<script>parent.hit()</script>'>",
    "attribute": '" autofocus onfocus=hit() x="',
    "attribute, single": "' onmouseover='hit()' '",
    "link": "<a href=javascript:hit()>Read this</a>",
    "address": "javascript:hit()//",
    "data address": "data:text/html,<script>hit()</script>",
    "markdown link": "[Read this](javascript:hit())",
    "markdown image": "![x](http://evil.example/x.png)",
    "markdown html": "<details open ontoggle=hit()>x",
    "markdown table": "| a | b |\n|---|---|\n# Heading `code`",
    "template": "{{7*7}}{% for x in y %}{{config}}",
    "template literal": "${7*7}#{7*7}<%=7*7%>",
    "preact": "&lt;b&gt; &amp; <${hit()}/> ${hit}",
    "prototype": '{"__proto__":{"hit":1},"constructor":{}}',
    "entity": "&#60;script&#62;hit()&#60;/script&#62;",
    "xml end": "]]></w:t></w:r><w:p/> <!DOCTYPE x>",
    "word field": '{ HYPERLINK "http://evil.example" } DDEAUTO',
    "formula link": '=HYPERLINK("http://evil.example","x")',
    "formula": "=cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula plus": "+cmd|' /C calc'!A0",
    "formula minus": "-2+3+cmd|' /C calc'!A0",
    "formula wide": "＝1+1 ＋2 －3 ＠4",
    "formula tab": "a\t=1+1\r=2+2\n=3+3",
    "formula unseen": "\u200b=1+1",
    "turned round": "safe\u202e)(tih\u202c <b>",
    "controls": "a\x00b\x08c\x1bd\x7fe\x85f",
    "line ends": "a\u2028hit()\u2029b",
    "calendar": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y",
    "header": "x\r\nSet-Cookie: a=b\r\n\r\n<script>hit()",
    "unpaired": "a\ud800b\udfffc",
    "emoji and joiners": "👩🏽‍🏫\ufe0f\u200d<b>é̂</b>",
    "sql": "'; DROP TABLE notes; -- \" OR 1=1",
}
CHOICES = {"how_known", "kind", "pace", "stop_means", "status", "rag", "champion_in_review"}
NO_WORDS = CHOICES | {"start", "by_when", "cost", "hours", "commitment", "by", "review_on", "on"}
NO_WORDS |= {"deletion_on", "of_staff", "reviewed_on", "type", "may_share"}


TYPED = [text for text in ATTACKS.values() if tidy_text(text) == text and "\n" not in text]
SCHOOL = '<img src=x onerror=hit()> & Sons\' "School"'


def a_bad_pack() -> Pack:
    """A pack in which every text is an attack, as far as a pack file can hold it."""
    attacks = itertools.cycle(TYPED)
    good = parse_file(PACKS / "writing.md", KINDS)
    stations = [
        replace(s, title=next(attacks), text=next(attacks), source=next(attacks),
                prompts=tuple(next(attacks) for _ in s.prompts))
        for s in good.stations
    ]  # fmt: skip
    orders = [
        replace(o, items=tuple(
            replace(i, title=i.title + next(attacks), shown=next(attacks), say=next(attacks))
            for i in o.items
        ))
        for o in good.orders
    ]  # fmt: skip
    return replace(
        good,
        title=next(attacks),
        focus=next(attacks),
        label=next(attacks),
        partnership=next(attacks),
        key_question=f"{next(attacks)}?",
        sources=tuple(next(attacks) for _ in good.sources),
        headlines=tuple(replace(h, text=next(attacks)) for h in good.headlines),
        stations=tuple(stations),
        evidence=tuple(
            replace(e, title=next(attacks), text=next(attacks), source=next(attacks))
            for e in good.evidence
        ),
        ground_rules=tuple(next(attacks) for _ in good.ground_rules),
        orders=tuple(orders),
    )


def a_bad_hour(room: Room, patch: pytest.MonkeyPatch, first: int = 0) -> Hour:
    """The whole hour, where every word that anybody types is an attack, up to an agreed plan.
    `first` says with which of them the fields begin."""
    attacks = itertools.islice(itertools.cycle(ATTACKS.values()), first, None)
    for name in ("GAP", "CAUSE", "UNDERSTANDING"):
        patch.setattr(story, name, next(attacks))
    patch.setattr(story, "OPTIONS", tuple(itertools.islice(attacks, 3)))
    hour = Hour(room)
    name_the_school(room)
    say_them_at_the_stations(room, hour)
    hour.plays_to_the_plan()
    fill_the_sheets(room, hour, attacks)
    fill_the_plan(room, hour, attacks)
    hour.answers(5, 5, 5, 4, 4, 4, last=1)
    for test in room.console.rows("test"):
        for name in ("heard", "changed"):
            does(room, "write_test", {"test": test["id"]}, {name: next(attacks)})
    assert room.agrees(0).ok
    return hour


def name_the_school(room: Room) -> None:
    """What the champion typed into the form."""
    room.store.make(lambda tx, scene: tx.change("workshop", scene.workshop["id"], school=SCHOOL))


def say_them_at_the_stations(room: Room, hour: Hour) -> None:
    """Every attack as a note, and most of them as an addition to one; one after another as our
    question, as a ground rule, and as a word that came too late."""
    room.opens("carousel")
    activity = room.was()["activity"]
    free = {"activity": activity, "name": "notes", "value": "everyone"}
    assert room.console.does("set_setting", **free).ok
    room.goes_to("round")
    for n, attack in enumerate(ATTACKS.values()):
        writer = hour.people[n % len(hour.people)]
        assert writer.writes(attack).ok, attack
        assert writer.writes(attack, "question", parent=writer.last_note).ok
        assert writer.writes_later(attack).ok
        was = room.scene(lambda scene: scene.workshop["question"])
        assert room.console.does("set_question", text=f"{attack} ?", was=was).ok
        rule = room.scene(lambda scene: scene.workshop["pack"]["ground_rules"][0])
        assert room.console.does("set_rule", at=0, text=attack, was=rule).ok


def fill_the_sheets(room: Room, hour: Hour, attacks: Iterator[str]) -> None:
    """Who does what by when, as groups write it."""
    for sheet in [row for row in room.console.rows("note") if row["stance"] == "will"]:
        writer = next(p for p in hour.people if p.group == sheet["group"])
        for name in ("we_will", "so_that", "who_leads", "makes_room", "support"):
            held = sheet.get("fields", {})
            assert writer.fills(sheet["id"], held, **{name: next(attacks)}).ok


def fill_the_plan(room: Room, hour: Hour, attacks: Iterator[str]) -> None:
    """Every field that takes words: actions, their parts, what stands over them, the goal."""
    for action in hour.actions:
        for name in sorted(set(FIELDS) - NO_WORDS):
            does(room, "write_action", {"action": action}, {name: next(attacks)})
        does(room, "write_action", {"action": action}, {"by_when": "15 May 2026"})
        for kind, part in PARTS.items():
            made = room.console.does("add_part", action=action, kind=kind).fields["part"]
            for name in sorted(set(part.fields) - NO_WORDS):
                does(room, "write_part", {"part": made}, {name: next(attacks)})
            if "on" in part.fields:
                does(room, "write_part", {"part": made}, {"on": "24 April 2026"})
    for name in sorted(set(PLAN) - NO_WORDS):
        does(room, "write_plan", {}, {name: next(attacks)})
    for name in sorted(set(GOAL) - NO_WORDS):
        does(room, "write_goal", {}, {name: next(attacks)})
    does(room, "set_aside", {"note": hour.options[2]}, {"reason": next(attacks)})


def does(room: Room, name: str, body: dict[str, Any], typed: dict[str, str]) -> None:
    """Type into one field, whatever stood there."""
    held: dict[str, str] = {}
    for _ in range(2):
        more = {"fields": typed, "was": {field: held.get(field, "") for field in typed}}
        if name == "set_aside":
            more = {"reason": typed["reason"], "was": held.get("reason", "")}
        answer = room.console.does(name, **body, **more)
        if answer.refused != "changed":
            break
        now = answer.values["now"]
        held = now if isinstance(now, dict) else {"reason": now}
    assert answer.ok, (name, typed, answer)
