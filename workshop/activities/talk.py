"""Talk: the room talks, phones say "Look up". The projector shows a few words, or with them a page
that was prepared: the ground rules, the headlines of the review, our question, how we go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..kind import Kind, Phase, Replan, Setting, Step
from ..model import Row


class Talk(Kind):
    """An item of the running order that asks nothing of the phones."""

    key = "talk"
    phases = (Phase("talk", room="poster", hand="look", is_timed=True),)
    settings = (
        Setting("minutes", default=5, values=tuple(range(1, 61))),
        Setting(
            "page",
            default="words",
            values=("words", "rules", "headlines", "question", "close"),
            is_fixed=True,
        ),
        Setting("spare", default=False, values=(False, True), is_fixed=True),
    )
    words = {
        "title": "",
        "talk.title": "",
        "talk.part": "",
        "talk.do": "",
        "talk.say": "",
        "talk.next": "Go on",
        "talk.ahead": "",
    }
    stems = (
        "Who has not spoken yet, and would like to?",
        "Which pupils are we talking about? What do we see?",
        "What shows that?",
        "Is that ours to change?",
        "What is your explanation? What would show it?",
        "What would pupils notice?",
        "What could we stop?",
        "Say a little more about that.",
    )

    def steps(self, settings: Mapping[str, Any], rounds: int) -> tuple[Step, ...]:
        return (Step("talk", 0, int(settings["minutes"]) * 60),)

    def replans(self, activity: Row, at: int) -> tuple[Replan, ...]:
        if at < 0 and activity["settings"]["spare"]:
            return (Replan("spare", activity["minutes"], is_skipped=True),)
        return ()
