"""Listens to every page for what must never happen: an error in its console or its script, a
request that fails, a break of the content security policy, a request to a host that is not ours."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request

from tests.browser.chromium import PLACES

OURS = {"127.0.0.1", *PLACES}
LOCAL = {"data", "blob", "about", "chrome-error"}
NO_LINE = ("net::ERR_", "WebSocket connection to")  # what a page says when the laptop is away
TELL_BREAKS = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error("policy broken: " + event.violatedDirective + " " + event.blockedURI))"""


class Watch:
    """All faults of all pages of one room."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.expected: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Listen to every page of a context, those to come too."""
        context.add_init_script(TELL_BREAKS)
        context.on("page", self.over_page)
        context.on("weberror", lambda fault: self.note(f"script: {fault.error}"))

    def over_page(self, page: Page) -> None:
        """Listen to one page."""
        page.on("console", lambda said: self.console(page, said.type, said.text))
        page.on("request", self.request)
        page.on("requestfailed", self.failed)
        page.on("websocket", lambda socket: self.host(socket.url))

    def expects(self, *words: str) -> None:
        """What this test brings about on purpose."""
        self.expected += words

    def expects_no_line(self) -> None:
        """This test takes the laptop away."""
        self.expects(*NO_LINE)

    def console(self, page: Page, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.note(f"{kind} on {page.url}: {text}")

    def request(self, request: Request) -> None:
        self.host(request.url)

    def host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in LOCAL and parts.hostname not in OURS:
            self.note(f"a request to a stranger: {url}")

    def failed(self, request: Request) -> None:
        is_file = "/export/" in request.url or "/plan." in request.url
        is_download = request.is_navigation_request() and is_file
        if not is_download:
            self.note(f"failed: {request.url} {request.failure}")

    def note(self, fault: str) -> None:
        self.faults.append(fault)

    def unexpected(self) -> list[str]:
        """The faults that no test asked for."""
        return [f for f in self.faults if not any(word in f for word in self.expected)]
