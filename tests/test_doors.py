"""Every door of the server and who may pass: the list in docs/security.md is held against what the
program really opens, and strangers of every kind try each door that is not theirs."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from tests.server import ROOT, Client, Phone, Server, a_program, a_server, starts_badly
from workshop import addresses
from workshop.reports.formats import FORMATS

SECURITY = ROOT / "docs/security.md"
DOOR = re.compile(r"^\| `((?:GET|POST) /[^`]*|event `?\w+|--[a-z-]+)`")
LISTING = """
import json
import app
def lists_its_doors(server):
    rules = server.app.url_map.iter_rules()
    doors = [f"{m} {r.rule}" for r in rules for m in r.methods - {"HEAD", "OPTIONS"}]
    events = server.app.extensions["socketio"].server.handlers["/"]
    print(json.dumps(doors + [f"event {name}" for name in events]))
app.serving.Server.run = lists_its_doors
sys.exit(app.main())
"""
FAR = """
import app
knocks = app.Gate.__call__
def knocks_from(gate, environ, start_response):
    environ["REMOTE_ADDR"] = environ.get("HTTP_COMES_FROM", environ["REMOTE_ADDR"])
    return knocks(gate, environ, start_response)
app.Gate.__call__ = knocks_from
sys.exit(app.main())
"""
PHONE_IN_THE_ROOM = {"Comes-From": "192.168.1.77"}
CHAMPIONS = [
    "GET /facilitator/",
    "POST /facilitator/",
    "GET /facilitator/w/{code}/",
    *(f"GET /facilitator/w/{{code}}/export/{name}" for name in FORMATS),
    "GET /facilitator/help/guide",
    "GET /facilitator/help/packs",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server where a request can say from which address it comes."""
    folder = tmp_path_factory.mktemp("doors")
    with a_server(folder, "--demo", program=a_program(folder, FAR)) as server:
        yield server


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another server with a data folder of its own."""
    with a_server(tmp_path_factory.mktemp("elsewhere"), "--demo") as server:
        yield server


def knocks(server: Server, door: str, browser: Any = requests, **more: Any) -> requests.Response:
    """Somebody tries a door."""
    method, path = door.format(code=server.code).split()
    form = {"pack": "writing", "school": "Brookfield", "minutes": "60", "groups": "4"}
    data = form if method == "POST" else None
    url = server.url + path
    return browser.request(method, url, data=data, timeout=15, allow_redirects=False, **more)


# ---- the list is true


def named_doors() -> set[str]:
    """The doors that the document names."""
    lines = SECURITY.read_text("utf-8").splitlines()
    return {found[1] for line in lines if (found := DOOR.match(line))}


def test_every_door_of_the_program_stands_in_the_document_and_no_other(tmp_path: Path) -> None:
    program = str(a_program(tmp_path, LISTING))
    command = [sys.executable, program, "--port", "0", "--data", str(tmp_path / "data")]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    told = next(line for line in ended.stdout.splitlines() if line.startswith("["))
    doors = set(json.loads(told))
    assert {door for door in named_doors() if not door.startswith("--")} == doors


def test_every_flag_stands_in_the_document() -> None:
    _, said, _ = starts_badly("--help")
    flags = set(re.findall(r"--[a-z-]+", said)) - {"--help", "--version"}
    assert flags == {door for door in named_doors() if door.startswith("--")}


def test_every_test_that_the_document_names_is_there() -> None:
    named = set(re.findall(r"\btest_\w+\b(?!\.py)", SECURITY.read_text("utf-8")))
    texts = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    there = {name for text in texts for name in re.findall(r"def (test_\w+)", text)}
    assert len(named) > 40
    assert sorted(named - there) == []


# ---- strangers at the champion's doors


@pytest.mark.parametrize("door", CHAMPIONS)
def test_nobody_and_no_phone_opens_what_is_the_champions(server: Server, door: str) -> None:
    for browser in (requests, Phone(server).session):
        page = knocks(server, door, browser)
        assert (page.status_code, "Set-Cookie" in page.headers) == (403, False)
        assert "Millrace" not in page.text


@pytest.mark.parametrize("door", CHAMPIONS)
def test_the_champions_own_cookie_opens_nothing_from_another_machine(
    server: Server, door: str
) -> None:
    champion = server.champion()
    assert knocks(server, door, champion, headers=PHONE_IN_THE_ROOM).status_code == 403
    pretended = PHONE_IN_THE_ROOM | {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
    assert knocks(server, door, champion, headers=pretended).status_code == 403
    assert knocks(server, door, champion).status_code in {200, 303}


@pytest.mark.parametrize("door", CHAMPIONS)
def test_the_champion_of_another_data_folder_is_nobody_here(
    server: Server, elsewhere: Server, door: str
) -> None:
    theirs = elsewhere.champion().cookies[f"drumbeat_{elsewhere.port}"]
    for name in (f"drumbeat_{server.port}", f"drumbeat_{elsewhere.port}"):
        assert knocks(server, door, cookies={name: theirs}).status_code == 403


def test_a_cookie_under_the_name_of_another_port_is_not_looked_at(server: Server) -> None:
    ours = server.champion().cookies[f"drumbeat_{server.port}"]
    assert knocks(server, "GET /facilitator/", cookies={"drumbeat_1": ours}).status_code == 403
    assert knocks(server, "GET /facilitator/", cookies={"session": ours}).status_code == 403


@pytest.mark.parametrize("wrong", ["", "x", "{half}", "{token}x", "%ff%ed%a0%80", "%00", "{upper}"])
def test_a_token_that_is_not_quite_right_opens_nothing(server: Server, wrong: str) -> None:
    token = server.facts["console_url"].split("token=")[1]
    given = wrong.format(token=token, half=token[:16], upper=token.swapcase())
    page = knocks(server, f"GET /facilitator/?token={given}")
    assert (page.status_code, "Set-Cookie" in page.headers) == (403, False)


def test_the_right_token_opens_nothing_from_another_machine(server: Server) -> None:
    token = server.facts["console_url"].split("token=")[1]
    page = knocks(server, f"GET /facilitator/?token={token}", headers=PHONE_IN_THE_ROOM)
    assert (page.status_code, "Set-Cookie" in page.headers) == (403, False)


@pytest.mark.skipif(addresses.best().startswith("127."), reason="this machine has no other address")
def test_over_the_laptops_own_network_address_nobody_is_at_the_laptop(server: Server) -> None:
    url = server.facts["console_url"].replace("127.0.0.1", addresses.best())
    assert requests.get(url, timeout=15).status_code == 403
    joined = url.split("/facilitator")[0] + f"/j/{server.code}"
    assert requests.get(joined, timeout=15).status_code == 200


def test_the_token_is_compared_in_the_same_time_whatever_is_wrong() -> None:
    text = (ROOT / "facilitator/session.py").read_text("utf-8")
    assert "hmac.compare_digest(given.encode(), token.encode())" in text
    assert "token ==" not in text and "== token" not in text


# ---- strangers at the socket


def test_a_console_opens_for_no_phone_and_from_no_other_machine(server: Server) -> None:
    phone = Phone(server)
    only = "Only the person leading the workshop"
    assert only in Client(server, "console", phone.session).is_turned_away()
    assert only in Client(server, "console").is_turned_away(seat=phone.token)
    far = Client(server, "console")
    cookies = "; ".join(f"{c.name}={c.value}" for c in server.champion().cookies)
    headers = PHONE_IN_THE_ROOM | {"Cookie": cookies}
    asked = {"w": server.code, "face": "console"}
    with pytest.raises(socketio.exceptions.ConnectionError):
        far.socket.connect(server.url, headers, asked, transports=["websocket"])
    assert only in str(far.refused[-1]["message"])


def test_a_projector_that_anybody_opened_gives_no_command(server: Server) -> None:
    wall = Client(server, "projector", Phone(server).session)
    wall.connects()
    for name, body in (
        ("move_on", {"was": None}),
        ("close_workshop", {}),
        ("undo", {"target": "x"}),
    ):
        assert wall.sends(name, body)["code"] in {"not_allowed", "bad_shape"}
    wall.leaves()


@pytest.mark.parametrize("face", ["champion", "remote", "Console", "", None, 7, ["console"]])
def test_a_face_that_is_none_is_a_phone_without_a_seat(server: Server, face: Any) -> None:
    stranger = Client(server, "phone")
    stranger.connects(face=face)
    assert stranger.sends("add_action", {})["code"] == "no_seat"
    assert stranger.sends("write_note", {})["code"] == "no_seat"
    stranger.leaves()


def test_a_seat_of_one_workshop_is_nobody_in_another(server: Server) -> None:
    phone = Phone(server)
    page = knocks(server, "POST /facilitator/", server.champion())
    other = page.headers["Location"].rstrip("/").split("/")[-1]
    sentence = Client(server, "phone").is_turned_away(other, seat=phone.token)
    assert "Join again" in sentence
    cookies = {f"seat_{other}": str(phone.token)}
    page = requests.get(f"{server.url}/w/{other}/", cookies=cookies, timeout=15)
    assert page.url.endswith(f"/j/{other}")


def test_a_note_of_one_workshop_cannot_be_reached_from_another(server: Server) -> None:
    phone = Phone(server)
    phone.connects()
    body = phone.note("Stays here", late=True)
    assert phone.sends("write_note", body)["ok"]
    page = knocks(server, "POST /facilitator/", server.champion())
    other = page.headers["Location"].rstrip("/").split("/")[-1]
    guest = Phone(server, other)
    guest.connects(other)
    taken = guest.sends("withdraw_note", {"id": body["id"], "key": body["key"]})
    assert taken["code"] == "no_such_notes"
    phone.leaves()
    guest.leaves()


# ---- pages from elsewhere


@pytest.mark.parametrize("door", ["POST /facilitator/", "POST /", "POST /j/{code}"])
@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Referer": "http://evil.example/form"},
        {"Referer": "http://127.0.0.1:1/form"},
        {"Referer": "http://127.0.0.1.evil.example:{port}/"},
        {"Referer": "http://127.0.0.1:{port}@evil.example/"},
        {"Referer": "nonsense"},
        {"Referer": "http://[bad/"},
    ],
    ids=str,
)
def test_no_form_of_a_page_from_elsewhere_is_taken(
    server: Server, door: str, sent: dict[str, str]
) -> None:
    headers = {name: value.format(port=server.port) for name, value in sent.items()}
    page = knocks(server, door, server.champion(), headers=headers)
    assert (page.status_code, "Set-Cookie" in page.headers) == (403, False)
    assert "elsewhere" in page.text


@pytest.mark.parametrize("name", ["Origin", "Referer"])
def test_our_own_form_is_taken(server: Server, name: str) -> None:
    for own in (server.url, server.url.replace("127.0.0.1", "localhost").upper()):
        headers = {name: own + ("/j/x" if name == "Referer" else ""), "Host": own.split("//")[1]}
        headers["Cookie"] = f"seat_{server.code}={Phone(server).token}"
        page = knocks(server, "POST /j/{code}", headers=headers)
        assert page.status_code == 303


@pytest.mark.parametrize(
    "host", ["[fe80::1%25x]", "[fe80::1%;script-src *]", "]127.0.0.1[", "[127.0.0.1]", "::1"]
)
def test_an_address_with_something_more_in_it_is_none_of_ours(server: Server, host: str) -> None:
    headers = {"Host": f"{host}:{server.port}"}
    assert knocks(server, "GET /healthz", headers=headers).status_code == 421
