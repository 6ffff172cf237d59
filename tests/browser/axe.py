"""Runs axe-core on a page as it stands, in each light and size it is asked for."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.people import Screen

SOURCE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text("utf-8")
RUN = """() => {
  const place = (node) => node.target.join(" ") + " (" + node.failureSummary + ")";
  const sentence = (rule) => rule.id + ": " + rule.help + " at " + rule.nodes.map(place).join("; ");
  return axe.run(document, { resultTypes: ["violations"] })
    .then((found) => found.violations.map(sentence));
}"""
LIGHT, BOTH = ("light",), ("light", "dark")
SMALL = {"width": 320, "height": 568}


class Checkup:
    """Collects what axe finds over many states, so that one run names them all."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def of(self, screen: Screen | Page, state: str, lights: tuple[str, ...] = BOTH) -> None:
        """Look at a screen in this state."""
        page = screen if isinstance(screen, Page) else screen.page
        if not page.evaluate("() => Boolean(window.axe)"):
            page.evaluate(SOURCE)
        for light in lights:
            page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
            self.found += [f"{state}, {light}: {fault}" for fault in page.evaluate(RUN)]
        page.emulate_media(color_scheme="light")

    def of_phone(self, screen: Screen | Page, state: str) -> None:
        """Look at a phone, after dark and on a small one too."""
        page = screen if isinstance(screen, Page) else screen.page
        size = page.viewport_size
        self.of(page, state)
        page.set_viewport_size(SMALL)  # type: ignore[arg-type]
        self.of(page, f"{state} at 320", LIGHT)
        page.set_viewport_size(size)  # type: ignore[arg-type]

    def finds_nothing(self) -> None:
        assert not self.found, "\n".join(self.found)
