"""Bad input, from people and from programs: each gets a sentence and loses nothing, and nothing of
it reaches another screen as markup."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import session as facilitator_session
from tests.room import Room, a_room
from tests.server import (
    Client,
    Phone,
    Server,
    a_program,
    a_server,
    console_of,
    starts_badly,
    wait_for,
)
from workshop.commands import VERBS
from workshop.door import answer_command
from workshop.model import new_id

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
EMOJI = "Read it aloud 👩🏽‍🏫📝 and again"
ARABIC = "الكتابة تبدأ بالكلام"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with a_server(tmp_path_factory.mktemp("bad"), "--demo") as server:
        yield server


@pytest.fixture(scope="module")
def champion(server: Server) -> requests.Session:
    return server.champion()


@pytest.fixture
def phone(server: Server) -> Iterator[Phone]:
    phone = Phone(server)
    phone.connects()
    wait_for(lambda: phone.heard_of("me"))
    yield phone
    phone.leaves()


@pytest.fixture(scope="module")
def closed(server: Server, champion: requests.Session) -> str:
    """The code of a workshop that was closed, with one person in it."""
    code = makes_a_workshop(server, champion)
    Phone(server, code)
    console = Client(server, "console", champion)
    console.connects(code)
    assert console.sends("close_workshop", {})["ok"]
    console.leaves()
    return code


def makes_a_workshop(server: Server, champion: requests.Session, **typed: str) -> str:
    """Fill in the form of the home page; the new workshop's code."""
    form = {"pack": "writing", "school": "Millrace", "minutes": "60", "groups": "4"} | typed
    page = champion.post(f"{server.url}/facilitator/", data=form)
    assert page.status_code == 200, page.text
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def is_sentence(page: requests.Response, words: str) -> bool:
    """Whether a page says this, as a page of ours and not as a traceback."""
    return words in page.text and "Traceback" not in page.text


def is_answer(answer: Any) -> bool:
    """One of the three answers (P13)."""
    if answer.get("ok") is True:
        return isinstance(answer["rev"], int)
    if "retry_ms" in answer:
        return set(answer) == {"ok", "retry_ms"} and answer["retry_ms"] > 0
    return bool(answer["refused"]) and isinstance(answer["code"], str)


# ---- codes and seats


@pytest.mark.parametrize("code", ["ZZZZ", "0000", "K7Q2K7Q2", "a%20b", "%00", "..%2f", "ñandú"])
def test_a_code_nobody_has_gets_a_sentence(server: Server, code: str) -> None:
    page = requests.get(f"{server.url}/j/{code}")
    assert page.status_code == 404
    assert is_sentence(page, "No workshop has that code") or is_sentence(page, "no page at this")


@pytest.mark.parametrize("face", ["w/ZZZZ/", "w/ZZZZ/projector"])
def test_a_page_of_an_old_code_gets_a_sentence(server: Server, face: str) -> None:
    page = requests.get(f"{server.url}/{face}")
    assert page.status_code == 404
    assert is_sentence(page, "No workshop has that code")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type the code"),
        (" - ", "Type the code"),
        ("ZZZZ", "No workshop has that code"),
        (MARKUP, "No workshop has that code"),
    ],
)
def test_a_mistyped_code_is_told_so_beside_what_was_typed(
    server: Server, typed: str, words: str
) -> None:
    page = requests.post(f"{server.url}/", data={"code": typed})
    assert is_sentence(page, words)
    assert "<script>alert" not in page.text


def test_a_code_is_read_however_it_is_typed(server: Server) -> None:
    code = server.code
    for typed in (code.lower(), f" {code[:2]} {code[2:]} ", f"{code[:2]}-{code[2:]}"):
        page = requests.post(f"{server.url}/", data={"code": typed})
        assert page.url.endswith(f"/j/{code}")


def test_a_closed_workshop_says_so_to_whoever_comes(server: Server, closed: str) -> None:
    page = requests.get(f"{server.url}/j/{closed}")
    assert is_sentence(page, "This workshop is closed")
    with requests.Session() as browser:
        browser.cookies.set(f"seat_{closed}", "a-seat-of-somebody")
        page = browser.post(f"{server.url}/j/{closed}", data={"group": ""})
    assert is_sentence(page, "This workshop is closed")


@pytest.mark.parametrize("auth", [{}, {"seat": "forged"}])
def test_a_closed_workshop_says_so_to_a_socket(
    server: Server, closed: str, auth: dict[str, str]
) -> None:
    sentence = Client(server, "phone").is_turned_away(closed, **auth)
    assert sentence.startswith("This workshop is closed")


def test_a_closed_workshop_takes_no_words(server: Server, champion: requests.Session) -> None:
    code = makes_a_workshop(server, champion)
    phone = Phone(server, code)
    phone.connects(code)
    console = Client(server, "console", champion)
    console.connects(code)
    assert console.sends("move_on", {"was": None})["ok"]
    wait_for(lambda: phone.latest()["state"].get("step"))
    assert console.sends("close_workshop", {})["ok"]
    assert phone.writes("After the end")["code"] in {"closed", "no_seat"}


def test_a_forged_seat_is_asked_to_join(server: Server) -> None:
    cookies = {f"seat_{server.code}": "forged-by-somebody"}
    page = requests.get(f"{server.url}/w/{server.code}/", cookies=cookies)
    assert page.url.endswith(f"/j/{server.code}")
    assert page.status_code == 200


@pytest.mark.parametrize("token", ["forged", "x" * 5000, "\ud800", "é", "' OR 1=1 --"])
def test_a_forged_seat_is_refused_by_the_socket(server: Server, token: str) -> None:
    sentence = Client(server, "phone").is_turned_away(seat=token)
    assert "Join again." in sentence


@pytest.mark.parametrize("typed", ["AAAAAAAA", MARKUP, "x", "🙂" * 20])
def test_a_wrong_personal_code_gets_a_sentence(server: Server, typed: str) -> None:
    with a_session(server) as browser:
        page = browser.post(f"{server.url}/j/{server.code}", data={"personal": typed})
    assert page.status_code in {303, 200, 400}
    assert "<script>alert" not in page.text
    assert "refused" not in page.url


def a_session(server: Server) -> requests.Session:
    """A browser that has seen the join page."""
    browser = requests.Session()
    browser.get(f"{server.url}/j/{server.code}")
    return browser


# ---- hosts and origins


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/facilitator/", "/socket.io/?EIO=4&transport=polling"]
)
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "", "[::1"])
def test_a_host_that_is_not_ours_is_misdirected(server: Server, path: str, host: str) -> None:
    host = host.format(port=server.port)
    page = requests.get(f"{server.url}{path}", headers={"Host": host})
    assert page.status_code == 421
    assert "does not belong to Drumbeat" in page.text


@pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "192.168.1.23:{port}"])
def test_our_own_names_are_let_in(server: Server, host: str) -> None:
    headers = {"Host": host.format(port=server.port)}
    assert requests.get(f"{server.url}/healthz", headers=headers).status_code == 200


def test_a_forwarded_host_does_not_open_the_door(server: Server) -> None:
    headers = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-For": "127.0.0.1",
        "Origin": "http://evil.example",
    }
    page = requests.get(f"{server.url}/socket.io/?EIO=4&transport=polling", headers=headers)
    assert page.status_code in {400, 403}


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://{host}", "null", "http://localhost:1"]
)
def test_a_foreign_origin_opens_no_socket(server: Server, origin: str) -> None:
    headers = {"Origin": origin.format(host=f"127.0.0.1:{server.port}")}
    page = requests.get(f"{server.url}/socket.io/?EIO=4&transport=polling", headers=headers)
    assert page.status_code in {400, 403}
    client = Client(server, "phone")
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.socket.connect(
            server.url, headers=headers, auth={"w": server.code}, transports=["polling"]
        )


def test_our_own_origin_opens_a_socket(server: Server) -> None:
    headers = {"Origin": server.url}
    page = requests.get(f"{server.url}/socket.io/?EIO=4&transport=polling", headers=headers)
    assert page.status_code == 200


# ---- the console


@pytest.mark.parametrize(
    "path",
    [
        "/facilitator/",
        "/facilitator/?token=wrong",
        "/facilitator/?token=",
        "/facilitator/w/{code}/",
        "/facilitator/w/{code}/export/plan.docx",
        "/facilitator/w/{code}/export/plan.csv",
        "/facilitator/w/{code}/export/plan.md",
    ],
)
def test_without_the_token_the_console_is_closed(server: Server, path: str) -> None:
    page = requests.get(server.url + path.format(code=server.code))
    assert page.status_code == 403
    assert is_sentence(page, "Drumbeat window")


def test_without_the_token_nobody_makes_a_workshop(server: Server) -> None:
    form = {"pack": "writing", "school": "X", "minutes": "60", "groups": "4"}
    assert requests.post(f"{server.url}/facilitator/", data=form).status_code == 403


def test_a_forged_session_is_no_champion(server: Server) -> None:
    cookies = {f"drumbeat_{server.port}": "eyJyb2xlIjoiY2hhbXBpb24ifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbb"}
    page = requests.get(f"{server.url}/facilitator/", cookies=cookies)
    assert page.status_code == 403


@pytest.mark.parametrize(
    "name", sorted(n for n, v in VERBS.items() if "participant" not in v.roles)
)
def test_a_phone_gives_no_command_of_the_champion(room: Room, name: str) -> None:
    assert room.person("A").does(name).refused == "not_allowed"


@pytest.mark.parametrize(
    ("address", "is_here"),
    [
        ("127.0.0.1", True),
        ("127.8.0.1", True),
        ("::1", True),
        ("192.168.1.7", False),
        ("10.0.0.1", False),
        ("::ffff:192.168.1.7", False),
        ("", False),
        ("nonsense", False),
    ],
)
def test_the_token_works_on_this_laptop_alone(address: str, is_here: bool) -> None:
    app = Flask("test")
    app.secret_key = "a test"
    app.add_url_rule("/in", "in", lambda: str(facilitator_session.sign_in("right", "right")))
    app.add_url_rule("/who", "who", lambda: str(facilitator_session.champion() is not None))
    browser = app.test_client()
    from_there = {"REMOTE_ADDR": address}
    assert browser.get("/in", environ_base=from_there).text == str(is_here)
    browser.get("/in", environ_base={"REMOTE_ADDR": "127.0.0.1"})
    assert browser.get("/who", environ_base=from_there).text == str(is_here)


def test_a_wrong_token_signs_nobody_in() -> None:
    app = Flask("test")
    with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        assert not facilitator_session.sign_in("wrong", "right")
        assert not facilitator_session.sign_in("é", "right")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"school": ""}, "Type the name of the school"),
        ({"school": "S" * 121}, "has 121 characters; 120 fit"),
        ({"pack": "nothing"}, "Choose one of the packs"),
        ({"pack": "../app"}, "Choose one of the packs"),
        ({"minutes": "61"}, "Choose again"),
        ({"minutes": "many"}, "Choose again"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(
    server: Server, champion: requests.Session, typed: dict[str, str], words: str
) -> None:
    form = {"pack": "writing", "school": "Kept School", "minutes": "60", "groups": "4"} | typed
    page = champion.post(f"{server.url}/facilitator/", data=form)
    assert page.status_code == 400
    assert is_sentence(page, words)
    assert form["school"] in page.text


PACKS_BESIDE_IT = """
from pathlib import Path
import app
sys.exit(app.main(packs=Path(__file__).parent))
"""


def test_a_broken_pack_is_named_at_the_form_with_line_and_cure(tmp_path: Path) -> None:
    (tmp_path / "broken.md").write_bytes(b"---\ntitle: Broken\n---\n\n## Headlines\n")
    with a_server(tmp_path, program=a_program(tmp_path, PACKS_BESIDE_IT)) as server:
        champion = server.champion()
        form = {"pack": "broken", "school": "Kept School", "minutes": "60", "groups": "4"}
        page = champion.post(f"{server.url}/facilitator/", data=form)
        assert page.status_code == 400
        assert is_sentence(page, "broken.md, line 1: ") and "Kept School" in page.text
        assert is_sentence(champion.get(f"{server.url}/facilitator/"), "broken.md, line 1: ")


# ---- words


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with a_room(tmp_path) as room:
        room.opens("carousel")
        room.goes_to("round")
        yield room


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t\n", "\u0000\u0007", "\u200b\u200b", "\ufeff", "\u2066\u2069"]
)
def test_an_empty_note_is_refused(room: Room, text: str) -> None:
    assert room.person("A").writes(text).refused == "empty"


def test_a_note_too_long_is_told_the_limit(room: Room) -> None:
    amira = room.person("A")
    answer = amira.writes("x" * 501)
    assert (answer.refused, answer.values) == ("too_long", {"limit": 500, "n": 501})
    assert amira.writes("x" * 500).ok


def test_the_limit_is_in_the_sentence(server: Server, phone: Phone) -> None:
    answer = phone.writes("x" * 700, late=True)
    assert "700 characters; 500 fit" in answer["refused"]


@pytest.mark.parametrize(
    "text", [EMOJI, ARABIC, "a\u200db", "\u200fa", "e\u0301te\u0301", "line\nbreak"]
)
def test_every_script_arrives_as_it_was_typed(room: Room, text: str) -> None:
    amira = room.person("A")
    assert amira.writes(text).ok
    assert room.console.notes() == amira.notes() == [text]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u0000b", "ab"),
        ("a\ud800b", "a?b"),
        ("a\r\nb", "a\nb"),
        ("  a\u0085b ", "ab"),
        ("\u202edesrever\u202c", "desrever"),  # it would turn what stands after it
    ],
)
def test_what_no_paper_can_hold_is_taken_out(room: Room, typed: str, kept: str) -> None:
    assert room.person("A").writes(typed).ok
    assert room.console.notes() == [kept]


def test_markup_in_every_field_of_a_note_stays_text(server: Server, phone: Phone) -> None:
    console = console_of(server)
    assert phone.writes(MARKUP, late=True)["ok"]
    assert phone.writes("Other", late=True, fields={"why": MARKUP})["code"] == "bad_shape"
    for field in ("slot", "group", "stance", "parent", "phase", "activity", "id", "key"):
        assert is_answer(phone.writes("Other", late=True, **{field: MARKUP}))
    page = server.champion().get(f"{server.url}/facilitator/w/{server.code}/").text
    assert MARKUP not in page and "<img" not in page
    assert "\\u003cscript" in page
    console.leaves()


def test_markup_in_the_name_of_a_school_stays_text(
    server: Server, champion: requests.Session
) -> None:
    code = makes_a_workshop(server, champion, school=MARKUP)
    for path in ("/facilitator/", f"/facilitator/w/{code}/", f"/w/{code}/projector", f"/j/{code}"):
        page = champion.get(server.url + path).text
        assert "<script>alert" not in page and "<img" not in page


def test_markup_in_our_question_stays_text(server: Server, champion: requests.Session) -> None:
    code = makes_a_workshop(server, champion)
    console = Client(server, "console", champion)
    console.connects(code)
    was = wait_for(lambda: console.latest()["state"].get("workshop"))["question"]
    assert console.sends("set_question", {"text": f"{MARKUP}?", "was": was})["ok"]
    assert "<script>alert" not in requests.get(f"{server.url}/w/{code}/projector").text
    console.leaves()


# ---- commands


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"group": "no-such-group"}, "other_group"),
        ({"slot": "no-such-slot"}, "other_station"),
        ({"slot": None}, "other_station"),
        ({"phase": "home"}, "not_now"),
        ({"phase": "nothing"}, "unknown_phase"),
        ({"activity": "nothing"}, "late"),
        ({"round": 2}, "not_now"),
        ({"round": -1}, "bad_shape"),
        ({"parent": "nothing"}, "no_such_notes"),
        ({"stance": None}, "no_stance"),
        ({"stance": "rude"}, "no_stance"),
        ({"key": "short"}, "bad_shape"),
        ({"id": ""}, "bad_shape"),
        ({"more": 1}, "bad_shape"),
    ],
)
def test_a_note_that_does_not_belong_is_refused(
    room: Room, wrong: dict[str, Any], code: str
) -> None:
    amira = room.person("A")
    answer = (
        amira.writes("Out of place", **wrong)
        if "id" not in wrong
        else amira.does("write_note", **dict(amira.note("Out of place").body) | wrong)
    )
    assert answer.refused == code
    assert room.console.notes() == []


@pytest.mark.parametrize("kind", ["slot", "group"])
def test_a_note_may_not_take_the_place_of_a_row_on_other_screens(room: Room, kind: str) -> None:
    amira, row = room.person("A"), room.console.rows(kind)[0]
    assert amira.writes("Now I am the station", id=row["id"]).refused == "op_reused"
    assert row in room.console.rows(kind)


def test_a_note_may_not_take_the_place_of_a_test(room: Room) -> None:
    people = [room.person("A") for _ in range(6)]
    action = room.console.does("add_action").fields["action"]
    room.opens("agreement")
    room.goes_to("answer")
    for person in people:
        person.marks("position", action, 2)
    room.next()
    test = room.console.rows("test")[0]
    wrong = {"id": test["id"], "late": True, "slot": None}
    assert people[0].writes("In its place", None, **wrong).refused == "op_reused"
    assert room.console.rows("test") == [test]


def test_a_note_may_not_take_the_place_of_an_action_or_a_choice(room: Room) -> None:
    amira = room.person("A")
    action = room.console.does("add_action").fields["action"]
    note = amira.note("In the place of another", id=action)
    assert room.gives(note).refused == "op_reused"
    room.goes_to("home")
    amira.marks("reach", amira.here()["slot"], 1)
    choice = room.console.rows("choice")[0]["id"]
    room.console.does("go_back", was=room.was())
    assert amira.writes("In the place of another", id=choice).refused == "op_reused"


@pytest.mark.parametrize(
    "message",
    [
        None,
        "text",
        5,
        [],
        {},
        {"op": "12345678", "name": "write_note"},
        {"op": "short", "name": "write_note", "body": {}},
        {"op": "x" * 65, "name": "write_note", "body": {}},
        {"op": 12345678, "name": "write_note", "body": {}},
        {"op": "\u0000" * 8, "name": "write_note", "body": {}},
        {"op": "12345678", "name": None, "body": {}},
        {"op": "12345678", "name": "write_note", "body": []},
        {"op": "12345678", "name": "write_note", "body": {}, "seat": "x"},
    ],
)
def test_what_is_no_command_is_refused_with_a_sentence(
    server: Server, phone: Phone, message: Any
) -> None:
    answer = phone.socket.call("command", message, timeout=15)
    assert (answer["ok"], answer["code"]) == (False, "bad_shape")
    assert "Reload the page" in answer["refused"]


def test_an_unknown_command_gets_a_sentence(phone: Phone) -> None:
    answer = phone.sends(MARKUP * 20, {})
    assert answer["code"] == "unknown_command"


def test_an_op_used_twice_with_other_words_gets_a_sentence(phone: Phone) -> None:
    op = new_id()
    first = phone.sends("write_note", phone.note("One", late=True), op)
    again = phone.sends("write_note", phone.note("Two", late=True), op)
    assert first["ok"] and again["code"] == "op_reused"
    assert "other words" in again["refused"]


def test_a_lone_surrogate_in_a_key_is_no_fault(room: Room) -> None:
    amira = room.person("A")
    answer = amira.writes("Typed on a strange keyboard", key="\ud800" * 8)
    assert answer.ok or answer.refused == "bad_shape"
    assert room.store.faults == {}


def test_a_lone_surrogate_as_a_choice_is_no_fault(room: Room) -> None:
    amira = room.person("A")
    room.goes_to("home")
    home = amira.here()["slot"]
    assert amira.marks("gap", home, "\ud800").refused
    assert room.store.faults == {}


def test_a_body_as_deep_as_a_well_is_no_fault(room: Room) -> None:
    amira, deep = room.person("A"), []
    for _ in range(5000):
        deep = [deep]
    answer = amira.does("write_note", **dict(amira.note("Deep").body) | {"fields": deep})
    assert answer.refused == "bad_shape"
    assert room.store.faults == {}


def test_a_message_as_deep_as_a_well_does_not_end_the_server(server: Server) -> None:
    phone = Phone(server)
    phone.connects()
    wait_for(lambda: phone.heard_of("me"))
    phone.socket.eio.send('2["command",' + "[" * 20000 + "]" * 20000 + "]")
    other = Phone(server)
    other.connects()
    assert is_answer(other.writes("Still here", late=True))


def test_a_message_that_is_too_large_loses_only_its_sender(server: Server) -> None:
    phone, other = Phone(server), Phone(server)
    phone.connects()
    other.connects()
    body = phone.note("x" * 70_000, late=True)
    phone.socket.emit("command", {"op": new_id(), "name": "write_note", "body": body})
    wait_for(lambda: not phone.socket.connected)
    assert other.writes("Still here", late=True)["ok"]
    phone.connects()
    assert phone.writes("Back again", late=True)["ok"]


def test_a_form_that_is_too_large_gets_a_sentence(server: Server) -> None:
    with a_session(server) as browser:
        page = browser.post(f"{server.url}/j/{server.code}", data={"group": "x" * 70_000})
    assert page.status_code == 413
    assert is_sentence(page, "too much to send at once")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_method_nobody_uses_gets_a_sentence(server: Server, method: str) -> None:
    page = requests.request(method, f"{server.url}/")
    assert page.status_code == 405
    assert is_sentence(page, "no page at this address")


# ---- anything at all

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec=None, exclude_categories=()), max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
LIKELY = st.sampled_from(
    ["<right>", "<right>", "<row 0>", "<row 5>", "<row 9>", "reach", "a-key-of-16-chars", "plan", 1]
)
NAMES = sorted({*VERBS, "undo"} - {"close_workshop"})


@pytest.fixture(scope="module")
def long_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with a_room(tmp_path_factory.mktemp("anything")) as room:
        room.opens("carousel")
        room.goes_to("round")
        room.fuzzed = {"amira": room.person("A"), "console": room.console}  # type: ignore[attr-defined]
        yield room


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(who=st.sampled_from(["amira", "console"]), name=st.sampled_from(NAMES), data=st.data())
def test_any_body_gets_one_of_the_three_answers_and_the_writer_lives(
    long_room: Room, who: str, name: str, data: st.DataObject
) -> None:
    face = long_room.fuzzed[who]  # type: ignore[attr-defined]
    verb = VERBS.get(name)
    fields = sorted({*verb.required, *verb.optional}) if verb else ["target"]
    drawn = {field: data.draw(LIKELY | ANYTHING, field) for field in fields}
    body = {field: meant(long_room, field, value) for field, value in drawn.items()}
    message = {"op": new_id(), "name": name, "body": body}
    answer = answer_command(long_room.store, face.seat, message)
    assert is_answer(answer) and "retry_ms" not in answer
    json.dumps(answer)
    assert long_room.store.faults == {}
    assert long_room.thread.is_alive()


def meant(room: Room, field: str, value: Any) -> Any:
    """What a drawn value stands for in the room as it is now."""
    if value == "<right>":
        here = room.fuzzed["amira"].here() if room.was() else {}  # type: ignore[attr-defined]
        return room.was() if field == "was" else here.get(field, "tick")
    if isinstance(value, str) and value.startswith("<row "):
        rows = [row["id"] for row in room.console.view()["rows"]]
        return rows[int(value[5:-1]) % len(rows)] if rows else value
    return value


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(message=ANYTHING)
def test_any_message_gets_one_of_the_three_answers(long_room: Room, message: Any) -> None:
    seat = long_room.fuzzed["amira"].seat  # type: ignore[attr-defined]
    assert is_answer(answer_command(long_room.store, seat, message))


# ---- a database from another version


def test_a_database_of_a_newer_version_is_left_alone_with_a_sentence(tmp_path: Path) -> None:
    with a_server(tmp_path, "--demo") as server:
        code = server.code
        assert server.stop() == 0
    path = tmp_path / "data" / "workshops" / code / "workshop.db"
    with closing(sqlite3.connect(path)) as conn:
        table = "_sqlite_migrations"
        columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
        row = dict(zip(columns, conn.execute(f"SELECT * FROM {table}").fetchone(), strict=True))
        row = {k: v for k, v in row.items() if k != "id"} | {"name": "0099_from_the_future"}
        marks = ", ".join("?" for _ in row)
        names = ", ".join(row)
        conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
        conn.commit()
    before = path.read_bytes()
    exit_code, _, said = starts_badly("--port", "0", "--data", str(tmp_path / "data"))
    assert exit_code == 2
    assert "newer Drumbeat" in said
    assert path.read_bytes() == before


def test_five_bad_phones_at_once_do_not_hinder_a_good_one(server: Server) -> None:
    def misbehaves() -> None:
        bad = Phone(server)
        bad.connects()
        for n in range(20):
            bad.socket.emit(
                "command", {"op": f"bad-op-{n}", "name": "write_note", "body": {"n": n}}
            )
        bad.socket.emit("no such event", "?")
        bad.leaves()

    threads = [threading.Thread(target=misbehaves) for _ in range(5)]
    for thread in threads:
        thread.start()
    good = Phone(server)
    good.connects()
    assert good.writes("Patience", late=True)["ok"]
    for thread in threads:
        thread.join()
    assert requests.get(f"{server.url}/healthz").json()["status"] == "ok"


def test_a_form_sent_by_a_page_from_elsewhere_changes_nothing(server: Server) -> None:
    phone = Phone(server)
    foreign = {"Origin": "http://127.0.0.2:8000"}
    answer = phone.session.post(f"{server.url}/j/{server.code}", headers=foreign, timeout=10)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (403, False)
    wishes = {"pack": "writing", "school": "Elsewhere", "minutes": 60, "groups": 4}
    champion = server.champion()
    asked = champion.post(f"{server.url}/facilitator/", data=wishes, headers=foreign, timeout=10)
    assert (asked.status_code, "elsewhere" in asked.text) == (403, True)


@pytest.mark.parametrize("groups", ["0", "-1", "9", "many", ""])
def test_a_workshop_has_one_to_eight_groups(server: Server, groups: str) -> None:
    wishes = {"pack": "writing", "school": "Millrace", "minutes": 60, "groups": groups}
    page = server.champion().post(f"{server.url}/facilitator/", data=wishes, timeout=10)
    assert page.status_code == 400 and "one to eight groups" in page.text
