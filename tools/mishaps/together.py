"""When all screens show the same again, and what several people do side by side."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from .face import Face
from .laptop import Message


def in_step(faces: list[Face], since: float, within_s: float = 40) -> float | None:
    """Seconds from `since` until all showed what a fresh page shows; None when they never did."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if all(shown(face.view) == shown(fresh_view(face)) for face in one_of_each(faces)) and (
            agree(faces)
        ):
            return max(0.0, max(face.changed_at for face in faces) - since)
        time.sleep(0.3)
    return None


def agree(faces: list[Face]) -> bool:
    """Whether all of one audience show the same."""
    first = {audience(face): shown(face.view) for face in faces}
    return all(shown(face.view) == first[audience(face)] for face in faces)


def one_of_each(faces: list[Face]) -> list[Face]:
    """One face of each audience."""
    return list({audience(face): face for face in faces}.values())


def audience(face: Face) -> tuple[str, Any]:
    """Who sees the same: a face, and for a phone its group."""
    return face.face, (face.view["state"].get("mine") or {}).get("group")


def shown(view: Message) -> Message:
    """What of a view is on the screen."""
    return {name: view[name] for name in ("epoch", "rows", "state")}


def fresh_view(face: Face) -> Message:
    """What the same person would be shown on a new page; the old one where nobody answers."""
    other = Face.__new__(type(face))
    other.__dict__ |= face.__dict__ | {"socket": None, "turned_away": [], "view": face.view}
    other.view = {"epoch": None, "rev": None, "rows": {}, "state": {}, "counts": {}}
    try:
        other.connect(anew=True)
        wait_for(lambda: other.view["epoch"], 5)
        return other.view
    finally:
        other.leave()


def wait_for(true: Callable[[], Any], seconds: float = 15) -> Any:
    """Wait until something is so; what it was, or what it never came to be."""
    end = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def all_at_once(calls: Iterable[Callable[[], Any]]) -> None:
    """Do several things side by side; back when all are done."""
    threads = [threading.Thread(target=call, daemon=True) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
