"""All commands by name: who may give one, the shape of its body, and the function that does it.
The functions live beside their subject."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import (
    agreed,
    agreeing,
    choosing,
    fitting,
    grouping,
    header,
    marking,
    moderating,
    moving,
    parts,
    planning,
    replanning,
    rooting,
    showing,
    timing,
    writing,
)
from .model import NOTE_LIMIT, Refused, Role, Seat
from .retold import settle
from .scene import Scene
from .shape import (
    Check,
    fits,
    flag,
    fresh_id,
    ident,
    idents,
    maybe,
    scalar,
    secret,
    step,
    text,
    texts,
    whole,
)
from .traces import draw_screen_anew
from .transaction import Transaction

PEOPLE = frozenset({Role.PARTICIPANT})
DESK = frozenset({Role.CHAMPION, Role.REMOTE})
CLOCK = frozenset({Role.CHAMPION, Role.CLOCK})
MOST_ACTIONS = 999
LONG = 20 * NOTE_LIMIT  # what may arrive; the rule's own limit answers with a sentence

Body = Mapping[str, Any]
Act = Callable[[Transaction, Scene, Seat, Body], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Verb:
    """One command. `can_undo`: its inverse is kept; `undo.<name>` in the catalogue labels it."""

    act: Act
    roles: frozenset[Role]
    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    can_undo: bool = False
    when_closed: bool = False


NOTE = {
    "id": fresh_id,
    "key": secret,
    "activity": ident,
    "phase": ident,
    "round": whole(0, 99),
    "slot": maybe(ident),
    "group": maybe(ident),
    "text": text(LONG),
}
NOTE_MAY = {
    "stance": maybe(ident),
    "parent": maybe(ident),
    "fields": texts(LONG),
    "late": flag,
}
MARK = {"activity": ident, "phase": ident, "kind": ident, "subject": ident, "value": scalar}
MARK_MAY = {"round": maybe(whole(0, 99))}
FILLED = {"fields": texts(LONG), "was": texts(LONG)}
ONE_NOTE = {"note": ident}
ONE_ACTIVITY = {"activity": ident}
SEEN = {"was": step}

VERBS: Mapping[str, Verb] = {
    # people
    "write_note": Verb(writing.write_note, PEOPLE, NOTE, NOTE_MAY),
    "edit_note": Verb(
        writing.edit_note,
        PEOPLE,
        {"id": ident, "key": secret, "text": text(LONG), "was": text(LONG)},
    ),
    "withdraw_note": Verb(writing.withdraw_note, PEOPLE, {"id": ident, "key": secret}),
    "fill_note": Verb(writing.fill_note, PEOPLE, ONE_NOTE | FILLED),
    "cast_mark": Verb(marking.cast_mark, PEOPLE, MARK, MARK_MAY),
    "choose_group": Verb(grouping.choose_group, PEOPLE, {"group": ident}),
    # moving through the hour
    "open_activity": Verb(moving.open_activity, DESK, ONE_ACTIVITY | SEEN, can_undo=True),
    "move_on": Verb(moving.move_on, CLOCK, SEEN, can_undo=True),
    "go_back": Verb(moving.go_back, DESK, SEEN, can_undo=True),
    "close_phase": Verb(moving.close_phase, DESK, ONE_ACTIVITY | {"phase": ident}, can_undo=True),
    "reveal_phase": Verb(moving.reveal_phase, DESK, ONE_ACTIVITY | {"phase": ident}),
    "start_timer": Verb(timing.start_timer, DESK, ONE_ACTIVITY),
    "pause_timer": Verb(timing.pause_timer, CLOCK, ONE_ACTIVITY, {"left_ms": whole(0, 10**9)}),
    "add_time": Verb(timing.add_time, DESK, ONE_ACTIVITY | {"seconds": whole(-3600, 3600)}),
    "drop_round": Verb(
        fitting.drop_round, DESK, ONE_ACTIVITY | {"was": whole(1, 99)}, can_undo=True
    ),
    "skip_slot": Verb(fitting.skip_slot, DESK, {"slot": ident}, can_undo=True),
    "restore_slot": Verb(fitting.restore_slot, DESK, {"slot": ident}, can_undo=True),
    "turn_page": Verb(
        showing.turn_page, DESK, ONE_ACTIVITY | {"page": whole(0, 999), "was": whole(0, 999)}
    ),
    "show_screen": Verb(showing.show_screen, DESK, {"page": maybe(ident)}, {"of": maybe(ident)}),
    "set_setting": Verb(
        fitting.set_setting,
        DESK,
        ONE_ACTIVITY | {"name": ident, "value": scalar},
        can_undo=True,
    ),
    "set_question": Verb(
        fitting.set_question, DESK, {"text": text(LONG), "was": text(LONG)}, can_undo=True
    ),
    "set_rule": Verb(
        fitting.set_rule,
        DESK,
        {"at": whole(0, 99), "text": text(LONG), "was": text(LONG)},
        can_undo=True,
    ),
    "replan": Verb(replanning.replan, DESK, ONE_ACTIVITY | {"key": ident}, can_undo=True),
    "close_workshop": Verb(moving.close_workshop, DESK),
    # groups
    "merge_groups": Verb(
        grouping.merge_groups, DESK, {"group": ident, "into": ident}, can_undo=True
    ),
    "add_group": Verb(grouping.add_group, DESK),
    "prompt_group": Verb(grouping.prompt_group, CLOCK, ONE_ACTIVITY | {"group": ident}),
    # notes on the champion's desk
    "hide_note": Verb(moderating.hide_note, DESK, ONE_NOTE, can_undo=True, when_closed=True),
    "show_note": Verb(moderating.show_note, DESK, ONE_NOTE, can_undo=True, when_closed=True),
    "erase_note": Verb(moderating.erase_note, DESK, ONE_NOTE, when_closed=True),
    "pass_note": Verb(moderating.pass_note, DESK, ONE_NOTE, can_undo=True),
    "carry_note": Verb(
        planning.carry_note, DESK, ONE_NOTE | {"to": ident}, can_undo=True, when_closed=True
    ),
    # from causes and options to draft actions
    "take_cause": Verb(choosing.take_cause, DESK, ONE_NOTE | {"is_taken": flag}, can_undo=True),
    "merge_notes": Verb(
        choosing.merge_notes, DESK, ONE_NOTE | {"into": maybe(ident)}, can_undo=True
    ),
    "choose_options": Verb(
        choosing.choose_options,
        DESK,
        ONE_ACTIVITY | {"notes": idents(20), "was": idents(20)},
        can_undo=True,
    ),
    "set_aside": Verb(
        choosing.set_aside,
        DESK,
        ONE_NOTE | {"reason": text(LONG), "was": text(LONG)},
        can_undo=True,
    ),
    "draft_actions": Verb(choosing.draft_actions, DESK, ONE_ACTIVITY, can_undo=True),
    # agreement
    "talk_through": Verb(agreeing.talk_through, DESK, {"test": ident}, when_closed=True),
    "write_test": Verb(
        agreeing.write_test, DESK, {"test": ident} | FILLED, can_undo=True, when_closed=True
    ),
    "test_again": Verb(
        agreeing.test_again,
        DESK,
        ONE_ACTIVITY | {"actions": idents(20), "was": whole(1, 99)},
    ),
    # the plan
    "add_action": Verb(planning.add_action, DESK, can_undo=True, when_closed=True),
    "write_action": Verb(
        planning.write_action, DESK, {"action": ident} | FILLED, can_undo=True, when_closed=True
    ),
    "order_actions": Verb(
        planning.order_actions,
        DESK,
        {"actions": idents(MOST_ACTIONS), "was": idents(MOST_ACTIONS)},
        can_undo=True,
        when_closed=True,
    ),
    "remove_action": Verb(
        planning.remove_action, DESK, {"action": ident}, can_undo=True, when_closed=True
    ),
    "add_part": Verb(
        parts.add_part,
        DESK,
        {"action": ident, "kind": ident},
        can_undo=True,
        when_closed=True,
    ),
    "write_part": Verb(
        parts.write_part, DESK, {"part": ident} | FILLED, can_undo=True, when_closed=True
    ),
    "remove_part": Verb(parts.remove_part, DESK, {"part": ident}, can_undo=True, when_closed=True),
    "link_root": Verb(
        rooting.link_root, DESK, {"action": ident, "to": ident}, can_undo=True, when_closed=True
    ),
    "unlink_root": Verb(
        rooting.unlink_root, DESK, {"root": ident}, can_undo=True, when_closed=True
    ),
    "write_plan": Verb(header.write_plan, DESK, FILLED, can_undo=True, when_closed=True),
    "write_goal": Verb(header.write_goal, DESK, FILLED, can_undo=True, when_closed=True),
    "agree_plan": Verb(agreed.agree_plan, DESK, {"was": whole(0, 9999)}, when_closed=True),
}


def verb_for(name: object, role: Role, body: object) -> Verb:
    """The verb of that name, if this role may use it and the body has its shape."""
    verb = UNDO if name == "undo" else VERBS.get(str(name))
    if verb is None:
        raise Refused("unknown_command", name=str(name)[:40])
    if role not in verb.roles:
        raise Refused("not_allowed")
    fits(body, verb.required, verb.optional)
    return verb


def undo(tx: Transaction, scene: Scene, seat: Seat, body: Body) -> Mapping[str, Any]:
    """Take back what one command set, by its stored inverse."""
    row = tx.one(
        "SELECT n, name, inverse FROM log WHERE op = ? AND is_undone = 0", str(body["target"])
    )
    if row is None or row["inverse"] is None:
        raise Refused("cannot_undo")
    tx.take_back(json.loads(row["inverse"]))
    settle(tx)  # what is hidden stays hidden, whatever was undone
    draw_screen_anew(tx, scene.workshop)
    tx.conn.execute("UPDATE log SET is_undone = 1 WHERE n = ?", (row["n"],))
    return {"undone": row["name"]}


UNDO = Verb(undo, DESK, {"target": secret}, when_closed=True)
