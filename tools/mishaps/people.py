"""People at cross purposes: two consoles that press the same things at once while phones write;
and a champion who takes an older copy up again while phones are connected."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from pathlib import Path

from workshop.backups import back_up

from .face import Phone, console
from .finding import Finding, kept
from .laptop import Laptop, Message, a_laptop
from .net import everyone_writes
from .page import Page
from .together import all_at_once, in_step

KEYS = ("activity", "phase", "round", "veil")


def two_consoles(folder: Path, seconds: float = 15, seed: int = 22) -> Finding:
    """A duel, drawn by a seed: both press at the same moment, the same or the opposite."""
    with a_laptop(folder, "--demo", "--host", "127.0.0.1") as laptop:
        everyone_writes(laptop)
        duel = Duel(laptop, random.Random(seed))
        duel.plays(seconds)
        since = time.monotonic()
        faces = [*duel.consoles, *duel.phones]
        step_s = in_step(faces, since)
        held = kept(laptop.path)
        return Finding(
            "two consoles at cross purposes",
            tried=sum(len(face.saved) for face in faces),
            lost=held.lost(faces) + duel.words_lost(),
            duplicated=held.duplicated(faces) + duel.double_moves,
            in_step_s=step_s,
            seen="one press counts, the other console is told that it changed meanwhile, and keeps "
            "what was typed",
            notes=duel.story(),
            is_as_expected=step_s is not None and not duel.without_sentence,
        )


class Duel:
    """Two consoles, six phones."""

    def __init__(self, laptop: Laptop, rng: random.Random) -> None:
        self.rng = rng
        self.consoles = [console(laptop), console(laptop)]
        self.phones = [Phone(laptop) for _ in range(6)]
        for phone in self.phones:
            phone.come_back()
        self.action = ""
        self.presses = self.double_moves = self.without_sentence = 0
        self.edits: list[tuple[int, str]] = []
        self.is_over = threading.Event()

    def plays(self, seconds: float) -> None:
        """Phones write all the while; both consoles press in pairs."""
        self.consoles[0].does("add_action")
        time.sleep(0.3)
        self.action = self.consoles[1].rows("action")[-1]["id"]
        writers = [threading.Thread(target=self.writes, args=(each,)) for each in self.phones]
        for writer in writers:
            writer.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.rng.choice((self.both_move, self.both_move, self.both_edit, self.both_agree))()
            time.sleep(self.rng.uniform(0, 0.15))
        self.is_over.set()
        for writer in writers:
            writer.join()

    def writes(self, phone: Phone) -> None:
        n = 0
        while not self.is_over.wait(0.3):
            n += 1
            phone.writes(f"Note {n} of {phone.seat}", late=True)

    def both_move(self) -> None:
        """Next and next, or next and back, from the same step."""
        state = self.consoles[0].view["state"]
        was = {key: state["step"][key] for key in KEYS} if state["step"] else None
        names = [self.rng.choice(("move_on", "go_back")) for _ in self.consoles]
        if was is None:
            names = ["move_on", "move_on"]
        answers = self.both([(name, {"was": was}) for name in names])
        self.double_moves += sum(answer.get("ok", False) for answer in answers) > 1

    def both_edit(self) -> None:
        """The same field, each with other words."""
        row = next((r for r in self.consoles[0].rows("action") if r["id"] == self.action), None)
        if row is None:
            return
        was = row["fields"].get("who_leads", "")
        typed = [f"Lead {self.rng.randrange(10**6)}" for _ in self.consoles]
        bodies = [
            {"action": self.action, "fields": {"who_leads": each}, "was": {"who_leads": was}}
            for each in typed
        ]
        answers = self.both([("write_action", body) for body in bodies])
        for words, answer in zip(typed, answers, strict=True):
            if answer.get("ok"):
                self.edits.append((answer["rev"], words))

    def both_agree(self) -> None:
        """The same version, twice."""
        agreed = self.consoles[0].view["state"]["workshop"]["agreed"]
        was = agreed["number"] if agreed else 0
        answers = self.both([("agree_plan", {"was": was})] * 2)
        numbers = [answer["number"] for answer in answers if answer.get("ok")]
        self.double_moves += len(numbers) != len(set(numbers))

    def both(self, pressed: list[tuple[str, Message]]) -> list[Message]:
        """Both press at once; what each is told."""
        answers: list[Message] = [{}, {}]

        def press(at: int) -> None:
            name, body = pressed[at]
            answers[at] = self.consoles[at].does(name, **body)

        all_at_once([lambda at=at: press(at) for at in range(2)])  # type: ignore[misc]
        self.presses += 2
        self.without_sentence += sum(not (a.get("ok") or a.get("refused")) for a in answers)
        return answers

    def words_lost(self) -> int:
        """Whether the field holds anything else than what was saved last."""
        if not self.edits:
            return 0
        row = next(r for r in self.consoles[1].rows("action") if r["id"] == self.action)
        return int(row["fields"].get("who_leads") != max(self.edits)[1])

    def story(self) -> str:
        refused = sum(len(each.refused) for each in self.consoles)
        return f"{self.presses} presses in pairs, {refused} of them refused with a sentence"


# ---- an older copy


def restore(folder: Path, phones: int = 40) -> Finding:
    """A copy is taken up again while everybody is connected and has written on since."""
    with a_laptop(folder, "--demo", "--host", "127.0.0.1") as laptop:
        everyone_writes(laptop)
        pages, step_s, missing = asyncio.run(goes_back(laptop, folder, phones))
        held = kept(laptop.path)
        return Finding(
            "a copy is taken up again under 40 phones",
            tried=sum(len(page.saved) for page in pages),
            lost=held.lost(pages),
            duplicated=held.duplicated(pages),
            in_step_s=step_s,
            seen="phones say for a moment that the line is down; what they wrote since the copy is "
            "there again",
            notes=f"{missing} acknowledged notes were not in the copy; the phones sent them again",
            is_as_expected=step_s is not None and missing > 0,
        )


async def goes_back(
    laptop: Laptop, folder: Path, phones: int
) -> tuple[list[Page], float | None, int]:
    """Write, copy, write on, restart from the copy; the pages, when they were in step, and how
    many acknowledged notes the copy did not have."""
    rng = random.Random(22)
    pages = [Page(laptop.url, laptop.code, rng) for _ in range(phones)]
    for page in pages:
        await page.join()
    lives = [asyncio.ensure_future(page.live()) for page in pages]
    lives += [asyncio.ensure_future(page.send_box()) for page in pages]
    await asyncio.gather(*(page.came_up.wait() for page in pages))
    await all_write(pages, "Before the copy")
    copy = back_up(laptop.path, folder / "copy")
    await all_write(pages, "After the copy")
    await all_write(pages, "Long after the copy")
    missing = kept(copy).lost(pages)
    await asyncio.to_thread(laptop.stop)
    epochs = {page.view["epoch"] for page in pages}
    await asyncio.to_thread(laptop.start, "--restore", str(copy))
    began = time.monotonic()
    step_s = await in_step_again(pages, epochs, began)
    for life in lives:
        life.cancel()
    await asyncio.gather(*lives, return_exceptions=True)
    return pages, step_s, missing


async def all_write(pages: list[Page], text: str) -> None:
    """Everybody writes these words, and is told that they are saved."""
    for at, page in enumerate(pages):
        page.write(f"{text}, says {at}")
    while any(page.box for page in pages):
        await asyncio.sleep(0.05)


async def in_step_again(pages: list[Page], epochs: set[str], began: float) -> float | None:
    """Seconds until every box is empty and each group shows one thing, of the new epoch."""
    while time.monotonic() - began < 40:
        await asyncio.sleep(0.05)
        shown: dict[str, set[object]] = {}
        for page in pages:
            shown.setdefault(page.group, set()).add(page.place())
        is_new = all(page.view["epoch"] not in epochs and not page.box for page in pages)
        if is_new and all(len(places) == 1 for places in shown.values()):
            return time.monotonic() - began
    return None
