"""The demonstration: a workshop from the writing pack, open where phones have something to do."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from . import moving, timing
from .database import open_database
from .making import Wishes
from .model import Role, Seat
from .packs import parse_file
from .scene import Kinds, Scene, read_scene
from .shelf import Shelf, glance
from .transaction import Transaction

SCHOOL = "Millrace Primary School"
MINUTES, GROUPS = 60, 4
STAGEHAND = Seat("demo", Role.CHAMPION)


def make_demo(shelf: Shelf, pack: Path, kinds: Kinds) -> str:
    """A new workshop, open where phones have something to do, its clock waiting."""
    running = open_demo(shelf)
    if running is not None:
        return running
    wishes = Wishes(SCHOOL, MINUTES, GROUPS, date.today(), is_rehearsal=True)
    code = shelf.make(parse_file(pack, kinds), wishes)
    db = open_database(shelf.home_of(code) / "workshop.db")
    try:
        for rev in range(1, 10):
            with db.atomic():
                tx = Transaction(db, rev, int(time.time() * 1000))
                scene = read_scene(tx, kinds)
                if scene.phase is not None and "note" in scene.phase.accepts:
                    assert scene.activity is not None
                    timing.pause_timer(tx, scene, STAGEHAND, {"activity": scene.activity["id"]})
                    passed = sum(a["minutes"] for a in scene.activities if a["state"] == "done")
                    begun_at = tx.now_ms - passed * 60_000
                    tx.change("workshop", scene.workshop["id"], begun_at=begun_at)
                    tx.conn.execute("UPDATE workshop SET revision = ?", (rev,))
                    return code
                go_on(tx, scene)
        return code
    finally:
        db.close()


def open_demo(shelf: Shelf) -> str | None:
    """Today's demonstration, if it was not closed: a server that was killed goes on with it."""
    for code in reversed(shelf.codes()):
        seen = glance(shelf.home_of(code) / "workshop.db")
        if seen is None or not seen["is_rehearsal"] or seen["school"] != SCHOOL:
            continue
        if seen["held_on"] == date.today().isoformat() and not seen["is_closed"]:
            return code
    return None


def go_on(tx: Transaction, scene: Scene) -> None:
    """Pass what only needs talk; open the first activity at stations, else one that takes notes;
    then its next step."""
    if scene.activity is not None:
        moving.move_on(tx, scene, STAGEHAND, {"was": scene.was()})
        return
    kinds = [scene.kinds[activity["kind"]] for activity in scene.activities]
    wanted = [kind.uses_slots for kind in kinds]
    if not any(wanted):
        wanted = [any("note" in phase.accepts for phase in kind.phases) for kind in kinds]
    for activity, is_wanted in zip(scene.activities, wanted, strict=True):
        if is_wanted:
            target = {"activity": activity["id"], "was": scene.was()}
            moving.open_activity(tx, scene, STAGEHAND, target)
            return
        tx.change("activities", activity["id"], state="done")
