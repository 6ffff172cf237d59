"""Figures out of times: percentiles in milliseconds, medians over runs."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from typing import Any


def percentile_ms(times_s: Iterable[float], part: int) -> float | None:
    """The so-manieth percentile (nearest rank) of some times in seconds, in milliseconds."""
    ordered = sorted(times_s)
    if not ordered:
        return None
    return round(ordered[max(-(-len(ordered) * part // 100) - 1, 0)] * 1000, 2)


def spread_ms(name: str, times_s: Iterable[float]) -> dict[str, float | None]:
    """The 50th and the 95th."""
    kept = list(times_s)
    return {f"{name}_p50": percentile_ms(kept, 50), f"{name}_p95": percentile_ms(kept, 95)}


def medians(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The median of each figure over several runs; sums of what was lost or doubled."""
    found: dict[str, Any] = {}
    for name in runs[0]:
        values = [run[name] for run in runs if run[name] is not None]
        if name in {"lost", "duplicated", "refused"}:
            found[name] = sum(values)
        else:
            found[name] = round(statistics.median(values), 3) if values else None
    return found


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """How much of theirs ours is."""
    return round(ours / theirs, 3) if ours is not None and theirs else None
