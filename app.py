"""Drumbeat: a workshop that one laptop serves to a room full of phones.

The only file that knows everyone: it reads the flags, opens the data folder, builds Flask and
Socket.IO, wires the parts together, and serves. The choice of async server is made here alone.
"""

import os
import sys
import warnings

from tools.flags import VERSION, Options, async_mode, options

ASYNC_MODE = async_mode(sys.argv[1:])
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
if ASYNC_MODE == "eventlet":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import eventlet
        import eventlet.hubs
        import eventlet.timeout
        import eventlet.tpool
        import eventlet.wsgi
    eventlet.monkey_patch()

import contextlib
import errno
import logging
import logging.handlers
import secrets
import signal
import socket
import sqlite3
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO
from jinja2 import FileSystemLoader, PrefixLoader

import facilitator.door
import facilitator.pages
import participant.door
import participant.pages
from participant import site
from tools import static_tree
from tools.crowd_run import start_crowd
from tools.process import Aside, most_sockets, on_stop_signals, raise_file_limit, start_log
from workshop import addresses
from workshop.activities import KINDS
from workshop.audience import CONSOLE, PROJECTOR
from workshop.database import NewerSchema
from workshop.demo import make_demo
from workshop.door import Bucket, answer_command, refusal, slow_down
from workshop.feed import Connection
from workshop.folder import DataFolder, FolderInUse, Unusable
from workshop.gate import Gate
from workshop.house import House
from workshop.model import Refused
from workshop.qr import qr_blocks, qr_path
from workshop.ready_file import ReadyFile
from workshop.scene import Kinds
from workshop.shelf import Shelf
from workshop.words import say, words_for

ROOT = Path(__file__).resolve().parent
PACKS = ROOT / "packs"
PORTS = range(5000, 5010)
RESCAN_S = 4
PING_S, PONG_S = 10, 15
MAX_MESSAGE = 64_000  # bytes
IDLE_S = 30  # for who says nothing, or stops in the middle; a websocket has its own, from its pings
LAST_WORDS_S = 2  # for requests that are still being answered when the server is stopped
FULL_OR_BROKEN = {3, 5, 6, 8, 10, 13, 14, 22}  # SQLite: no leave, locked, read-only, I/O, full...
log = logging.getLogger("drumbeat")


class Wire:
    """How frames leave: one emit encodes once for a whole room."""

    def __init__(self, socketio: SocketIO) -> None:
        self.socketio = socketio

    def emit(self, event: str, message: Any, room: str) -> None:
        self.socketio.emit(event, message, to=room)

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
            server = build_server(chosen, folder, shelf, packs, newest, bind(chosen), ready)
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
                server.house.stop()
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
) -> "Server":
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
    wire_sockets(socketio, house)
    app.wsgi_app = Gate(app.wsgi_app, port, chosen.hosts)  # type: ignore[method-assign]
    facts = ready_facts(house, port, token)
    folder.say_where(facts["console_url"])
    socketio.start_background_task(keep_time, socketio, house, port)
    socketio.start_background_task(announce, socketio, chosen, facts, newest, ready)
    return Server(app, listener, house)


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
    )
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
        apart=eventlet.tpool.execute if ASYNC_MODE == "eventlet" else lambda f, *a: f(*a),
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


def wire_sockets(socketio: SocketIO, house: House) -> None:
    """The three handlers, registered once: a second registration would replace the first."""
    guests: dict[str, tuple[Any, Any, Bucket]] = {}

    @socketio.on("connect")
    def connected(auth: Any = None) -> bool | None:
        if request.sid in guests:  # type: ignore[attr-defined]
            return False  # an event that calls itself so: a socket joins once
        asked = auth if isinstance(auth, dict) else {}
        store = house.store(asked.get("w", ""))
        if store is None:
            raise ConnectionRefusedError(say("refused.no_workshop"))
        try:
            face = asked.get("face", "phone")
            if face in (CONSOLE, PROJECTOR):
                audience, seat = facilitator.door.enter(face)
            else:
                audience, seat = participant.door.enter(store, asked)
        except Refused as refused:
            raise ConnectionRefusedError(say(f"refused.{refused.code}")) from refused
        sid = request.sid  # type: ignore[attr-defined]
        person = seat.id if seat is not None and audience.face == "group" else None
        connection = Connection(sid, audience, person)
        guests[sid] = (store, seat, Bucket(store.clock()))
        epoch, rev = asked.get("epoch"), asked.get("rev")
        joined = store.ask(
            # a phone may have gone again while it waited here
            lambda tx, scene: sid not in guests or store.feed.join(connection, epoch, rev) is None
        )
        if joined is not True:
            guests.pop(sid, None)
            raise ConnectionRefusedError(say("door.busy"))
        return None

    @socketio.on("disconnect")
    def disconnected(*_: Any) -> None:
        if socketio.server.manager.is_connected(request.sid, "/"):  # type: ignore[attr-defined]
            return  # an event that calls itself so: nobody has gone
        store, _seat, _bucket = guests.pop(request.sid, (None, None, None))  # type: ignore[attr-defined]
        if store is not None:
            store.feed.gone(request.sid)  # type: ignore[attr-defined]

    @socketio.on("command")
    def command(message: Any = None, *_: Any) -> dict[str, Any]:
        store, seat, bucket = guests.get(request.sid, (None, None, None))  # type: ignore[attr-defined]
        if store is None:
            return refusal("no_seat")
        if not bucket.takes(store.clock()):
            return slow_down()
        return answer_command(store, seat, message)

    @socketio.on("resume")
    def resume(*_: Any) -> None:
        sid = request.sid  # type: ignore[attr-defined]
        store, _seat, bucket = guests.get(sid, (None, None, None))
        if store is not None and bucket.takes(store.clock()):
            store.tell(lambda tx, scene: store.feed.resume(sid))


def bind(chosen: Options) -> socket.socket:
    """Our own listening socket, so that a taken port is noticed; Unusable when there is none."""
    refused = ""
    for port in [chosen.port] if chosen.port is not None else PORTS:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name != "nt":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            listener.bind((chosen.host, port))
            listener.listen(1024)
        except (OSError, UnicodeError) as error:
            listener.close()
            if not isinstance(error, OSError) or isinstance(error, socket.gaierror):
                raise Unusable(say("start.host", host=chosen.host)) from error
            if error.errno == errno.EADDRNOTAVAIL:
                raise Unusable(say("start.host", host=chosen.host)) from error
            if error.errno != errno.EADDRINUSE:
                refused = error.strerror or str(error)
            continue
        return listener
    named = f"{PORTS[0]}-{PORTS[-1]}" if chosen.port is None else chosen.port
    if refused:
        raise Unusable(say("start.port_refused", port=named, why=refused))
    raise Unusable(say("start.port_taken", port=named))


class Patient:
    """A listening socket that outlasts what goes wrong with one caller: no file left, a caller
    that is gone again."""

    def __init__(self, listener: Any) -> None:
        self.listener = listener

    def __getattr__(self, name: str) -> Any:
        return getattr(self.listener, name)

    def accept(self) -> Any:
        """The next caller, after a moment's wait where there may be none yet."""
        while True:
            try:
                return self.listener.accept()
            except OSError as error:
                if error.errno in (errno.EBADF, errno.EINVAL, errno.ENOTSOCK):
                    raise
                eventlet.sleep(0.1)


class Server:
    """Runs the bound socket on eventlet, or on werkzeug's threads as the stand-in."""

    def __init__(self, app: Flask, listener: socket.socket, house: House) -> None:
        self.app = app
        self.listener = listener
        self.house = house
        self.stop_now = threading.Event()
        self.serving: Any = None

    def stop(self) -> None:
        """End the server. A signal strikes whoever runs just then, the writer too: unless the hub
        only waits, the greenlet that serves is told, and everybody else finishes what they do."""
        if ASYNC_MODE == "threading":
            self.stop_now.set()
        elif eventlet.getcurrent() is eventlet.hubs.get_hub().greenlet:
            raise KeyboardInterrupt
        else:
            eventlet.spawn_n(self.serving.throw, KeyboardInterrupt)

    def run(self) -> None:
        """Serve until stopped: a signal ends it at once, also with phones connected."""
        if ASYNC_MODE == "eventlet":
            self.serving = eventlet.getcurrent()
            on_stop_signals(lambda *_: self.stop())
            try:
                eventlet.wsgi.server(
                    Patient(self.listener),
                    self.app,
                    custom_pool=brief_pool(),
                    keepalive=IDLE_S,
                    socket_timeout=IDLE_S,
                    log_output=False,
                    debug=False,
                )
            except (KeyboardInterrupt, SystemExit):
                return
            return
        on_stop_signals(lambda *_: self.stop())
        from werkzeug.serving import make_server

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        host, port = self.listener.getsockname()[:2]
        server = make_server(host, port, self.app, threaded=True, fd=self.listener.fileno())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while not self.stop_now.wait(0.5):
            pass


def brief_pool() -> Any:
    """Those who are served: as many as there are files for, and nobody holds up the end."""

    class Pool(eventlet.GreenPool):
        def waitall(self) -> None:
            with eventlet.timeout.Timeout(LAST_WORDS_S, False):
                super().waitall()

    return Pool(most_sockets())


def keep_time(socketio: SocketIO, house: House, port: int) -> None:
    """Once a second the stores keep their time; every few seconds the address is looked at."""
    known, rounds = addresses.best(), 0
    while True:
        socketio.sleep(1)
        house.tick()
        rounds += 1
        if rounds % RESCAN_S == 0:
            today = addresses.best()
            if today != known:
                known = today
                house.moved()


def announce(
    socketio: SocketIO,
    chosen: Options,
    facts: dict[str, Any],
    newest: str | None,
    ready: ReadyFile,
) -> None:
    """Once connections are accepted: the ready file, the terminal, the browser, the crowd."""
    socketio.sleep(0)
    ready.write(facts)
    shown = [w for w in facts["workshops"] if w["code"] == newest]
    for workshop in shown:
        print(qr_blocks(workshop["join_url"]))
        print(say("start.join", url=workshop["join_url"], code=workshop["code"]))
    print(say("start.console", url=facts["console_url"]))
    print(say("start.stop"), flush=True)
    if chosen.opens_browser:
        threading.Thread(target=webbrowser.open, args=(facts["console_url"],), daemon=True).start()
    if chosen.crowd and shown:
        start_crowd(facts["port"], shown[0]["code"], chosen.crowd)


def ready_facts(house: House, port: int, token: str) -> dict[str, Any]:
    """What the ready file says."""
    here = f"http://127.0.0.1:{port}"
    workshops = []
    for code in house:
        title = house.stores[code].reading().workshop()["title"]
        projector = f"{here}/w/{code}/projector"
        workshops.append(
            {
                "code": code,
                "title": title,
                "join_url": house.place_for(code)["url"],
                "projector_url": projector,
            }
        )
    return {
        "port": port,
        "pid": os.getpid(),
        "version": VERSION,
        "console_url": f"{here}/facilitator/?token={token}",
        "workshops": workshops,
    }


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
