"""Five whys: from a thing not yet in place to a cause that the room can act on. The group talks,
any of its phones writes up to five short lines, one beside another where there are two reasons;
then it rings the likely cause and says how it knows, how sure it is, and who will check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..kind import Fill, Kind, MarkRule, Phase, Replan, Setting, Stance, Step
from ..model import Refused, Row

if TYPE_CHECKING:
    from ..scene import Scene

DEEPEST = 5
LONGEST = 140  # characters of a line: it is read from the back of the room
MOST_LINES = 10  # of a group: five whys, and as many reasons beside them
WRITES = frozenset({"note", "build"})
PROBLEM = MarkRule("problem", owner="group", on="activity", values=None, summary="choice")
RING = MarkRule("ring", owner="group", on="activity", values=None, summary="choice")
DETAILS = {
    "tag": Fill(20, ("seen", "data", "voice", "research", "hunch")),
    "sure": Fill(20, ("not_very", "fairly", "very")),
    "check": Fill(200),
    "who": Fill(100),
}
WRITING = Phase(
    "whys",
    room="whys",
    hand="whys",
    accepts=WRITES,
    marks=(PROBLEM, RING),
    is_timed=True,
    hand_notes="group",
    fills=DETAILS,
)


class Whys(Kind):
    """The way from a gap to its likely root cause."""

    key = "whys"
    carries_in = "gap"
    depth = DEEPEST
    most_additions = MOST_LINES
    phases = (
        WRITING,
        replace(WRITING, key="ring"),
        Phase(
            "paths",
            room="path",
            hand="look",
            is_timed=True,
            room_notes="all",
            ends_lateness=True,
        ),
    )
    settings = (
        Setting("lines", default=4, values=(2, 3, 4, 5, 6, 8)),
        Setting("ring", default=2, values=(1, 2, 3, 4)),
        Setting("hear", default=2, values=(1, 2, 3, 4, 5)),
    )
    stances = (Stance("problem", "stance.problem"),)
    words = {
        "title": "Root cause",
        "whys.title": "Root cause",
        "whys.part": "five whys",
        "whys.do": "Why? Up to five times. Stop where we can act.",
        "whys.say": "“Choose one thing that is not yet in place. Ask why it is so, talk, and let "
        "one phone write a short line. Stop when you reach something we can change.”",
        "whys.next": "Ring the cause",
        "whys.ahead": "Next: ring the cause we can act on.",
        "ring.title": "Root cause",
        "ring.part": "ring it",
        "ring.do": "Ring the cause we can act on. How do we know?",
        "ring.say": "“Ring the one you can act on; any line may be it. How do we know, how sure "
        "are we, and who will check?”",
        "ring.next": "Show the paths",
        "ring.ahead": "Next: each group’s path on the screen.",
        "paths.title": "Root cause",
        "paths.part": "",
        "paths.do": "",
        "paths.say": "“One sentence from each group: what is the cause you can act on?”",
        "paths.next": "Finish the root cause",
        "paths.ahead": "Next: the running order goes on.",
    }
    stems = (
        "Why is that? What have you seen that makes you think so?",
        "Is that ours to change?",
        "When does it not happen? What is different then?",
        "Which pupils with the same home lives do well here, and what do we do for them?",
        "What would disprove it?",
        "Is that a cause, or another name for the problem?",
        "If that were put right tomorrow, what would pupils notice?",
        "What do we do that makes this more likely?",
        "Rewrite it as a process: what happens, and when?",
    )
    prompts = (
        "Think of the last time it happened. What came just before?",
        "What do we do, without meaning to, that keeps it so?",
        "Is there a second reason beside this one?",
        "Which of your lines could you change this month?",
    )

    def steps(self, settings: Mapping[str, Any], rounds: int) -> tuple[Step, ...]:
        return (
            Step("whys", 0, settings["lines"] * 60),
            Step("ring", 0, settings["ring"] * 60),
            Step("paths", 0, settings["hear"] * 60),
        )

    def check_note(self, scene: Scene, note: Row) -> None:
        if note["slot"] is not None:
            raise Refused("other_station")
        wanted = None if note["parent"] is not None else "problem"
        if note["stance"] != wanted:
            raise Refused("bad_shape")
        if len(note["text"]) > LONGEST:
            raise Refused("too_long_here", limit=LONGEST, n=len(note["text"]))

    def check_mark(self, scene: Scene, rule: MarkRule, mark: Row) -> None:
        note = mark["note"]
        if note is None:
            return
        is_ours = note["grp"] == mark["group"]
        if rule.kind == "problem" and (note["parent"] or not (is_ours or note["is_carried"])):
            raise Refused("not_a_problem")
        if rule.kind == "ring" and (note["is_carried"] or not is_ours):
            raise Refused("other_path")

    def takes(self, scene: Scene, note: Row) -> str | None:
        return "whys" if note["stance"] == "gap" else None

    def replans(self, activity: Row, at: int) -> tuple[Replan, ...]:
        minutes = activity["settings"]["hear"]
        return (Replan("hear", minutes - 1, {"hear": 1}),) if at < 2 and minutes > 1 else ()
