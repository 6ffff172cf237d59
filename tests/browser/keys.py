"""Somebody who uses a page by keyboard alone, and sees at every stop where they are."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.people import Screen

MOST_STOPS = 90
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return { name: "", body: true };
  const labels = at.labels ? [...at.labels].map((label) => label.textContent).join(" ") : "";
  const name = at.getAttribute("aria-label") || labels || at.textContent || at.value || "";
  const face = /chip__input|choice__input/.test(at.className) ? at.nextElementSibling : at;
  const style = getComputedStyle(face), box = face.getBoundingClientRect();
  const line = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const shown = Math.min(box.height, innerHeight - box.top);
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + shown / 2);
  const isSeen = Boolean(over) && (over.contains(face) || face.parentElement.contains(over));
  return { name: name.replace(/\\s+/g, " ").trim(), body: false, id: at.id, isSeen,
    ring: line || style.boxShadow !== "none", kind: at.tagName.toLowerCase() + (at.type || "") };
}"""


class Keyboard:
    """Tab, Enter, space, arrows and letters on one page; nothing else."""

    def __init__(self, screen: Screen) -> None:
        self.page: Page = screen.page

    def stop(self) -> dict[str, Any]:
        """Where the focus is."""
        return dict(self.page.evaluate(STOP))

    def goes_to(self, name: str, kind: str = "") -> Keyboard:
        """Tab to what is called so; every stop on the way is there to see."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.stop()
            if stop["body"]:
                continue  # the browser's own frame, between the last stop and the first
            assert stop["ring"], f"no ring around {stop}"
            assert stop["isSeen"], f"the focus is out of sight on {stop}"
            if name in stop["name"] and kind in stop["kind"]:
                return self
        raise AssertionError(f"no way by Tab to {name}")

    def presses(self, key: str = "Enter") -> Keyboard:
        """Press a key where the focus is."""
        self.page.keyboard.press(key)
        return self

    def types(self, text: str) -> Keyboard:
        """Type into the field that has the focus."""
        self.page.keyboard.type(text)
        return self

    def keeps_its_place(self) -> Keyboard:
        """After what was pressed, the focus is somewhere, not lost to the page."""
        expect(self.page.locator("body:focus")).to_have_count(0)
        assert not self.stop()["body"], "the focus was lost"
        return self
