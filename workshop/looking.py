"""Which notes the champion may want to look at before the room does: words that often point to
one person. It only asks for a look; it never hides anything by itself."""

from __future__ import annotations

import re

TITLES = re.compile(r"\b(Mr|Mrs|Miss|Ms|Mx|Dr|Sir)\.?\s+[A-Z]", re.UNICODE)
ONE_TEACHER = re.compile(
    r"\b(the|our|one)\s+(\w+\s+){0,2}(teacher|TA|teaching assistant|headteacher|deputy|SENCO)\b"
    r"\s+(who|that|in|is|never|always|does)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(year|class|form)\s*(\d{1,2}|one|two|three|four|five|six)\b", re.IGNORECASE)
CHILD = re.compile(
    r"\b(a|one|this|that)\s+(boy|girl|child|pupil)\s+(called|named)\b", re.IGNORECASE
)


def reason_to_look(text: str) -> str | None:
    """The catalogue key of the reason why a note deserves a look, or None."""
    if CHILD.search(text):
        return "look.child"
    if TITLES.search(text):
        return "look.name"
    if ONE_TEACHER.search(text) or YEAR.search(text):
        return "look.person"
    return None
