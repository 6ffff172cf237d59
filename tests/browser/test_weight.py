"""What the first load costs on the wire, everything included, and what may be kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
import requests
from playwright.sync_api import WebSocket

from tests.browser.people import Phone
from tests.browser.stage import Room
from workshop.words import say

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000
MOST_REQUESTS = 10
FRAME_HEAD = 10  # bytes of a WebSocket frame besides what it carries, at most


class Scales:
    """Weighs what one page asks for and gets, as the browser's network log has it."""

    def __init__(self, phone: Phone) -> None:
        self.bytes = 0
        self.asked: list[str] = []
        self.sockets: list[WebSocket] = []
        self.heard: list[str] = []
        self.page = phone.page
        self.page.on("websocket", self.listen)
        self.log = phone.context.new_cdp_session(phone.page)
        self.log.on("Network.requestWillBeSent", self.request)
        self.log.on("Network.loadingFinished", self.finished)
        self.log.on("Network.webSocketCreated", lambda event: self.asked.append(event["url"]))
        self.log.on("Network.webSocketWillSendHandshakeRequest", self.handshake)
        self.log.on("Network.webSocketHandshakeResponseReceived", self.handshake)
        self.log.on("Network.webSocketFrameReceived", self.frame)
        self.log.on("Network.webSocketFrameSent", self.frame)
        self.log.send("Network.enable")

    def empty_the_cache(self) -> None:
        """As on a phone that was never here."""
        self.log.send("Network.clearBrowserCache")
        self.bytes, self.asked = 0, []

    def listen(self, socket: WebSocket) -> None:
        self.sockets.append(socket)
        socket.on("framereceived", lambda said: self.heard.append(str(said)))

    def until_connected(self) -> None:
        """Wait until the server has taken the phone in ("40" with its id)."""
        while not self.sockets:
            self.page.wait_for_event("websocket")
        if not any(said.startswith("40{") for said in self.heard):
            self.sockets[0].wait_for_event(
                "framereceived", lambda said: str(said).startswith("40{")
            )

    def request(self, event: Any) -> None:
        if not event["request"]["url"].startswith("http"):
            return
        self.asked.append(event["request"]["url"])
        self.bytes += event.get("redirectResponse", {}).get("encodedDataLength", 0)

    def finished(self, event: Any) -> None:
        self.bytes += event["encodedDataLength"]

    def handshake(self, event: Any) -> None:
        said = event.get("response") or event["request"]
        heads = said.get("headersText") or "".join(
            f"{k}: {v}\r\n" for k, v in said["headers"].items()
        )
        self.bytes += len(heads)

    def frame(self, event: Any) -> None:
        self.bytes += len(event["response"]["payloadData"].encode()) + FRAME_HEAD

    def are_light(self) -> None:
        assert 0 < self.bytes <= MOST_BYTES, f"{self.bytes} bytes for {self.asked}"
        assert len(self.asked) <= MOST_REQUESTS, self.asked


def test_the_join_page_is_light(room: Room) -> None:
    phone = room.phone()
    scales = Scales(phone)
    phone.scans()
    phone.page.wait_for_load_state("networkidle")
    scales.are_light()
    assert any(url.endswith("phone.css") for url in scales.asked)


def test_the_first_load_of_a_phone_is_light_from_join_to_connected(room: Room) -> None:
    room.people(3)[0].writes("Models stay on the wall", "strength")
    phone = room.phone()
    scales = Scales(phone)
    phone.scans()
    phone.page.wait_for_load_state("networkidle")
    scales.empty_the_cache()
    phone.presses(say("join.go"), exact=True)
    phone.stands("welcome")
    scales.until_connected()
    assert any(url.endswith("phone.css") for url in scales.asked)
    assert any(url.startswith("ws://") for url in scales.asked)
    scales.are_light()


def test_static_files_are_kept_for_ever_under_a_hash_and_pages_never(room: Room) -> None:
    page = requests.get(f"{room.server.url}/j/{room.code}", timeout=10)
    assert page.headers["Cache-Control"] == "no-store"
    links = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert links
    for link in links:
        assert re.match(r"/static/[0-9a-f]{12,}/", link)
        kept = requests.get(room.server.url + link, timeout=10)
        assert "immutable" in kept.headers["Cache-Control"]
        assert "max-age=31536000" in kept.headers["Cache-Control"]
        assert kept.headers["Content-Encoding"] == "gzip"
