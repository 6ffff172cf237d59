"""Plays a crowd of phones in a running workshop: they join, write, add, tick, drop off and come
back, as people would, until the seconds have passed or the server stops. The last line printed is
one JSON object with what was counted; it ends with 1 when anything was lost or doubled."""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys

import aiohttp
import socketio
from visitors.count import Tally
from visitors.mind import Mind
from visitors.phone import CONNECT_WITHIN_S, Phone, TurnedAway
from visitors.sheets import Later
from visitors.table import Pens
from visitors.words import Words

JOINED_WITHIN_S = 4.5
BELIEVABLE_S = 30  # a shorter run is played faster
LEAVES = 0.04  # how likely a phone is to go dark for a moment after it did something
FINISH_WITHIN_S = 30


def main(given: list[str] | None = None) -> int:
    """Play, print the count, and say how it ended: 0, 1 (lost or doubled) or 2 (no such place)."""
    chosen = flags().parse_args(given)
    url = chosen.url.rstrip("/")
    try:
        counted = asyncio.run(play(chosen, url))
    except TurnedAway as sentence:
        print(sentence, file=sys.stderr)
        return 2
    except (aiohttp.ClientError, OSError, ValueError):
        print(f"Nobody answers at {url}. Look at the start window.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    print(json.dumps(counted))
    return 1 if counted["lost"] or counted["duplicated"] else 0


def flags() -> argparse.ArgumentParser:
    """The flags of the outside contract."""
    parser = argparse.ArgumentParser(prog="crowd", description="A crowd of simulated phones.")
    parser.add_argument("--url", required=True, help="where the workshop is, http://host:port")
    parser.add_argument("--code", required=True, help="the workshop's code")
    parser.add_argument("--phones", type=whole, required=True, help="how many phones")
    parser.add_argument(
        "--seconds", type=whole, default=60, help="for how long; 0 = until the server stops"
    )
    parser.add_argument("--seed", type=whole, help="the same seed plays the same people")
    parser.add_argument(
        "--flaky",
        type=chance,
        default=0.0,
        help="how likely each action loses its line half-way (0 to 1)",
    )
    return parser


async def play(chosen: argparse.Namespace, url: str) -> dict[str, object]:
    """Play all phones to the end; what was counted."""
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10**6)
    tally, words, pens = Tally(), Words(random.Random(seed)), Pens()
    later = Later(random.Random(f"{seed}/later"), words.least_said)
    rngs = [random.Random(f"{seed}/{n}") for n in range(chosen.phones)]
    phones = [
        Phone(url, chosen.code, Mind(rng, words, later, pens), tally, chosen.flaky) for rng in rngs
    ]
    if phones:
        await phones[0].join()
    pace = min(1.0, chosen.seconds / BELIEVABLE_S) if chosen.seconds else 1.0
    is_over = asyncio.Event()
    people = [asyncio.ensure_future(live(phone, pace, is_over)) for phone in phones]
    if chosen.seconds:
        await asyncio.wait([asyncio.gather(*people)], timeout=chosen.seconds)
        is_over.set()
        await asyncio.wait(people, timeout=FINISH_WITHIN_S)
    for ended in await asyncio.gather(*people, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended
    await look_for_everything(url, chosen.code, phones, tally)
    return {"phones": chosen.phones, "seed": seed} | tally.report()


async def live(phone: Phone, pace: float, is_over: asyncio.Event) -> None:
    """One person's hour: arrive, then think and do, and now and then look away."""
    rng = phone.rng
    await pause(rng.random() ** 1.5 * JOINED_WITHIN_S * pace, is_over)
    while not phone.seat:
        if is_over.is_set() or not await arrives(phone):
            return
    thinks_s = rng.uniform(0.8, 5)
    while not is_over.is_set() and await phone.is_up():
        await pause(thinks_s * pace, is_over)
        if is_over.is_set():
            break
        did = await phone.does_something()
        thinks_s = rng.uniform(3, 12) if did else rng.uniform(1.5, 4)
        if did and rng.random() < LEAVES:
            await phone.leave()
            await pause(rng.uniform(1, 6) * pace, is_over)


async def arrives(phone: Phone) -> bool:
    """Come in. False when the workshop takes nobody; a line that failed is tried again."""
    try:
        await phone.join()
    except TurnedAway:
        return False
    except (aiohttp.ClientError, OSError):
        await asyncio.sleep(phone.rng.uniform(0.3, 1.2))
        return not phone.is_alone()
    return True


async def pause(seconds: float, is_over: asyncio.Event) -> None:
    """Wait, but not beyond the end."""
    try:
        await asyncio.wait_for(is_over.wait(), seconds)
    except TimeoutError:
        return


async def look_for_everything(url: str, code: str, phones: list[Phone], tally: Tally) -> None:
    """Compare what was answered with what phones and projector are shown now."""
    seated = [phone for phone in phones if phone.seat]
    views = await asyncio.gather(*(phone.sees_at_the_end() for phone in seated))
    room = await room_view(url, code) if any(views) else None
    tally.compare({p: v for p, v in zip(seated, views, strict=True) if v}, room)
    await asyncio.gather(*(phone.leave() for phone in seated))


async def room_view(url: str, code: str) -> dict[str, object] | None:
    """What the projector shows; anyone in the room may look."""
    line, came = socketio.AsyncClient(reconnection=False), asyncio.Event()
    seen: list[dict[str, object]] = []
    line.on("snapshot", lambda message: (seen.append(message), came.set()))
    try:
        auth = {"w": code, "face": "projector"}
        await line.connect(url, auth=auth, transports=["websocket"])
        await asyncio.wait_for(came.wait(), CONNECT_WITHIN_S)
    except (socketio.exceptions.SocketIOError, TimeoutError):
        return None
    finally:
        await line.disconnect()
    return seen[-1]


def whole(text: str) -> int:
    """A whole number from 0."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number")
    return int(text)


def chance(text: str) -> float:
    """A number from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
