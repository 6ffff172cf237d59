"""The hour fitted to this room while it runs: a round fewer, a station left out, a setting, the key
question and the ground rules in the room's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .kind import settings_of
from .model import Refused, Seat
from .scene import Scene
from .tidy import tidy_text
from .transaction import Transaction

QUESTION_LIMIT = 160
RULE_LIMIT = 120
Body = Mapping[str, Any]


def drop_round(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """One round fewer, counted from the end; never one that has begun."""
    activity = scene.present(body["activity"])
    if activity["rounds"] != body["was"]:
        raise Refused("changed", now=activity["rounds"])
    if activity["rounds"] <= rounds_begun(scene):
        raise Refused("no_round_left")
    tx.change("activities", activity["id"], rounds=activity["rounds"] - 1)


def skip_slot(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Leave a station out from the next round on; its notes stay."""
    slot = tx.need("slots", body["slot"])
    left = [s for s in scene.active_slots() if s != slot["id"]]
    if slot["is_skipped"] or not left:
        raise Refused("last_station")
    tx.change("slots", slot["id"], is_skipped=1)
    activity = scene.activity_of(slot["activity"])
    if activity is not None:
        most = max(len(left), rounds_begun(scene))
        tx.change("activities", activity["id"], rounds=min(activity["rounds"], most))


def restore_slot(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Take a station in again."""
    slot = tx.need("slots", body["slot"])
    if slot["is_skipped"]:
        tx.change("slots", slot["id"], is_skipped=0)


def set_setting(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Change a setting of an activity, or whether people may change group."""
    if body["name"] == "groups_open":
        tx.change("workshop", scene.workshop["id"], groups_open=int(bool(body["value"])))
        return
    activity = tx.need("activities", body["activity"])
    kind = scene.kinds[activity["kind"]]
    if any(each.name == body["name"] and each.is_fixed for each in kind.settings):
        raise Refused("fixed_setting")
    chosen = activity["settings"] | {str(body["name"]): body["value"]}
    tx.change("activities", activity["id"], settings=settings_of(kind, chosen))


def set_question(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Adjust the key question: one question, about something the room can change."""
    text = tidy_text(str(body["text"])).replace("\n", " ")
    if scene.workshop["question"] != body["was"]:
        raise Refused("changed", now=scene.workshop["question"])
    if not text.endswith("?"):
        raise Refused("not_a_question")
    if len(text) > QUESTION_LIMIT:
        raise Refused("too_long_here", limit=QUESTION_LIMIT, n=len(text))
    tx.change("workshop", scene.workshop["id"], question=text)


def set_rule(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Change one ground rule, as the room wants it."""
    text = tidy_text(str(body["text"])).replace("\n", " ")
    pack = scene.workshop["pack"]
    rules, at = list(pack.get("ground_rules", ())), body["at"]
    if at >= len(rules) or rules[at] != body["was"]:
        raise Refused("changed", now=rules[at] if at < len(rules) else "")
    if not text:
        raise Refused("empty_rule")
    if len(text) > RULE_LIMIT:
        raise Refused("too_long_here", limit=RULE_LIMIT, n=len(text))
    rules[at] = text
    tx.change("workshop", scene.workshop["id"], pack=pack | {"ground_rules": rules})


def rounds_begun(scene: Scene) -> int:
    """How many rounds have begun; at the end, all of them."""
    return max((step.round + 1 for step in scene.steps[: scene.at + 1]), default=0)
