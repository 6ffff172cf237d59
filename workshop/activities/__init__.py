"""All activity kinds, in teaching order. A new kind is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from ..kind import Kind
from .agreement import Agreement
from .carousel import Carousel
from .grow import Grow
from .headlines import Headlines
from .talk import Talk
from .understand import Understand
from .whys import Whys

ALL = (Talk(), Headlines(), Carousel(), Whys(), Understand(), Grow(), Agreement())
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in ALL}
