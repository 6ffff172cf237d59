"""Measures a page as it was drawn: how large its words are, and whether anything scrolls, is
clipped, lies over something else or runs off the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.people import Projector

ROOMS = ((1024, 768), (1366, 768), (1280, 800))
WIDER = "* { letter-spacing: 0.05em !important }"  # about a tenth, as another face might be
TWICE = "html { font-size: 200% !important }"
MEASURE_ROOM = (Path(__file__).parent / "measure_room.js").read_text("utf-8")
MEASURE_PHONE = """() => {
  const found = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push("the page has " + root.scrollWidth + " px");
  const away = ".hidden, details:not([open]) > :not(summary)";
  for (const el of document.body.querySelectorAll("*")) {
    const box = el.getBoundingClientRect();
    if (!box.width || el.closest(away) || (box.right <= innerWidth + 1 && box.left >= -1)) continue;
    found.push(el.tagName + "." + el.className + " from " + box.left + " to " + box.right);
  }
  return found;
}"""


def wears(page: Page, css: str) -> Callable[[], None]:
    """Lay a style over the page from outside, where its content security policy has no say; what
    is given back takes it off."""
    line = page.context.new_cdp_session(page)
    line.send("DOM.enable")
    line.send("CSS.enable")
    frame = line.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    sheet = line.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
    text = {"styleSheetId": sheet, "text": css}
    line.send("CSS.setStyleSheetText", text)

    def take_off() -> None:
        line.send("CSS.setStyleSheetText", text | {"text": ""})

    return take_off


class Ruler:
    """Collects what does not fit on the wall, over many pages, in every size and face."""

    def __init__(self, projector: Projector) -> None:
        self.found: list[str] = []
        self.page = projector.page
        self.line = self.page.context.new_cdp_session(self.page)
        self.line.send("DOM.enable")
        self.line.send("CSS.enable")
        frame = self.line.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self.sheet = self.line.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]

    def face(self, css: str) -> None:
        """Put on a wider face, or take it off with nothing."""
        self.line.send("CSS.setStyleSheetText", {"styleSheetId": self.sheet, "text": css})

    def measures(self, state: str) -> None:
        """Look at this picture in every size, in our face and in a wider one."""
        for width, height in ROOMS:
            self.page.set_viewport_size({"width": width, "height": height})
            for face, css in (("", ""), (", wider face", WIDER)):
                self.face(css)
                faults = self.page.evaluate(MEASURE_ROOM)
                self.found += [f"{state} at {width}x{height}{face}: {fault}" for fault in faults]

    def finds_nothing(self) -> None:
        assert not self.found, "\n".join(self.found)
