"""Agreement: a test before commitment. All actions on one page, then everybody says alone how far
they are behind each; the room talks about those under three, changes them, and asks again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..kind import Kind, MarkRule, Phase, Setting, Step
from ..model import Refused, Row

if TYPE_CHECKING:
    from ..scene import Scene

POSITION = MarkRule(
    "position", owner="seat", on="action", values=(0, 1, 2, 3, 4, 5), summary="test"
)


class Agreement(Kind):
    """How far is everybody behind the plan?"""

    key = "agreement"
    is_kept_whole = True
    phases = (
        Phase("read", room="plan", hand="actions", is_timed=True, shows_actions=True),
        Phase(
            "answer",
            room="fist",
            hand="behind",
            accepts=frozenset({"note"}),
            marks=(POSITION,),
            is_private=True,
            is_timed=True,
            shows_at_close=True,
            words_stay=True,
            shows_actions=True,
        ),
        Phase(
            "talk",
            room="bands",
            hand="actions",
            is_timed=True,
            shows_actions=True,
            shows_tests=True,
        ),
        Phase(
            "agreed", room="plan", hand="plan", shows_actions=True, shows_tests=True, is_kept=True
        ),
    )
    settings = (
        Setting("read", default=1, values=(1, 2, 3)),
        Setting("answer", default=1, values=(1, 2, 3)),
        Setting("talk", default=2, values=(1, 2, 3, 4, 5, 6)),
    )
    words = {
        "title": "Agreement",
        "read.title": "Our plan",
        "read.part": "a draft",
        "read.do": "Read. What is not clear?",
        "read.say": "“These are your actions. Is anything not clear? We ask how far you are behind "
        "each one in a minute.”",
        "read.next": "Ask the room",
        "read.ahead": "Next: everybody answers alone.",
        "answer.title": "Agreement",
        "answer.part": "",
        "answer.part_again": "second time",
        "answer.do": "How far are you behind each action? Answer alone, on your phone.",
        "answer.say": "“How far are you behind each action, from zero to five? Three means good "
        "enough to try. Nobody sees your answer.”",
        "answer.do_revealed": "Answering is closed. Next: where we stand.",
        "answer.say_revealed": "“Answering is closed. Now we look at where we stand.”",
        "answer.close": "Close and show",
        "answer.close_ahead": "Next: where the room stands, in words.",
        "answer.next": "See where we stand",
        "answer.ahead": "Next: talk about those with a worry.",
        "talk.title": "Agreement",
        "talk.part": "where we stand",
        "talk.do": "Whoever has a worry: what would help?",
        "talk.say": "“Let us talk about the ones with a worry. What change would lift your "
        "answer? Is it good enough, and safe enough, for ninety days?”",
        "talk.next": "Show our plan",
        "talk.ahead": "Next: the plan on the screen and on every phone.",
        "agreed.title": "Our plan",
        "agreed.part": "",
        "agreed.do": "",
        "agreed.say": "“This is your plan. It is on your phone now; take it with you before the "
        "laptop leaves.”",
        "agreed.draft": "“This is our plan so far, and it is not agreed yet. What is still missing "
        "before we can agree it?”",
        "agreed.next": "Finish",
        "agreed.ahead": "",
    }
    stems = (
        "What change would lift your answer?",
        "Is that a preference or an objection?",
        "Is it good enough, and safe enough, to try for ninety days?",
        "What would help?",
        "Who can live with it, and what would they need?",
        "What have we not heard yet?",
        "Which word in the action worries you?",
        "What would pupils say about it?",
        "What would have to go, so that this can be done?",
    )

    def rounds(self, settings: Mapping[str, Any], slots: int) -> int:
        return 1

    def steps(self, settings: Mapping[str, Any], rounds: int) -> tuple[Step, ...]:
        way = [Step("read", 0, settings["read"] * 60)]
        for r in range(max(rounds, 1)):
            way += [
                Step("answer", r, settings["answer"] * 60),
                Step("talk", r, settings["talk"] * 60),
            ]
        return (*way, Step("agreed"))

    def word(self, scene: Scene, key: str) -> str:
        if key == "agreed.say" and not scene.agreed:
            return "agreed.draft"
        is_again = scene.step is not None and scene.step.round > 0
        return key + "_again" if key == "answer.part" and is_again else key

    def check_note(self, scene: Scene, note: Row) -> None:
        if note["slot"] not in scene.path(note["round"]):
            raise Refused("no_such_actions")
        if note["stance"] is not None or note["parent"] is not None:
            raise Refused("bad_shape")
