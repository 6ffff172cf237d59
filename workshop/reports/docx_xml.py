"""Pieces of WordprocessingML that python-docx has no words for.

Plain data: only docx.py knows the library that puts it into a file.
"""

from collections.abc import Mapping

WORD_2013_AND_LATER = "15"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TWENTIETHS = 20  # of a point: what Word counts in

# Word refuses a style whose parts stand in another order than its schema's.
AHEAD_OF_BORDERS = ("keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr")
BEHIND_BIDI = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")


def borders(element: str, sides: Mapping[str, int], space_pt: int) -> str:
    """Rules for a style (pBdr) or a table (tblBorders)."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="{space_pt}" w:color="000000"/>'
        for side, size in sides.items()
    )
    return f"<w:{element} {NAMESPACE}>{lines}</w:{element}>"


def padding(top_and_bottom_pt: float, right_pt: float) -> str:
    """The room inside a table's cells; on the left none, so that text starts at the margin."""
    points = {"top": top_and_bottom_pt, "left": 0, "bottom": top_and_bottom_pt, "right": right_pt}
    sides = {side: round(size * TWENTIETHS) for side, size in points.items()}
    widths = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides.items())
    return f"<w:tblCellMar {NAMESPACE}>{widths}</w:tblCellMar>"
