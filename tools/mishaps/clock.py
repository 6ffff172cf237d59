"""The laptop's clock is put right, or wrong, while the room works: by an hour, a day, a year, both
ways. What must stand: the timer's value, saving, screens, pulses, files, copies and who is who."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from .face import Face, pair
from .finding import Finding
from .hands import Staff
from .laptop import a_laptop
from .together import in_step, wait_for

RUNNER = "tools/mishaps/clock_run.py"
HOUR = 3600
JUMPS = (HOUR, -HOUR, 24 * HOUR, -24 * HOUR, 365 * 24 * HOUR, -365 * 24 * HOUR)
TICK_S = 6.5  # the clock's duties are done every five seconds
NEAR_MS = 15_000


def clock_moved(folder: Path) -> Finding:
    """Every jump on one room, one after the other, each seen through to a restart."""
    off = folder / "off"
    off.write_text("0")
    with a_laptop(folder, "--demo", program=(RUNNER, str(off))) as laptop:
        laptop.flags = ()  # on another day it would make another demonstration
        staff = Staff(laptop, 6, "clock")
        time.sleep(2)  # until it has noted for the first time that it is awake
        wrong: list[str] = []
        slowest_s = 0.0
        for jump in JUMPS:
            slowest_s = max(slowest_s, jumps(staff, off, jump, wrong))
        return staff.finding(
            "clock_moved",
            slowest_s,
            "the timer stands at its last value and waits for “start”; all else goes on",
            f"tried = acknowledged; an hour, a day, a year, both ways; wrong: {wrong or 'nothing'}",
            is_so=not wrong,
        )


def jumps(staff: Staff, off: Path, jump: int, wrong: list[str]) -> float:
    """One jump and what came of it, then a restart with the clock as it is now."""
    assert staff.champion is not None
    console = staff.champion.face
    before_ms = starts_timer(console)
    pulses = [face.pulses for face in staff.faces]
    off.write_text(str(jump))
    jumped_at = time.monotonic()
    time.sleep(TICK_S)
    timer = console.view["state"]["timer"]
    left = (timer or {}).get("remaining_ms")
    check(wrong, jump, f"timer {timer}", left is not None and abs(left - before_ms) < NEAR_MS)
    heard = [face.pulses for face in staff.faces]
    check(wrong, jump, "pulses", all(b > a for a, b in zip(pulses, heard, strict=True)))
    enough = staff.acknowledged + 40
    staff.works()
    check(wrong, jump, "saving", wait_for(lambda: staff.acknowledged >= enough, 30))
    check(wrong, jump, "export", status(staff, "/facilitator/w/{code}/export/plan.docx") == 200)
    staff.rests()
    took_s = in_step(staff.faces, jumped_at)
    check(wrong, jump, "in step", took_s is not None)
    check(wrong, jump, "copy", makes_a_copy(staff))
    check(wrong, jump, "seat", knows_its_seat(staff))
    staff.laptop.kill()
    staff.laptop.start()
    check(wrong, jump, "console after restart", status(staff, "/facilitator/w/{code}/") == 200)
    pair(console, staff.laptop)
    check(wrong, jump, "back", all(face.come_back() for face in staff.faces))
    off.write_text("0")
    time.sleep(TICK_S)
    return 0.0 if took_s is None else max(0.0, took_s - TICK_S)


def check(wrong: list[str], jump: int, what: str, is_so: Any) -> None:
    """Note what is not as it should be."""
    if not is_so:
        wrong.append(f"{jump:+} s: {what}")


def starts_timer(console: Face) -> int:
    """Open the carousel at a round whose timer runs; what is left now."""
    state = console.view["state"]
    there = next(part["id"] for part in state["agenda"] if part["title"] == "Carousel")
    step = state["step"]
    was = {name: step[name] for name in ("activity", "phase", "round", "veil")}
    console.does("open_activity", activity=there, was=was)
    for _ in range(12):
        wait_for(lambda: console.view["state"]["step"]["activity"] == there)
        if console.view["state"]["timer"]:
            break
        move = console.view["state"]["drive"]["next"]
        console.does(move["name"], **move["body"])
        time.sleep(0.3)
    console.does("add_time", activity=there, seconds=600)
    console.does("start_timer", activity=there)
    wait_for(lambda: console.view["state"]["timer"]["is_running"])
    console.does("pause_timer", activity=there)
    wait_for(lambda: not console.view["state"]["timer"]["is_running"])
    left = int(console.view["state"]["timer"]["remaining_ms"])
    console.does("start_timer", activity=there)
    return left


def status(staff: Staff, path: str) -> int:
    """What the champion's browser gets."""
    assert staff.champion is not None
    url = staff.laptop.url + path.format(code=staff.laptop.code)
    return staff.champion.face.browser.get(url, timeout=30).status_code


def makes_a_copy(staff: Staff) -> bool:
    """Whether opening an activity still leaves a new copy."""
    assert staff.champion is not None
    backups, console = staff.laptop.path.parent / "backups", staff.champion.face
    known = {path.name for path in backups.glob("*.db")}
    state = console.view["state"]
    step = state["step"]
    was = {name: step[name] for name in ("activity", "phase", "round", "veil")}
    there = next(part["id"] for part in state["agenda"] if part["id"] != was["activity"])
    console.does("open_activity", activity=there, was=was)
    return bool(wait_for(lambda: {p.name for p in backups.glob("*.db")} - known))


def knows_its_seat(staff: Staff) -> bool:
    """Whether a phone that loads its page again is the one it was."""
    phone = staff.hands[0].phone
    page = phone.browser.get(f"{phone.url}/w/{phone.code}/", timeout=20)
    return page.status_code == 200 and 'id="first"' in page.text
