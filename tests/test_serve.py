"""Starting, serving and stopping, as docs and scripts rely on it: flags, ready file, exit codes,
addresses, headers, and coming back as the same person."""

import gzip
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
import websocket

from tests.server import (
    Client,
    Phone,
    Server,
    a_program,
    a_server,
    console_of,
    first_of,
    starts_badly,
    wait_for,
)
from tools.flags import async_mode
from workshop.model import new_id, personal_code
from workshop.words import say

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

linux = pytest.mark.skipif(sys.platform != "linux", reason="limits and /proc as on Linux")
posix = pytest.mark.skipif(os.name == "nt", reason="signals as on Linux and macOS")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with a_server(tmp_path_factory.mktemp("serve"), "--demo") as server:
        yield server


def data_of(server: Server) -> str:
    return str(server.folder / "data")


# ---- starting


def test_the_ready_file_says_all_that_scripts_need(server: Server) -> None:
    facts = server.facts
    assert set(facts) == {"port", "pid", "version", "console_url", "workshops"}
    assert facts["pid"] == server.process.pid
    assert facts["console_url"].startswith(f"http://127.0.0.1:{facts['port']}/facilitator/?token=")
    workshop = facts["workshops"][0]
    assert set(workshop) == {"code", "title", "join_url", "projector_url"}
    assert workshop["join_url"].endswith(f":{facts['port']}/j/{workshop['code']}")
    assert requests.get(workshop["projector_url"]).status_code == 200


def test_port_0_takes_any_free_port(server: Server) -> None:
    assert server.flags == ("--demo",)
    assert server.port > 1023


def test_a_code_has_no_look_alikes(server: Server) -> None:
    assert re.fullmatch("[34679ACDEFGHJKMNPQRTUVWXY]{4,6}", server.code)


def test_the_data_folder_is_private(server: Server) -> None:
    folder = server.folder / "data"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    assert (folder / "workshops" / server.code / "workshop.db").is_file()


def test_health_is_told_without_secrets(server: Server) -> None:
    health = requests.get(f"{server.url}/healthz")
    assert health.status_code == 200
    assert set(health.json()) == {"status", "version", "uptime_s"}
    assert health.json()["status"] == "ok"


def test_the_version_is_told(server: Server) -> None:
    exit_code, said, _ = starts_badly("--version")
    assert exit_code == 0
    assert said.strip().endswith(server.facts["version"])


@pytest.mark.parametrize(
    "flags",
    [
        ("--port", "70000"),
        ("--port", "five"),
        ("--crowd", "3"),
        ("--demo", "--crowd", "0"),
        ("--async-mode", "magic"),
        ("--no-such-flag",),
        ("--no-brow",),
        ("--port",),
        ("--data", ""),
        ("--data", "~nobody-of-that-name/data"),
        ("--ready-file", ""),
        ("stray\nword",),
        ("--restore", "/no/such/file"),
    ],
)
def test_wrong_flags_end_with_2_and_a_sentence(tmp_path: Path, flags: tuple[str, ...]) -> None:
    exit_code, _, said = starts_badly("--data", str(tmp_path / "data"), "--port", "0", *flags)
    assert exit_code == 2
    assert len(said.strip().splitlines()) == 1
    assert said.strip().endswith(".") and "usage" not in said


@pytest.mark.parametrize(
    ("given", "mode"),
    [
        (("--async-mode", "threading"), "threading"),
        (("--async-mode=threading",), "threading"),
        (("--async-mode=threading", "--async-mode", "eventlet"), "eventlet"),
        (("--allow-host", "threading"), "eventlet"),
        (("--data=threading",), "eventlet"),
        (("--async-mode",), "eventlet"),
        ((), "eventlet"),
    ],
)
def test_the_mode_is_the_one_that_its_flag_names(given: tuple[str, ...], mode: str) -> None:
    assert async_mode(list(given)) == mode


@pytest.mark.parametrize("host", ["203.0.113.7", "::1", "a..b"])
def test_a_host_that_is_not_ours_is_not_called_a_taken_port(tmp_path: Path, host: str) -> None:
    exit_code, _, said = starts_badly("--host", host, "--port", "0", "--data", str(tmp_path))
    assert (exit_code, len(said.strip().splitlines())) == (2, 1)
    assert host in said and "--host" in said and "taken" not in said


@pytest.mark.parametrize("place", ["", "missing/ready.json"])
def test_a_ready_file_that_cannot_be_written_ends_with_2(tmp_path: Path, place: str) -> None:
    flags = ("--ready-file", str(tmp_path / place), "--data", str(tmp_path / "data"))
    exit_code, said_well, said = starts_badly("--port", "0", *flags)
    assert (exit_code, said_well, len(said.strip().splitlines())) == (2, "", 1)
    assert "--ready-file" in said


def test_a_taken_port_ends_with_2_and_says_what_to_do(server: Server, tmp_path: Path) -> None:
    flags = ("--port", str(server.port), "--data", str(tmp_path))
    exit_code, _, said = starts_badly(*flags)
    assert exit_code == 2
    assert f"Port {server.port} is taken" in said and "--port" in said
    assert len(said.strip().splitlines()) == 1


def test_a_file_as_data_folder_ends_with_2_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    exit_code, _, said = starts_badly("--port", "0", "--data", str(tmp_path / "file"))
    assert exit_code == 2
    assert "--data" in said and len(said.strip().splitlines()) == 1
    assert (tmp_path / "file").read_text() == "not a folder"


@pytest.mark.parametrize(
    ("name", "is_folder"),
    [
        ("workshops", False),
        ("log", False),
        ("log/drumbeat.log", True),
        ("static", False),
        ("secret", True),
        ("running", True),
        ("lock", True),
    ],
)
def test_a_folder_with_something_in_the_way_ends_with_2(
    tmp_path: Path, name: str, is_folder: bool
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).mkdir() if is_folder else (tmp_path / name).write_text("in the way")
    exit_code, _, said = starts_badly("--port", "0", "--data", str(tmp_path))
    assert exit_code == 2
    assert str(tmp_path) in said and len(said.strip().splitlines()) == 1


@linux
def test_a_disk_that_is_full_while_the_demonstration_is_made_ends_with_2(tmp_path: Path) -> None:
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({60_000}, {60_000}))"
    program = a_program(tmp_path, f"{limit}\nimport app\nsys.exit(app.main())\n")
    flags = ["--demo", "--no-browser", "--port", "0", "--data", str(tmp_path / "data")]
    command = [sys.executable, str(program), *flags]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert "--data" in ended.stderr and len(ended.stderr.strip().splitlines()) == 1


def test_an_empty_secret_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret").write_text("")
    with a_server(tmp_path) as server:
        secret = server.folder / "data" / "secret"
        assert len(secret.read_text()) > 30
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_a_folder_of_the_users_own_keeps_its_mode_and_what_is_in_it_is_private(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    (data / "workshops").mkdir(parents=True)
    (data / "secret").write_text("made by hand")
    for path, mode in ((data, 0o755), (data / "workshops", 0o755), (data / "secret", 0o644)):
        path.chmod(mode)
    with a_server(tmp_path) as server:
        modes = {n: stat.S_IMODE((data / n).stat().st_mode) for n in ("", "workshops", "secret")}
        assert modes == {"": 0o755, "workshops": 0o700, "secret": 0o600}
        assert stat.S_IMODE((server.folder / "ready.json").stat().st_mode) == 0o600
        assert stat.S_IMODE((data / "running").stat().st_mode) == 0o600
        assert (data / "secret").read_text() == "made by hand"


def test_a_second_start_says_where_the_first_is_and_ends_with_0(server: Server) -> None:
    exit_code, said, _ = starts_badly("--port", "0", "--data", data_of(server))
    assert exit_code == 0
    assert server.facts["console_url"] in said
    assert requests.get(f"{server.url}/healthz").status_code == 200


def test_nothing_is_restored_under_a_running_server_and_it_says_so(server: Server) -> None:
    copy = server.folder / "copy.db"
    exit_code, _, error = starts_badly("--data", data_of(server), "--restore", str(copy))
    assert exit_code == 2
    assert error.strip() == say("start.restore_in_use")
    assert requests.get(f"{server.url}/healthz").status_code == 200


def test_a_name_given_by_a_flag_is_let_in(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo", "--allow-host", "kiosk.test") as server:
        headers = {"Host": f"KIOSK.test:{server.port}"}
        assert requests.get(f"{server.url}/healthz", headers=headers).status_code == 200


# ---- stopping


def test_a_polite_kill_ends_with_0_while_phones_are_writing(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo") as server:
        phones = [Phone(server) for _ in range(6)]
        for phone in phones:
            phone.connects()
        for n in range(6 * 25):
            body = phones[n % 6].note(f"Note {n}", late=True)
            message = {"op": new_id(), "name": "write_note", "body": body}
            phones[n % 6].socket.emit("command", message)
        began = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - began < 8  # it took nine where nobody caught the signal
        assert not (tmp_path / "ready.json").exists()
        assert not (tmp_path / "data" / "running").exists()


def traces(folder: Path) -> list[str]:
    """What still says that a server runs."""
    places = (folder / "ready.json", folder / "data" / "running")
    return [path.name for path in places if path.exists()]


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_stopped_server_leaves_no_trace(tmp_path: Path, name: str) -> None:
    with a_server(tmp_path) as server:
        assert traces(tmp_path) == ["ready.json", "running"]
        server.process.send_signal(getattr(signal, name))
        assert server.process.wait(15) == 0
        assert traces(tmp_path) == []


DYING = """
import app
from workshop.store import Store
def die(store):
    while not (store.folder.parent.parent / "die").exists():
        app.eventlet.sleep(0.02)
    raise ZeroDivisionError
Store.run = die
sys.exit(app.main())
"""


def test_a_server_whose_writer_dies_ends_with_1_and_leaves_no_trace(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo", program=a_program(tmp_path, DYING)) as server:
        assert traces(tmp_path) == ["ready.json", "running"]
        (tmp_path / "data" / "die").touch()
        assert server.process.wait(15) == 1
        assert traces(tmp_path) == []
        assert "Traceback" not in (tmp_path / "server.txt").read_text()


def test_a_stop_waits_for_nobody_who_never_ends_a_request(tmp_path: Path) -> None:
    with a_server(tmp_path) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: ")
            assert requests.get(f"{server.url}/healthz").status_code == 200
            assert server.stop() == 0


# ---- crowds of sockets, and bad ones


def idle_lines(server: Server, number: int, stack: ExitStack) -> None:
    """So many connections that say nothing."""
    for _ in range(number):
        stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))


@linux
def test_more_sockets_than_files_may_be_open_do_not_end_the_server(tmp_path: Path) -> None:
    few = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))"
    program = a_program(tmp_path, f"{few}\nimport app\nsys.exit(app.main())\n")
    with a_server(tmp_path, "--demo", program=program) as server:
        with ExitStack() as stack:
            idle_lines(server, 300, stack)
            files = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
            assert files <= 128 - 16, "the writers may still open files"
        assert requests.get(f"{server.url}/j/{server.code}", timeout=15).status_code == 200
        assert server.stop() == 0


@linux
def test_no_file_left_for_a_socket_is_waited_out(server: Server) -> None:
    before = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
    files = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
    with ExitStack() as stack:
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (files + 5, before[1]))
        stack.callback(resource.prlimit, server.process.pid, resource.RLIMIT_NOFILE, before)
        idle_lines(server, 40, stack)
        time.sleep(0.3)  # long enough to find no file for the next
        assert server.process.poll() is None
    assert requests.get(f"{server.url}/j/{server.code}", timeout=15).status_code == 200


@linux
def test_the_server_may_open_as_many_files_as_the_system_lets_it(tmp_path: Path) -> None:
    hard = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 8192)
    few = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (128, {hard}))"
    program = a_program(tmp_path, f"{few}\nimport app\nsys.exit(app.main())\n")
    with a_server(tmp_path, program=program) as server:
        assert resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE) == (hard, hard)


def test_bad_packets_say_nothing_on_the_terminal(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo") as server:
        said = tmp_path / "server.txt"
        wait_for(lambda: "Ctrl-C" in said.read_text("utf-8"))
        before = said.read_text("utf-8")
        line = websocket.create_connection(
            f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket", timeout=10
        )
        line.recv()
        line.send("40" + json.dumps({"w": server.code, "face": "projector"}))
        wait_for(lambda: line.recv().startswith("40"))
        for packet in ("42{bad", "4", "42[1,2]", '42["command",1,2,3]', '42["connect",1,2]', "9x"):
            line.send(packet)
        line.send('423["command",{}]')
        wait_for(lambda: line.recv().startswith("433"))
        line.close()
        assert server.stop() == 0
        assert said.read_text("utf-8") == before
        assert "handler error" in (tmp_path / "data" / "log" / "drumbeat.log").read_text()


def test_one_socket_joins_one_audience(server: Server) -> None:
    phone = Phone(server)
    phone.connects()
    wait_for(lambda: phone.heard_of("snapshot"))
    asked = ({}, {"w": server.code, "face": "projector"})
    assert phone.socket.call("connect", asked, timeout=15) is not True
    assert phone.writes("Still a phone")["ok"]
    assert len(phone.heard_of("snapshot")) == 1


def test_nobody_leaves_by_saying_so_alone(server: Server) -> None:
    phone = Phone(server)
    phone.connects()
    wait_for(lambda: phone.heard_of("snapshot"))
    phone.socket.call("disconnect", "gone", timeout=15)
    assert phone.writes("Still here")["ok"]


def test_the_console_ends_with_the_server(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo") as server:
        champion = server.champion()
        before = server.facts["console_url"]
        server.stop()
        server.start()
        page = requests.get(before)
        assert page.status_code == 403
        assert "This console has ended" in page.text
        assert champion.get(f"{server.url}/facilitator/").status_code in {200, 403}


def test_after_a_restart_phones_and_notes_are_where_they_were(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo") as server:
        phone = Phone(server)
        phone.connects()
        assert phone.writes("Before the restart")["ok"]
        group = phone.first["me"]["group"]
        assert server.stop() == 0
        server.start()
        page = phone.session.get(f"{server.url}/w/{server.code}/")
        again = first_of(page.text)
        assert again["me"]["group"] == group
        assert [r["text"] for r in again["rows"] if r["type"] == "note"] == ["Before the restart"]


def test_the_stand_in_server_keeps_a_note_too(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo", "--async-mode", "threading") as server:
        phone, console = Phone(server), console_of(server)
        phone.connects()
        wait_for(lambda: phone.heard_of("snapshot"))
        assert phone.writes("On threads")["ok"]
        wait_for(lambda: [row["text"] for row in console.rows("note")] == ["On threads"])
        assert server.stop() == 0


# ---- pages


PAGES = ["/", "/j/{code}", "/w/{code}/", "/w/{code}/projector", "/facilitator/", "/nothing"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_kept_and_nothing_comes_from_outside(server: Server, path: str) -> None:
    page = requests.get(server.url + path.format(code=server.code))
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert not re.search(
        r"<(script|style)>|\sstyle=|\son\w+=|//(?!127|192|10\.)\w+\.\w+", page.text
    )


def static_of(server: Server) -> list[str]:
    """Addresses of the static files that the phone's page names."""
    page = requests.get(f"{server.url}/j/{server.code}")
    found = Phone(server).session.get(f"{server.url}/w/{server.code}/")
    return sorted(set(re.findall(r'"(/static/[^"]+)"', page.text + found.text)))


def test_static_files_are_kept_for_ever_and_sent_compressed(server: Server) -> None:
    paths = static_of(server)
    assert len({path.split("/")[2] for path in paths}) == 1, "one hash for all"
    for path in paths:
        with requests.get(server.url + path, stream=True) as packed:
            assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert packed.headers["Content-Encoding"] == "gzip"
            unpacked = gzip.decompress(packed.raw.read())
        plain = requests.get(server.url + path, headers={"Accept-Encoding": "identity"})
        assert plain.content == unpacked


def test_a_static_file_of_another_version_is_not_there(server: Server) -> None:
    path = re.sub(r"/static/\w+/", "/static/0123456789abcdef/", static_of(server)[0])
    assert requests.get(server.url + path).status_code == 404


@pytest.mark.parametrize("path", ["../../secret", "..%2f..%2fsecret", "%2e%2e/%2e%2e/lock"])
def test_no_file_outside_the_tree_is_served(server: Server, path: str) -> None:
    home = static_of(server)[0].split("/")[2]
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        request = f"GET /static/{home}/{path} HTTP/1.0\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
        line.sendall(request.encode())
        assert b" 404 " in line.recv(4096).split(b"\r\n")[0]


def test_a_static_file_with_an_endless_name_is_not_there(server: Server) -> None:
    home = static_of(server)[0].split("/")[2]
    assert requests.get(f"{server.url}/static/{home}/{'x' * 5000}").status_code == 404


# ---- the same person


def people(server: Server) -> int:
    """How many seats there are, as the console counts them."""
    console = console_of(server)
    seats = sum(row["seats"] for row in console.rows("group"))
    console.leaves()
    return seats


def test_a_reload_and_the_qr_again_are_the_same_person(server: Server) -> None:
    phone = Phone(server)
    seats = people(server)
    assert phone.session.get(f"{server.url}/j/{server.code}").url.endswith(f"/w/{server.code}/")
    again = phone.session.post(f"{server.url}/j/{server.code}", data={"group": ""})
    assert first_of(again.text)["me"]["group"] == phone.first["me"]["group"]
    assert people(server) == seats


def test_pressing_join_twice_makes_one_person(server: Server) -> None:
    with requests.Session() as browser:
        browser.get(f"{server.url}/j/{server.code}")
        seats = people(server)
        for _ in range(2):
            browser.post(f"{server.url}/j/{server.code}", data={"group": ""})
    assert people(server) == seats + 1


def test_a_phone_without_cookies_is_told_so(server: Server) -> None:
    page = requests.post(f"{server.url}/j/{server.code}", data={"group": ""})
    assert page.status_code == 400
    assert "cookies" in page.text


def test_newcomers_get_the_smallest_group(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo") as server:
        groups = [Phone(server).first["me"]["group"] for _ in range(8)]
    assert sorted(groups.count(group) for group in set(groups)) == [2, 2, 2, 2]


def test_a_chosen_group_is_given(server: Server) -> None:
    rows = Phone(server).first["rows"]
    third = next(r["id"] for r in rows if r["type"] == "group" and r["letter"] == "C")
    assert Phone(server, group=third).first["me"]["group"] == third


def ticked_note(server: Server, phone: Phone) -> str:
    """A mark of this phone's own; the note it is on."""
    other = Phone(server, group=phone.first["state"]["mine"]["group"])
    other.connects()
    console = console_of(server)
    body = other.note("Marked by somebody who comes back")
    other.sends("write_note", body)
    for _ in range(2):  # on to the next round: another group reads it
        move = wait_for(lambda: console.latest()["state"]["drive"]["next"])
        rev = console.sends(move["name"], move["body"])["rev"]
        wait_for(lambda rev=rev: console.latest()["rev"] >= rev)
    other.leaves()
    console.leaves()
    return str(body["id"])


def test_the_personal_code_brings_group_and_marks_back_once(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo") as server:
        rows = Phone(server).first["rows"]
        groups = {r["letter"]: r["id"] for r in rows if r["type"] == "group"}
        writer, lost = Phone(server, group=groups["B"]), Phone(server, group=groups["A"])
        note = ticked_note(server, writer)
        lost.connects()
        wait_for(lambda: lost.heard_of("snapshot"))
        step = lost.latest()["state"]["step"]
        body = {"activity": step["activity"], "phase": "round", "kind": "tick"}
        assert lost.sends("cast_mark", body | {"subject": note, "value": 1})["ok"]

        code = lost.first["code"]
        assert code == personal_code(str(lost.token))
        found = comes_back(server, f"{code[:4]} {code[4:].lower()}")
        assert found["me"]["group"] == groups["A"]
        assert [mark["subject"] for mark in found["me"]["marks"]] == [note]
        assert found["code"] != code

        assert "is not known here" in tries(server, code).text
        other = Client(server, "phone")
        assert "Join again" in other.is_turned_away(seat=lost.token)


def comes_back(server: Server, code: str) -> dict:
    """Type a personal code on a new phone; its first view."""
    return first_of(tries(server, code).text)


def tries(server: Server, code: str) -> requests.Response:
    """Type a personal code on a new phone."""
    browser = requests.Session()
    browser.get(f"{server.url}/j/{server.code}")
    return browser.post(f"{server.url}/j/{server.code}", data={"personal": code})


def test_a_personal_code_is_tried_five_times_a_minute(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo") as server:
        known = Phone(server).first["code"]
        for _ in range(5):
            assert "is not known here" in tries(server, "AAAA AAAA").text
        assert "tried too often" in tries(server, known).text
        assert Phone(server).first["me"]["group"], "who joins as new is let in"


def test_a_late_joiner_lands_in_the_present_activity(server: Server) -> None:
    console = console_of(server)
    phone = Phone(server)
    phone.connects()
    wait_for(lambda: phone.heard_of("snapshot"))
    step = console.latest()["state"]["step"]
    seen = phone.latest()["state"]["step"]
    assert [phone.first["state"]["step"][k] for k in ("activity", "phase", "round")] == [
        step[k] for k in ("activity", "phase", "round")
    ]
    assert (seen["hand"], phone.first["state"]["step"]["hand"]) == ("station", "station")


def test_page_and_socket_agree_so_that_no_snapshot_is_sent(server: Server) -> None:
    phone = Phone(server)
    phone.connects(epoch=phone.first["epoch"], rev=phone.first["rev"])
    wait_for(lambda: phone.heard_of("me"))
    assert phone.heard_of("snapshot") == []
