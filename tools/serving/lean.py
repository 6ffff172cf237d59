"""Socket.IO's package loads its own client too, and with it libraries that a server never uses:
more than ten megabytes on a laptop that may have little."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Within this, these packages are as good as not installed, unless they are loaded already."""
    left_out = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(left_out))  # None: an import says that there is no such thing
    try:
        yield
    finally:
        for name in left_out:
            del sys.modules[name]
