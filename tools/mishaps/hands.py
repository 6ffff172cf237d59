"""What people do while something fails: phones write, edit, take back and mark as their step
allows; the champion moves the room, works on the plan and exports, until they are told to rest."""

from __future__ import annotations

import itertools
import random
import threading
from collections.abc import Callable
from typing import Any

import requests

from .face import Face, Phone, console, pair
from .finding import Finding, kept, repeats_differ
from .laptop import Laptop, Message
from .together import all_at_once

Move = tuple[str, Message]
FILES = ("plan.docx", "plan.pdf", "plan.xlsx", "plan.csv")


class Hand:
    """One phone's owner: what they did last, and what their notes say now."""

    def __init__(self, phone: Phone, name: str, seed: str) -> None:
        self.phone, self.name, self.rng = phone, name, random.Random(seed)
        self.number = itertools.count(1)
        self.keys: dict[str, str] = {}
        self.words: dict[str, str] = {}

    def move(self) -> Move:
        """The next thing this person does."""
        rule = self.rng.choice((self.phone.view["state"]["step"] or {}).get("marks") or [None])
        if rule and self.rng.random() < 0.35 and (mark := self.mark(rule)):
            return mark
        if self.words and self.rng.random() < 0.25:
            note = self.rng.choice(list(self.words))
            if self.rng.random() < 0.15:
                return "withdraw_note", {"id": note, "key": self.keys[note]}
            text = f"{self.name} says it in other words, {next(self.number)}"
            was = self.words[note]
            return "edit_note", {"id": note, "key": self.keys[note], "text": text, "was": was}
        return "write_note", self.note()

    def note(self) -> Message:
        """A note where the step takes one, or words for later, which are taken at any time."""
        text = f"{self.name} writes number {next(self.number)}"
        step = self.phone.view["state"]["step"] or {}
        if "note" in step.get("accepts", ()) and self.rng.random() < 0.5:
            offered = [each["value"] for each in step["stances"]]
            return self.phone.note(text, stance=self.rng.choice(offered) if offered else None)
        return self.phone.note(text, late=True)

    def mark(self, rule: Message) -> Move | None:
        """A mark on anything that may have one."""
        rows = self.phone.rows(rule["on"])
        if rule["owner"] != "seat" or not rows or not rule["values"]:
            return None
        step = self.phone.view["state"]["step"]
        body = {name: step[name] for name in ("activity", "phase", "round")}
        value = self.rng.choice([*rule["values"], None])
        body |= {"kind": rule["kind"], "subject": self.rng.choice(rows)["id"], "value": value}
        return "cast_mark", body

    def acts(self) -> None:
        """Do one thing until it is decided."""
        name, body = self.move()
        answer = self.phone.does(name, **body)
        if not answer.get("ok"):
            if name != "write_note":  # too late to change it, or somebody hid it
                self.words.pop(body.get("id", ""), None)
            return
        if name == "withdraw_note":
            self.words.pop(body["id"])
        elif name != "cast_mark":
            self.words[body["id"]] = body["text"]
            self.keys[body["id"]] = body["key"]


class Champion:
    """The one at the console."""

    def __init__(self, face: Face, laptop: Laptop, seed: str) -> None:
        self.face, self.laptop, self.rng = face, laptop, random.Random(seed)
        self.exported = 0

    def acts(self) -> None:
        """Do one of the things that make sense now."""
        ways: list[Callable[[], Move | None]] = [self.next, self.next, self.veil, self.timer]
        ways += [self.opens, self.hides, self.carries, self.drafts, self.undoes, self.agrees]
        if self.rng.random() < 0.1:
            self.exports()
        move = self.rng.choice(ways)()
        if move is not None:
            self.face.does(move[0], **move[1])

    @property
    def state(self) -> Message:
        """What the console shows."""
        return dict(self.face.view["state"])

    def was(self) -> Message | None:
        """The step on the screen."""
        step = self.state["step"]
        return step and {name: step[name] for name in ("activity", "phase", "round", "veil")}

    def next(self) -> Move | None:
        """The one dominant press, or one step back."""
        move = self.state["drive"]["next" if self.rng.random() < 0.8 else "back"]
        return move and (move["name"], move["body"])

    def veil(self) -> Move | None:
        """Close or reveal what people wrote alone."""
        step = self.state["step"] or {}
        name = {"open": "close_phase", "closed": "reveal_phase"}.get(step.get("veil") or "")
        return (name, {n: step[n] for n in ("activity", "phase")}) if name else None

    def timer(self) -> Move | None:
        """Start, pause or stretch the clock."""
        step = self.state["step"]
        if not step or not self.state["timer"]:
            return None
        here = {"activity": step["activity"]}
        longer: Move = ("add_time", here | {"seconds": 60})
        return self.rng.choice([("start_timer", here), ("pause_timer", here), longer])

    def opens(self) -> Move | None:
        """Another part of the hour."""
        there = self.rng.choice(self.state["agenda"])["id"]
        return "open_activity", {"activity": there, "was": self.was()}

    def hides(self) -> Move | None:
        """A note off the screens, or on again."""
        notes = self.face.rows("note")
        name = self.rng.choice(["hide_note", "show_note"])
        return (name, {"note": self.rng.choice(notes)["id"]}) if notes else None

    def carries(self) -> Move | None:
        """A note into the plan."""
        notes = [row for row in self.face.rows("note") if row.get("may_carry")]
        return (
            ("carry_note", {"note": self.rng.choice(notes)["id"], "to": "plan"}) if notes else None
        )

    def drafts(self) -> Move | None:
        """A new action, or the words of one."""
        actions = self.face.rows("action")
        if not actions or len(actions) < 4:
            return "add_action", {}
        row = self.rng.choice(actions)
        was = {"we_will": row["fields"].get("we_will", "")}
        words = {"we_will": f"we will try this, {self.rng.randrange(10**6)}"}
        return "write_action", {"action": row["id"], "fields": words, "was": was}

    def undoes(self) -> Move | None:
        """Take the last thing back."""
        undo = (self.state.get("desk") or {}).get("undo")
        return undo and ("undo", {"target": undo["op"]})

    def agrees(self) -> Move | None:
        """Agree the plan as it stands."""
        agreed = self.state["workshop"]["agreed"]
        return "agree_plan", {"was": agreed["number"] if agreed else 0}

    def exports(self) -> None:
        """Fetch a file; one that breaks off is fetched again by a person, not here."""
        url = f"{self.laptop.url}/facilitator/w/{self.laptop.code}/export/{self.rng.choice(FILES)}"
        try:
            self.exported += self.face.browser.get(url, timeout=20).status_code == 200
        except requests.RequestException:
            return


class Staff:
    """A room of phones and its champion, all busy until told to rest."""

    def __init__(
        self, laptop: Laptop, phones: int, seed: str, *, has_champion: bool = True
    ) -> None:
        self.laptop = laptop
        self.pace_s = 0.12
        self.hands = [
            Hand(Phone(laptop), f"{seed} phone {n}", f"{seed}/{n}") for n in range(phones)
        ]
        self.champion = Champion(console(laptop), laptop, seed) if has_champion else None
        self.rest = threading.Event()
        self.threads: list[threading.Thread] = []
        all_at_once([hand.phone.come_back for hand in self.hands])

    @property
    def faces(self) -> list[Face]:
        """All their screens."""
        return [hand.phone for hand in self.hands] + ([self.champion.face] if self.champion else [])

    @property
    def acknowledged(self) -> int:
        """How many commands were answered as saved."""
        return sum(len(face.saved) for face in self.faces)

    def works(self) -> None:
        """Everybody begins."""
        self.rest.clear()
        people = [*self.hands, *([self.champion] if self.champion else [])]
        self.threads = [threading.Thread(target=self.keeps, args=(p,), daemon=True) for p in people]
        for thread in self.threads:
            thread.start()

    def keeps(self, person: Any) -> None:
        """One of them, until it is time to rest; what is in hand is always finished."""
        while not self.rest.is_set():
            person.acts()
            self.rest.wait(person.rng.uniform(0, 2 * self.pace_s))

    def rests(self) -> None:
        """Everybody finishes what they do."""
        self.rest.set()
        for thread in self.threads:
            thread.join(120)

    def meets_new_server(self) -> None:
        """The console's own page has to be opened again with the new start's token."""
        if self.champion:
            pair(self.champion.face, self.laptop)

    def wrong_words(self) -> int:
        """Notes whose words on the disk are not the last that were acknowledged."""
        notes = kept(self.laptop.path).notes
        words = [pair for hand in self.hands for pair in hand.words.items()]
        return sum(notes.get(note) != text for note, text in words)

    def finding(
        self, name: str, in_step_s: float | None, seen: str, notes: str, *, is_so: bool
    ) -> Finding:
        """What a fault came to: all that was acknowledged is looked for on the disk, and the last
        of it is sent once more; then everybody leaves."""
        disk = kept(self.laptop.path)
        again = sum(repeats_differ(face, 3) for face in self.faces)
        self.leaves()
        return Finding(
            name,
            self.acknowledged,
            disk.lost(self.faces) + self.wrong_words(),
            disk.duplicated(self.faces) + again,
            None if in_step_s is None else round(in_step_s, 1),
            seen,
            notes,
            is_as_expected=disk.is_sound and is_so,
        )

    def leaves(self) -> None:
        """All sockets are closed."""
        for face in self.faces:
            face.is_going.set()
            face.leave()
