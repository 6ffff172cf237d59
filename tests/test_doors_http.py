"""What every answer says of itself, and what happens to requests that lie: about their length,
their shape, their number. Whoever sends them loses their own connection and nobody else's."""

import contextlib
import json
import re
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import websocket

from tests.server import Client, Phone, Server, a_server, wait_for
from workshop.model import new_token

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
ANSWERS = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("OPTIONS", "/", 200),
    ("PUT", "/", 405),
    ("TRACE", "/", 405),
    ("GET", "/j/{code}", 200),
    ("GET", "/j/ZZZZ", 404),
    ("GET", "/w/{code}/", 303),
    ("GET", "/w/{code}/projector", 200),
    ("GET", "/w/{code}/plan.docx", 404),
    ("GET", "/facilitator/", 403),
    ("GET", "/facilitator/w/{code}/export/plan.docx", 403),
    ("GET", "/healthz", 200),
    ("GET", "/nothing", 404),
    ("GET", "/static/", 404),
    ("GET", "/static/{hash}/", 404),
    ("GET", "/static/{hash}/js", 404),
    ("GET", "/static/{hash}/js/", 404),
    ("GET", "/static/{hash}/js/phone%00.js", 404),
    ("GET", "/static/{hash}//etc/passwd", 308),
    ("GET", "/static/{hash}/..%5c..%5csecret", 404),
    ("GET", "/socket.io/?EIO=4&transport=polling", 200),
    ("GET", "/socket.io/?EIO=4&transport=polling&sid=x", 400),
    ("GET", "/socket.io/?EIO=3", 400),
    ("PUT", "/socket.io/?EIO=4", 405),
    ("OPTIONS", "/socket.io/?EIO=4", 200),
]
UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{more}\r\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with a_server(tmp_path_factory.mktemp("http"), "--demo") as server:
        yield server


def path_of(server: Server, path: str) -> str:
    """An address with the workshop's code and the hash of the static tree in it."""
    home = re.search(r"/static/(\w+)/", requests.get(server.url, timeout=15).text)
    assert home
    return path.format(code=server.code, hash=home[1])


def says(server: Server, request: str, body: bytes = b"", wait_s: float = 10) -> bytes:
    """Send these bytes on a line of their own; the beginning of the answer."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait_s) as line:
        line.sendall(request.replace("{port}", str(server.port)).encode("latin-1") + body)
        return line.recv(4096)


def posts(server: Server, path: str, headers: str, body: bytes = b"") -> bytes:
    """Post something by hand; the first line of the answer."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n"
    return says(server, f"{head}{headers}\r\n", body).split(b"\r\n")[0]


def open_files(server: Server) -> int:
    """How many files and sockets the server has open."""
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def a_poll(server: Server) -> str:
    """The address of a polling session of one's own."""
    path = "/socket.io/?EIO=4&transport=polling"
    opened = requests.get(server.url + path, timeout=15).text
    return f"{path}&sid={json.loads(opened[1:])['sid']}"


def a_line(server: Server) -> websocket.WebSocket:
    """A websocket that has said nothing yet."""
    url = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(url, timeout=10)
    line.recv()
    return line


def a_frame(kind: int, is_last: bool, content: bytes) -> bytes:
    """One masked frame of a websocket (the mask is nought)."""
    head = bytes([(0x80 if is_last else 0) | kind, 0x80 | 126]) + struct.pack("!H", len(content))
    return head + bytes(4) + content


# ---- what every answer says of itself


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_may_be_framed_sniffed_and_kept_by_nobody(
    server: Server, method: str, path: str, status: int
) -> None:
    url = server.url + path_of(server, path)
    page = requests.request(method, url, timeout=15, allow_redirects=False)
    assert page.status_code == status
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in page.headers
    assert "Server" not in page.headers


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}])
def test_who_is_turned_away_at_the_gate_gets_the_same_headers(
    server: Server, headers: dict[str, str]
) -> None:
    page = requests.post(f"{server.url}/", headers=headers, timeout=15)
    assert page.status_code in {403, 421}
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "no-store"


def test_every_export_is_a_download_that_no_cache_keeps(server: Server) -> None:
    champion = server.champion()
    for name in ("plan.docx", "plan.csv", "plan.md", "pack.md"):
        url = f"{server.url}/facilitator/w/{server.code}/export/{name}"
        file = champion.get(url, timeout=30)
        assert (file.status_code, file.headers["Cache-Control"]) == (200, "no-store")
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert file.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in file.headers["Content-Security-Policy"]


def test_cookies_say_what_they_are_for(server: Server) -> None:
    champion = requests.get(server.facts["console_url"], timeout=15, allow_redirects=False)
    session = champion.headers["Set-Cookie"]
    assert session.startswith(f"drumbeat_{server.port}=")
    assert "HttpOnly" in session and "SameSite=Lax" in session and "Domain" not in session
    assert "token" not in champion.headers["Location"]
    joined = requests.get(f"{server.url}/j/{server.code}", timeout=15)
    seat = joined.headers["Set-Cookie"]
    assert re.match(rf"seat_{server.code}=[\w-]{{22}}; .*SameSite=Lax", seat)
    assert "Domain" not in seat


def test_no_answer_lets_a_page_from_elsewhere_read_it(server: Server) -> None:
    foreign = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    for path in ("/", "/healthz", "/socket.io/?EIO=4&transport=polling", f"/w/{server.code}/"):
        for method in ("GET", "OPTIONS"):
            page = requests.request(method, server.url + path, headers=foreign, timeout=15)
            assert "Access-Control-Allow-Origin" not in page.headers


def test_the_socket_does_not_answer_as_a_script(server: Server) -> None:
    for asked in ("j=0", "j=", "transport=polling&%6a=1"):
        page = requests.get(f"{server.url}/socket.io/?EIO=4&{asked}", timeout=15)
        assert (page.status_code, "___eio" in page.text) == (403, False)


# ---- bodies that lie


@pytest.mark.parametrize("path", ["/", "/j/{code}", "/facilitator/", "/socket.io/?EIO=4"])
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Length: -1\r\n", b"code=A"),
        ("Content-Length: five\r\n", b"code=A"),
        ("Content-Length: 999999999999\r\n", b"code=A"),
        ("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", b"zz\r\n"),
        ("Transfer-Encoding: chunked\r\n", (b"4000\r\n" + b"x" * 16384 + b"\r\n") * 8),
        ("Content-Encoding: gzip\r\nContent-Length: 6\r\n", b"\x1f\x8b\x08\0\0\0"),
    ],
    ids=["negative", "word", "huge", "both", "chunked", "gzip"],
)
def test_a_body_that_lies_about_itself_is_turned_away(
    server: Server, path: str, headers: str, body: bytes
) -> None:
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    answer = posts(server, path.format(code=server.code), kind + headers, body)
    assert re.match(rb"HTTP/1\.\d (200|400|403|411|413) ", answer)
    assert requests.get(f"{server.url}/healthz", timeout=15).json()["status"] == "ok"


def test_bodies_that_never_end_are_not_read(server: Server) -> None:
    head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
    for more in (
        "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
        "Content-Length: 9999999\r\n\r\nx",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall((head + more).encode())
            answer = b"".join(iter(lambda line=line: line.recv(4096), b""))
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"too much to send at once" in answer


FLOODS = {
    "requests": b"GET /nothing HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n" * 100,
    "strangers": b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n" * 100,
    "long messages": a_frame(1, True, b"4" + b"x" * 60_000),
    "short messages": a_frame(1, True, b"3") * 500,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_whoever_sends_without_end_lets_others_speak(server: Server, flood: bytes) -> None:
    phone = Phone(server)
    phone.connects()
    wait_for(lambda: phone.heard_of("me"))
    with a_flood(server, flood) as passed:
        wait_for(lambda: passed[0] > 1_000_000)
        for n in range(5):
            assert phone.writes(f"Still heard {n}", late=True)["ok"]
    phone.leaves()


@contextmanager
def a_flood(server: Server, flood: bytes) -> Iterator[list[int]]:
    """Somebody sends the same again and again, and takes whatever comes back; bytes sent so far."""
    is_http, passed = flood.startswith(b"GET"), [0]
    whole = flood.replace(b"{port}", str(server.port).encode())
    line = socket.create_connection(("127.0.0.1", server.port)) if is_http else a_line(server).sock
    line.settimeout(None)

    def pours() -> None:
        with contextlib.suppress(OSError):
            while True:
                line.sendall(whole)
                passed[0] += len(whole)

    def takes() -> None:
        with contextlib.suppress(OSError):
            while line.recv(1 << 20):
                pass

    threads = [threading.Thread(target=pours), threading.Thread(target=takes)]
    for thread in threads:
        thread.start()
    try:
        yield passed
    finally:
        line.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(20)
        line.close()


def test_a_form_of_a_thousand_parts_is_turned_away(server: Server) -> None:
    part = 'Content-Disposition: form-data; name="{}"\r\n\r\n\r\n--b\r\n'
    body = ("--b\r\n" + "".join(part.format(n) for n in range(1100))).encode()
    assert len(body) < 64_000
    headers = f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\n"
    assert b" 413 " in posts(server, f"/j/{server.code}", headers, body)


@pytest.mark.parametrize(
    ("request_line", "headers"),
    [
        ("GET /" + "a" * 9000, ""),
        ("GET /?" + "a=b&" * 4000, ""),
        ("GET /", "Cookie: " + "a" * 9000 + "\r\n"),
        ("GET /", "".join(f"X-{n}: {'y' * 1000}\r\n" for n in range(100))),
        ("GET /", "".join(f"X-{n}: y\r\n" for n in range(5000))),
    ],
    ids=["path", "query", "cookie", "long headers", "many headers"],
)
def test_a_head_that_never_ends_is_turned_away(
    server: Server, request_line: str, headers: str
) -> None:
    host = f"Host: 127.0.0.1:{server.port}\r\nConnection: close\r\n"
    answer = says(server, f"{request_line} HTTP/1.1\r\n{host}{headers}\r\n")
    assert re.match(rb"HTTP/1\.\d (400|414|431) ", answer)


# ---- sockets that misbehave

BAD_PACKETS = [b"2", b"6", b"0{}", b"9x", b"bQUFB", b"1\x1e2", b"", b"x" * 70_000]


@linux
def test_bad_polls_hold_no_place_for_ever(server: Server) -> None:
    before = open_files(server)
    for packet in BAD_PACKETS:
        for _ in range(3):
            length = f"Content-Length: {len(packet)}\r\n"
            assert re.match(rb"HTTP/1\.\d 4\d\d ", posts(server, a_poll(server), length, packet))
    wait_for(lambda: open_files(server) <= before + 2)


@linux
def test_a_poll_whose_length_is_a_lie_holds_no_place(server: Server) -> None:
    before = open_files(server)
    for headers in ("Content-Length: 999999\r\n", "Transfer-Encoding: chunked\r\n", ""):
        for _ in range(3):
            assert re.match(rb"HTTP/1\.\d 41[13] ", posts(server, a_poll(server), headers))
    wait_for(lambda: open_files(server) <= before + 2)


def test_somebody_behind_a_network_without_websockets_still_writes(server: Server) -> None:
    phone = Phone(server)
    asked = {"w": server.code, "face": "phone", "seat": phone.token}
    phone.socket.connect(server.url, auth=asked, transports=["polling"], wait_timeout=10)
    wait_for(lambda: phone.heard_of("snapshot"))
    assert phone.writes("Every request is a plain one", late=True)["ok"]
    phone.leaves()


@pytest.mark.parametrize("size", [40_000, 0])
def test_a_message_in_endless_pieces_ends_with_its_line(server: Server, size: int) -> None:
    line = a_line(server)
    piece = a_frame(0, False, b"x" * size)
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        line.sock.sendall(a_frame(1, False, b"4"))
        for _ in range(5 if size else 400):
            line.sock.sendall(piece * (1 if size else 200))
        while line.recv():
            pass
        raise websocket.WebSocketConnectionClosedException("the line was closed")
    other = Client(server, "projector")
    other.connects()
    other.leaves()


def test_a_message_in_a_few_pieces_is_read(server: Server) -> None:
    line = a_line(server)
    asked = json.dumps({"w": server.code, "face": "projector"}).encode()
    line.sock.sendall(a_frame(1, False, b"40") + a_frame(0, False, asked[:9]))
    line.sock.sendall(a_frame(0, True, asked[9:]))
    wait_for(lambda: line.recv().startswith("40{"))
    line.close()


def test_no_websocket_is_compressed(server: Server) -> None:
    for offered in ("permessage-deflate", "permessage-deflate; server_max_window_bits=x"):
        more = f"Sec-WebSocket-Extensions: {offered}\r\n"
        answer = says(server, UPGRADE.replace("{more}", more)).lower()
        assert b" 101 " in answer and b"sec-websocket-extensions" not in answer


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_no_page_from_elsewhere_opens_a_websocket(server: Server, origin: str) -> None:
    answer = says(server, UPGRADE.replace("{more}", f"Origin: {origin}\r\n"))
    assert b" 400 " in answer.split(b"\r\n")[0]
    own = f"Origin: http://127.0.0.1:{server.port}\r\n"
    assert b" 101 " in says(server, UPGRADE.replace("{more}", own)).split(b"\r\n")[0]


# ---- a seat that somebody else laid out


@pytest.mark.parametrize("planted", [None, "a", "known-to-somebody-else", "x" * 3000])
def test_a_token_that_was_there_before_the_join_page_is_not_the_one_that_sits_down(
    server: Server, planted: str | None
) -> None:
    victim, planted = requests.Session(), planted or new_token()
    victim.cookies.set(f"seat_{server.code}", planted, domain="127.0.0.1")
    victim.get(f"{server.url}/j/{server.code}", timeout=15)
    victim.post(f"{server.url}/j/{server.code}", data={"group": ""}, timeout=15)
    assert victim.cookies[f"seat_{server.code}"] != planted
    assert "Join again" in Client(server, "phone").is_turned_away(seat=planted)


@pytest.mark.parametrize("chosen", ["a", "1234567890", "x" * 3000, "é" * 22])
def test_nobody_sits_down_with_a_word_of_their_own(server: Server, chosen: str) -> None:
    cookie = {"Cookie": f"seat_{server.code}={chosen}".encode()}
    page = requests.post(f"{server.url}/j/{server.code}", headers=cookie, timeout=15)
    assert (page.status_code, "cookies" in page.text) == (400, True)
    assert "Join again" in Client(server, "phone").is_turned_away(seat=chosen)


def test_a_phone_whose_place_was_taken_back_speaks_no_more(server: Server) -> None:
    old = Phone(server)
    old.connects()
    wait_for(lambda: old.heard_of("me"))
    new = requests.Session()
    new.get(f"{server.url}/j/{server.code}", timeout=15)
    new.post(f"{server.url}/j/{server.code}", data={"personal": old.first["code"]}, timeout=15)
    wait_for(lambda: not old.socket.connected)
    assert "Your place is not known here" in old.is_turned_away()
