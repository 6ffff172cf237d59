"""The real server with one more kind than it ships: the board, which only tests know."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import app  # noqa: E402, I001  before all else: it patches what the others import

from tests.kinds.board import PACK, WITH_BOARD  # noqa: E402

if __name__ == "__main__":
    try:
        sys.exit(app.main(WITH_BOARD, PACK.parent))
    except KeyboardInterrupt:
        sys.exit(0)
