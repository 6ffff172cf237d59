"""The ready file: where scripts find the server, written whole once it accepts connections."""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
from pathlib import Path
from typing import Any

from .folder import Unusable, write_private
from .words import say

log = logging.getLogger(__name__)


class ReadyFile:
    """What tells scripts where the server is; there only while it serves. It holds the console's
    token, so it is for its owner's eyes alone."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.is_written = False

    def prove(self) -> None:
        """Whether it could be written, before anything else is done."""
        if self.path is None:
            return
        proof = self.path.parent / f".proof-{os.getpid()}"
        try:
            if self.path.is_dir():
                raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
            write_private(proof, "")
            proof.unlink()
        except OSError as error:
            why = error.strerror or str(error)
            raise Unusable(say("start.ready_file", path=self.path, why=why)) from error

    def write(self, facts: dict[str, Any]) -> None:
        """Say where we are; a disk that has filled up since then is no reason to end."""
        if self.path is None:
            return
        self.is_written = True
        try:
            write_private(self.path, json.dumps(facts))
        except OSError:
            log.exception("the ready file could not be written")

    def remove(self) -> None:
        """We are nowhere any more."""
        if self.path is not None and self.is_written:
            with contextlib.suppress(OSError):
                self.path.unlink()
