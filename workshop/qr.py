"""The join address as a QR code: an SVG path for screens, blocks for the terminal."""

from __future__ import annotations

import io
from itertools import groupby

import qrcode


def qr_path(text: str) -> dict[str, object]:
    """`{path, size}`: strokes of one module's width in a square of `size` modules, no margin."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    matrix = code.get_matrix()
    strokes = []
    for y, row in enumerate(matrix):
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                strokes.append(f"M{x} {y}.5h{length}")
            x += length
    return {"path": "".join(strokes), "size": len(matrix)}


def qr_blocks(text: str) -> str:
    """The same as text, dark on light, for a terminal."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    code.add_data(text)
    page = io.StringIO()
    code.print_ascii(out=page, invert=True)
    return page.getvalue()
