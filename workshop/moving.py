"""How the hour moves: activities, their steps, private phases, the end. A timer never moves the
room; only these commands do."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from .agreeing import record_tests
from .at_hand import draft_goal
from .days import review_after
from .kind import Step
from .model import Refused, Role, Row, Seat
from .planning import carry_note
from .scene import Scene, named_key, same_step, veil_key
from .timing import no_clock, paused, running
from .transaction import Transaction

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
    at = scene.activity["position"]
    behind = [a for a in scene.activities if a["position"] < at and a["state"] != "skipped"]
    if not behind:
        raise Refused("no_back")
    enter_activity(tx, scene, behind[-1])


def close_phase(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> None:
    """End private writing: from now the console alone sees it. Marks may show at once."""
    activity, key = private_phase(scene, body, "open")
    assert scene.phase is not None
    veil = "revealed" if scene.phase.shows_at_close else "closed"
    veils = activity["veils"] | {key: veil} | named_groups(scene, activity, key)
    tx.change("activities", activity["id"], veils=veils, page=0)
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


def private_phase(scene: Scene, body: Body, veil: str) -> tuple[Row, str]:
    """The present private phase, if its veil is the one expected, and where its veil is kept."""
    activity = scene.present(body["activity"])
    if scene.phase is None or scene.phase.key != body["phase"] or scene.veil != veil:
        raise Refused("changed", now=scene.was())
    return activity, veil_key(scene.phase.key, scene.step.round if scene.step else 0)


def leave_phase(tx: Transaction, scene: Scene) -> None:
    """A private phase that is left while open is closed, not shown; coming back opens it again."""
    if scene.activity is not None and scene.step is not None and scene.veil == "open":
        key = veil_key(*scene.step_key)
        veils = scene.activity["veils"] | {key: "closed"}
        veils |= named_groups(scene, scene.activity, key)
        tx.change("activities", scene.activity["id"], veils=veils)


def named_groups(scene: Scene, activity: Row, key: str) -> Row:
    """Which groups were large enough to be named when a private phase closed: who joins a small one
    later does not make its words a large one's."""
    before = activity["veils"].get(named_key(key))
    return {named_key(key): [g for g in scene.large_groups if before is None or g in before]}


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
    new = {"state": "now", "begun_at": begun_at, "ended_at": None}
    if activity["phase"] is not None and activity["state"] != "now":
        new |= where_it_was_left(tx, scene, activity)
    tx.change("activities", activity["id"], **new)
    tx.change(
        "workshop",
        scene.workshop["id"],
        activity=activity["id"],
        screen=None,
        screen_of=None,
        begun_at=scene.workshop["begun_at"] or tx.now_ms,
        **day_of_the_hour(tx, scene),
    )
    if activity["phase"] is None:
        start_activity(tx, scene, activity)
    else:
        bring_choices(tx, scene, activity)  # what was chosen since it was first open


def where_it_was_left(tx: Transaction, scene: Scene, activity: Row) -> Row:
    """What an activity needs to go on where it was left: private writing that nobody has shown is
    open again, and the clock runs from where it stopped."""
    phase = scene.kinds[activity["kind"]].phase(activity["phase"])
    new: Row = {}
    if phase.is_private:
        new["veils"] = open_again(activity, veil_key(activity["phase"], activity["round"]))
    if phase.is_timed and activity["timer_left_ms"]:
        new |= running(tx, activity["timer_left_ms"])
    return new


def open_again(activity: Row, key: str) -> Row:
    """The veils of an activity whose private phase begins, or goes on: what was shown stays so."""
    is_shown = activity["veils"].get(key) == "revealed"
    veils: Row = activity["veils"] if is_shown else activity["veils"] | {key: "open"}
    return veils


def day_of_the_hour(tx: Transaction, scene: Scene) -> dict[str, str]:
    """A workshop that was made on the evening before is held on the day it begins; its review
    moves along, unless somebody has chosen that day."""
    workshop, today = scene.workshop, date.fromtimestamp(tx.now_ms / 1000)
    planned = date.fromisoformat(workshop["held_on"])
    if workshop["begun_at"] or today <= planned:
        return {}
    is_chosen = workshop["review_on"] != review_after(planned).isoformat()
    review = {} if is_chosen else {"review_on": review_after(today).isoformat()}
    return {"held_on": today.isoformat(), **review}


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
        SELECT DISTINCT notes.* FROM marks JOIN notes ON notes.id = json_extract(marks.value, '$')
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
        new["veils"] = open_again(activity, veil_key(step.phase, step.round))
    new |= running(tx, step.seconds * 1000) if step.seconds else no_clock()
    tx.change("activities", activity["id"], **new)


def asked_about(tx: Transaction, activity: Row, step: Step) -> Row:
    """The actions a step asks about: all of them when it begins; asking again names its own."""
    if step.round or activity["veils"].get(step.phase, "open") != "open":
        return {}
    activity["paths"].pop("0", None)
    found = tx.all("SELECT id FROM actions WHERE is_removed = 0 ORDER BY position")
    return {"0": [action["id"] for action in found]}
