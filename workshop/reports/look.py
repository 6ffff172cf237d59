"""How the paper looks, as figures for Word and PDF alike: black, 11 pt or larger, A4 portrait."""

FONT = "Arial"  # on every school's machine, and its stand-in has the same widths
SCHOOL, LARGE, DRAFT, CELL = "School", "Large", "Draft", "Cell"
PAGE_WIDTH_MM, PAGE_HEIGHT_MM, MARGIN_MM, FOOT_MM = 210, 297, 16, 8
TEXT_WIDTH_MM = PAGE_WIDTH_MM - 2 * MARGIN_MM
COLUMN_WIDTHS_MM = (93.0, 85.0)
BULLETS = ("List Bullet", "List Bullet 2")
BULLET_HANG_MM, BULLET_STEP_MM = 4, 6
DRAFT_INDENT_PT = 5  # keeps the box inside the margins
AFTER_TABLE_PT, BEFORE_GROUP_PT = 6, 10
ROW_PADDING_PT, CELL_RIGHT_PT = 2.5, 6

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


def bullet_indent_mm(level: int) -> int:
    """How far an item of a list stands from the margin."""
    return BULLET_HANG_MM + level * BULLET_STEP_MM
