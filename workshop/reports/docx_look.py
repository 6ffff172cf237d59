"""How the Word file looks, as figures and pieces of WordprocessingML: black, 11 pt or larger.

Plain data: only docx.py knows the library that puts it into a file.
"""

from collections.abc import Mapping

FONT = "Arial"  # on every school's machine, and its stand-in has the same widths
SCHOOL, LARGE, DRAFT, CELL = "School", "Large", "Draft", "Cell"
PAGE_WIDTH_MM, PAGE_HEIGHT_MM, MARGIN_MM, FOOT_MM = 210, 297, 16, 8
TEXT_WIDTH_MM = PAGE_WIDTH_MM - 2 * MARGIN_MM
COLUMN_WIDTHS_MM = (93.0, 85.0)
BULLET_INDENT_MM = {"List Bullet": 4, "List Bullet 2": 10}
BULLET_HANG_MM = 4
DRAFT_INDENT_PT = 5  # keeps the box inside the margins
AFTER_TABLE_PT, BEFORE_GROUP_PT = 6, 10
ROW_PADDING = 50  # twentieths of a point
WORD_2013_AND_LATER = "15"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

# style: size in pt, bold, space before and after in pt
LOOKS = {
    "Normal": (11, False, 0, 3),
    "Title": (19, True, 1, 3),
    "Heading 1": (15, True, 14, 5),
    "Heading 2": (11, True, 4, 1),
    "Heading 3": (11, True, 4, 1),
    "List Bullet": (11, False, 0, 3),
    "List Bullet 2": (11, False, 0, 3),
    "Footer": (11, False, 0, 0),
    SCHOOL: (11, False, 0, 0),
    LARGE: (13, True, 4, 3),
    DRAFT: (13, True, 2, 5),
    CELL: (11, False, 0, 0),
}

# style: the sides that have a rule, and how thick it is in eighths of a point
RULES = {
    LARGE: {"top": 8},
    DRAFT: {"top": 8, "left": 8, "bottom": 8, "right": 8},
    "Footer": {"top": 4},
}
TABLE_RULES = {"top": 8, "bottom": 8, "insideH": 4}

# Word refuses a style whose parts stand in another order than its schema's.
AHEAD_OF_BORDERS = ("keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr")


def borders(element: str, sides: Mapping[str, int], space_pt: int) -> str:
    """Rules for a style (pBdr) or a table (tblBorders)."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="{space_pt}" w:color="000000"/>'
        for side, size in sides.items()
    )
    return f"<w:{element} {NAMESPACE}>{lines}</w:{element}>"


def padding(top_and_bottom: int) -> str:
    """The room inside a table's cells; on the left none, so that text starts at the margin."""
    sides = {"top": top_and_bottom, "left": 0, "bottom": top_and_bottom, "right": 120}
    widths = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides.items())
    return f"<w:tblCellMar {NAMESPACE}>{widths}</w:tblCellMar>"
