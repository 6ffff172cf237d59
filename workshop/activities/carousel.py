"""Carousel: groups audit practice at stations, read, tick, build and write, then come home and
say one strength, one thing not yet in place and how far we are. Then the gallery.

In round r (from 0) group i stands at active station (i + r) mod S; home is round 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..kind import Kind, MarkRule, Phase, Replan, Setting, Stance, Step
from ..model import Refused, Row

if TYPE_CHECKING:
    from ..scene import Scene

WRITES = frozenset({"note", "build"})
TICK = MarkRule("tick", owner="seat", on="note", values=(1,), summary="count")
STRENGTH = MarkRule("strength", "group", "slot", None, "choice", stance="strength")
GAP = MarkRule("gap", "group", "slot", None, "choice", stance="gap")
REACH = MarkRule("reach", "group", "slot", (0, 1, 2, 3), "choice")


class Carousel(Kind):
    """The carousel of stations."""

    key = "carousel"
    uses_slots = True
    slots_from = "stations"
    phases = (
        Phase("walk", room="move", hand="walk", hand_notes="slot"),
        Phase(
            "round",
            room="stations",
            hand="station",
            accepts=WRITES,
            marks=(TICK,),
            is_timed=True,
            hand_notes="slot",
        ),
        Phase(
            "home",
            room="home",
            hand="home",
            marks=(TICK, STRENGTH, GAP, REACH),
            is_timed=True,
            hand_notes="home",
        ),
        Phase(
            "gallery",
            room="gallery",
            hand="look",
            room_notes="all",
            room_totals=True,
            ends_lateness=True,
        ),
    )
    settings = (
        Setting("stations", default=4, values=(2, 3, 4, 5, 6, 7, 8), is_fixed=True),
        Setting("rounds", default=8, values=(1, 2, 3, 4, 5, 6, 7, 8), is_fixed=True),
        Setting("first_round", default=4, values=(1, 2, 3, 4, 5, 6, 8, 10)),
        Setting("other_rounds", default=3, values=(1, 2, 3, 4, 5, 6, 8, 10)),
        Setting("home", default=3, values=(1, 2, 3, 4, 5, 6, 8)),
        Setting("notes", default=2, values=(1, 2, 3, 4, 5, "everyone")),
        Setting("moves_by_itself", default=False, values=(False, True)),
    )
    stances = (
        Stance("strength", "stance.strength"),
        Stance("gap", "stance.gap"),
        Stance("stop", "stance.stop"),
    )
    words = {
        "title": "Carousel",
        "walk.title_first": "Find your station",
        "walk.title": "Move clockwise",
        "walk.part": "",
        "walk.do": "Take your recorder’s phone. Leave the sheet where it is.",
        "walk.do_first": "Stand at the sheet with your number.",
        "walk.say": "“Take one phone with you. Leave the sheet for the next group.”",
        "walk.say_first": "“Find the station with your number. One phone per group is enough.”",
        "walk.next": "Start round {n}",
        "walk.ahead": "Next: the groups read and talk.",
        "round.title": "Carousel",
        "round.part": "round {n} of {rounds}",
        "round.do": "Read. Tick what we recognise. Talk. Then write two notes.",
        "round.do_limit": "Read. Tick what we recognise. Talk. Then write.",
        "round.say": "“Read what is there and tick what we recognise. Talk before anyone writes.”",
        "round.next": "Move the groups on",
        "round.next_home": "Send groups home",
        "round.ahead": "Next: groups move clockwise.",
        "round.ahead_home": "Next: every group goes back to its first station.",
        "home.title": "Home again",
        "home.part": "one phone per group",
        "home.do": "Read what others added. Choose together.",
        "home.say": "“Read what was added. One strength, one thing not yet in place.”",
        "home.next": "Open the gallery",
        "home.ahead": "Next: the room sees what was written.",
        "gallery.title": "Gallery",
        "gallery.part": "what we found",
        "gallery.do": "Read. What surprises you?",
        "gallery.say": "“Read for a moment. Then tell your neighbour what surprised you.”",
        "gallery.next": "Finish the carousel",
        "gallery.ahead": "Next: the running order goes on.",
    }
    stems = (
        "Which pupils does this leave out, and what did you see that shows it?",
        "What shows that? Where could we look?",
        "When does it not happen?",
        "Is that the same in every phase, or only in some?",
        "What would a pupil say if we asked today?",
        "What could we stop, so that this has room?",
        "What would prove us wrong here?",
        "What do we already do well that is close to this?",
        "Who in another group has seen something different?",
    )
    prompts = (
        "What would a pupil in your lesson say about this?",
        "Think of last week. When did this happen, and when did it not?",
        "What takes time here and changes little?",
        "Which note could you make more exact? Add what you saw.",
    )

    def rounds(self, settings: Mapping[str, Any], slots: int) -> int:
        return min(int(settings["rounds"]), slots)

    def steps(self, settings: Mapping[str, Any], rounds: int) -> tuple[Step, ...]:
        way: list[Step] = []
        for r in range(rounds):
            minutes = settings["first_round"] if r == 0 else settings["other_rounds"]
            way += [Step("walk", r), Step("round", r, minutes * 60)]
        return (*way, Step("home", 0, settings["home"] * 60), Step("gallery"))

    def word(self, scene: Scene, key: str) -> str:
        assert scene.step is not None and scene.activity is not None
        is_first = scene.step.round == 0
        is_last = scene.step.round + 1 == scene.activity["rounds"]
        limit = scene.activity["settings"]["notes"]
        if key in {"walk.title", "walk.do", "walk.say"} and is_first:
            return key + "_first"
        if key in {"round.next", "round.ahead"} and is_last:
            return key + "_home"
        if key == "round.do" and limit != 2:
            return key + "_limit"
        return key

    def place(self, path: Sequence[str], index: int, step_round: int) -> str | None:
        return path[(index + step_round) % len(path)] if path else None

    def note_limit(self, settings: Mapping[str, Any]) -> int | None:
        limit = settings["notes"]
        return None if limit == "everyone" else int(limit)

    def check_note(self, scene: Scene, note: Row) -> None:
        at = (note["grp"], note["round"])
        if note["slot"] not in {scene.place(*at), scene.stood(*at)}:
            raise Refused("other_station")
        if note["parent"] is None and note["stance"] not in {"strength", "gap", "stop"}:
            raise Refused("no_stance")
        if note["parent"] is not None and note["stance"] not in {None, "question"}:
            raise Refused("bad_shape")

    def check_mark(self, scene: Scene, rule: MarkRule, mark: Row) -> None:
        if rule.kind == "tick" and mark["note"]["grp"] == mark["group"]:
            raise Refused("own_note")
        if rule.on == "slot" and mark["subject"] != scene.home(mark["group"]):
            raise Refused("other_station")

    def replans(self, activity: Row, at: int) -> tuple[Replan, ...]:
        minutes = activity["settings"]["other_rounds"]
        if at < 0:
            fewer = min(activity["settings"]["rounds"], activity["settings"]["stations"]) - 1
            return (Replan("round", minutes, {"rounds": fewer}),) if fewer else ()
        begun = sum(s.phase == "round" for s in self.steps_of(activity)[: at + 1])
        is_walking = self.steps_of(activity)[at].phase == "walk"
        left = activity["rounds"] - begun - is_walking
        return (Replan("round", minutes, rounds=1),) if left > 0 else ()

    def steps_of(self, activity: Row) -> tuple[Step, ...]:
        """The steps as this activity has them now."""
        return self.steps(activity["settings"], activity["rounds"])

    def offers(self, note: Row) -> bool:
        return note["stance"] in {"gap", "stop"}
