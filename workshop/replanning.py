"""Finish on time: what could be done in fewer minutes from here, and what that costs. The kinds say
what they can spare; twelve minutes for actions and agreement are always kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .kind import Replan, settings_of
from .model import Refused, Row, Seat
from .scene import Scene
from .transaction import Transaction
from .words import say

MOST_OFFERS = 3
KEPT_MINUTES = 12  # for actions and agreement


def offers(scene: Scene) -> list[tuple[Row, Replan]]:
    """What could be saved now: at most three, those that cost least of the talk first."""
    found = [
        (activity, replan)
        for activity in scene.activities
        for replan in replans_of(scene, activity)
        if replan.saves > 0 and keeps_enough(scene, activity, replan)
    ]
    found.sort(key=lambda each: not each[1].is_skipped)  # what is spare costs nothing
    return found[:MOST_OFFERS]


def replans_of(scene: Scene, activity: Row) -> Iterable[Replan]:
    """What one activity could spare; one that the room has passed, nothing."""
    at = scene.activity["position"] if scene.activity else 0
    if activity["state"] == "skipped" or activity["position"] < at:
        return ()
    is_now = activity["position"] == at
    return scene.kinds[activity["kind"]].replans(activity, scene.at if is_now else -1)


def keeps_enough(scene: Scene, activity: Row, replan: Replan) -> bool:
    """Whether actions and agreement keep their minutes."""
    kept = [a for a in scene.activities if scene.kinds[a["kind"]].is_kept_whole]
    if activity["id"] not in {a["id"] for a in kept}:
        return True
    return bool(sum(a["minutes"] for a in kept) - replan.saves >= KEPT_MINUTES)


def replans_state(scene: Scene) -> list[Row]:
    """The offers as the console shows them."""
    return [
        {
            "key": replan.key,
            "activity": activity["id"],
            "title": say(f"replan.{replan.key}", title=activity["title"]),
            "saves": replan.saves,
            "costs": say(f"replan.{replan.key}_costs"),
        }
        for activity, replan in offers(scene)
    ]


def replan(tx: Transaction, scene: Scene, seat: Seat, body: Mapping[str, Any]) -> None:
    """Take up one offer. It can be undone."""
    found = [
        (activity, each)
        for activity, each in offers(scene)
        if activity["id"] == body["activity"] and each.key == body["key"]
    ]
    if not found:
        raise Refused("no_replan")
    activity, chosen = found[0]
    kind = scene.kinds[activity["kind"]]
    new: dict[str, Any] = {"minutes": max(activity["minutes"] - chosen.saves, 0)}
    if chosen.settings:
        new["settings"] = settings_of(kind, activity["settings"] | dict(chosen.settings))
    if chosen.rounds:
        new["rounds"] = activity["rounds"] - chosen.rounds
    if chosen.is_skipped:
        new = {"state": "skipped"}
    tx.change("activities", activity["id"], **new)
