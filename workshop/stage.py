"""The `state` of a view: which activity and step, the clock, the running order, and for the
console what to say and what comes next. Sentences arrive ready from the kind and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .agreed import agreed_state
from .at_hand import at_hand, options
from .audience import CONSOLE, PROJECTOR, Audience
from .beside import prompt_number
from .choosing import sheets
from .fitting import rounds_begun
from .header import goal_fields
from .kind import Kind, Phase, budget_of
from .model import NOTE_LIMIT, Row
from .roots import journey
from .scene import Scene
from .transaction import Transaction
from .words import say

MOVING_S = 20  # a group walks
Place = Mapping[str, Any]  # {url, address, qr}: how to join, as the server knows it


def state_for(tx: Transaction, scene: Scene, audience: Audience, place: Place) -> Row:
    """Everything of a view that is not a row."""
    state: Row = {
        "workshop": workshop_state(tx, scene),
        "activity": activity_state(scene, audience),
        "step": step_state(scene),
        "timer": timer_state(scene),
        "groups_open": bool(scene.workshop["groups_open"]),
    }
    if audience.face in {CONSOLE, PROJECTOR}:
        state["join"] = dict(place)
        state |= shown_state(tx, scene)
        state["agenda"] = agenda_state(scene)
        state["begun_at"] = scene.workshop["begun_at"]
        ahead = first_move(tx, scene) or next_move(scene)
        state["drive"] = {"next": ahead, "back": back_move(scene)}
    if audience.face == CONSOLE:
        state["desk"] = desk_state(tx, scene)
        state["workshop"]["is_changed"] = bool(state["desk"]["differences"])
    if audience.face == "group":
        state["mine"] = mine_state(scene, audience.group)
        erased = tx.all("SELECT id FROM notes WHERE is_erased = 1 AND is_carried = 0 ORDER BY id")
        state["erased"] = [note["id"] for note in erased]  # their phones forget the words too
    return state


def workshop_state(tx: Transaction, scene: Scene) -> Row:
    """What every face shows of the workshop."""
    row = scene.workshop
    return {
        "understanding": understanding_of(row["plan"]),
        "agreed": agreed_state(tx) if scene.agreed else None,
        "review_on": row["review_on"],
        "held_on": row["held_on"],
        "keeper": row["plan"].get("keeper", ""),
        "code": row["code"],
        "title": row["title"],
        "school": row["school"],
        "question": row["question"],
        "is_question_shown": is_question_shown(scene),
        "label": row["label"],
        "is_closed": bool(row["is_closed"]),
        "is_rehearsal": bool(row["is_rehearsal"]),
        "rules": row["pack"].get("ground_rules", []),
        "note_limit_chars": NOTE_LIMIT,
        "minutes": row["minutes"],
    }


def understanding_of(plan: Row) -> Row | None:
    """What we now understand, once it is written: on every screen from then on."""
    if not plan.get("understanding"):
        return None
    names = {"text": "understanding", "know": "how_we_know", "check": "still_to_check"}
    return {name: plan.get(field, "") for name, field in names.items()}


def shown_state(tx: Transaction, scene: Scene) -> Row:
    """What the projector shows besides the work: the goal, an action, the way it came about. The
    page of an action that was taken off is no page."""
    screen, shown = scene.workshop["screen"], scene.workshop["screen_of"]
    is_there = tx.one("SELECT 1 AS x FROM actions WHERE id = ? AND is_removed = 0", shown)
    if shown and not is_there:
        screen = shown = None
    state: Row = {"goal": goal_fields(tx), "screen": screen, "shown": shown}
    if screen == "journey" and shown:
        state["journey"] = journey(tx, scene, shown)
    return state


def is_question_shown(scene: Scene) -> bool:
    """Whether the room has met our question: from its own page on, or always without one."""
    pages = [a for a in scene.activities if a["settings"].get("page") == "question"]
    return not pages or any(a["state"] != "ahead" for a in pages)


def activity_state(scene: Scene, audience: Audience) -> Row | None:
    """The present activity, for the projector with the prepared page it shows."""
    activity = scene.activity
    if activity is None:
        return None
    state = {name: activity[name] for name in ("id", "kind", "title", "text")}
    page = activity["settings"].get("page", "words")
    if audience.face == PROJECTOR:
        state["page"] = page
        if page == "headlines":
            state["headlines"] = scene.workshop["pack"].get("headlines", [])
    return state


def step_state(scene: Scene) -> Row | None:
    """The present step, with its sentences and what it takes."""
    if scene.activity is None or scene.kind is None or scene.step is None or scene.phase is None:
        return None
    phase, kind = scene.phase, scene.kind
    return {
        "activity": scene.activity["id"],
        "phase": phase.key,
        "round": scene.step.round,
        "rounds": scene.activity["rounds"],
        "veil": scene.veil,
        "title": kind.sentence(scene, "title") or scene.activity["title"],
        "part": kind.sentence(scene, "part"),
        "do": kind.sentence(scene, "do"),
        "room": phase.room,
        "hand": phase.hand,
        "accepts": sorted(phase.accepts) if scene.veil in (None, "open") else [],
        "marks": [
            {
                "kind": rule.kind,
                "on": rule.on,
                "owner": rule.owner,
                "values": rule.values,
                "budget": budget_of(rule, scene.activity["settings"]),
                "stance": rule.stance,
            }
            for rule in phase.marks
            if scene.veil in (None, "open")
        ],
        "stances": [
            {"value": s.value, "label": kind.words.get(s.label) or say(s.label)}
            for s in kind.stances
        ],
        "fills": sorted(phase.fills),
        "actions": scene.path(scene.step.round) if asks_about_actions(phase) else None,
        "limit": kind.note_limit(scene.activity["settings"]),
        "page": scene.activity["page"],
    }


def asks_about_actions(phase: Phase) -> bool:
    """Whether people are asked about actions; a second time, only about some."""
    return any(rule.on == "action" for rule in phase.marks)


def timer_state(scene: Scene) -> Row | None:
    """The clock by the server's time: `ends_at` while it runs, else `remaining_ms`."""
    activity = scene.activity
    if activity is None or scene.phase is None or not scene.phase.is_timed:
        return None
    return {
        "is_running": bool(activity["timer_runs"]),
        "ends_at": activity["timer_ends_at"],
        "remaining_ms": activity["timer_left_ms"],
    }


def agenda_state(scene: Scene) -> list[Row]:
    """The running order; of the present item, how long its later steps take by plan."""
    return [
        {name: a[name] for name in ("id", "title", "minutes", "state", "begun_at", "ended_at")}
        | ({"after_s": seconds_after(scene)} if a["state"] == "now" else {})
        for a in scene.activities
    ]


def seconds_after(scene: Scene) -> int:
    """The planned seconds of the steps after the present one; who moves takes a moment too."""
    later = scene.steps[scene.at + 1 :]
    walks = sum(step.seconds is None for step in later[:-1])
    return sum(step.seconds or 0 for step in later) + walks * MOVING_S


def mine_state(scene: Scene, group: str | None) -> Row:
    """Where a group stands, and a fresh prompt if it was offered one."""
    number = prompt_number(scene, group)
    here = next((s for s in scene.slots if s["id"] == scene.at_slot(group)), None)
    prompts = [*(here["prompts"] if here else ()), *(scene.kind.prompts if scene.kind else ())]
    return {
        "group": group,
        "at": scene.at_slot(group),
        "next": scene.next_slot(group),
        "home": scene.home(group) if scene.slots else None,
        "prompt": prompts[number % len(prompts)] if number is not None and prompts else None,
    }


def desk_state(tx: Transaction, scene: Scene) -> Row:
    """What the champion has at hand."""
    kind, activity = scene.kind, scene.activity
    return {
        "say": desk_says(scene),
        "asks": list(kind.stems) if kind else [],
        "next": next_move(scene),
        "back": back_move(scene) is not None,
        "undo": last_undo(tx),
        "settings": activity["settings"] if activity else {},
        "choices": {s.name: list(s.values) for s in kind.settings if not s.is_fixed}
        if kind
        else {},
        "commands": commands_now(scene),
        "rounds": activity["rounds"] if activity else 0,
    } | at_hand(tx, scene)


def desk_says(scene: Scene) -> str:
    """What to say now: prepared for this item, else the kind's own words."""
    if scene.activity is None or scene.kind is None:
        return say("say.before")
    prepared = scene.activity["say"] if scene.at == 0 else ""
    return f"“{prepared}”" if prepared else scene.kind.sentence(scene, "say")


def next_move(scene: Scene) -> Row | None:
    """The one dominant next: the command it gives, its label and what lies ahead."""
    if scene.workshop["is_closed"]:
        return None
    if scene.activity is None or scene.kind is None or scene.phase is None:
        if not scene.activities:
            return None
        return move("move_on", {"was": None}, say("next.begin"), scene.activities[0]["title"])
    here = {"activity": scene.activity["id"], "phase": scene.phase.key}
    if scene.veil == "open":
        return move("close_phase", here, *veil_words(scene, scene.kind, "close"))
    if scene.veil == "closed":
        return move("reveal_phase", here, *veil_words(scene, scene.kind, "reveal"))
    if scene.at + 1 < len(scene.steps):
        label = scene.kind.sentence(scene, "next")
        return move("move_on", {"was": scene.was()}, label, scene.kind.sentence(scene, "ahead"))
    ahead = scene.ahead()
    if not ahead:
        return None
    label = say("next.activity", title=ahead[0]["title"])
    minutes = say("next.minutes", n=ahead[0]["minutes"])
    return move("move_on", {"was": scene.was()}, label, minutes)


def first_move(tx: Transaction, scene: Scene) -> Row | None:
    """What the room would go on without, and a clicker therefore does first, as the desk does: the
    options with most dots go forward, then their sheets become draft actions; else None."""
    kind, activity, phase = scene.kind, scene.activity, scene.phase
    if scene.workshop["is_closed"] or not (kind and kind.sheets and activity and phase):
        return None
    is_filling = phase.key == kind.sheets
    if not is_filling and not (phase.shows_at_close and scene.veil == "revealed"):
        return None
    here = {"activity": activity["id"]}
    found = options(tx, scene)
    taken = [each["note"] for each in found[: activity["settings"]["take"]]]
    if taken and not any(each["is_chosen"] for each in found):
        label = say("desk.take", n=len(taken))
        body = here | {"notes": taken, "was": []}
        return move("choose_options", body, label, say("desk.take_ahead"))
    is_drafted = tx.one("SELECT 1 AS x FROM actions WHERE is_removed = 0 LIMIT 1") is not None
    if not is_filling or is_drafted or not sheets(tx, activity):
        return None
    return move("draft_actions", here, say("desk.draft_actions"), say("desk.draft_ahead"))


def veil_words(scene: Scene, kind: Kind, name: str) -> tuple[str, str]:
    """Label and what lies ahead for closing or showing a phase: the kind's own words, if any."""
    label = kind.sentence(scene, name) or say(f"next.{name}")
    return label, kind.sentence(scene, f"{name}_ahead") or say(f"next.{name}_ahead")


def back_move(scene: Scene) -> Row | None:
    """One step back, where there is one."""
    if scene.activity is None or scene.workshop["is_closed"]:
        return None
    first = scene.activities[0]["id"] == scene.activity["id"] if scene.activities else True
    if scene.at <= 0 and first:
        return None
    return move("go_back", {"was": scene.was()}, say("next.back"), "")


def move(name: str, body: Mapping[str, Any], label: str, ahead: str) -> Row:
    """A command that a button gives."""
    return {"name": name, "body": dict(body), "label": label, "ahead": ahead}


def last_undo(tx: Transaction) -> Row | None:
    """The last command that can be taken back."""
    row = tx.one(
        """
        SELECT op, name FROM log WHERE inverse IS NOT NULL AND is_undone = 0
        ORDER BY n DESC LIMIT 1
        """
    )
    return {"op": row["op"], "label": say(f"undo.{row['name']}")} if row else None


def commands_now(scene: Scene) -> list[str]:
    """The rarer commands that make sense now."""
    if scene.activity is None or scene.workshop["is_closed"]:
        return []
    names = ["merge_groups", "add_group", "show_screen", "set_question", "close_workshop"]
    if scene.phase is not None and scene.phase.is_timed:
        names += ["start_timer", "pause_timer", "add_time"]
    if scene.kind is not None and scene.kind.uses_slots:
        names += ["skip_slot", "restore_slot"]
        if scene.activity["rounds"] > rounds_begun(scene):
            names.append("drop_round")
    if scene.phase is not None and "note" in scene.phase.accepts and scene.kind is not None:
        names += ["prompt_group"] if scene.kind.prompts else []
    return names
