"""What we say once connections are accepted: ready file, terminal, browser, crowd."""

from __future__ import annotations

import os
import threading
import webbrowser
from typing import Any

from flask_socketio import SocketIO

from tools.flags import VERSION, Options
from tools.visitors.run import start_crowd
from workshop.house import House
from workshop.qr import qr_blocks
from workshop.ready_file import ReadyFile
from workshop.words import say


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
