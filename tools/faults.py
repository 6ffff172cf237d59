"""`python tools/faults.py [NAME ...]`: makes the laptop, its network and its people fail, and says
what came of it. It ends with 1 when anything that was saved is missing or there twice."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.mishaps.clock import clock_moved
from tools.mishaps.disk import (
    disk_full,
    disk_full_start,
    disk_read_only,
    disk_read_only_start,
    disk_sync_fails,
)
from tools.mishaps.finding import Finding
from tools.mishaps.hostile import (
    half_open,
    reads_a_little,
    reads_nothing,
    thousand_commands,
    thousand_connects,
    thousand_resumes,
)
from tools.mishaps.kill import kill
from tools.mishaps.net import every_line_breaks, slow_line, whole_room_drops
from tools.mishaps.people import restore, two_consoles
from tools.mishaps.power import power_cut
from tools.mishaps.sleep import asleep
from tools.mishaps.writer import second_start, writer_dies, writer_fails, writer_hangs

# Each takes an empty folder of its own and gives a finding. In the order of docs/reliability.md.
FAULTS: dict[str, Callable[[Path], Finding]] = {
    "kill": kill,
    "power_cut": power_cut,
    "disk_full": disk_full,
    "disk_full_start": disk_full_start,
    "disk_read_only": disk_read_only,
    "disk_read_only_start": disk_read_only_start,
    "disk_sync_fails": disk_sync_fails,
    "clock_moved": clock_moved,
    "whole_room_drops": whole_room_drops,
    "every_line_breaks": every_line_breaks,
    "slow_line": slow_line,
    "reads_nothing": reads_nothing,
    "reads_a_little": reads_a_little,
    "thousand_commands": thousand_commands,
    "thousand_resumes": thousand_resumes,
    "thousand_connects": thousand_connects,
    "half_open": half_open,
    "two_consoles": two_consoles,
    "restore": restore,
    "asleep": asleep,
    "writer_fails": writer_fails,
    "writer_hangs": writer_hangs,
    "writer_dies": writer_dies,
    "second_start": second_start,
}


def main() -> int:
    """Run the named faults, all of them unless some are named."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("names", nargs="*", metavar="NAME")
    wanted.add_argument("--list", action="store_true", help="say which faults there are")
    wanted.add_argument("--json", type=Path, metavar="PATH", help="keep the findings there too")
    chosen = wanted.parse_args()
    unknown = [name for name in chosen.names if name not in FAULTS]
    if chosen.list or unknown:
        print("\n".join(f"No fault is called {name}." for name in unknown) or "\n".join(FAULTS))
        return 2 if unknown else 0
    findings = [run(name) for name in chosen.names or FAULTS]
    if chosen.json:
        chosen.json.write_text(json.dumps([dataclasses.asdict(f) for f in findings], indent=1))
    print(table(findings))
    return 0 if all(finding.is_good for finding in findings) else 1


def run(name: str) -> Finding:
    """One fault in a folder of its own. One that breaks off is a finding too."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="drumbeat-", ignore_cleanup_errors=True) as folder:
        try:
            finding = FAULTS[name](Path(folder))
        except Exception as error:
            traceback.print_exc()
            finding = Finding(name, 0, 0, 0, None, f"broke off: {error}", is_as_expected=False)
    took = f"{time.monotonic() - began:.0f} s"
    return dataclasses.replace(
        finding, notes=f"{finding.notes}; took {took}" if finding.notes else f"took {took}"
    )


def table(findings: list[Finding]) -> str:
    """The findings as a table for people, which docs/reliability.md takes over."""
    lines = [
        "| fault | tried | lost | twice | in step after | what people see | |",
        "|" + "---|" * 7,
    ]
    for each in findings:
        step = "" if each.in_step_s is None else f"{each.in_step_s:.1f} s"
        name = each.name if each.is_good else f"**{each.name}: not as it should be**"
        cells = (name, each.tried, each.lost, each.duplicated, step, each.seen, each.notes)
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
