"""What the bench measures, one function a case. Each starts a server of its own in an empty folder
and returns plain figures: milliseconds, processor seconds, MB, counts."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import statistics
import time
from pathlib import Path
from typing import Any

from .figures import percentile_ms, spread_ms
from .line import SocketIo
from .load import SEAT, Browser, Room, Watch, take_seat, text_of
from .servers import Server, a_server, console_cookie
from .storms import join_and_return

COMMITS = 300
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def bare_commits(folder: Path) -> dict[str, Any]:
    """One row, one durable commit, in WAL mode, nothing else: what this disk asks for."""
    folder.mkdir(parents=True)
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT)")
    took = []
    for n in range(COMMITS):
        began = time.perf_counter()
        db.execute("INSERT INTO notes VALUES (?, ?)", (str(n), "x" * 60))
        took.append(time.perf_counter() - began)
        time.sleep(0.002)
    db.close()
    return spread_ms("commit", took)


async def writing(
    name: str, folder: Path, phones: int, seconds: float, *words: str, seed: int = 1
) -> dict[str, Any]:
    """Everybody submits one note within so many seconds."""
    with a_server(name, folder, *words) as server:
        watch = Watch()
        room = Room(server, watch)
        await room.gather(phones)
        cpu_s, messages = server.cpu_s(), room.messages()
        await room.burst(seconds, seed)
        found = {"cpu": server.cpu_s() - cpu_s, "deliveries": room.messages() - messages}
        found |= figures_of(watch)
        missing, doubled = room.on_disk()
        found |= {"memory": server.memory_mb(), "refused": watch.refused}
        found |= {"lost": missing + unanswered(watch), "duplicated": doubled + watch.twice}
        room.leave()
        return found


def figures_of(watch: Watch) -> dict[str, Any]:
    """How long it took until notes were saved, and seen by the last phone and by the room."""
    return (
        spread_ms("saved", (watch.saved[n] - watch.sent[n] for n in watch.saved))
        | spread_ms("seen", (watch.last_seen[n] - watch.sent[n] for n in watch.last_seen))
        | spread_ms("room", (watch.room_saw[n] - watch.sent[n] for n in watch.room_saw))
    )


def unanswered(watch: Watch) -> int:
    """Notes that got no answer at all."""
    return len(watch.sent) - len(watch.saved) - watch.refused


async def storms(folder: Path, phones: int, seed: int = 1) -> dict[str, Any]:
    """The staff joins within one second, goes, and comes back within one second."""
    with a_server("ours", folder, "--carousel") as server:
        both = await join_and_return(server, phones, seed)
        found: dict[str, Any] = {"memory": server.memory_mb()}
        for way, storm in both.items():
            found |= spread_ms(way, storm["took"]) | {f"{way}_all_in_s": storm["all_in_s"]}
        return found


async def many_notes(folder: Path, notes: int, phones: int = 40) -> dict[str, Any]:
    """A wall with so many notes already: what one more costs, and what a whole view weighs."""
    with a_server("ours", folder, "--notes", str(notes)) as server:
        watch = Watch()
        room = Room(server, watch)
        await room.gather(phones)
        snapshot_ms, size = await one_snapshot(server)
        cpu_s = server.cpu_s()
        await room.burst(2.0, 1, rounds=3)
        cost = (server.cpu_s() - cpu_s) / len(watch.sent) * 1000
        room.leave()
        found = {"cpu_per_note_ms": cost, "snapshot_kb": size / 1000, "snapshot_ms": snapshot_ms}
        return found | figures_of(watch) | {"memory": server.memory_mb()}


async def one_snapshot(server: Server) -> tuple[float, int]:
    """How long a phone waits for a whole view, the median of five; and its bytes."""
    code = server.facts["workshops"][0]["code"]
    seat, _first = await take_seat(server.port, code)
    took, size = [], 0
    for _ in range(5):
        came = asyncio.get_running_loop().create_future()

        def hear(packet: bytes, now: float, came: Any = came) -> None:
            if packet.startswith(b'42["snapshot"') and not came.done():
                came.set_result((now, len(packet)))

        line = SocketIo(server.port, {"w": code, "seat": seat, "epoch": "no", "rev": 0}, hear)
        began = time.perf_counter()
        await line.connect()
        now, size = await asyncio.wait_for(came, 20)
        took.append(now - began)
        line.close()
    return statistics.median(took) * 1000, size


async def export_while_writing(folder: Path, phones: int = 40) -> dict[str, Any]:
    """Word with 200 actions and 2,000 notes, three times, while the room writes; and the same room
    without."""
    with a_server("ours", folder, "--carousel", "--actions", "200", "--notes", "2000") as server:
        cookie = await asyncio.to_thread(console_cookie, server)
        code = server.facts["workshops"][0]["code"]
        path = f"/facilitator/w/{code}/export/plan.docx"
        found: dict[str, Any] = {}
        for name, is_exporting in (("quiet", False), ("export", True)):
            watch = Watch()
            room = Room(server, watch)
            await room.gather(phones)
            took: list[float] = []
            task = asyncio.ensure_future(exports(server, path, cookie, took))
            if not is_exporting:
                task.cancel()
            await room.burst(2.0, 1, rounds=2)
            task.cancel()
            room.leave()
            saved = [watch.saved[n] - watch.sent[n] for n in watch.saved]
            found |= spread_ms(f"saved_{name}", saved)
            found[f"saved_{name}_worst"] = percentile_ms(saved, 100)
        found["docx_ms"] = statistics.median(took) * 1000 if took else None
        return found


async def exports(server: Server, path: str, cookie: str, took: list[float]) -> None:
    """One file after the other; each is made anew, because notes come in between."""
    while True:
        began = time.perf_counter()
        async with Browser(server.port) as browser:
            head = (await browser.get(path, cookie))[:15]
        assert b"200" in head, head
        took.append(time.perf_counter() - began)


async def first_load(folder: Path) -> dict[str, Any]:
    """What a phone fetches before it can do something: bytes and requests, as a browser asks."""
    with a_server("ours", folder, "--carousel") as server:
        code = server.facts["workshops"][0]["code"]
        return await weigh(server, code)


async def weigh(server: Server, code: str) -> dict[str, Any]:
    """The join page, coming in, the phone's page, and every file that these name."""
    sizes: dict[str, int] = {}
    async with Browser(server.port) as browser:

        async def get(path: str, cookie: str = "", form: bytes | None = None) -> str:
            """The text of an answer; what it weighed is kept."""
            answer = await browser.get(path, cookie, form)
            sizes[f"{path} {form!r}"] = len(answer)
            return text_of(answer)

        page = await get(f"/j/{code}")
        found = SEAT.search(page)
        assert found is not None
        await get(f"/j/{code}", found[1], b"group=")
        page += await get(f"/w/{code}/", found[1])
        for path in sorted(set(LINKED.findall(page))):
            await get(path)
    return {"bytes": sum(sizes.values()), "requests": len(sizes)}
