"""Drumbeat: a workshop that one laptop serves to a room full of phones.

The only file that knows everyone: it reads the flags, opens the data folder, builds Flask and
Socket.IO, wires the parts together, and serves. The choice of async server is made here alone.
"""

import os
import sys
import warnings

from tools.flags import Options, async_mode, options
from tools.serving.lean import without

ASYNC_MODE = async_mode(sys.argv[1:])
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
if ASYNC_MODE == "eventlet":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import eventlet
    eventlet.monkey_patch()
with without("aiohttp", "requests", "websocket"):  # Socket.IO's own client would load them
    from flask_socketio import SocketIO
if ASYNC_MODE == "eventlet":
    from tools.serving import green as serving
else:
    from tools.serving import threads as serving

import contextlib
import logging
import logging.handlers
import secrets
import signal
import socket
import sqlite3
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemLoader, PrefixLoader
from socketio.exceptions import ConnectionRefusedError
from socketio.packet import Packet

import facilitator.door
import facilitator.pages
import facilitator.session
import participant.door
import participant.pages
from participant import site
from tools import static_tree
from tools.serving import codec, sending
from tools.serving.deaf import let_go
from tools.serving.gate import Gate
from tools.serving.hello import announce, ready_facts
from tools.serving.listen import bind
from tools.serving.process import Aside, on_stop_signals, raise_file_limit, settle_memory, start_log
from workshop import addresses
from workshop.activities import KINDS
from workshop.audience import CONSOLE, PROJECTOR
from workshop.database import NewerSchema
from workshop.demo import make_demo
from workshop.door import Bucket, answer_command, refusal, slow_down
from workshop.feed import Connection
from workshop.folder import DataFolder, FolderInUse, Unusable
from workshop.house import House
from workshop.model import Refused
from workshop.qr import qr_path
from workshop.ready_file import ReadyFile
from workshop.scene import Kinds, Scene
from workshop.shelf import Shelf
from workshop.transaction import Transaction
from workshop.words import say, words_for

ROOT = Path(__file__).resolve().parent
PACKS = ROOT / "packs"
RESCAN_S = 4
PING_S, PONG_S = 10, 15
MAX_MESSAGE = 64_000  # bytes
FULL_OR_BROKEN = {3, 5, 6, 8, 10, 13, 14, 22}  # SQLite: no leave, locked, read-only, I/O, full...
log = logging.getLogger("drumbeat")


class TextOnly(Packet):
    """Packets of JSON alone: nothing of ours is binary, and nobody has to look through it."""

    uses_binary_events = False


class Wire:
    """How frames leave: encoded once for all who get them."""

    def __init__(self, socketio: SocketIO) -> None:
        self.socketio = socketio

    def ready(self, event: str, message: Any) -> Any:
        return sending.ready(self.socketio.server, event, message)

    def send(self, ready: Any, room: str) -> None:
        sending.send(self.socketio.server, ready, room)

    def enter(self, sid: str, room: str) -> None:
        self.socketio.server.enter_room(sid, room)

    def leave(self, sid: str, room: str) -> None:
        self.socketio.server.leave_room(sid, room)


def main(kinds: Kinds = KINDS, packs: Path = PACKS) -> int:
    """Start, serve until asked to stop, and say how it ended: 0, 1 or 2.

    A test gives kinds and packs of its own; nothing else here knows which there are.
    """
    chosen = options()
    ready = ReadyFile(chosen.ready_file)
    on_stop_signals(signal.default_int_handler)
    raise_file_limit()
    try:
        ready.prove()
        folder = DataFolder(chosen.data).open()
    except FolderInUse as used:
        if chosen.restore is not None:
            return give_up(say("start.restore_in_use"))
        print(say("start.in_use", url=used.console_url or say("start.in_use_nowhere")))
        if used.console_url and chosen.opens_browser:
            webbrowser.open(used.console_url)
        return 0
    except Unusable as error:
        return give_up(str(error))
    with folder:
        try:
            start_log(folder.path)
            shelf = Shelf(folder.path, kinds)
            newest = prepare(chosen, shelf)
            server, house = build_server(chosen, folder, shelf, packs, newest, bind(chosen), ready)
        except Refused as error:
            return give_up(say(f"refused.{error.code}", **error.values))
        except NewerSchema as error:
            return give_up(say("start.newer", path=error.args[0]))
        except Unusable as error:
            return give_up(str(error))
        except (OSError, sqlite3.OperationalError) as error:
            why = fault_of(folder.path, error)
            if why is None:
                raise
            return give_up(say("start.folder", path=folder.path, why=why))
        try:
            with contextlib.redirect_stderr(Aside()):
                server.run()
                house.stop()
                time.sleep(0.2)
        finally:
            ready.remove()
        return 0


def fault_of(folder: Path, error: OSError | sqlite3.OperationalError) -> str | None:
    """What is wrong with the data folder or its disk; None when the fault lies elsewhere."""
    if isinstance(error, sqlite3.OperationalError):
        return str(error) if error.sqlite_errorcode & 0xFF in FULL_OR_BROKEN else None
    if error.filename is not None and not Path(str(error.filename)).is_relative_to(folder):
        return None
    return error.strerror or str(error)


def prepare(chosen: Options, shelf: Shelf) -> str | None:
    """Restore, migrate and make the demonstration, before anything is bound.

    The code of the workshop to show at start, if there is one.
    """
    if chosen.restore is not None:
        shelf.restore(chosen.restore)
    for path in shelf.migrate():
        print(say("start.unreadable", path=path), file=sys.stderr)
    if chosen.demo:
        return make_demo(shelf, PACKS / "writing.md", shelf.kinds)
    return next(reversed(shelf.codes()), None)


def build_server(
    chosen: Options,
    folder: DataFolder,
    shelf: Shelf,
    packs: Path,
    newest: str | None,
    listener: socket.socket,
    ready: "ReadyFile",
) -> tuple[serving.Server, House]:
    """Build everything around the bound socket; it only has to be run."""
    port = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    app, socketio = build_app(shelf.secret(), port)

    def die() -> None:
        ready.remove()
        folder.unsay()
        os._exit(1)

    house = build_house(shelf, socketio, port, chosen, die)
    house.open_all()
    house.start()
    wire_pages(app, house, packs, token)
    wire_sockets(socketio, app, house)
    gate = Gate(app.wsgi_app, port, chosen.hosts, turn=lambda: socketio.sleep(0))
    app.wsgi_app = gate  # type: ignore[method-assign]
    facts = ready_facts(house, port, token)
    folder.say_where(facts["console_url"])
    settle_memory()
    socketio.start_background_task(keep_time, socketio, house, port)
    socketio.start_background_task(announce, socketio, chosen, facts, newest, ready)
    return serving.Server(app, listener), house


def build_app(secret: str, port: int) -> tuple[Flask, SocketIO]:
    """Flask and Socket.IO with the settings that were measured to matter."""
    app = Flask("drumbeat", static_folder=None, template_folder=None)
    app.jinja_loader = PrefixLoader(
        {
            name: FileSystemLoader(ROOT / name / "templates")
            for name in ("participant", "facilitator")
        }
    )
    app.secret_key = secret
    app.session_interface = facilitator.session.Signed()
    app.config.update(
        SESSION_COOKIE_NAME=f"drumbeat_{port}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=MAX_MESSAGE,
    )
    faults = logging.getLogger("drumbeat.sockets")  # one of ours: theirs print to the terminal
    faults.setLevel(logging.ERROR)
    socketio = SocketIO(
        app,
        async_mode=ASYNC_MODE,
        manage_session=False,
        logger=faults,
        engineio_logger=faults,
        ping_interval=PING_S,
        ping_timeout=PONG_S,
        max_http_buffer_size=MAX_MESSAGE,
        http_compression=False,
        websocket_compression=False,
        serializer=TextOnly,
        json=codec,
        async_handlers=False,  # a phone sends one command at a time: no other greenlet is needed
    )
    serving.prepare(socketio.server)
    return app, socketio


def build_house(
    shelf: Shelf, socketio: SocketIO, port: int, chosen: Options, die: Callable[[], None]
) -> House:
    """The open workshops, with what only the app can give them."""
    house = House(
        shelf,
        shelf.kinds,
        wire=Wire(socketio),
        clock=lambda: int(time.time() * 1000),
        spawn=socketio.start_background_task,
        apart=serving.apart,
        on_death=die,
    )
    house.place_for = lambda code: place(code, chosen.address or addresses.best(), port)
    return house


def place(code: str, ip: str, port: int) -> dict[str, Any]:
    """How to join: the address in the QR, the one to type, and the QR itself."""
    url = f"http://{ip}:{port}/j/{code}"
    return {"url": url, "address": f"{ip}:{port}", "qr": qr_path(url)}


def wire_pages(app: Flask, house: House, packs: Path, token: str) -> None:
    """All pages, static files, errors and headers."""
    site.prepare(app, house, static_tree.build(house.shelf.folder / "static"))
    app.register_blueprint(
        participant.pages.blueprint(house, site.embed, words_for("common", "hand"))
    )
    app.register_blueprint(
        facilitator.pages.blueprint(house, packs, token, site.embed, words_of_face)
    )


def words_of_face(face: str) -> str:
    """The sentences of console or projector."""
    return words_for("common", {"console": "desk", "projector": "room"}[face])


def wire_sockets(socketio: SocketIO, app: Flask, house: House) -> None:
    """The four handlers, registered once. They go past Flask: a request made up for each event
    would cost more than the rest of its way."""
    server = socketio.server
    guests: dict[str, tuple[Any, Any, Bucket]] = {}

    @server.on("connect")
    def connect(sid: str, environ: dict[str, Any], auth: Any = None) -> bool | None:
        if sid in guests:
            return False  # an event that calls itself so: a socket joins once
        asked = auth if isinstance(auth, dict) else {}
        store = house.store(asked.get("w", ""))
        if store is None:
            raise ConnectionRefusedError(say("refused.no_workshop"))
        face = asked.get("face", "phone")
        enter = participant.door.entry(asked)
        if face in (CONSOLE, PROJECTOR):
            with app.request_context(environ):  # who is the champion stands in Flask's session
                enter = facilitator.door.entry(face)
        bucket = Bucket(store.clock())
        guests[sid] = (store, None, bucket)

        def take_place(tx: Transaction, scene: Scene) -> bool:
            if sid not in guests:
                return False  # it has gone again while it waited here
            audience, seat = enter(tx, scene)
            person = seat.id if seat is not None and audience.face == "group" else None
            guests[sid] = (store, seat, bucket)
            store.feed.join(Connection(sid, audience, person), asked.get("epoch"), asked.get("rev"))
            return True

        joined = store.ask(take_place)
        if joined is True:
            return None
        guests.pop(sid, None)
        why = f"refused.{joined.code}" if isinstance(joined, Refused) else "door.busy"
        raise ConnectionRefusedError(say(why))

    @server.on("disconnect")
    def disconnect(sid: str, *_: Any) -> None:
        if server.manager.is_connected(sid, "/"):
            return  # an event that calls itself so: nobody has gone
        store, _seat, _bucket = guests.pop(sid, (None, None, None))
        if store is not None:
            store.feed.gone(sid)

    @server.on("command")
    def command(sid: str, message: Any = None, *_: Any) -> dict[str, Any]:
        store, seat, bucket = guests.get(sid, (None, None, None))
        if store is None:
            return refusal("no_seat")
        if not bucket.takes(store.clock()):
            return slow_down()
        return answer_command(store, seat, message)

    @server.on("resume")
    def resume(sid: str, *_: Any) -> None:
        store, _seat, bucket = guests.get(sid, (None, None, None))
        if store is not None and bucket.takes(store.clock()):
            store.tell(lambda tx, scene: store.feed.resume(sid))

    def unseat(person: str) -> None:
        held = [sid for sid, (_, seat, _) in guests.items() if seat and seat.id == person]
        for sid in held:
            server.disconnect(sid)

    house.unseat = unseat


def keep_time(socketio: SocketIO, house: House, port: int) -> None:
    """Once a second the stores keep their time, and who takes nothing is let go; every few seconds
    the address is looked at."""
    known, rounds = addresses.best(), 0
    while True:
        socketio.sleep(1)
        house.tick()
        let_go(socketio.server)
        rounds += 1
        if rounds % RESCAN_S == 0:
            today = addresses.best(known)
            if today != known:
                known = today
                house.moved()


def give_up(sentence: str) -> int:
    """One sentence on stderr, exit code 2."""
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
    except Exception:
        log.exception("the server ended with a fault")
        print(say("start.fault"), file=sys.stderr)
        sys.exit(1)
