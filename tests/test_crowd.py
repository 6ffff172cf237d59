"""The crowd plays phones as people would, counts what it did, and ends when it should."""

import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.room import Person, Room, a_room
from tests.server import ROOT, Client, Server, a_server, console_of, wait_for
from tools.visitors import sheets
from tools.visitors.count import Tally
from tools.visitors.mind import Mind
from tools.visitors.table import Pens
from tools.visitors.words import ADDITIONS, NOTES, QUESTIONS, Words
from workshop.looking import reason_to_look
from workshop.model import NOTE_LIMIT

CROWD = ROOT / "tools" / "crowd.py"
PROMISED = {"joined", "sent", "saved", "refused", "lost", "duplicated"}
TIMES = {f"{what}_p{part}_ms" for what in ("saved", "seen") for part in (50, 95, 99)}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with a_server(tmp_path, "--demo") as server:
        yield server


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that no crowd gets into."""
    with a_server(tmp_path_factory.mktemp("nowhere"), "--demo") as server:
        yield server


def crowd(server: Server, *flags: str, code: str = "", url: str = "") -> tuple[int, str, str]:
    """Let a crowd play; its exit code, the last line of what it printed, and its complaint."""
    command = [sys.executable, str(CROWD), "--url", url or server.url]
    ended = subprocess.run(
        [*command, "--code", code or server.code, *flags],
        check=False,
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode, (ended.stdout.splitlines() or [""])[-1], ended.stderr


def plays_beside(server: Server, *flags: str) -> subprocess.Popen[str]:
    """Let a crowd play while the test does something else."""
    command = [sys.executable, str(CROWD), "--url", server.url, "--code", server.code]
    return subprocess.Popen([*command, *flags], stdout=subprocess.PIPE, text=True)


def everyone_writes(server: Server) -> Client:
    """Take the groups' limit away, so that there is much to do."""
    console = console_of(server)
    activity = console.latest()["state"]["step"]["activity"]
    body = {"activity": activity, "name": "notes", "value": "everyone"}
    assert console.sends("set_setting", body)["ok"]
    return console


def moves_on(console: Client) -> None:
    """Press the one dominant next."""
    move = console.latest()["state"]["drive"]["next"]
    rev = console.sends(move["name"], move["body"])["rev"]
    wait_for(lambda: console.latest()["rev"] >= rev)


def test_a_crowd_plays_and_counts_and_loses_nothing(server: Server) -> None:
    console = everyone_writes(server)
    flags = ("--phones", "12", "--seconds", "4", "--seed", "7")
    exit_code, last, _ = crowd(server, *flags, code=server.code.lower(), url=server.url + "/")
    counted = json.loads(last)
    assert exit_code == 0
    assert set(counted) >= PROMISED | TIMES
    assert (counted["joined"], counted["lost"], counted["duplicated"]) == (12, 0, 0)
    assert counted["saved"] >= 10
    assert counted["sent"] == counted["saved"] + counted["refused"]
    assert 0 < counted["saved_p50_ms"] <= counted["saved_p95_ms"] <= counted["saved_p99_ms"]
    assert counted["seen_p50_ms"] > 0
    assert console.latest()["counts"]["notes"] > 5


def test_a_crowd_whose_lines_break_half_way_writes_everything_once(server: Server) -> None:
    console = everyone_writes(server)
    exit_code, last, _ = crowd(server, "--phones", "10", "--seconds", "4", "--flaky", "0.7")
    counted = json.loads(last)
    assert exit_code == 0
    assert (counted["lost"], counted["duplicated"], counted["unanswered"]) == (0, 0, 0)
    ids = [row["id"] for row in console.rows("note")]
    assert len(ids) == len(set(ids)) > 0


def test_a_crowd_without_a_limit_taken_away_keeps_to_two_notes_a_group(server: Server) -> None:
    console = console_of(server)
    exit_code, _, _ = crowd(server, "--phones", "12", "--seconds", "4")
    own = [row["group"] for row in console.rows("note") if row["parent"] is None]
    assert exit_code == 0
    assert own and all(own.count(group) <= 2 for group in own)


def test_a_crowd_ticks_what_others_wrote_chooses_at_home_and_ends_with_the_server(
    server: Server,
) -> None:
    console = everyone_writes(server)
    process = plays_beside(server, "--phones", "16", "--seconds", "0")
    both = {"strength", "gap"}
    wait_for(lambda: {row["stance"] for row in console.rows("note")} >= both, seconds=40)
    moves_on(console)
    moves_on(console)
    wait_for(lambda: any(r.get("totals") for r in console.rows("note")), seconds=40)
    while console.latest()["state"]["step"]["phase"] != "home":
        moves_on(console)
    wanted = {*both, "reach"}
    wait_for(lambda: {row["kind"] for row in console.rows("choice")} >= wanted, seconds=40)
    server.kill()
    assert process.wait(40) == 0, "it ends with the server"


def test_a_crowd_taps_the_headlines_alone_and_nothing_it_sends_is_refused(server: Server) -> None:
    console = console_of(server)
    state = console.latest()["state"]
    item = next(each for each in state["agenda"] if each["title"].startswith("Headlines"))
    was = {name: state["step"][name] for name in ("activity", "phase", "round", "veil")}
    assert console.sends("open_activity", {"activity": item["id"], "was": was})["ok"]
    exit_code, last, _ = crowd(server, "--phones", "8", "--seconds", "4", "--flaky", "0.2")
    counted = json.loads(last)
    assert (exit_code, counted["refused"], counted["lost"]) == (0, 0, 0)
    wait_for(lambda: console.latest()["counts"]["answered"] == 8)
    assert counted["sent"] > 8


def test_a_crowd_goes_on_after_the_server_was_killed(server: Server) -> None:
    console = everyone_writes(server)
    process = plays_beside(server, "--phones", "10", "--seconds", "8")
    wait_for(lambda: console.latest()["counts"].get("notes", 0) >= 4, seconds=20)
    server.kill()
    server.start()
    said, _ = process.communicate(timeout=80)
    counted = json.loads(said.splitlines()[-1])
    assert (process.returncode, counted["lost"], counted["duplicated"]) == (0, 0, 0)
    assert counted["joined"] == 10


def test_the_demonstration_fills_the_room_and_takes_its_crowd_with_it(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo", "--crowd", "16") as server:
        console = console_of(server)
        wait_for(lambda: seats(console) == 16, seconds=30)
        wait_for(lambda: len(console.rows("note")) >= 6, seconds=30)
        pids = children_of(server.process.pid)
        assert len(pids) == 1
        assert server.stop() == 0
        wait_for(lambda: not is_alive(pids[0]), seconds=30)


def seats(console: Client) -> int:
    return sum(row["seats"] for row in console.rows("group"))


def children_of(pid: int) -> list[int]:
    """Processes that a process started, as the system lists them."""
    tasks = Path(f"/proc/{pid}/task")
    return [int(n) for t in tasks.iterdir() for n in (t / "children").read_text().split()]


def is_alive(pid: int) -> bool:
    """Whether a process still does something."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "ZZZZ"}, "No workshop with the code ZZZZ"),
        ({"url": "http://127.0.0.1:1"}, "Nobody answers"),
        ({"url": "no address at all"}, "Nobody answers"),
    ],
)
def test_a_wrong_place_ends_with_2_and_one_sentence(
    nowhere: Server, wrong: dict[str, Any], words: str
) -> None:
    exit_code, last, complaint = crowd(nowhere, "--phones", "2", **wrong)
    assert (exit_code, last) == (2, "")
    assert words in complaint and len(complaint.strip().splitlines()) == 1


@pytest.mark.parametrize("flags", [(), ("--phones", "2", "--flaky", "2")])
def test_wrong_flags_end_with_2(nowhere: Server, flags: tuple[str, ...]) -> None:
    assert crowd(nowhere, *flags)[0] == 2


def view_with(*notes: str) -> dict[str, Any]:
    """A phone's view at the end: it stands at a station with these notes."""
    rows = [{"id": note, "type": "note"} for note in notes]
    state = {"step": {"hand": "station"}, "mine": {"at": "station"}, "activity": None}
    return {"rows": rows, "state": state, "me": {"marks": []}}


def test_a_note_that_was_answered_and_is_not_there_counts_as_lost() -> None:
    tally = Tally()
    tally.kept = {"there": "station", "gone": "station", "elsewhere": "another"}
    tally.compare({"phone": view_with("there")}, None)
    assert (tally.report()["lost"], tally.report()["unverified"]) == (1, 1)


def test_a_note_that_stands_twice_in_a_view_counts_as_duplicated() -> None:
    tally = Tally()
    tally.sees("phone", view_with("one", "two", "one")["rows"])
    assert tally.report()["duplicated"] == 1


def test_a_note_that_the_champion_hid_is_not_lost() -> None:
    tally = Tally()
    tally.kept, tally.taken_away = {"hidden": "station"}, {"hidden"}
    tally.compare({"phone": view_with()}, None)
    assert tally.report()["lost"] == 0


def test_the_crowd_says_enough_and_names_nobody() -> None:
    notes = [text for station in NOTES.values() for _, text in station]
    said = [*notes, *ADDITIONS, *QUESTIONS, *sentences_for_later()]
    assert len(notes) >= 40 and len(set(said)) == len(said)
    assert all(len(text) <= NOTE_LIMIT / 4 for text in said)
    assert [text for text in said if reason_to_look(text)] == []
    assert all(text.endswith("?") for text in QUESTIONS)
    assert not any(re.search(r"\b(Mr|Mrs|Miss|Ms)\b", text) for text in said)


def sentences_for_later() -> list[str]:
    """All that is said from the headlines to the plan."""
    tables = [value for name, value in vars(sheets).items() if name.isupper()]
    flat = [list(t.values()) if isinstance(t, dict) else [t] for t in tables]
    lists = [part for table in flat for part in table if isinstance(part, tuple)]
    return [text for part in lists for text in part]


# ---- the whole meeting, in one process


class Crowd:
    """People of a room with the minds of the crowd."""

    def __init__(self, room: Room, phones: int) -> None:
        self.room, self.pens = room, Pens()
        words = Words(random.Random(7))
        later = sheets.Later(random.Random(8), words.least_said)
        self.phones = [room.person() for _ in range(phones)]
        self.minds = [Mind(random.Random(n), words, later, self.pens) for n in range(phones)]
        self.did: Counter[tuple[str, str]] = Counter()
        self.refused: list[Any] = []

    def plays(self, turns: int = 12) -> None:
        """Everybody does what they feel like, one after the other, so many times."""
        for _ in range(turns):
            for phone, mind in zip(self.phones, self.minds, strict=True):
                self.acts(phone, mind)

    def acts(self, phone: Person, mind: Any) -> None:
        view = phone.view()
        view["rows"] = {row["id"]: row for row in view["rows"]}
        wish = mind.wish(view, phone.me())
        if wish is None:
            return
        name, body = wish
        self.did[view["state"]["step"]["phase"], name] += 1
        answer = phone.does(name, **body)
        if not answer.ok:
            self.refused.append((name, answer.refused, body))


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[Crowd]:
    with a_room(tmp_path, groups=3) as room:
        yield Crowd(room, 9)


def goes_through(crowd: Crowd, kind: str, last: str) -> None:
    """The crowd plays every step of an activity up to the end of its last phase."""
    crowd.room.opens(kind)
    for _ in range(20):
        crowd.plays()
        was = crowd.room.was()
        if was["phase"] == last and was["veil"] in (None, "revealed"):
            return
        assert crowd.room.next().ok
    raise AssertionError(f"{kind} never came to {last}")


def test_a_crowd_goes_with_the_room_from_the_headlines_to_the_causes(meeting: Crowd) -> None:
    room = meeting.room
    goes_through(meeting, "headlines", "heard")
    heard = room.console.rows("note")
    assert 1 <= len(heard) <= 9 and all(row["slot"] for row in heard)
    bands = [row["totals"]["view"]["band"] for row in room.projector.rows("slot")]
    assert set(bands) <= {"recognised", "mixed"} and len(bands) == 5
    goes_through(meeting, "carousel", "home")
    goes_through(meeting, "whys", "ring")
    causes = room.console.view()["state"]["desk"]["causes"]
    assert sorted(cause["letter"] for cause in causes) == ["A", "B", "C"]
    assert all(cause["tag"] and cause["sure"] and cause["check"] for cause in causes)
    assert meeting.refused == []


def test_a_crowd_writes_options_votes_fills_sheets_and_answers_twice(meeting: Crowd) -> None:
    room = meeting.room
    goes_through(meeting, "grow", "vote")
    options = room.console.view()["state"]["desk"]["options"]
    assert sum(option["dots"] for option in options) > 9
    assert any(option["obstacle"] for option in options)
    activity, taken = room.was()["activity"], [option["note"] for option in options[:3]]
    assert room.console.does("choose_options", activity=activity, notes=taken, was=[]).ok
    assert room.next().ok
    meeting.plays()
    will = room.console.view()["state"]["desk"]["will"]
    assert (will["n"], will["of"]) == (3, 3)
    assert room.console.does("draft_actions", activity=activity).ok
    goes_through(meeting, "agreement", "talk")
    assert all(row["n"] >= 5 for row in room.projector.rows("test"))
    again = [row["id"] for row in room.console.rows("action")][:1]
    activity = room.was()["activity"]
    assert room.console.does("test_again", activity=activity, actions=again, was=1).ok
    meeting.plays()
    assert room.closes().ok
    assert [row["action"] for row in room.console.rows("test") if row["round"]] == again
    assert meeting.did["answer", "cast_mark"] > 20
    assert meeting.refused == []


def test_one_phone_of_a_group_writes_the_path(meeting: Crowd) -> None:
    goes_through(meeting, "whys", "whys")
    paths = [held for held in meeting.pens.held if isinstance(held, tuple)]
    assert len(paths) == len({group for _, group in paths}) == 3
    lines = [row for row in meeting.room.console.rows("note") if row["parent"]]
    assert 3 * 2 <= len(lines) <= 3 * 6
