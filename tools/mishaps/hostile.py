"""Programs that misuse the door: they read nothing or a little now and then, give a thousand
commands a second, ask for everything, connect without end, or stop half-way."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

from .face import command
from .finding import Finding
from .rogue import Rogue
from .siege import Door, played

PER_SECOND = 1000
HELD_OPEN = 1500
NOTHING = "the room sees nothing of it"


def reads_nothing(folder: Path) -> Finding:
    """Phones that answer and ask and never read."""
    return played("phones that read nothing", folder, deaf, NOTHING, seats=8, seconds=90)


def reads_a_little(folder: Path) -> Finding:
    """The same, taking a kilobyte a second, so that no single write ever runs out of time."""
    name = "phones that read a kilobyte a second"
    return played(name, folder, slow, NOTHING, seats=8, seconds=90)


def thousand_commands(folder: Path) -> Finding:
    """One phone gives a thousand commands a second."""
    return played("1,000 commands a second", folder, commands, NOTHING)


def thousand_resumes(folder: Path) -> Finding:
    """One phone asks for everything a thousand times a second."""
    return played("1,000 resumes a second", folder, resumes, NOTHING)


def thousand_connects(folder: Path) -> Finding:
    """A thousand connections a second from one address, each joining and hanging up."""
    return played("1,000 connects a second", folder, connects, NOTHING)


def half_open(folder: Path) -> Finding:
    """Requests that stop in the middle, and stay."""
    return played(f"{HELD_OPEN} half-open requests", folder, stops_half_way, NOTHING, seconds=20)


# ---- what they do, each in a process of its own


def deaf(door: Door) -> str:
    return asks_on(door, reads=0)


def slow(door: Door) -> str:
    return asks_on(door, reads=1024)


def asks_on(door: Door, reads: int) -> str:
    """Every seat asks for everything six times a second, and never reads what comes, or little."""
    rogues = [Rogue(door.port, door.code, seat) for seat in door.seats]
    for rogue in rogues:
        rogue.opens(window=4096)
        rogue.stops_reading()
    began, lasted = time.monotonic(), dict[int, float]()
    while time.monotonic() - began < door.seconds and len(lasted) < len(rogues):
        for at, rogue in enumerate(rogues):
            if at not in lasted and not rogue.asks_for_everything():
                lasted[at] = time.monotonic() - began
            rogue.reads_a_little(reads // 2)
        time.sleep(0.05)
    when = f", the first after {min(lasted.values()):.0f} s" if lasted else ""
    return f"{len(lasted)} of {len(rogues)} were let go{when}"


def commands(door: Door) -> str:
    """New notes, each with an op of its own."""
    rogue = Rogue(door.port, door.code, door.seats[0])
    rogue.opens()
    body = {"id": "x", "text": "flood"}
    heard, n = "", 0
    for n in paced(door.seconds):
        rogue.says(f"42{n}" + json.dumps(["command", command("write_note", body)]))
        heard += rogue.hears()
    waits = heard.count("retry_ms")
    return f"{n} commands sent, {heard.count('bad_shape')} looked at, {waits} told to wait"


def resumes(door: Door) -> str:
    rogue = Rogue(door.port, door.code, door.seats[0])
    rogue.opens()
    heard, n = "", 0
    for _ in paced(door.seconds):
        n += 1
        rogue.says('42["resume",{}]')
        heard += rogue.hears()
    return f"{n} resumes sent, {heard.count('snapshot')} snapshots given"


def connects(door: Door) -> str:
    """Each opens a WebSocket, says who it is, and hangs up when two hundred came after it."""
    held: list[Rogue] = []
    turned_away, n = 0, 0
    for _ in paced(door.seconds):
        n += 1
        rogue = Rogue(door.port, door.code, door.seats[0])
        try:
            rogue.knocks()
            held.append(rogue)
        except OSError:
            turned_away += 1
        if len(held) > 200:
            held.pop(0).leaves()
    return f"{n} connects, {turned_away} turned away"


def stops_half_way(door: Door) -> str:
    """Half a request line, half a body, half a WebSocket frame; then silence."""
    host = f"Host: 127.0.0.1:{door.port}\r\n"
    halves = (
        "GET / HT",
        f"GET /j/{door.code} HTTP/1.1\r\n{host}",
        f"POST /j/{door.code} HTTP/1.1\r\n{host}Content-Length: 50000\r\n\r\ngroup=",
        "",
    )
    rogues = []
    for n in range(HELD_OPEN):
        rogue = Rogue(door.port, door.code)
        try:
            rogue.plugs_in()
        except OSError:
            continue
        rogue.sends(halves[n % len(halves)].encode())
        rogues.append(rogue)
    time.sleep(door.seconds)
    return f"{len(rogues)} of {HELD_OPEN} were opened and held for {door.seconds:.0f} s"


def paced(seconds: float) -> Iterator[int]:
    """So many turns a second, as evenly as it goes."""
    began, n = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        n += 1
        yield n
        ahead = began + n / PER_SECOND - time.monotonic()
        if ahead > 0.002:
            time.sleep(ahead)
