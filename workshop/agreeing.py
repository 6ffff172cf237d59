"""How the room tests a plan before it commits: what an asking came to is kept as tallies, talked
through, answered, and asked again. Nobody can tell from it who answered what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .kind import Step
from .model import Refused, Row, Seat, new_id
from .scene import Scene, veil_key
from .tellings import retell
from .tidy import tidy_text
from .timing import running
from .transaction import Transaction
from .writing import check_was

SENTENCE_LIMIT = 300
MOST_ROUNDS = 9
Body = Mapping[str, Any]


def record_tests(tx: Transaction, scene: Scene) -> bool:
    """Keep what the present asking came to, one row for each action: how often each answer was
    given, 0 to 5. Whether anything was asked."""
    rules = [r for r in scene.phase.marks if r.on == "action"] if scene.phase else []
    if not rules or scene.activity is None or scene.step is None:
        return False
    for action in scene.path(scene.step.round):
        tallies = tallies_of(tx, scene.activity["id"], rules[0].kind, action)
        test = new_id()
        tx.insert(
            "tests",
            id=test,
            activity=scene.activity["id"],
            action=action,
            round=scene.step.round,
            held_on=date.fromtimestamp(tx.now_ms / 1000).isoformat(),
            tallies=tallies,
            fields={"asked": words_asked(tx, action, test)},
        )
    return True


def words_asked(tx: Transaction, action: str, test: str) -> str:
    """What people were asked about: the action's words, which may be others the next time."""
    row = tx.one("SELECT fields FROM actions WHERE id = ?", action)
    asked = str(row["fields"].get("we_will", "")) if row else ""
    retell(tx, (action, "we_will", asked), (test, "asked"))
    return asked


def tallies_of(tx: Transaction, activity: str, kind: str, action: str) -> list[int]:
    """How many gave each answer, 0 to 5."""
    found = [0] * 6
    for mark in tx.all(
        """
        SELECT value FROM marks
        WHERE activity = ? AND kind = ? AND subject = ? AND is_removed = 0
        """,
        activity,
        kind,
        action,
    ):
        found[int(mark["value"])] += 1
    return found


def talk_through(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Say that the room has talked about an action: now it may see how the answers spread."""
    tx.change("tests", newest_test(tx, body["test"])["id"], is_talked=1)


def write_test(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """What was heard about an action, and what was changed: one sentence each, nobody's own."""
    test = tx.need("tests", body["test"])
    fields = {name: sentence(name, value) for name, value in body["fields"].items()}
    check_was(test["fields"], fields, body["was"])
    tx.change("tests", test["id"], fields=test["fields"] | fields)


def test_again(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Ask again about some actions, after they were changed. Their old answers are cleared; what
    the first asking came to stays."""
    activity = scene.present(body["activity"])
    assert scene.kind is not None
    asks = [s for s in scene.steps[: scene.at + 1] if scene.kind.phase(s.phase).shows_at_close]
    if not asks or scene.veil not in (None, "revealed"):
        raise Refused("not_now")
    if activity["rounds"] != body["was"]:
        raise Refused("changed", now=activity["rounds"])
    if activity["rounds"] >= MOST_ROUNDS:
        raise Refused("enough_tests")
    actions = [tx.need("actions", each)["id"] for each in dict.fromkeys(body["actions"])]
    if not actions:
        raise Refused("no_action_chosen")
    step = Step(asks[-1].phase, activity["rounds"])
    clear_answers(tx, scene, activity, actions)
    seconds = next(s.seconds for s in scene.steps if s.phase == step.phase)
    tx.change(
        "activities",
        activity["id"],
        rounds=activity["rounds"] + 1,
        phase=step.phase,
        round=step.round,
        page=0,
        paths=activity["paths"] | {str(step.round): actions},
        veils=activity["veils"] | {veil_key(step.phase, step.round): "open"},
        **running(tx, (seconds or 60) * 1000),
    )


def clear_answers(tx: Transaction, scene: Scene, activity: Row, actions: list[str]) -> None:
    """Take back the answers to some actions, so that everybody answers anew."""
    for action in actions:
        for mark in tx.all(
            "SELECT id FROM marks WHERE activity = ? AND subject = ? AND is_removed = 0",
            activity["id"],
            action,
        ):
            tx.change("marks", mark["id"], is_removed=1)


def newest_test(tx: Transaction, test_id: str) -> Row:
    """A test, if no later asking of its action has replaced it."""
    test = tx.need("tests", test_id)
    later = tx.one(
        """
        SELECT 1 AS x FROM tests
        WHERE activity = ? AND action = ? AND round > ? AND is_removed = 0
        """,
        test["activity"],
        test["action"],
        test["round"],
    )
    if later is not None:
        raise Refused("old_test")
    return test


def sentence(name: str, typed: str | None) -> str:
    """What was typed for "we heard" or "so we changed"."""
    if name not in {"heard", "changed"}:
        raise Refused("bad_shape", field=name)
    text = tidy_text(typed or "").replace("\n", " ")
    if len(text) > SENTENCE_LIMIT:
        raise Refused("too_long_here", limit=SENTENCE_LIMIT, n=len(text))
    return text
