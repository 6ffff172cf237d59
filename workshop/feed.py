"""What each audience was sent, and the frames that keep it in step. Lives in the writer's hands:
only the writer calls it, after a commit, so nobody reads uncommitted rows and no frame is lost."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from typing import Any, Protocol

from .audience import CONSOLE, PROJECTOR, Audience, Drawn, note_row
from .beside import group_rows
from .kind import budget_of
from .model import Row
from .numbers import Numbers
from .scene import FRESH, QUIET, Kinds, Scene, read_scene
from .sent import Connection, Sent, by_order, same_view
from .stage import Place, state_for
from .transaction import Transaction
from .view import NOTES, counts_for, notes_in_sight, rows_for

# The smallest distance between two frames to one audience, under load. People write faster than
# anybody reads: phones are shown it in good time, the room as fast as eyes see, the desk calmly.
FRAME_GAP_MS = 27
ROOM_GAP_MS = 20
DESK_GAP_MS = 100
GAPS_MS = {"group": FRAME_GAP_MS, PROJECTOR: ROOM_GAP_MS, CONSOLE: DESK_GAP_MS}
STAGED = frozenset({"participants"})  # changes the scene, a view only if it looks different
Newcomer = tuple[Connection, object, object]  # with the epoch and the revision it says it has
log = logging.getLogger(__name__)


class Wire(Protocol):
    """How frames leave the house; the app gives it, tests listen on it."""

    def ready(self, event: str, message: Mapping[str, Any]) -> Any:
        """A message encoded, to be sent as often as one likes."""

    def send(self, ready: Any, room: str) -> None:
        """Send such a message to everybody in a room, or to one connection."""

    def enter(self, sid: str, room: str) -> None:
        """Put a connection into a room."""

    def leave(self, sid: str, room: str) -> None:
        """Take a connection out of a room."""


class Feed:
    """The audiences of one workshop."""

    def __init__(self, wire: Wire, kinds: Kinds) -> None:
        self.wire = wire
        self.kinds = kinds
        self.place: Place = {}
        self.sent: dict[Audience, Sent] = {}
        self.connections: dict[str, Connection] = {}
        self.heads: Counter[Audience] = Counter()  # connections by audience
        self.told: dict[str, Row] = {}  # by seat: what it was last sent for itself alone
        self.scene: Scene | None = None
        self.rev = 0
        self.numbers = Numbers()
        self.drawn: Drawn = {}
        self.fetched: dict[str, Row | None] = {}  # notes as they are now, while frames are due
        self.framed: tuple[Row, Any] = ({}, None)  # the newest frame and its encoding
        self.newcomers: list[Newcomer] = []

    # ---- what the writer tells

    def committed(
        self,
        tx: Transaction,
        touched: Mapping[str, set[str]],
        rev: int,
        scene: Scene | None,
        is_urgent: bool = False,
    ) -> None:
        """Note what a commit touched, for every audience. `scene` is the stage as the commit left
        it, None where it has to be read anew. Urgent is what the champion does: desk and room show
        it at once."""
        tables = {table for table in touched if touched[table]}
        is_more = bool(tables - FRESH) or touched.get("notes") != touched.get("new")
        is_whole = self.looks_different(tx, tables, scene) or bool(tables - QUIET - STAGED)
        self.rev = rev
        self.drawn = {}
        notes = touched.get("notes", set())
        for note_id in notes:
            self.fetched.pop(note_id, None)
        self.numbers.heed({note_id: self.note(tx, note_id) for note_id in notes})
        for audience, sent in self.sent.items():
            if not self.has(audience):
                sent.is_stale = True
                continue
            sent.is_due = True
            sent.is_urgent = sent.is_urgent or (is_urgent and audience.face != "group")
            sent.touched |= notes
            sent.is_more_due = sent.is_more_due or is_more
            sent.is_whole_due = sent.is_whole_due or is_whole
        self.move_connections(tx, touched.get("moved", set()))
        has_moved = bool(touched.get("workshop") or touched.get("activities"))
        for seat in touched.get("me", set()) | (self.outdated(tx) if has_moved else set()):
            self.tell_seat(tx, seat)

    def draws_all_anew(self, rev: int) -> None:
        """What a commit touched is not known: with the next frames everybody gets what is new."""
        self.rev, self.scene = rev, None
        self.numbers, self.drawn, self.fetched = Numbers(), {}, {}
        for sent in self.sent.values():
            sent.is_due = sent.is_whole_due = sent.is_more_due = True

    def looks_different(self, tx: Transaction, tables: set[str], scene: Scene | None) -> bool:
        """Take the new stage. Whether people who came or moved have changed more than a number: an
        empty group stands still, and a large one may be named."""
        before, self.scene = self.scene, scene
        if not tables - QUIET:
            return False
        return before is None or before.crowd != self.stage(tx).crowd

    def flush(self, tx: Transaction, now_ms: int) -> int | None:
        """Send the frames that are due. Returns in how many ms the next one is, or None."""
        wait: int | None = None
        for audience, sent in self.sent.items():
            if not sent.is_due:
                continue
            least = GAPS_MS.get(audience.face, 0)
            gap = sent.last_at + least - now_ms
            if 0 < gap <= least and not sent.is_urgent:
                wait = gap if wait is None else min(wait, gap)
                continue
            self.send_frame(tx, audience, sent, now_ms)
        if wait is None:
            self.fetched, self.drawn = {}, {}
        return wait

    def join(self, connection: Connection, epoch: object, rev: object) -> None:
        """A connection comes; it takes its place with the next `seat_newcomers`."""
        if connection.sid not in self.connections:
            self.connections[connection.sid] = connection
            self.heads[connection.audience] += 1
        self.newcomers.append((connection, epoch, rev))

    def resume(self, sid: str) -> None:
        """A connection found a gap: it waits for everything."""
        connection = self.connections.get(sid)
        if connection is not None:
            self.newcomers.append((connection, None, None))

    def seat_newcomers(self, tx: Transaction, now_ms: int) -> None:
        """Put those who came into their audience's room, each with a snapshot unless it is up to
        date (P4), encoded once for each audience, and with their own `me`. No frame falls between.
        """
        newcomers, self.newcomers = self.newcomers, []
        for audience in dict.fromkeys(c.audience for c, _, _ in newcomers):
            came = [n for n in newcomers if n[0].audience == audience]
            try:
                self.seat(tx, audience, [n for n in came if n[0].sid in self.connections], now_ms)
            except Exception:  # theirs alone: others take their places
                log.exception("newcomers to %s were not seated", audience)

    def seat(self, tx: Transaction, audience: Audience, came: list[Newcomer], now_ms: int) -> None:
        """The same for those of one audience."""
        sent = self.brought_up(tx, audience, now_ms)
        today = (self.stage(tx).workshop["epoch"], sent.rev)
        for connection, _, _ in came:
            self.wire.enter(connection.sid, self.room(audience))
        is_shared = audience.face in {CONSOLE, PROJECTOR}
        behind = [
            c.sid
            for c, epoch, rev in came
            if is_shared or (epoch, rev) != today or has_moved_since(tx, c, rev)
        ]
        pulse = self.wire.ready("pulse", self.pulse_for(audience, sent, now_ms))
        for message in (self.whole(tx, sent), pulse) if behind else ():
            for sid in dict.fromkeys(behind):
                self.wire.send(message, sid)
        for connection, _, _ in came:
            if connection.seat is not None:
                self.wire.enter(connection.sid, f"seat:{connection.seat}")
                self.tell_seat(tx, connection.seat, to=connection.sid)

    def gone(self, sid: str) -> None:
        """A connection is no more."""
        connection = self.connections.pop(sid, None)
        if connection is not None:
            self.heads[connection.audience] -= 1

    def snapshot(self, tx: Transaction, audience: Audience, now_ms: int) -> Row:
        """A snapshot for a page that is being rendered."""
        return self.as_snapshot(tx, self.brought_up(tx, audience, now_ms)) | {"now": now_ms}

    def pulse(self, tx: Transaction, now_ms: int) -> None:
        """Tell every audience its revision, the time, and (room and desk) who is here."""
        self.stage(tx)
        for audience, sent in self.sent.items():
            if self.has(audience):
                self.emit("pulse", self.pulse_for(audience, sent, now_ms), self.room(audience))

    def pulse_for(self, audience: Audience, sent: Sent, now_ms: int) -> Row:
        """An audience's revision and the time; for room and desk, who is here."""
        assert self.scene is not None
        epoch = self.scene.workshop["epoch"]
        pulse: Row = {"epoch": epoch, "rev": sent.rev, "now": now_ms}
        if audience.face in {CONSOLE, PROJECTOR}:
            pulse["here"] = self.here(audience)
        return pulse

    # ---- how

    def stage(self, tx: Transaction) -> Scene:
        """The scene of the committed revision, read once."""
        if self.scene is None:
            self.scene = read_scene(tx, self.kinds)
            self.rev = self.rev or self.scene.workshop["revision"]
        return self.scene

    def room(self, audience: Audience) -> str:
        """The Socket.IO room of an audience of this workshop."""
        assert self.scene is not None
        return f"{self.scene.workshop['code']}/{audience.room}"

    def has(self, audience: Audience) -> bool:
        """Whether anybody is in an audience."""
        return self.heads[audience] > 0

    def here(self, audience: Audience) -> Row:
        """How many people are connected; by group for the console only."""
        seats = {c.seat: c.audience.group for c in list(self.connections.values()) if c.seat}
        here: Row = {"seats": len(seats)}
        if audience.face == CONSOLE:
            groups = [group for group in seats.values() if group]
            here["groups"] = {group: groups.count(group) for group in set(groups)}
        return here

    def brought_up(self, tx: Transaction, audience: Audience, now_ms: int) -> Sent:
        """What an audience has, after sending it what is due, or made new when nobody held it."""
        sent = self.sent.get(audience)
        if sent is not None and not sent.is_stale:
            self.stage(tx)
            if sent.is_due:
                self.send_frame(tx, audience, sent, now_ms)
            return sent
        scene = self.stage(tx)
        fresh = Sent(
            rev=self.rev,
            rows=self.all_rows(tx, audience),
            state=state_for(tx, scene, audience, self.place),
            counts=counts_for(tx, scene, audience, self.numbers),
        )
        if sent is not None and same_view(sent, fresh):
            fresh.rev = sent.rev
        self.sent[audience] = fresh
        return fresh

    def all_rows(self, tx: Transaction, audience: Audience) -> dict[str, Row]:
        """Every row an audience may see, by id. Private origin sorts by id, which shuffles."""
        scene = self.stage(tx)
        rows = rows_for(tx, scene, audience)
        for note in notes_in_sight(tx, scene, audience):
            row = note_row(tx, scene, note, audience, self.drawn)
            if row is not None:
                rows.append(row)
        return {row["id"]: row for row in sorted(rows, key=by_order)}

    def touched_rows(
        self, tx: Transaction, audience: Audience, sent: Sent
    ) -> dict[str, Row | None]:
        """The rows that may be different when only rows changed; None for one that is gone."""
        scene = self.stage(tx)
        rows: dict[str, Row | None] = {}
        for note_id in self.with_parents(tx, sent.touched):
            note = self.note(tx, note_id)
            seen = note_row(tx, scene, note, audience, self.drawn) if note else None
            rows[note_id] = seen
        if sent.is_more_due:
            rows |= dict.fromkeys(sent.others)
            return rows | {row["id"]: row for row in rows_for(tx, scene, audience)}
        return rows | {row["id"]: row for row in group_rows(tx, scene, audience)}

    def with_parents(self, tx: Transaction, note_ids: set[str]) -> set[str]:
        """Notes, and those they were added to: a withdrawn one stands only while it has
        additions."""
        notes = [self.note(tx, note_id) for note_id in note_ids]
        return note_ids | {note["parent"] for note in notes if note and note["parent"]}

    def note(self, tx: Transaction, note_id: str) -> Row | None:
        """A note as it is now; every audience looks at the same."""
        if note_id not in self.fetched:
            self.fetched[note_id] = tx.one(f"{NOTES} WHERE id = ?", note_id)
        return self.fetched[note_id]

    def send_frame(self, tx: Transaction, audience: Audience, sent: Sent, now_ms: int) -> None:
        """Compare what is visible now with what was sent, and send the difference (P6, P8)."""
        scene = self.stage(tx)
        rows: dict[str, Row | None]
        if sent.is_whole_due:
            rows = dict.fromkeys(sent.rows) | self.all_rows(tx, audience)
        else:
            rows = self.touched_rows(tx, audience, sent)
        is_wide = sent.is_more_due and audience.face in {CONSOLE, PROJECTOR}
        state = sent.state
        if sent.is_whole_due or is_wide:
            state = state_for(tx, scene, audience, self.place)
        counts = counts_for(tx, scene, audience, self.numbers)
        sent.touched, sent.is_due, sent.is_urgent = set(), False, False
        sent.is_whole_due = sent.is_more_due = False
        changed = [row for i, row in rows.items() if row is not None and sent.rows.get(i) != row]
        dropped = sorted(i for i, row in rows.items() if row is None and i in sent.rows)
        frame: Row = {}
        if state != sent.state:
            frame["state"] = state
        if counts != sent.counts:
            frame["counts"] = counts
        if not (changed or dropped or frame):
            return
        before, sent.rev, sent.last_at = sent.rev, self.rev, now_ms
        sent.take(changed, dropped, state, counts)
        frame |= {
            "epoch": scene.workshop["epoch"],
            "from": before,
            "rev": sent.rev,
            "rows": sorted(changed, key=by_order),
            "gone": dropped,
        }
        if frame != self.framed[0]:  # groups that see the same get the same
            self.framed = (frame, self.wire.ready("frame", frame))
        self.wire.send(self.framed[1], self.room(audience))

    def emit(self, event: str, message: Row, room: str) -> None:
        """Send to everybody in a room, encoded once."""
        self.wire.send(self.wire.ready(event, message), room)

    def whole(self, tx: Transaction, sent: Sent) -> Any:
        """An audience's snapshot, encoded once while it is true: a whole room may come back."""
        if sent.whole is None:
            sent.whole = self.wire.ready("snapshot", self.as_snapshot(tx, sent))
        return sent.whole

    def as_snapshot(self, tx: Transaction, sent: Sent) -> Row:
        """Everything an audience has, as one message (P5)."""
        return {
            "epoch": self.stage(tx).workshop["epoch"],
            "rev": sent.rev,
            "state": sent.state,
            "rows": sorted(sent.rows.values(), key=by_order),
            "counts": sent.counts,
        }

    def move_connections(self, tx: Transaction, seats: set[str]) -> None:
        """People who changed group go to its room with a snapshot."""
        for connection in list(self.connections.values()) if seats else ():
            if connection.seat not in seats:
                continue
            person = tx.one("SELECT grp FROM participants WHERE id = ?", connection.seat)
            self.stage(tx)
            self.wire.leave(connection.sid, self.room(connection.audience))
            self.gone(connection.sid)
            connection.audience = Audience("group", person["grp"] if person else None)
            self.join(connection, None, None)

    def tell_seat(self, tx: Transaction, seat: str, to: str | None = None) -> None:
        """What concerns one person alone, to all their connections (P9)."""
        self.told[seat] = self.me(tx, seat)
        self.emit("me", self.told[seat], to or f"seat:{seat}")

    def outdated(self, tx: Transaction) -> set[str]:
        """Seats whose marks or budgets are others in the step that the room has moved to."""
        seats = {each.seat for each in list(self.connections.values()) if each.seat is not None}
        return {seat for seat in seats if self.me(tx, seat) != self.told.get(seat)}

    def me(self, tx: Transaction, seat: str) -> Row:
        """One person's group, marks in the present activity, and what is left of each budget."""
        scene = self.stage(tx)
        person = tx.one("SELECT grp FROM participants WHERE id = ?", seat)
        held = tx.all(
            """
            SELECT kind, subject, value FROM marks
            WHERE activity = ? AND owner = ? AND is_removed = 0 ORDER BY kind, subject
            """,
            scene.workshop["activity"],
            seat,
        )
        left = {}
        for rule in scene.phase.marks if scene.phase else ():
            budget = budget_of(rule, scene.activity["settings"] if scene.activity else {})
            if budget is not None:
                spent = sum(int(m["value"]) for m in held if m["kind"] == rule.kind)
                left[rule.kind] = budget - spent
        return {"group": person["grp"] if person else None, "marks": held, "left": left}


def has_moved_since(tx: Transaction, connection: Connection, rev: object) -> bool:
    """Whether a client may hold the view of a group that its person has left meanwhile: two
    groups may well have the same revision."""
    if connection.seat is None:
        return False
    person = tx.one("SELECT rev, past_groups FROM participants WHERE id = ?", connection.seat)
    if person is None or not person["past_groups"]:
        return False
    return not isinstance(rev, int) or rev < person["rev"]
