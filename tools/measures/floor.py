"""The floor: a bare WebSocket that commits one row and answers. Nobody else is told; no server that
keeps its word on this machine and this stack can answer much faster."""

import os
import socket
import sqlite3
import sys
import warnings

os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet
    import eventlet.websocket
    import eventlet.wsgi

PORT, PATH = int(sys.argv[1]), sys.argv[2]

db = sqlite3.connect(PATH, isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = FULL")
db.execute("CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, text TEXT)")


@eventlet.websocket.WebSocketWSGI
def serve(line):
    """Save each message; its first 16 letters are its id, and the answer."""
    while (message := line.wait()) is not None:
        db.execute("INSERT INTO notes VALUES (?, ?)", (message[:16], message[16:]))
        line.send(message[:16])


if __name__ == "__main__":
    listener = eventlet.listen(("127.0.0.1", PORT), backlog=1024)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    eventlet.wsgi.server(listener, serve, log_output=False)
