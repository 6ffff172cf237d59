"""Runs the server with a counter round what it encodes: how often a snapshot was. The count stands
in the file named first; the rest are flags of app.py."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
KEPT, sys.argv[1:] = Path(sys.argv[1]), sys.argv[2:]

import app  # noqa: E402, I001  (it reads the flags, and comes before what it patches)
import socketio.packet  # noqa: E402

encoded = [0]
encode = socketio.packet.Packet.encode


def counted(packet: socketio.packet.Packet) -> object:
    """Encode, and count it where it is a snapshot."""
    encoded[0] += isinstance(packet.data, list) and packet.data[:1] == ["snapshot"]
    return encode(packet)


def keep() -> None:
    """Write the count down, five times a second."""
    while True:
        KEPT.write_text(str(encoded[0]), "utf-8")
        time.sleep(0.2)


socketio.packet.Packet.encode = counted
threading.Thread(target=keep, daemon=True).start()
sys.exit(app.main())
