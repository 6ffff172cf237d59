"""The plain baseline: the same stack used as its tutorial shows. Each note is one commit and one
broadcast. Frozen: it is what the product is compared with, and is not to be made better."""

import os
import sqlite3
import sys
import warnings

os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet
eventlet.monkey_patch()

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO, emit  # noqa: E402

PORT, PATH = int(sys.argv[1]), sys.argv[2]

app = Flask(__name__)
socketio = SocketIO(app)
db = sqlite3.connect(PATH)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = FULL")
db.execute("CREATE TABLE IF NOT EXISTS notes (id TEXT PRIMARY KEY, text TEXT)")
db.commit()


@socketio.on("note")
def note(body):
    """Save one note and show it to everybody."""
    db.execute("INSERT INTO notes VALUES (?, ?)", (body["id"], body["text"]))
    db.commit()
    emit("note", body, broadcast=True)
    return {"ok": True}


if __name__ == "__main__":
    socketio.run(app, host="127.0.0.1", port=PORT)
