"""The socket that the server listens on, bound by us so that a taken port is noticed."""

from __future__ import annotations

import errno
import os
import socket

from tools.flags import Options
from workshop.folder import Unusable
from workshop.words import say

PORTS = range(5000, 5010)


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
