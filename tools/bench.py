"""How fast words are safe and seen, beside the same stack used as its tutorial shows and a bare
WebSocket, in one run: `python tools/bench.py [--quick] [--json PATH]`.

Servers run on the first core, the load on the last. Each figure is the median of several runs that
take turns, because machines have moods. What the figures meant last: docs/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from measures import cases  # noqa: E402
from measures.figures import medians, ratio  # noqa: E402
from measures.servers import cores  # noqa: E402

SERVERS = ("plain", "floor", "ours")
STEADY_S = 10.0
RESULTS = ROOT / "test-results"  # a real disk: elsewhere a commit may cost nothing
FIRST_OF_PLAIN = Path(__file__).with_name("measures") / "plain_first.json"
Case = Callable[[Path], Coroutine[Any, Any, dict[str, Any]]]


def main() -> int:
    """Run everything, print the table and the ratios; 1 when a note was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs: under three minutes")
    parser.add_argument("--json", type=Path, help="write all figures here")
    chosen = parser.parse_args()
    os.sched_setaffinity(0, cores()[1])
    RESULTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=RESULTS) as folder:
        figures = asyncio.run(run_all(Path(folder), chosen.quick))
    found: dict[str, Any] = {"machine": machine(), "figures": figures, "ratios": ratios(figures)}
    for kind in ("lost", "duplicated"):
        found[kind] = sum(each.get(kind) or 0 for each in figures.values())
    report(found)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1))
    return 1 if found["lost"] or found["duplicated"] else 0


async def run_all(folder: Path, is_quick: bool) -> dict[str, dict[str, Any]]:
    """Every case, by name."""
    figures = {"disk": cases.bare_commits(folder / "disk")}
    runs = Runs(folder, figures)
    most = 3 if is_quick else 5
    for phones in (40, 200) if is_quick else (10, 40, 200, 500):
        times = most if phones == 200 else 1
        await runs.compare(f"burst{phones}", phones, 1.0, times)
    for phones in (40,) if is_quick else (10, 40, 200):
        await runs.compare(f"steady{phones}", phones, 5.0 if is_quick else STEADY_S, 1)
    await runs.take(
        "carousel200.ours", lambda at: cases.writing("ours", at, 200, 1.0, "--carousel"), most
    )
    await runs.take("storm200.ours", lambda at: cases.storms(at, 200), most - 1)
    for notes in (100, 1_000, 10_000):
        await runs.take(f"notes{notes}.ours", noted(notes), 1 if is_quick else 3)
    await runs.take("export.ours", cases.export_while_writing, 1)
    await runs.take("first_load.ours", cases.first_load, 1)
    return figures


def noted(notes: int) -> Case:
    """The case of a wall with so many notes."""
    return lambda at: cases.many_notes(at, notes)


class Runs:
    """Runs cases, each in a folder of its own, and keeps the medians."""

    def __init__(self, folder: Path, figures: dict[str, dict[str, Any]]) -> None:
        self.folder, self.figures, self.n = folder, figures, 0

    async def compare(self, name: str, phones: int, seconds: float, times: int) -> None:
        """The same room before every server, taking turns."""
        found: dict[str, list[dict[str, Any]]] = {server: [] for server in SERVERS}
        for seed in range(times):
            for server in SERVERS:
                at = self.place()
                found[server].append(
                    await cases.writing(server, at, phones, seconds, seed=seed + 1)
                )
        for server in SERVERS:
            self.keep(f"{name}.{server}", found[server])

    async def take(self, name: str, case: Case, times: int) -> None:
        """One case, so many times."""
        self.keep(name, [await case(self.place()) for _ in range(times)])

    def keep(self, name: str, found: list[dict[str, Any]]) -> None:
        """The medians of some runs; said at once, for whoever waits."""
        self.figures[name] = medians(found)
        print(f"{name}: done", file=sys.stderr, flush=True)

    def place(self) -> Path:
        """An empty folder."""
        self.n += 1
        return self.folder / str(self.n)


def ratios(figures: dict[str, dict[str, Any]]) -> dict[str, float | None]:
    """Ours against the baselines of the same run."""
    found: dict[str, float | None] = {}
    for name in [key.removesuffix(".ours") for key in figures if f"{key[:-5]}.plain" in figures]:
        ours = figures[f"{name}.ours"]
        for other, kinds in {
            "plain": ("saved_p95", "seen_p95", "cpu", "deliveries"),
            "floor": ("saved_p50", "saved_p95"),
        }.items():
            theirs = figures[f"{name}.{other}"]
            for kind in kinds:
                found[f"{name}.{kind}.vs_{other}"] = ratio(ours[kind], theirs[kind])
    return found


def machine() -> dict[str, Any]:
    """What this ran on."""
    return {
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "at": time.strftime("%Y-%m-%d %H:%M"),
    }


def report(found: dict[str, Any]) -> None:
    """The tables, as docs/performance.md has them."""
    first = json.loads(FIRST_OF_PLAIN.read_text()) if FIRST_OF_PLAIN.is_file() else None
    print("\nmilliseconds unless said otherwise: p50 / p95\n")
    print("| case | saved | last phone | projector | CPU s | deliveries | MB |")
    print("|---|---|---|---|---|---|---|")
    for name, each in found["figures"].items():
        if "saved_p95" in each and "cpu" in each:
            cells = [pair(each, kind) for kind in ("saved", "seen", "room")]
            rest = [f"{each['cpu']:.2f}", f"{each['deliveries']:.0f}", f"{each['memory']:.0f}"]
            print(f"| {name} | {' | '.join([*cells, *rest])} |")
    print()
    for name, each in found["figures"].items():
        if not ("saved_p95" in each and "cpu" in each):
            print(f"{name}: " + ", ".join(f"{kind} {value}" for kind, value in each.items()))
    print("\n| ratio | ours / theirs |\n|---|---|")
    for name, value in found["ratios"].items():
        print(f"| {name} | {value} |")
    if first:
        print(f"\nplain, burst of 200, when it was frozen: {first}")
    print(f"\nlost {found['lost']}, duplicated {found['duplicated']}")


def pair(each: dict[str, Any], kind: str) -> str:
    """Median and 95th, or nothing where there is none."""
    low, high = each.get(f"{kind}_p50"), each.get(f"{kind}_p95")
    return "" if low is None else f"{low:.1f} / {high:.1f}"


if __name__ == "__main__":
    sys.exit(main())
