"""Board: everyone writes alone, then gives dots, then scores; the room talks about the result.

Only tests know this kind. It is here to prove that the engine, the faces and the paper serve an
activity they have never heard of: the list of kinds that a test gives is all that names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workshop.activities import KINDS
from workshop.kind import Kind, MarkRule, Phase, Setting, Step
from workshop.model import Refused, Row
from workshop.scene import Kinds, Scene

PACK = Path(__file__).resolve().parent.parent / "packs" / "board.md"
DOT = MarkRule("dot", owner="seat", on="note", values=(1, 2), summary="sum", budget=4)
SCORE = MarkRule("score", owner="seat", on="note", values=(1, 2, 3, 4, 5), summary="spread")


class Board(Kind):
    """A wall of private notes, narrowed by dots and weighed by scores."""

    key = "board"
    phases = (
        Phase(
            "write",
            room="wall",
            hand="wall",
            accepts=frozenset({"note"}),
            is_private=True,
            is_timed=True,
            room_notes="all",
            hand_notes="all",
        ),
        Phase(
            "dots",
            room="wall",
            hand="dots",
            marks=(DOT,),
            is_private=True,
            is_timed=True,
            room_notes="all",
            room_totals=True,
            hand_notes="all",
            hand_totals=True,
        ),
        Phase(
            "scores",
            room="wall",
            hand="scores",
            marks=(SCORE,),
            is_private=True,
            room_notes="all",
            room_totals=True,
            hand_notes="all",
            hand_totals=True,
        ),
        Phase(
            "result",
            room="wall",
            hand="wall",
            room_notes="all",
            room_totals=True,
            hand_notes="all",
            hand_totals=True,
            ends_lateness=True,
        ),
    )
    settings = (
        Setting("writing", default=3, values=(1, 2, 3, 4, 5)),
        Setting("choosing", default=2, values=(1, 2, 3)),
        Setting("scores", default=True, values=(True, False)),
    )
    words = {
        "title": "Board",
        "write.title": "On your own",
        "write.part": "nobody else sees it yet",
        "write.do": "Write one idea at a time.",
        "write.say": "“Write on your own. Nobody sees it until we all do.”",
        "write.next": "Choose with dots",
        "write.ahead": "Next: everyone has four dots.",
        "dots.title": "Four dots",
        "dots.part": "at most two on one idea",
        "dots.do": "Where should we begin?",
        "dots.say": "“Four dots each, at most two on one idea. Nobody sees yours.”",
        "dots.close": "Close the dots",
        "dots.close_ahead": "Next: no dot moves any more.",
        "dots.reveal": "Show the dots",
        "dots.reveal_ahead": "Next: everybody sees the totals.",
        "dots.next": "Score each idea",
        "dots.ahead": "Next: one to five for each idea.",
        "scores.title": "One to five",
        "scores.part": "how much would pupils notice?",
        "scores.do": "Score each idea.",
        "scores.say": "“Five means pupils would notice tomorrow.”",
        "scores.next": "Look at the result",
        "scores.ahead": "Next: the room talks.",
        "result.title": "What we chose",
        "result.part": "",
        "result.do": "What surprises you?",
        "result.say": "“Look at the widest spread. Who can explain it?”",
        "result.next": "Finish the board",
        "result.ahead": "Next: the running order goes on.",
    }
    stems = (
        "Which of these would pupils notice first?",
        "What would have to go, so that this has room?",
        "Who scored this low, and what do they see that we do not?",
        "What shows that?",
        "Which two are the same idea?",
        "Is that ours to change?",
        "What is missing from this wall?",
        "What would prove us wrong?",
    )

    def steps(self, settings: Mapping[str, Any], rounds: int) -> tuple[Step, ...]:
        way = [
            Step("write", 0, settings["writing"] * 60),
            Step("dots", 0, settings["choosing"] * 60),
        ]
        return (*way, *([Step("scores")] if settings["scores"] else []), Step("result"))

    def check_note(self, scene: Scene, note: Row) -> None:
        if note["slot"] is not None:
            raise Refused("other_station")
        if note["stance"] is not None:
            raise Refused("bad_shape")

    def offers(self, note: Row) -> bool:
        return True

    def takes(self, scene: Scene, note: Row) -> str | None:
        return "write" if note["stance"] in {None, "gap"} else None


WITH_BOARD: Kinds = {**KINDS, "board": Board()}
