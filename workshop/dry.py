"""Which groups have run dry: nothing new on the page for a while, while the clock runs. They get
a fresh prompt on their own phones; the console quietly says where to walk."""

from __future__ import annotations

from .scene import Scene
from .transaction import Transaction
from .writing import notes_written

DRY_AFTER_MS = 75_000


class DryWatch:
    """Remembers when each group's notes last grew. Lives in memory only."""

    def __init__(self) -> None:
        self.grown: dict[tuple[str, str, int], tuple[int, int]] = {}

    def groups(self, tx: Transaction, scene: Scene, now_ms: int) -> list[str]:
        """Ids of the groups that have been quiet too long; each is named once per quiet time."""
        if scene.phase is None or scene.step is None or scene.activity is None:
            return []
        if "note" not in scene.phase.accepts or not (scene.kind and scene.kind.prompts):
            return []
        dry = []
        for group in scene.groups:
            key = (scene.activity["id"], group["id"], scene.step.round)
            notes = written(tx, *key)
            before, since = self.grown.get(key, (-1, now_ms))
            if notes != before:
                self.grown[key] = (notes, now_ms)
            elif now_ms - since > DRY_AFTER_MS and not scene.is_empty(group["id"]):
                self.grown[key] = (notes, now_ms)
                if is_full(tx, scene, group["id"]):
                    continue
                if notes < 1 or not has_prompt(scene, group["id"]):
                    dry.append(group["id"])
        return dry


def written(tx: Transaction, activity: str, group: str, step_round: int) -> int:
    """Notes and additions of a group in a round."""
    row = tx.one(
        "SELECT count(*) AS n FROM notes WHERE activity = ? AND grp = ? AND round = ?",
        activity,
        group,
        step_round,
    )
    return int(row["n"]) if row else 0


def is_full(tx: Transaction, scene: Scene, group: str) -> bool:
    """Whether a group has written all its notes of the round: it is not dry, it is done."""
    assert scene.kind is not None and scene.activity is not None and scene.step is not None
    limit = scene.kind.note_limit(scene.activity["settings"])
    place = (scene.activity["id"], scene.step.phase, group, scene.step.round)
    return limit is not None and notes_written(tx, *place) >= limit


def has_prompt(scene: Scene, group: str) -> bool:
    """Whether a group was offered a prompt in this round already."""
    offered = scene.activity["prompts"].get(group) if scene.activity else None
    return bool(offered and scene.step and offered[0] == scene.step.round)
