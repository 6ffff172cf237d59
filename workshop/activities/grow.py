"""GROW, the ending of the meeting: a goal drafted from the key question, where we are by what was
found, options that each writes alone and all choose from, and who will do what by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..kind import Fill, Kind, MarkRule, Phase, Replan, Setting, Step
from ..model import Refused, Row

if TYPE_CHECKING:
    from ..scene import Scene

DOT = MarkRule("dot", owner="seat", on="note", values=(1, 2), summary="sum", budget="dots")
OBSTACLE = {"obstacle": Fill(200)}
SHEET = {
    "we_will": Fill(120),
    "so_that": Fill(300),
    "who_leads": Fill(100),
    "by_when": Fill(60, is_day=True),
    "makes_room": Fill(200),
    "support": Fill(300),
    "commitment": Fill(2, tuple(str(n) for n in range(1, 11))),
}


class Grow(Kind):
    """Goal, Reality, Options, Will."""

    key = "grow"
    is_kept_whole = True
    options = "options"
    sheets = "will"
    phases = (
        Phase("goal", room="grow", hand="look", is_timed=True, drafts="goal"),
        Phase("reality", room="grow", hand="look", is_timed=True, drafts="reality"),
        Phase(
            "options",
            room="grow",
            hand="options",
            accepts=frozenset({"note"}),
            is_private=True,
            is_timed=True,
            room_notes="all",
            hand_notes="phase",
            note_fields=OBSTACLE,
        ),
        Phase(
            "clarify",
            room="grow",
            hand="wall",
            is_timed=True,
            room_notes="all",
            hand_notes="all",
        ),
        Phase(
            "vote",
            room="vote",
            hand="dots",
            marks=(DOT,),
            is_private=True,
            is_timed=True,
            shows_at_close=True,
            room_notes="all",
            room_totals=True,
            hand_notes="all",
            hand_totals=True,
            ends_lateness=True,
        ),
        Phase(
            "will",
            room="will",
            hand="will",
            is_timed=True,
            fills=SHEET,
            room_notes="all",
            room_totals=True,
            hand_notes="phase",
            ends_lateness=True,
        ),
    )
    settings = (
        Setting("scope", default="staff", values=("staff",), is_fixed=True),
        Setting("goal", default=3, values=(1, 2, 3, 4, 5, 6)),
        Setting("reality", default=3, values=(1, 2, 3, 4, 5, 6)),
        Setting("options", default=2, values=(1, 2, 3, 4, 5)),
        Setting("clarify", default=1, values=(1, 2, 3, 4)),
        Setting("choosing", default=1, values=(1, 2, 3)),
        Setting("will", default=4, values=(2, 3, 4, 5, 6, 8)),
        Setting("vote", default="apart", values=("apart", "inside")),
        Setting("dots", default=4, values=(3, 4, 5)),
        Setting("take", default=3, values=(1, 2, 3, 4, 5)),
    )
    words = {
        "title": "GROW",
        "goal.title": "What do we want?",
        "goal.part": "",
        "goal.do": "",
        "goal.say": "“Our question becomes a goal. What will be true for pupils, and how will we "
        "measure it?”",
        "goal.next": "Where are we now?",
        "goal.ahead": "Next: reality, numbers first.",
        "reality.title": "Where are we now?",
        "reality.part": "",
        "reality.do": "",
        "reality.say": "“What do we know about today? Facts first, then what we saw in the "
        "carousel.”",
        "reality.next": "What could we do?",
        "reality.ahead": "Next: everybody writes options alone.",
        "options.title": "What could we do?",
        "options.part": "",
        "options.do": "Write on your own: one idea at a time.",
        "options.say": "“On your own: what could we do about it? One idea at a time. I read "
        "them first, then we all see them.”",
        "options.do_closed": "Writing is closed. We read together in a moment.",
        "options.do_revealed": "Read. What is not clear?",
        "options.close": "Close the writing",
        "options.close_ahead": "Next: you alone see the options.",
        "options.reveal": "Show the options",
        "options.reveal_ahead": "Next: everybody sees them, in mixed order. No way back.",
        "options.next": "Make them clear",
        "options.ahead": "Next: ask what is not clear, and put doubles together.",
        "options.next_inside": "Choose our priorities",
        "options.ahead_inside": "Next: dots for each, while people read.",
        "clarify.title": "What could we do?",
        "clarify.part": "which are the same?",
        "clarify.do": "Read. Which two are the same idea?",
        "clarify.say": "“Is one of them not clear? Which two are the same idea?”",
        "clarify.next": "Choose our priorities",
        "clarify.ahead": "Next: dots for each; nothing shows until we close.",
        "vote.title": "Choose our priorities",
        "vote.part": "",
        "vote.do": "Nothing shows until we close.",
        "vote.say": "“You have a few dots, at most two on one idea. Choose what would help pupils "
        "most. Nothing shows until we close.”",
        "vote.do_revealed": "This is what we chose.",
        "vote.close": "Close and show",
        "vote.close_ahead": "Next: everybody sees what we chose.",
        "vote.next": "What will we do?",
        "vote.ahead": "Next: groups write who does what, by when.",
        "will.title": "What will we do?",
        "will.part": "",
        "will.do": "We will … so that pupils … Who leads? By when?",
        "will.say": "“For each: who leads, by when, and what makes room for it? The first step "
        "comes within seven days.”",
        "will.next": "Finish",
        "will.ahead": "Next: the running order goes on.",
    }
    stems = (
        "Which pupils would notice first?",
        "What have you tried, and what came of it?",
        "What could we stop, so that this has room?",
        "What gets in the way, and which part of that is ours?",
        "Who else could help us?",
        "What is the smallest step that would still matter?",
        "What would make your commitment a nine?",
        "How will we know that it works, and who looks?",
        "What would happen if we did nothing?",
    )

    def steps(self, settings: Mapping[str, Any], rounds: int) -> tuple[Step, ...]:
        keys = ["goal", "reality", "options", "clarify", "vote", "will"]
        if settings["vote"] == "inside":
            keys.remove("clarify")
        return tuple(
            Step(key, 0, settings["choosing" if key == "vote" else key] * 60) for key in keys
        )

    def word(self, scene: Scene, key: str) -> str:
        assert scene.activity is not None
        is_inside = scene.activity["settings"]["vote"] == "inside"
        return key + "_inside" if is_inside and key in {"options.next", "options.ahead"} else key

    def check_note(self, scene: Scene, note: Row) -> None:
        if note["slot"] is not None or note["stance"] is not None or note["parent"] is not None:
            raise Refused("bad_shape")

    def offers(self, note: Row) -> bool:
        return bool(note["phase"] == "options")

    def replans(self, activity: Row, at: int) -> tuple[Replan, ...]:
        settings = activity["settings"]
        found = []
        if at < 1 and settings["reality"] > 1:
            found.append(Replan("reality", settings["reality"] - 1, {"reality": 1}))
        if at < 3 and settings["vote"] == "apart":
            found.append(Replan("inside", settings["clarify"], {"vote": "inside"}))
        if at < len(self.steps(settings, 0)) - 1 and settings["take"] > 2 and settings["will"] > 2:
            found.append(Replan("take", 1, {"take": 2, "will": settings["will"] - 1}))
        return tuple(found)
