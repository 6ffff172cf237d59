"""Everything that reaches anybody, kept as it came: raw sockets, pages and files of the real
server, so that a test can ask who was sent a word."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import threading
import zipfile
from contextlib import closing, suppress
from typing import Any

import requests
import websocket
from pypdf import PdfReader

from tests.server import Server, first_of, wait_for
from workshop.model import new_id, new_token
from workshop.reports.formats import FORMATS


class Tape:
    """Everything that reached anybody: who, how, and the text as it came."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, str]] = []

    def keep(self, who: str, how: str, text: str) -> None:
        self.kept.append((who, how, text))

    def who_has(self, *canaries: str, since: int = 0) -> set[str]:
        """Who was sent any of these."""
        return {w for w, _, t in self.kept[since:] if any(canary in t for canary in canaries)}

    @property
    def now(self) -> int:
        """Where the tape stands."""
        return len(self.kept)


class Line:
    """One raw socket: keeps every frame as it came."""

    def __init__(self, tape: Tape, who: str, server: Server, cookies: str, **auth: Any) -> None:
        self.tape, self.who = tape, who
        self.view: dict[str, Any] = {"rows": {}}
        self.answers: dict[int, Any] = {}
        self.asked = 0
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket",
            cookie=cookies,
            timeout=30,
        )
        self.socket.send("40" + json.dumps(auth))
        threading.Thread(target=self.listens, daemon=True).start()
        wait_for(lambda: self.view.get("state"))

    def listens(self) -> None:
        """Keep all, answer pings, fold what the view needs."""
        with suppress(websocket.WebSocketException, OSError):
            while True:
                text = self.socket.recv()
                self.tape.keep(self.who, "socket", text)
                if text == "2":
                    self.socket.send("3")
                elif text.startswith("42"):
                    self.hears(*json.loads(text[2:]))
                elif text.startswith("43"):
                    number, answer = re.fullmatch(r"43(\d+)(.*)", text, re.S).groups()
                    self.answers[int(number)] = json.loads(answer)[0]

    def hears(self, event: str, message: dict[str, Any]) -> None:
        """The plainest folding."""
        if event == "snapshot":
            self.view = message | {"rows": {row["id"]: row for row in message["rows"]}}
        if event == "frame":
            rows = {**self.view["rows"], **{row["id"]: row for row in message["rows"]}}
            rows = {i: row for i, row in rows.items() if i not in message["gone"]}
            self.view = {**self.view, **message, "rows": rows}

    def sends(self, name: str, **body: Any) -> dict[str, Any]:
        """Give a command; its answer."""
        self.asked += 1
        number = self.asked
        message = {"op": new_id(), "name": name, "body": body}
        self.socket.send(f"42{number}" + json.dumps(["command", message]))
        return dict(wait_for(lambda: self.answers.get(number)))

    def notes(self) -> dict[str, dict[str, Any]]:
        """The notes of its view by id."""
        return {row["id"]: row for row in self.rows("note")}

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """The rows of one type."""
        return [row for row in dict(self.view["rows"]).values() if row["type"] == kind]


class Phone:
    """Somebody with a phone; what was written is a canary, text and id."""

    def __init__(self, stage: Stage, who: str, letter: str) -> None:
        self.stage, self.who = stage, who
        self.session = requests.Session()
        self.keys: dict[str, str] = {}
        url = f"{stage.server.url}/j/{stage.code}"
        page = self.session.get(url).text
        stage.tape.keep(who, "join", page)
        group = re.search(rf'value="([^"]+)"[^>]*>[^<]*(?:<[^>]+>)*[^<]*\b{letter}\b', page)
        assert group, page
        first = first_of(self.session.post(url, data={"group": group[1]}).text)
        self.group = first["me"]["group"]
        self.token = self.session.cookies[f"seat_{stage.code}"]
        self.line = Line(
            stage.tape, who, stage.server, "", w=stage.code, face="phone", seat=self.token
        )

    def here(self) -> dict[str, Any]:
        """Where a phone is."""
        step = self.line.view["state"]["step"]
        place = {name: step[name] for name in ("activity", "phase", "round")}
        return place | {"slot": None, "group": self.group}

    def writes(self, text: str, **more: Any) -> tuple[str, str]:
        """A private note; its two canaries."""
        note, key = more.pop("id", None) or new_id(), new_token()
        self.keys[note] = key
        body = self.here() | {"id": note, "key": key, "text": text} | more
        self.answer = self.line.sends("write_note", **body)
        return text, note

    def marks(self, kind: str, note: str, value: int) -> dict[str, Any]:
        """A dot or a score."""
        here = self.here()
        place = {"activity": here["activity"], "phase": here["phase"]}
        return self.line.sends("cast_mark", **place, kind=kind, subject=note, value=value)


class Stage:
    """The real server, a workshop from a pack, and everybody's screens."""

    def __init__(self, server: Server, pack: str) -> None:
        self.tape = Tape()
        self.server = server
        self.champion = self.server.champion()
        form = {"pack": pack, "school": "Millrace", "minutes": "60", "groups": "3"}
        page = self.champion.post(f"{self.server.url}/facilitator/", data=form)
        self.code = str(re.search(r"/facilitator/w/(\w+)/", page.url)[1])
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.champion.cookies)
        self.console = Line(self.tape, "console", self.server, cookies, w=self.code, face="console")
        self.projector = Line(
            self.tape, "projector", self.server, "", w=self.code, face="projector"
        )
        self.home = self.server.folder / "data" / "workshops" / self.code
        self.phones: list[Phone] = []

    def joins(self, who: str, letter: str) -> Phone:
        """Somebody joins a group."""
        self.phones.append(Phone(self, who, letter))
        return self.phones[-1]

    def five_join(self) -> None:
        """Three in one group, one in each of two others."""
        for who, letter in zip(("amira", "ada", "abel", "ben", "cleo"), "AAABC", strict=True):
            setattr(self, who, self.joins(who, letter))

    def opens(self, kind: str, phase: str, veil: str | None) -> None:
        """Open the first activity of a kind and wait until every phone shows its first step."""
        found = self.rows("SELECT id, kind FROM activities ORDER BY position")
        activity = next(row["id"] for row in found if row["kind"] == kind)
        step = self.console.view["state"]["step"]
        was = step and {name: step[name] for name in ("activity", "phase", "round", "veil")}
        assert self.console.sends("open_activity", activity=activity, was=was)["ok"]
        self.all_show(phase, veil)

    def next(self, phase: str, veil: str | None) -> None:
        """Press next and wait until every screen shows the step."""
        move = self.console.view["state"]["drive"]["next"]
        assert self.console.sends(move["name"], **move["body"])["ok"]
        self.all_show(phase, veil)

    def all_show(self, phase: str, veil: str | None) -> None:
        """Wait until all screens are at a step."""
        lines = [self.console, self.projector, *(phone.line for phone in self.phones)]
        for line in lines:
            wait_for(lambda line=line: at(line) == (phase, veil))

    def looks_everywhere(self) -> None:
        """Load every page and every export, for everybody who may, and keep them."""
        url, code = self.server.url, self.code
        for phone in self.phones:
            for path in (f"/w/{code}/", f"/j/{code}", f"/w/{code}/projector", "/"):
                self.tape.keep(phone.who, path, phone.session.get(url + path).text)
        for path in (f"/w/{code}/{name}" for name in FORMATS):
            self.tape.keep("file", path, whole_text(self.phones[0].session.get(url + path).content))
        self.tape.keep("projector", "page", requests.get(f"{url}/w/{code}/projector").text)
        self.tape.keep("stranger", "join", requests.get(f"{url}/j/{code}").text)
        for path in ("/facilitator/", f"/facilitator/w/{code}/"):
            self.tape.keep("console", path, self.champion.get(url + path).text)
        for name in FORMATS:
            got = self.champion.get(f"{url}/facilitator/w/{code}/export/{name}")
            assert got.status_code == 200
            self.tape.keep("export", name, whole_text(got.content))

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Rows straight from the file."""
        with closing(sqlite3.connect(f"file:{self.home / 'workshop.db'}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(sql)]

    def ends(self) -> None:
        """Everybody goes home."""
        self.server.process.kill()
        self.server.process.wait(10)


def at(line: Line) -> tuple[str, str | None]:
    """The step a screen shows."""
    step = line.view["state"]["step"] or {}
    return step.get("phase"), step.get("veil")


def whole_text(content: bytes) -> str:
    """Everything inside a file, in a form that is the same for the same contents."""
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if not content.startswith(b"PK"):
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if not name.startswith("docProps")]
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in names)
