"""What waits to go out on one connection. Every frame passes here once for each phone, so it does
less than eventlet's own queue: nobody is woken for what can be sent at once, and one timer serves
many waits."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from queue import Empty
from typing import Any

import eventlet
from eventlet.hubs import get_hub

woken: deque[Sleeper] = deque()


class Sleeper:
    """A greenlet that waits for something, until a moment of the monotonic clock (or for ever)."""

    def __init__(self, until: float | None) -> None:
        self.until = until
        self.greenlet: Any = eventlet.getcurrent()

    def wake(self) -> None:
        """Let it go on, unless it has stopped waiting meanwhile."""
        greenlet, self.greenlet = self.greenlet, None
        if greenlet is not None:
            greenlet.switch()


def wake_soon(sleeper: Sleeper) -> None:
    """Wake somebody in the hub's next round: one timer for a whole room."""
    woken.append(sleeper)
    if len(woken) == 1:
        get_hub().schedule_call_global(0, wake_all)


def wake_all() -> None:
    """Wake all who have something. Who fails is the hub's affair, and stops nobody else."""
    try:
        while woken:
            woken[0].wake()
            woken.popleft()
    except BaseException:
        woken.popleft()
        if woken:
            get_hub().schedule_call_global(0, wake_all)
        raise


class Mailbox:
    """The part of a queue that Engine.IO uses: put, get, task_done, join."""

    def __init__(self) -> None:
        self.items: deque[Any] = deque()
        self.sleepers: deque[Sleeper] = deque()
        self.timer: Any = None
        self.send_now: Callable[[Any], bool] | None = None
        self.sent_at = 0.0

    def put(self, item: Any) -> None:
        """Send something at once where that can be, else add it and wake who waits longest."""
        is_free = not self.items and bool(self.sleepers) and item is not None
        if is_free and self.send_now is not None and self.send_now(item):
            self.sent_at = time.monotonic()
            return
        self.items.append(item)
        if self.sleepers:
            wake_soon(self.sleepers.popleft())

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """The oldest thing; Empty when there is none at once, or when for so many seconds nothing
        was put here and nothing was sent past here."""
        began = time.monotonic()
        while not self.items:
            until = None if timeout is None else max(began, self.sent_at) + timeout
            if not block or (until is not None and time.monotonic() >= until):
                raise Empty
            self.sleep(until)
        return self.items.popleft()

    def sleep(self, until: float | None) -> None:
        """Wait until something is put here, or the moment has come."""
        sleeper = Sleeper(until)
        self.sleepers.append(sleeper)
        if until is not None and self.timer is None:
            self.set_timer(until)
        try:
            get_hub().switch()
        finally:
            sleeper.greenlet = None
            if sleeper in self.sleepers:
                self.sleepers.remove(sleeper)

    def set_timer(self, until: float) -> None:
        """Look again at that moment; it stays set while things come and go."""
        wait_s = max(until - time.monotonic(), 0.001)
        self.timer = get_hub().schedule_call_global(wait_s, self.ring)

    def ring(self) -> None:
        """Wake those whose time is over; look again when the next one's is."""
        self.timer = None
        now = time.monotonic()
        waiting = [each for each in self.sleepers if each.until is not None]
        for sleeper in waiting:
            if sleeper.until <= now:
                self.sleepers.remove(sleeper)
                wake_soon(sleeper)
        later = [each.until for each in waiting if each.until > now]
        if later:
            self.set_timer(min(later))

    def qsize(self) -> int:
        """How much is waiting."""
        return len(self.items)

    def task_done(self) -> None:
        """Nobody waits for that."""

    def join(self) -> None:
        """Who empties the box does so without being waited for."""
