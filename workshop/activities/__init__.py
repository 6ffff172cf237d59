"""All activity kinds, in teaching order. A new kind is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from ..kind import Kind
from .carousel import Carousel
from .talk import Talk

ALL = (Talk(), Carousel())
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in ALL}
