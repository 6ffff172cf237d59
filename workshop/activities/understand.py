"""What we now understand: one sentence of insight between causes and options, for the whole
staff. The room finds it together; the champion writes it down, and it stays on every screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..kind import Kind, Phase, Setting, Step


class Understand(Kind):
    """One sentence that joins what we saw, what research says, and what we found out."""

    key = "understand"
    phases = (Phase("sentence", room="understanding", hand="look", is_timed=True),)
    settings = (Setting("minutes", default=2, values=tuple(range(1, 31))),)
    words = {
        "title": "What we now understand",
        "sentence.title": "What we now understand",
        "sentence.part": "",
        "sentence.do": "In one sentence: what do we now understand?",
        "sentence.say": "“In one sentence: why is it so? Say it so that we are in it too. I will "
        "write it down and read it back to you.”",
        "sentence.next": "Go on",
        "sentence.ahead": "",
    }
    stems = (
        "Does this sentence name something that we do, or only what pupils do?",
        "How do we know? What is still to check?",
        "Would everybody in this room say it this way?",
        "Which word would you change?",
        "What did we believe an hour ago that we no longer believe?",
        "Does research say the same?",
        "Is it about a process, and about nobody in particular?",
        "If this is true, what follows for Monday?",
    )

    def steps(self, settings: Mapping[str, Any], rounds: int) -> tuple[Step, ...]:
        return (Step("sentence", 0, settings["minutes"] * 60),)
