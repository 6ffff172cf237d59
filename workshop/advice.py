"""What a critical friend would say of an action. Advice, never a refusal: nothing here stops
anybody, and what it says of language is a guess."""

from __future__ import annotations

from .action_fields import day_of
from .model import Row
from .reports.dates import full_date
from .scene import Scene
from .words import say

SMALLER_UNDER = 7  # of ten: below that the step is too large
NO_VERBS = """
    a an the our we i it this that these those there all every each some any more better less fewer
    new regular regularly weekly daily clear consistent good greater improved improvement staff
    pupils children teachers leaders parents everyone everybody time cpd inset feedback assessment
"""
NO_VERB_ENDS = ("tion", "sion", "ment", "ness", "ing")
VERBS = """
    question mention position function caution bring ring implement document supplement complement
    experiment comment
"""


def advice(scene: Scene, action: Row) -> dict[str, str]:
    """A sentence beside each field that deserves a second look."""
    fields = action["fields"]
    review_on, by_when = day_of(scene.workshop["review_on"]), day_of(fields.get("by_when"))
    found = {}
    if not begins_with_a_verb(fields.get("we_will", "")):
        found["we_will"] = say("advice.verb")
    if fields.get("we_will") and not fields.get("so_that"):
        found["so_that"] = say("advice.so_that")
    if 0 < int(fields.get("commitment") or 0) < SMALLER_UNDER:
        found["commitment"] = say("advice.commitment")
    if review_on and by_when and by_when > review_on:
        found["by_when"] = say("advice.milestone", day=full_date(review_on))
    for name, other in (("baseline", "target"), ("target", "baseline")):
        if fields.get(other) and not fields.get(name):
            found[name] = say(f"advice.{name}")
    if fields.get("kind") == "stop" and not fields.get("stop_means"):
        found["stop_means"] = say("advice.stop_means")
    return found


def begins_with_a_verb(text: str) -> bool:
    """Whether the first word may be a verb; an empty text is not blamed."""
    word = (text.split() or [""])[0].strip("“”\"'.,:;").lower()
    if not word or word in VERBS.split():
        return True
    return word not in NO_VERBS.split() and not (len(word) > 4 and word.endswith(NO_VERB_ENDS))
