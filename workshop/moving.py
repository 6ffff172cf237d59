"""How the hour moves: activities, steps, private phases, timers, rounds, stations, the screen.
A timer never moves the room; only these commands do."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from .agreeing import record_tests
from .at_hand import draft_goal
from .kind import Step, settings_of
from .model import Refused, Role, Row, Seat
from .planning import carry_note
from .scene import Scene, same_step, veil_key
from .transaction import Transaction
from .writing import tidy_text

QUESTION_LIMIT = 160
RULE_LIMIT = 120
SCREENS = ("welcome", "rules", "blank", "plan")
SCREENS_OF_AN_ACTION = ("action", "journey")
Body = Mapping[str, Any]


def open_activity(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Open an activity of the running order: at its first step, or where it was left."""
    must_be_seen(scene, body["was"])
    enter_activity(tx, scene, tx.need("activities", body["activity"]))


def move_on(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """One step further; after the last step, the next activity of the running order."""
    must_be_seen(scene, body["was"])
    if scene.activity is None:
        if not scene.activities:
            raise Refused("no_next")
        enter_activity(tx, scene, scene.activities[0])
        return
    if scene.at + 1 < len(scene.steps):
        leave_phase(tx, scene)
        activity = tx.need("activities", scene.activity["id"])
        enter_step(tx, scene, activity, scene.steps[scene.at + 1])
        return
    ahead = scene.ahead()
    if not ahead:
        raise Refused("no_next")
    enter_activity(tx, scene, ahead[0])


def go_back(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """One step back; before the first step, the activity before."""
    must_be_seen(scene, body["was"])
    if scene.activity is None:
        raise Refused("no_back")
    if scene.at > 0:
        enter_step(tx, scene, scene.activity, scene.steps[scene.at - 1])
        return
    behind = [a for a in scene.activities if a["position"] < scene.activity["position"]]
    if not behind:
        raise Refused("no_back")
    enter_activity(tx, scene, behind[-1])


def close_phase(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """End private writing: from now the console alone sees it. Marks may show at once."""
    activity, key = private_phase(scene, body, "open")
    assert scene.phase is not None
    veil = "revealed" if scene.phase.shows_at_close else "closed"
    tx.change("activities", activity["id"], veils=activity["veils"] | {key: veil}, page=0)
    if veil == "revealed":
        if record_tests(tx, scene):  # the room looks at where it stands at once
            enter_step(tx, scene, tx.need("activities", activity["id"]), scene.steps[scene.at + 1])
        tx.inverse.clear()  # what was shown cannot be taken back


def reveal_phase(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Show the room what was written alone. It cannot be taken back."""
    activity, key = private_phase(scene, body, "closed")
    tx.change("activities", activity["id"], veils=activity["veils"] | {key: "revealed"}, page=0)
    record_tests(tx, scene)
    tx.conn.execute("UPDATE log SET inverse = NULL WHERE name = 'close_phase'")  # no way back now


def start_timer(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Let the clock run from where it stands."""
    activity = timed(scene, body)
    if not activity["timer_runs"]:
        tx.change("activities", activity["id"], **running(tx, activity["timer_left_ms"] or 0))


def pause_timer(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Stop the clock. `left_ms`, from the server alone, says at what value."""
    activity = timed(scene, body)
    if activity["timer_runs"]:
        left = body.get("left_ms", (activity["timer_ends_at"] or 0) - tx.now_ms)
        tx.change("activities", activity["id"], **paused(left))


def add_time(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Give more time. A clock at zero starts again from the minute given."""
    activity = timed(scene, body)
    more = int(body["seconds"]) * 1000
    if activity["timer_runs"]:
        left = max((activity["timer_ends_at"] or 0) - tx.now_ms, 0)
        tx.change("activities", activity["id"], **running(tx, left + more))
    else:
        left = max((activity["timer_left_ms"] or 0) + more, 0)
        tx.change("activities", activity["id"], timer_left_ms=left)


def drop_round(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """One round fewer, counted from the end; never one that has begun."""
    activity = present(scene, body)
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


def turn_page(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Turn the projector's page."""
    activity = present(scene, body)
    if activity["page"] != body["was"]:
        raise Refused("changed", now=activity["page"])
    tx.change("activities", activity["id"], page=body["page"])


def show_screen(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """Put a page over the work on the projector, or take it away again."""
    if body["page"] not in {None, *SCREENS, *SCREENS_OF_AN_ACTION}:
        raise Refused("bad_value")
    shown = None
    if body["page"] in SCREENS_OF_AN_ACTION:
        shown = tx.need("actions", body.get("of"))["id"]
    tx.change("workshop", scene.workshop["id"], screen=body["page"], screen_of=shown)


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


def close_workshop(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """End the workshop for good. The writer seals it after the commit."""
    people = tx.one("SELECT count(*) AS n FROM participants WHERE role = 'participant'")
    took_part = people["n"] if people else 0
    tx.change("workshop", scene.workshop["id"], is_closed=1, took_part=took_part)
    if scene.activity is not None:
        new: dict[str, Any] = {"ended_at": tx.now_ms}
        if scene.activity["timer_runs"]:
            new |= paused((scene.activity["timer_ends_at"] or 0) - tx.now_ms)
        tx.change("activities", scene.activity["id"], **new)


def must_be_seen(scene: Scene, was: object) -> None:
    """A move carries the step that was on the screen, so that a double press moves once (P22)."""
    if not same_step(was, scene.was()):
        raise Refused("changed", now=scene.was())


def present(scene: Scene, body: Body) -> Row:
    """The present activity, if it is the one named."""
    if scene.activity is None or scene.activity["id"] != body["activity"]:
        raise Refused("not_now")
    return scene.activity


def timed(scene: Scene, body: Body) -> Row:
    """The present activity, if its phase has a clock."""
    activity = present(scene, body)
    if scene.phase is None or not scene.phase.is_timed:
        raise Refused("not_now")
    return activity


def private_phase(scene: Scene, body: Body, veil: str) -> tuple[Row, str]:
    """The present private phase, if its veil is the one expected, and where its veil is kept."""
    activity = present(scene, body)
    if scene.phase is None or scene.phase.key != body["phase"] or scene.veil != veil:
        raise Refused("changed", now=scene.was())
    return activity, veil_key(scene.phase.key, scene.step.round if scene.step else 0)


def rounds_begun(scene: Scene) -> int:
    """How many rounds have begun; at the end, all of them."""
    return max((step.round + 1 for step in scene.steps[: scene.at + 1]), default=0)


def leave_phase(tx: Transaction, scene: Scene) -> None:
    """A private phase that is left while open is closed, not revealed."""
    if scene.activity is not None and scene.step is not None and scene.veil == "open":
        veils = scene.activity["veils"] | {veil_key(*scene.step_key): "closed"}
        tx.change("activities", scene.activity["id"], veils=veils)


def enter_activity(tx: Transaction, scene: Scene, activity: Row) -> None:
    """Make an activity the present one."""
    before = scene.activity
    if before is not None and before["id"] != activity["id"]:
        leave_phase(tx, scene)
        new: dict[str, Any] = {"state": "done", "ended_at": tx.now_ms}
        if before["timer_runs"]:
            new |= paused((before["timer_ends_at"] or 0) - tx.now_ms)
        tx.change("activities", before["id"], **new)
    begun_at = activity["begun_at"] or tx.now_ms
    tx.change("activities", activity["id"], state="now", begun_at=begun_at, ended_at=None)
    tx.change(
        "workshop",
        scene.workshop["id"],
        activity=activity["id"],
        screen=None,
        screen_of=None,
        begun_at=scene.workshop["begun_at"] or tx.now_ms,
    )
    if activity["phase"] is None:
        start_activity(tx, scene, activity)


def start_activity(tx: Transaction, scene: Scene, activity: Row) -> None:
    """The first step of an activity that was never open."""
    kind = scene.kinds[activity["kind"]]
    slots = tx.one(
        "SELECT count(*) AS n FROM slots WHERE activity = ? AND is_skipped = 0 AND is_removed = 0",
        activity["id"],
    )
    rounds = kind.rounds(activity["settings"], slots["n"] if slots else 0)
    tx.change("activities", activity["id"], rounds=rounds)
    bring_choices(tx, scene, activity)
    enter_step(tx, scene, activity, kind.steps(activity["settings"], rounds)[0])


def bring_choices(tx: Transaction, scene: Scene, activity: Row) -> None:
    """What groups chose before comes along, for a kind that begins with it."""
    kind = scene.kinds[activity["kind"]]
    chosen = tx.all(
        """
        SELECT DISTINCT notes.* FROM marks JOIN notes ON json_quote(notes.id) = marks.value
        WHERE marks.kind = ? AND marks.is_removed = 0 ORDER BY notes.n
        """,
        kind.carries_in,
    )
    for note in chosen if kind.carries_in else ():
        with contextlib.suppress(Refused):  # one that is gone, or was carried by hand before
            carry_note(
                tx, scene, Seat("clock", Role.CLOCK), {"note": note["id"], "to": activity["id"]}
            )


def enter_step(tx: Transaction, scene: Scene, activity: Row, step: Step) -> None:
    """Go to a step: its round's path is kept from now on and its clock starts."""
    kind = scene.kinds[activity["kind"]]
    phase = kind.phase(step.phase)
    new: dict[str, Any] = {"phase": step.phase, "round": step.round, "page": 0}
    if phase.accepts and kind.uses_slots and str(step.round) not in activity["paths"]:
        active = tx.all(
            """
            SELECT id FROM slots WHERE activity = ? AND is_skipped = 0 AND is_removed = 0
            ORDER BY position
            """,
            activity["id"],
        )
        new["paths"] = activity["paths"] | {str(step.round): [slot["id"] for slot in active]}
    if any(rule.on == "action" for rule in phase.marks):
        new["paths"] = asked_about(tx, activity, step) | activity["paths"]
    if phase.drafts:
        draft_goal(tx, scene, phase.drafts)
    if phase.ends_lateness:
        new["is_shown"] = 1
    if phase.is_private:
        new["veils"] = {veil_key(step.phase, step.round): "open"} | activity["veils"]
    new |= running(tx, step.seconds * 1000) if step.seconds else no_clock()
    tx.change("activities", activity["id"], **new)


def asked_about(tx: Transaction, activity: Row, step: Step) -> Row:
    """The actions a step asks about: all of them when it begins; asking again names its own."""
    if step.round or activity["veils"].get(step.phase, "open") != "open":
        return {}
    activity["paths"].pop("0", None)
    found = tx.all("SELECT id FROM actions WHERE is_removed = 0 ORDER BY position")
    return {"0": [action["id"] for action in found]}


def running(tx: Transaction, left_ms: int) -> dict[str, Any]:
    """A clock that runs, with so many milliseconds left."""
    ends_at = tx.now_ms + max(left_ms, 0)
    return {"timer_runs": 1, "timer_ends_at": ends_at, "timer_left_ms": None}


def paused(left_ms: int) -> dict[str, Any]:
    """A clock that stands."""
    return {"timer_runs": 0, "timer_ends_at": None, "timer_left_ms": max(left_ms, 0)}


def no_clock() -> dict[str, Any]:
    """No clock at all."""
    return {"timer_runs": 0, "timer_ends_at": None, "timer_left_ms": None}
