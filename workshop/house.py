"""The workshops that are open in this server: opened at start, one store and writer each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .feed import Feed, Wire
from .making import Wishes
from .model import tidy_code
from .packs import Pack
from .press import Press
from .scene import Kinds, Scene
from .sealing import seal
from .shelf import Shelf
from .store import Look, Store
from .transaction import Transaction

log = logging.getLogger(__name__)


class House:
    """All stores by code. `ways` come from the app: wire, clock, spawn, apart, on_death."""

    def __init__(self, shelf: Shelf, kinds: Kinds, **ways: Any) -> None:
        self.shelf = shelf
        self.kinds = kinds
        self.wire: Wire = ways["wire"]
        self.clock: Callable[[], int] = ways["clock"]
        self.spawn: Callable[..., Any] = ways["spawn"]
        self.apart: Callable[..., Any] = ways["apart"]
        self.on_death: Callable[[], None] = ways["on_death"]
        self.press = Press(kinds, self.apart)
        self.place_for: Callable[[str], Mapping[str, Any]] = lambda code: {}
        self.unseat: Callable[[str], None] = lambda seat: None  # ends the sockets of a seat
        self.stores: dict[str, Store] = {}

    def open_all(self) -> None:
        """Open every workshop of the shelf; migrations run here, before anything is served."""
        for code in self.shelf.codes():
            self.open(code)

    def open(self, code: str) -> Store:
        """Open one workshop and finish what a kill has left half done."""
        feed = Feed(self.wire, self.kinds)
        home = self.shelf.home_of(code)
        store = Store(home, self.kinds, feed, self.clock, self.spawn, self.apart)
        self.stores[code] = store
        workshop = store.reading().workshop()
        if workshop["is_closed"] and not workshop["is_sealed"]:
            seal(store.db, store.folder)
        return store

    def start(self) -> None:
        """Start the writers of all open workshops."""
        for code in list(self.stores):
            self.start_writer(code)

    def start_writer(self, code: str) -> None:
        """Start one writer; if it ever dies, the server ends so that it can be started again."""
        store = self.stores[code]
        store.feed.place = self.place_for(code)

        def live() -> None:
            try:
                store.run()
            except BaseException:
                log.exception("the writer of %s died", code)
                self.on_death()

        self.spawn(live)

    def make(self, pack: Pack, wishes: Wishes) -> str:
        """A new workshop, open at once."""
        code = self.shelf.make(pack, wishes)
        self.open(code)
        self.start_writer(code)
        return code

    def store(self, typed: object) -> Store | None:
        """The store of a code, however it was typed."""
        return self.stores.get(tidy_code(str(typed)))

    def tick(self) -> None:
        """Once a second: every store keeps its time."""
        for store in self.stores.values():
            store.tick()

    def moved(self) -> None:
        """The laptop's address changed: show the new way in."""
        for code, store in list(self.stores.items()):
            self.spawn(store.make, moving_in(store, self.place_for(code)))

    def answers(self, within_s: float) -> bool:
        """Whether every writer answers a no-op in time."""
        stores = list(self.stores.values())  # one may be opened while another answers
        return all(store.ask(lambda tx, scene: True, within_s) is True for store in stores)

    def stop(self) -> None:
        """Let every writer finish what is queued."""
        for store in self.stores.values():
            store.stop()

    def __iter__(self) -> Iterator[str]:
        return iter(self.stores)


def moving_in(store: Store, place: Mapping[str, Any]) -> Look:
    """Give the feed another way in. It is a change like any other: with a revision of its own, so
    that nobody takes the frame that shows it for one they have."""

    def change(tx: Transaction, scene: Scene) -> None:
        store.feed.place = place
        tx.touched["place"].add("url")

    return change
