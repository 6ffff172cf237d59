"""Headlines: the review's findings, talked about in pairs, then one tap each. The room sees
"mostly recognised" or "mixed", never a count of those who see it differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..kind import Kind, MarkRule, Phase, Replan, Setting, Step
from ..model import Refused, Row

if TYPE_CHECKING:
    from ..scene import Scene

RECOGNISE, SURPRISED, DIFFERENTLY = 0, 1, 2
VIEW = MarkRule(
    "view", owner="seat", on="slot", values=(RECOGNISE, SURPRISED, DIFFERENTLY), summary="band"
)


class Headlines(Kind):
    """The findings of the review, and how staff see them."""

    key = "headlines"
    slots_from = "headlines"
    phases = (
        Phase(
            "tap",
            room="headlines",
            hand="headlines",
            marks=(VIEW,),
            is_private=True,
            is_timed=True,
            shows_at_close=True,
            room_totals=True,
        ),
        Phase(
            "heard",
            room="headlines",
            hand="heard",
            accepts=frozenset({"note"}),
            is_timed=True,
            room_totals=True,
            hand_totals=True,
            tells_group=False,
        ),
    )
    settings = (
        Setting("tap", default=4, values=(1, 2, 3, 4, 5, 6)),
        Setting("heard", default=2, values=(1, 2, 3, 4, 5, 6)),
        Setting("sentences", default=True, values=(True, False)),
    )
    words = {
        "title": "Headlines",
        "tap.title": "Headlines of the review",
        "tap.part": "",
        "tap.do": "Talk in pairs: do we see this too? Then one tap each.",
        "tap.say": "“These are your school’s headlines. Talk in pairs first: do you see this too? "
        "Then tap once for each, on your own.”",
        "tap.do_revealed": "Answering is closed. Which one surprises you?",
        "tap.say_revealed": "“This is how we see them. Tell your neighbour about one that "
        "surprises you.”",
        "tap.close": "Close and show",
        "tap.close_ahead": "Next: the room sees “mostly recognised” or “mixed”.",
        "tap.next": "Hear the other views",
        "tap.ahead": "Next: a sentence from each pair.",
        "heard.title": "Headlines",
        "heard.part": "what we heard",
        "heard.do": "Where it is mixed: what is your explanation? What would show it?",
        "heard.say": "“If you see one differently: what is your explanation, and what would show "
        "it? One sentence for each pair is enough.”",
        "heard.next": "Finish the headlines",
        "heard.ahead": "Next: the running order goes on.",
    }
    stems = (
        "What is your explanation? What would show it?",
        "Which of these would pupils say first?",
        "Which strength do we take for granted?",
        "When is this not true?",
        "What did you expect to read here, and did not?",
        "Where in our school could a visitor see that?",
        "Is that the same in every phase?",
        "What would change your mind about it?",
        "Who sees something that the reviewers could not see in two days?",
    )

    def steps(self, settings: Mapping[str, Any], rounds: int) -> tuple[Step, ...]:
        heard = [Step("heard", 0, settings["heard"] * 60)] if settings["sentences"] else []
        return (Step("tap", 0, settings["tap"] * 60), *heard)

    def check_note(self, scene: Scene, note: Row) -> None:
        if note["slot"] not in {slot["id"] for slot in scene.slots}:
            raise Refused("no_headline")
        if note["stance"] is not None or note["parent"] is not None:
            raise Refused("bad_shape")

    def replans(self, activity: Row, at: int) -> tuple[Replan, ...]:
        if at > 0 or not activity["settings"]["sentences"]:
            return ()
        return (Replan("sentences", activity["settings"]["heard"], {"sentences": False}),)
