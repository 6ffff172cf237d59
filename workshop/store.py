"""One workshop's database and its writer. Every change goes through one queue: the writer takes
all that is waiting, makes it one transaction, commits it durably, and only then answers."""

from __future__ import annotations

import contextlib
import json
import logging
import math
import queue
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .backups import back_up
from .commands import verb_for
from .database import open_database
from .feed import Feed
from .logbook import body_hash, write_log
from .model import Abandoned, Answer, Command, Refused, Role, Seat, new_id
from .scene import Kinds, Scene, read_again, read_scene
from .sealing import scrub, seal
from .timekeeper import Timekeeper
from .transaction import Transaction

ANSWER_WITHIN_S = 10.0
RETRY_MS = 1500
COMMIT_GAP_S = 0.006  # from one commit to the next, under load
CLOCK_SEAT = Seat("clock", Role.CLOCK)
log = logging.getLogger(__name__)

Look = Callable[[Transaction, Scene], Any]


@dataclass
class Job:
    """Something for the writer: a command, a look at committed rows, or a change by the server."""

    reply: queue.Queue[Any]
    command: Command | None = None
    look: Look | None = None
    change: Look | None = None
    outcome: Any = None


def is_by_champion(jobs: list[Job]) -> bool:
    """Whether a command among them is not a participant's."""
    given = [job.command for job in jobs if job.command is not None]
    return any(command.seat.role is not Role.PARTICIPANT for command in given)


class Store:
    """The database of one workshop. `clock` gives milliseconds; `apart` runs a slow thing in a
    native thread; `spawn` starts a background task. All three come from the app."""

    def __init__(
        self,
        folder: Path,
        kinds: Kinds,
        feed: Feed,
        clock: Callable[[], int],
        spawn: Callable[..., Any],
        apart: Callable[..., Any],
    ) -> None:
        self.folder = folder
        self.path = folder / "workshop.db"
        self.kinds = kinds
        self.feed = feed
        self.clock = clock
        self.spawn = spawn
        self.apart = apart
        self.queue: queue.Queue[Job | None] = queue.Queue()
        self.db = open_database(self.path)
        self.faults: dict[str, int] = {}
        self.is_stopping = False
        self.backed_up: str | None = None
        self.scrubs = 0
        self.owes_scrub = False
        self.next_at = 0.0  # by the monotonic clock: before then, jobs gather
        self.timekeeper = Timekeeper(self)
        self.stage: Scene | None = None  # as the running transaction sees it

    # ---- asked from any greenlet

    def give(self, command: Command) -> Answer:
        """Put a command in the queue and wait for its answer, after the commit."""
        outcome = self.wait(Job(queue.Queue(1), command=command))
        return outcome if isinstance(outcome, Answer) else Answer(False, retry_ms=RETRY_MS)

    def ask(self, look: Look, within_s: float = ANSWER_WITHIN_S) -> Any:
        """Look at committed rows from the writer's own connection. Returns what `look` returned, or
        a Refused, or None when there is no answer."""
        return self.wait(Job(queue.Queue(1), look=look), within_s)

    def make(self, change: Look) -> Any:
        """A change by the server itself (a seat, the clock), in the writer's transaction.

        Returns what `change` returned, or a Refused, or None when nothing was decided.
        """
        return self.wait(Job(queue.Queue(1), change=change))

    def tell(self, look: Look) -> None:
        """Like `ask`, without waiting."""
        self.queue.put(Job(queue.Queue(1), look=look))

    def stop(self) -> None:
        """Finish what is queued, then end the writer."""
        self.is_stopping = True
        self.queue.put(None)

    def wait(self, job: Job, within_s: float = ANSWER_WITHIN_S) -> Any:
        """Queue a job and wait for what came of it."""
        if self.is_stopping:
            return None
        self.queue.put(job)
        try:
            return job.reply.get(timeout=within_s)
        except queue.Empty:
            return None

    # ---- the writer

    def run(self) -> None:
        """The writer: take one, let others queue behind it, take everything, commit once."""
        wait_s: float | None = None
        while not self.is_stopping or not self.queue.empty():
            jobs = self.waiting(wait_s)
            if jobs:
                self.do_batch(jobs)
            due = self.flush()
            wait_s = None if due is None else due / 1000
        self.db.close()

    def waiting(self, wait_s: float | None) -> list[Job]:
        """Everything that waits. A lone job waits for nobody; right after a commit others gather,
        because a commit costs the same for one as for many. `wait_s` is the time until the next
        frame: who comes before it goes with it."""
        frame_at = math.inf if wait_s is None else time.monotonic() + wait_s
        try:
            found = [self.queue.get(timeout=wait_s)]
        except queue.Empty:
            return []
        gather_s = min(self.next_at, frame_at) - time.monotonic()
        time.sleep(max(0.0, min(gather_s, COMMIT_GAP_S)))
        while True:
            try:
                found.append(self.queue.get_nowait())
            except queue.Empty:
                return [job for job in found if job is not None]

    def do_batch(self, jobs: list[Job]) -> None:
        """One transaction for all that changes; then the answers; then the looks."""
        writes = [job for job in jobs if job.look is None]
        faulty = [j for j in writes if j.command is not None and j.command.op in self.faults]
        for batch in [[j] for j in faulty] + [[j for j in writes if j not in faulty]]:
            if batch:
                self.write(batch)
        looks = [job for job in jobs if job.look is not None]
        for job in looks:
            self.take_look(job)
        self.seat_newcomers()
        for job in looks:
            job.reply.put(job.outcome)

    def write(self, jobs: list[Job]) -> None:
        """Run the jobs, commit once, tell the feed, then answer."""
        try:
            touched, rev = self.commit(jobs)
            self.next_at = time.monotonic() + COMMIT_GAP_S
        except (Abandoned, sqlite3.Error) as error:
            self.stage = None
            log.warning("batch of %s abandoned: %s", len(jobs), error)
            self.abandon(jobs, Answer(False, retry_ms=RETRY_MS))
            return
        except Exception:
            self.stage = None
            log.exception("batch of %s failed", len(jobs))
            self.abandon(jobs, Answer(False, retry_ms=RETRY_MS))
            self.count_faults(jobs)
            return
        if touched:
            self.show(touched, rev, jobs)
        for job in jobs:
            job.reply.put(job.outcome)
        try:
            self.after(touched)
        except (Abandoned, sqlite3.Error, OSError) as error:
            log.warning("to be done again at the next start: %s", error)

    def show(self, touched: Mapping[str, set[str]], rev: int, jobs: list[Job]) -> None:
        """Tell the feed. What is on the disk is answered, also where it cannot be shown at once."""
        try:
            self.feed.committed(self.reading(), touched, rev, self.stage, is_by_champion(jobs))
            self.stage = self.feed.scene
        except Exception:
            log.exception("revision %s is shown with the next frames", rev)
            self.stage = None
            self.feed.draws_all_anew(rev)

    def commit(self, jobs: list[Job]) -> tuple[Mapping[str, set[str]], int]:
        """The transaction itself: each job in its own savepoint, one revision for all. Returns
        what was touched, and that revision."""
        touched: dict[str, set[str]] = {}
        conn = self.db.conn
        conn.execute("BEGIN IMMEDIATE")
        try:
            workshop = conn.execute("SELECT id, revision FROM workshop").fetchone()
            rev = workshop[1] + 1
            for job in jobs:
                tx = Transaction(self.db, rev, self.clock())
                job.outcome = self.outcome(job, tx, is_alone=len(jobs) == 1)
                for table, ids in tx.touched.items():
                    touched.setdefault(table, set()).update(ids)
                self.stage = read_again(tx, self.stage, set(tx.touched))
            if touched:
                conn.execute("UPDATE workshop SET revision = ? WHERE id = ?", (rev, workshop[0]))
            conn.execute("COMMIT" if touched or self.is_dirty(jobs) else "ROLLBACK")
        finally:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
        return touched, rev

    def is_dirty(self, jobs: list[Job]) -> bool:
        """Whether a job without touched rows still wrote something worth keeping."""
        return any(
            isinstance(j.outcome, Answer) and j.outcome.ok for j in jobs if j.command
        ) or any(j.change is not None and not isinstance(j.outcome, Refused) for j in jobs)

    def outcome(self, job: Job, tx: Transaction, is_alone: bool) -> Any:
        """What one job comes to, in its savepoint. A refusal undoes only itself; a job that is
        alone has the transaction for itself."""
        try:
            with contextlib.nullcontext() if is_alone else self.db.atomic():
                if job.change is not None:
                    return job.change(tx, self.staged(tx))
                assert job.command is not None
                return self.obey(tx, job.command)
        except Refused as refusal:
            tx.touched.clear()
            if not self.db.conn.in_transaction:
                raise Abandoned from refusal
            if job.change is not None:
                return refusal
            return Answer(False, refused=refusal.code, values=refusal.values)

    def obey(self, tx: Transaction, command: Command) -> Answer:
        """Run a command once: a repeated op gets the answer it got (P15)."""
        if self.faults.get(command.op, 0) > 1:
            raise Refused("fault")
        verb = verb_for(command.name, command.seat.role, command.body)
        digest = body_hash(command)
        before = tx.one("SELECT body_hash, answer, rev FROM log WHERE op = ?", command.op)
        if before is not None:
            if before["body_hash"] not in (None, digest):
                raise Refused("op_reused")
            return Answer(True, before["rev"], json.loads(before["answer"]))
        scene = self.staged(tx)
        if scene.workshop["is_closed"] and not verb.when_closed:
            raise Refused("closed")
        fields = verb.act(tx, scene, self.seated(tx, command.seat), command.body) or {}
        write_log(tx, command, digest, fields, verb.can_undo)
        return Answer(True, tx.rev, fields)

    def staged(self, tx: Transaction) -> Scene:
        """The scene for the next job; read again only after one that touched it."""
        if self.stage is None:
            self.stage = read_scene(tx, self.kinds)
        return self.stage

    def seated(self, tx: Transaction, seat: Seat) -> Seat:
        """A participant's seat as the tables have it now; a facilitator's as it is."""
        if seat.role is not Role.PARTICIPANT:
            return seat
        row = tx.one("SELECT * FROM participants WHERE id = ? AND is_removed = 0", seat.id)
        if row is None:
            raise Refused("no_seat")
        return Seat(row["id"], Role(row["role"]), row["grp"], frozenset(row["past_groups"]))

    def abandon(self, jobs: list[Job], answer: Answer) -> None:
        """Nothing was decided: say so to everybody in the batch."""
        for job in jobs:
            job.reply.put(answer if job.command is not None else None)

    def count_faults(self, jobs: list[Job]) -> None:
        """A command that breaks the writer runs alone next time, and then no more."""
        for op in {job.command.op for job in jobs if job.command is not None}:
            self.faults[op] = self.faults.get(op, 0) + 1

    def take_look(self, job: Job) -> None:
        """Show committed rows to whoever asked."""
        tx = self.reading()
        try:
            assert job.look is not None
            job.outcome = job.look(tx, self.feed.stage(tx))
        except Refused as refusal:
            job.outcome = refusal
        except Exception as error:
            log.exception("a look failed")
            job.outcome = error

    def seat_newcomers(self) -> None:
        """Give those who came, or found a gap, their place and their view."""
        try:
            self.feed.seat_newcomers(self.reading(), self.clock())
        except Exception:
            log.exception("newcomers were not seated")

    def reading(self) -> Transaction:
        """The writer's own connection, for reading between transactions."""
        return Transaction(self.db, 0, self.clock())

    def flush(self) -> int | None:
        """Send the frames that are due. A fault in drawing a view never stops the writing."""
        try:
            return self.feed.flush(self.reading(), self.clock())
        except Exception:
            log.exception("frames were not sent")
            return None

    # ---- after a commit

    def after(self, touched: Mapping[str, set[str]]) -> None:
        """A copy at each change of activity; forget what was erased; seal what was closed."""
        if touched.get("erased"):
            self.owes_scrub = True
        if self.owes_scrub:
            self.pay_scrub()
        if "workshop" not in touched:
            return
        workshop = self.reading().workshop()
        if workshop["is_closed"] and not workshop["is_sealed"]:
            self.scrubs += 1
            try:
                seal(self.db, self.folder)
            finally:
                self.stage = None
                row = self.reading().workshop()
                self.feed.committed(self.reading(), {"sealed": {"all"}}, row["revision"], None)
        elif workshop["activity"] != self.backed_up:
            self.backed_up = workshop["activity"]
            self.spawn(self.keep_copy)

    def pay_scrub(self) -> None:
        """Scrub what was erased; owed until it succeeds, and tried again every few seconds."""
        self.scrubs += 1
        scrub(self.db, self.folder)
        self.owes_scrub = False

    def keep_copy(self) -> None:
        """A copy in a native thread; it goes again if words were erased while it was made."""
        scrubs = self.scrubs
        try:
            copy = self.apart(back_up, self.path, self.folder / "backups")
        except (OSError, sqlite3.Error) as error:
            log.warning("no copy was made: %s", error)
            return
        if self.scrubs != scrubs:
            copy.unlink(missing_ok=True)

    def tick(self) -> None:
        """Once a second, from a background task: the clock's own duties, in the writer's hands."""
        self.tell(self.timekeeper.tick)

    def order(self, name: str, body: Mapping[str, Any]) -> None:
        """A command by the clock, through the same queue as everybody's."""
        self.queue.put(Job(queue.Queue(1), command=Command(new_id(), name, body, CLOCK_SEAT)))
