"""What stands on the stage now: the workshop, its present activity, step, groups and slots.
Read once per revision; commands and audiences both look at it, neither changes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from .kind import Kind, Phase, Step
from .model import GROUP_FLOOR, Refused, Row
from .transaction import Transaction

Kinds = Mapping[str, Kind]
FRESH = frozenset({"notes", "new", "me"})  # what a new note touches, and nothing else does
QUIET = FRESH | {"marks", "links", "actions"}  # what changes rows, never the stage


@dataclass(frozen=True)
class Scene:
    """The stage. `sizes` is the number of seats by group id; `slots` includes skipped ones;
    `merged` are groups that have joined another; `agreed` is the number of the plan's newest
    version, 0 before the room agreed one."""

    workshop: Row
    activities: tuple[Row, ...]
    groups: tuple[Row, ...]
    merged: tuple[Row, ...]
    slots: tuple[Row, ...]
    sizes: Mapping[str, int]
    kinds: Kinds
    agreed: int = 0

    @cached_property
    def activity(self) -> Row | None:
        """The present activity, if one was opened."""
        return self.activity_of(self.workshop["activity"])

    @cached_property
    def kind(self) -> Kind | None:
        """The present activity's kind."""
        return self.kinds[self.activity["kind"]] if self.activity else None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All steps of the present activity, in order."""
        if self.activity is None or self.kind is None:
            return ()
        return self.kind.steps(self.activity["settings"], self.activity["rounds"])

    @cached_property
    def at(self) -> int:
        """The index of the present step; of the one before it, if a setting has taken it out."""
        if self.activity is None or self.kind is None:
            return 0
        at = self.step_index(self.activity["phase"], self.activity["round"])
        if at >= 0:
            return at
        order = [phase.key for phase in self.kind.phases]
        passed = order[: order.index(self.activity["phase"])] if self.activity["phase"] else []
        return max((i for i, step in enumerate(self.steps) if step.phase in passed), default=0)

    @cached_property
    def step(self) -> Step | None:
        """The present step."""
        return self.steps[self.at] if self.steps else None

    @cached_property
    def phase(self) -> Phase | None:
        """The present phase, as its kind describes it."""
        return self.kind.phase(self.step.phase) if self.kind and self.step else None

    @cached_property
    def veil(self) -> str | None:
        """`open`, `closed` or `revealed` in a private phase, else None."""
        if self.phase is None or not self.phase.is_private:
            return None
        return self.veil_of(self.activity, self.phase.key, self.step.round if self.step else 0)

    @property
    def is_writing_alone(self) -> bool:
        """Whether words are being written now that nobody else may see."""
        return self.veil == "open" and self.phase is not None and "note" in self.phase.accepts

    @cached_property
    def crowd(self) -> frozenset[tuple[str, bool, bool]]:
        """What of the groups' sizes can be seen in a view: who is empty, and who is large enough
        to be named."""
        return frozenset(
            (group["id"], self.is_empty(group["id"]), self.sizes.get(group["id"], 0) >= GROUP_FLOOR)
            for group in (*self.groups, *self.merged)
        )

    @cached_property
    def places(self) -> Mapping[str, Row]:
        """Where each group stands, goes and is at home, by group id."""
        return {
            group["id"]: {
                "at": self.at_slot(group["id"]),
                "next": self.next_slot(group["id"]),
                "home": self.home(group["id"]) if self.slots else None,
                "is_empty": self.is_empty(group["id"]),
            }
            for group in self.groups
        }

    @cached_property
    def activities_by_id(self) -> Mapping[str | None, Row]:
        """The activities by their ids."""
        return {each["id"]: each for each in self.activities}

    def activity_of(self, activity_id: str | None) -> Row | None:
        """An activity by its id."""
        return self.activities_by_id.get(activity_id)

    def present(self, activity_id: object) -> Row:
        """The present activity, if it is the one named; else it is not the time for it."""
        if self.activity is None or self.activity["id"] != activity_id:
            raise Refused("not_now")
        return self.activity

    def ahead(self) -> list[Row]:
        """The activities after the present one that were not left out."""
        at = self.activity["position"] if self.activity else 0
        return [a for a in self.activities if a["position"] > at and a["state"] != "skipped"]

    def veil_of(self, activity: Row | None, phase: str, step_round: int = 0) -> str | None:
        """How far a phase of an activity is revealed, in a round; None where it is not private."""
        phases = self.kinds[activity["kind"]].phases if activity is not None else ()
        if activity is None or not any(p.is_private for p in phases if p.key == phase):
            return None
        return str(activity["veils"].get(veil_key(phase, step_round), "open"))

    def step_index(self, phase: str | None, step_round: int) -> int:
        """Where a step stands among the steps; -1 when it is not one of them."""
        for index, step in enumerate(self.steps):
            if step.phase == phase and step.round == step_round:
                return index
        return -1

    def was(self) -> dict[str, Any] | None:
        """The step as a move names it: `{activity, phase, round, veil}`."""
        if self.activity is None or self.step is None:
            return None
        return {
            "activity": self.activity["id"],
            "phase": self.step.phase,
            "round": self.step.round,
            "veil": self.veil,
        }

    @property
    def step_key(self) -> tuple[str, int]:
        """The present step's phase and round."""
        assert self.step is not None
        return self.step.phase, self.step.round

    def group_of(self, group_id: str | None) -> Row | None:
        """A group that still stands on its own."""
        return next((each for each in self.groups if each["id"] == group_id), None)

    def is_empty(self, group_id: str) -> bool:
        """Whether a group has nobody while others have. With no phones at all, none is empty."""
        return not self.sizes.get(group_id) and any(self.sizes.values())

    @cached_property
    def large_groups(self) -> list[str]:
        """Ids of the groups that are large enough to be named."""
        groups = (*self.groups, *self.merged)
        return [g["id"] for g in groups if self.sizes.get(g["id"], 0) >= GROUP_FLOOR]

    def was_large(self, activity: Row | None, phase: str, step_round: int, group: str) -> bool:
        """Whether a group was large enough to be named when a private phase closed, and is now."""
        key = named_key(veil_key(phase, step_round))
        named = activity["veils"].get(key) if activity else None
        return group in self.large_groups and (named is None or group in named)

    def active_slots(self) -> list[str]:
        """Ids of the slots that are not skipped, in order."""
        return [slot["id"] for slot in self.slots if not slot["is_skipped"]]

    def path(self, step_round: int) -> list[str]:
        """The slots of a round: kept when the round began, else those active now."""
        kept = self.activity["paths"].get(str(step_round)) if self.activity else None
        return list(kept) if kept is not None else self.active_slots()

    def place(self, group_id: str | None, step_round: int) -> str | None:
        """The slot where a group stands in a round; an empty group stands still, at home."""
        group = self.group_of(group_id)
        if group is None or self.kind is None:
            return None
        chosen = 0 if self.is_empty(group["id"]) else step_round
        return self.kind.place(self.path(chosen), group["position"], chosen)

    def stood(self, group_id: str | None, step_round: int) -> str | None:
        """Where a group stood in a round, though it is empty or merged by now: words that were
        begun there are still on their way."""
        groups = (*self.groups, *self.merged)
        group = next((each for each in groups if each["id"] == group_id), None)
        if group is None or self.kind is None:
            return None
        return self.kind.place(self.path(step_round), group["position"], step_round)

    def home(self, group_id: str | None) -> str | None:
        """A group's home: its place in round 0. If that slot was skipped since, one that is
        nobody's home, else by the same rule among those that are left."""
        group = self.group_of(group_id)
        return self.homes[group["id"]] if group is not None else None

    @cached_property
    def homes(self) -> dict[str, str | None]:
        """Every group's home, so that each slot that is left has one as far as groups go."""
        if self.kind is None or not self.kind.uses_slots:
            return {group["id"]: None for group in self.groups}
        active = self.active_slots()
        first = {g["id"]: self.kind.place(self.path(0), g["position"], 0) for g in self.groups}
        kept: dict[str, str | None] = {g: slot for g, slot in first.items() if slot in active}
        free = [slot for slot in active if slot not in kept.values()]
        for group in self.groups:
            if group["id"] not in kept:
                among = self.kind.place(active, group["position"], 0)
                kept[group["id"]] = free.pop(0) if free else among
        return kept

    @property
    def stands(self) -> bool:
        """Whether groups stand at slots now."""
        return bool(self.slots) and self.kind is not None and self.kind.uses_slots

    def at_slot(self, group_id: str | None) -> str | None:
        """The slot where a group stands now."""
        if self.step is None or self.phase is None or not self.stands:
            return None
        if self.phase.hand_notes == "slot":
            return self.place(group_id, self.step.round)
        return self.home(group_id)

    def next_slot(self, group_id: str | None) -> str | None:
        """Where a group goes with the next step, if that is another place."""
        if not self.stands or self.at + 1 >= len(self.steps) or self.kind is None:
            return None
        following = self.steps[self.at + 1]
        if self.kind.phase(following.phase).hand_notes == "home":
            return self.home(group_id)
        return self.place(group_id, following.round)


def read_scene(tx: Transaction, kinds: Kinds) -> Scene:
    """Read the stage from the tables."""
    workshop = tx.one("SELECT * FROM workshop")
    assert workshop is not None
    return Scene(
        workshop=workshop,
        activities=tuple(tx.all("SELECT * FROM activities WHERE is_removed = 0 ORDER BY position")),
        groups=tuple(
            tx.all(
                """
                SELECT * FROM groups WHERE is_removed = 0 AND merged_into IS NULL
                ORDER BY position
                """
            )
        ),
        merged=tuple(tx.all("SELECT * FROM groups WHERE merged_into IS NOT NULL")),
        slots=tuple(
            tx.all(
                "SELECT * FROM slots WHERE is_removed = 0 AND activity = ? ORDER BY position",
                workshop["activity"],
            )
        ),
        sizes=read_sizes(tx),
        kinds=kinds,
        agreed=newest_version(tx),
    )


def read_again(tx: Transaction, before: Scene | None, tables: set[str]) -> Scene | None:
    """The stage after these tables were touched: the same, or with other people in it while a
    whole staff joins; None where it has to be read anew."""
    if before is None or tables - QUIET - {"participants"}:
        return None
    return replace(before, sizes=read_sizes(tx)) if "participants" in tables else before


def read_sizes(tx: Transaction) -> dict[str, int]:
    """How many seats each group has, by its id."""
    rows = tx.all(
        "SELECT grp, count(*) AS seats FROM participants WHERE is_removed = 0 GROUP BY grp"
    )
    return {row["grp"]: row["seats"] for row in rows}


def newest_version(tx: Transaction) -> int:
    """The number of the plan's newest agreed version; 0 before there is one."""
    row = tx.one("SELECT coalesce(max(number), 0) AS n FROM documents WHERE kind = 'plan'")
    return int(row["n"]) if row else 0


def veil_key(phase: str, step_round: int) -> str:
    """Where an activity keeps the veil of a phase; each round has its own."""
    return f"{phase}:{step_round}" if step_round else phase


def named_key(key: str) -> str:
    """Where an activity keeps which groups were large when the phase of that veil closed."""
    return f"{key} named"


def same_step(seen: object, today: Mapping[str, Any] | None) -> bool:
    """Whether the step that was on a screen is still today's."""
    return json.dumps(seen, sort_keys=True) == json.dumps(today, sort_keys=True)
