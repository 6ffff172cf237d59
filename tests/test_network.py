"""A phone behind a network that swallows, breaks off and dawdles: its words arrive once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import socketio

from tests.proxy import DOWN, Proxy, a_proxy
from tests.server import Client, Phone, Server, a_server, console_of, wait_for
from workshop.model import new_id


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("network")
    with a_server(folder, "--demo", "--host", "127.0.0.1") as server:
        yield server


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with a_proxy(server) as proxy:
        yield proxy


@pytest.fixture
def console(server: Server) -> Iterator[Client]:
    console = console_of(server)
    yield console
    console.leaves()


def walks_in(proxy: Proxy) -> Phone:
    """A phone on the other side of the proxy."""
    phone = Phone(proxy)  # type: ignore[arg-type]
    phone.connects()
    return phone


def loses(phone: Phone, op: str, body: dict[str, Any]) -> None:
    """Send a command whose answer never comes, and give the line up."""
    with pytest.raises(socketio.exceptions.TimeoutError):
        phone.socket.call("command", {"op": op, "name": "write_note", "body": body}, timeout=0.7)


def comes_back(phone: Phone, proxy: Proxy) -> Phone:
    """The same person on a new line, with the view it had."""
    again = Client(proxy, "phone")  # type: ignore[arg-type]
    again.token = phone.token
    again.connects()
    return again  # type: ignore[return-value]


def later(phone: Phone, text: str) -> dict[str, Any]:
    """A note for the champion's list: it counts towards no group's limit."""
    return phone.note(text, late=True)


def times_there(console: Client, text: str) -> int:
    """How often the console has these words."""
    return [row["text"] for row in console.rows("note")].count(text)


def test_words_swallowed_before_the_server_got_them_arrive_once(
    proxy: Proxy, console: Client
) -> None:
    phone, op = walks_in(proxy), new_id()
    body = later(phone, "Swallowed on the way")
    proxy.black_hole()
    loses(phone, op, body)
    assert times_there(console, body["text"]) == 0
    proxy.heal()
    assert comes_back(phone, proxy).sends("write_note", body, op)["ok"]
    wait_for(lambda: times_there(console, body["text"]) == 1)


def test_words_whose_answer_was_swallowed_after_the_commit_arrive_once(
    proxy: Proxy, console: Client
) -> None:
    phone, op = walks_in(proxy), new_id()
    body = later(phone, "Saved, but nobody said so")
    proxy.black_hole(DOWN)
    loses(phone, op, body)
    wait_for(lambda: times_there(console, body["text"]) == 1)
    proxy.heal()
    assert comes_back(phone, proxy).sends("write_note", body, op)["ok"]
    after = console.sends("add_action", {})
    wait_for(lambda: console.latest()["rev"] >= after["rev"])
    assert times_there(console, body["text"]) == 1


def test_the_answer_to_a_repeat_is_the_one_that_was_lost(proxy: Proxy, server: Server) -> None:
    phone, op = walks_in(proxy), new_id()
    body = later(phone, "The same answer")
    proxy.black_hole(DOWN)
    loses(phone, op, body)
    proxy.heal()
    first = comes_back(phone, proxy).sends("write_note", body, op)
    assert comes_back(phone, proxy).sends("write_note", body, op) == first


def test_a_line_that_is_reset_in_the_middle_loses_nothing(proxy: Proxy, console: Client) -> None:
    phone, op = walks_in(proxy), new_id()
    body = later(phone, "The router was switched off and on")
    phone.socket.emit("command", {"op": op, "name": "write_note", "body": body})
    proxy.reset()
    wait_for(lambda: not phone.socket.connected, 40)  # at the latest when its pings fail
    assert comes_back(phone, proxy).sends("write_note", body, op)["ok"]
    wait_for(lambda: times_there(console, body["text"]) == 1)


def test_a_slow_line_is_slow_and_nothing_else(proxy: Proxy, console: Client) -> None:
    proxy.delay(0.05)
    phone = walks_in(proxy)
    assert phone.sends("write_note", later(phone, "Slowly"))["ok"]
    wait_for(lambda: times_there(console, "Slowly") == 1)


def test_while_one_phone_is_in_a_hole_the_others_go_on(proxy: Proxy, server: Server) -> None:
    lost, other = walks_in(proxy), Phone(server)
    other.connects()
    proxy.black_hole()
    loses(lost, new_id(), later(lost, "Not heard"))
    assert other.sends("write_note", later(other, "Heard"))["ok"]


def test_a_phone_that_comes_back_up_to_date_is_sent_no_snapshot(proxy: Proxy) -> None:
    phone = walks_in(proxy)
    known = wait_for(lambda: phone.heard_of("snapshot"))[-1]
    proxy.black_hole()
    proxy.heal()
    again = Client(proxy, "phone")  # type: ignore[arg-type]
    again.token = phone.token
    again.connects(epoch=known["epoch"], rev=known["rev"])
    wait_for(lambda: again.heard_of("me"))
    assert again.heard_of("snapshot") == []
