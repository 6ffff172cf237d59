"""What the champion has at hand for the plan: the goal and where it may come from, the causes that
groups ringed, the options and how they fared, worries, versions, and ways to finish on time."""

from __future__ import annotations

import re
from typing import Any

from .agreed import differences_now, documents_list
from .audience import CONSOLE, Audience, letter_of_group, note_row
from .choosing import sheets
from .header import goal_fields
from .model import Row, new_id
from .replanning import replans_state
from .roots import top_of
from .scene import Scene
from .tellings import tell_goal
from .transaction import Transaction
from .words import say

ON_DESK = Audience(CONSOLE)
REACH = ("not_yet", "in_places", "mostly", "everywhere")
MOST_LINES = 12  # of what may go into "where we are"
DRAFTED_LINES, MOST_DRAFTED = 2, 400  # and what goes in by itself: characters that fit


def at_hand(tx: Transaction, scene: Scene) -> Row:
    """Everything of the console's state that is about the plan."""
    return {
        "plan": {"fields": {"review_on": scene.workshop["review_on"]} | scene.workshop["plan"]},
        "goal": goal_fields(tx),
        "goal_draft": goal_from(scene.workshop["question"]),
        "reality": reality_lines(tx, scene),
        "causes": causes(tx, scene),
        "options": options(tx, scene),
        "take": scene.activity["settings"].get("take", 0) if scene.activity else 0,
        "will": will_count(tx, scene),
        "worries": worries(tx, scene),
        "documents": documents_list(tx),
        "differences": differences_now(tx, scene) if scene.agreed else [],
        "replans": replans_state(scene),
        "headlines": headlines(tx),
        "strengths": strengths(tx, scene),
        "evidence": tx.all(
            "SELECT id, title, text, tag FROM evidence WHERE is_removed = 0 ORDER BY position"
        ),
    }


def goal_from(question: str) -> str:
    """A goal drafted from the key question: what is to be true for pupils."""
    found = re.search(r"\bso that (.+?)\??$", question, re.IGNORECASE)
    if found:
        return sentence(found[1])
    found = re.match(r"how (?:can|do|could|might|will) (we|pupils|every pupil) (.+?)\??$",
                     question, re.IGNORECASE)  # fmt: skip
    return sentence(f"{found[1]} {found[2]}") if found else ""


def draft_goal(tx: Transaction, scene: Scene, field: str) -> None:
    """Draft a field of the goal that is still empty: the goal from our question, where we are from
    what was found, numbers first. It can be changed like anything typed."""
    lines = reality_lines(tx, scene)[:DRAFTED_LINES]
    texts = {"goal": goal_from(scene.workshop["question"]), "reality": "\n".join(lines)}
    held = tx.one("SELECT * FROM goals WHERE scope = 'staff' AND is_removed = 0")
    fields = dict(held["fields"]) if held else {}
    if fields.get(field) or not texts[field] or len(texts[field]) > MOST_DRAFTED:
        return
    if held is None:
        tx.insert("goals", id=new_id(), scope="staff", fields={field: texts[field]})
    else:
        tx.change("goals", held["id"], fields=fields | {field: texts[field]})
    if field == "reality":
        tell_goal(tx, texts[field])


def sentence(text: str) -> str:
    """A text that begins large and ends with a full stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "."


def reality_lines(tx: Transaction, scene: Scene) -> list[str]:
    """What was found about today, numbers first: evidence, how far each station is, chosen gaps."""
    cards = tx.all("SELECT text, tag FROM evidence WHERE is_removed = 0 ORDER BY position")
    lines = [card["text"] for card in cards if card["tag"] != "research"]
    lines += [*reach_lines(tx), *chosen_lines(tx, scene, "gap")]
    return sorted(dict.fromkeys(lines), key=lambda line: not re.search(r"\d", line))[:MOST_LINES]


def reach_lines(tx: Transaction) -> list[str]:
    """Each station with how far its group says we are."""
    found = tx.all(
        """
        SELECT slots.title, marks.value FROM marks JOIN slots ON slots.id = marks.subject
        WHERE marks.kind = 'reach' AND marks.is_removed = 0 ORDER BY slots.position, marks.value
        """
    )
    return [
        say("goal.reach", title=row["title"], reach=say(f"paper.reach_{REACH[row['value']]}"))
        for row in found
    ]


def chosen_lines(tx: Transaction, scene: Scene, kind: str) -> list[str]:
    """The words that groups chose at home, as far as they may be shown."""
    chosen = tx.all(
        """
        SELECT notes.* FROM marks JOIN notes ON notes.id = json_extract(marks.value, '$')
        WHERE marks.kind = ? AND marks.is_removed = 0 AND notes.is_hidden = 0 ORDER BY notes.n
        """,
        kind,
    )
    return [note["text"] for note in chosen if note["text"]]


def causes(tx: Transaction, scene: Scene) -> list[Row]:
    """All ringed causes with what their groups said of them."""
    ringed = tx.all(
        """
        SELECT notes.*, marks.owner, EXISTS (
          SELECT 1 FROM links WHERE links.to_id = notes.id AND links.kind = 'understood'
            AND links.is_removed = 0
        ) AS is_taken
        FROM marks JOIN notes ON notes.id = json_extract(marks.value, '$')
        WHERE marks.kind = 'ring' AND marks.is_removed = 0 ORDER BY notes.n
        """
    )
    found = []
    for note in ringed:
        row = note_row(tx, scene, note, ON_DESK)
        if row is None or row.get("is_hidden") or not row["text"]:
            continue
        details = {name: note["fields"].get(name, "") for name in ("tag", "sure", "check", "who")}
        found.append(
            {"note": note["id"], "text": note["text"], "problem": top_of(tx, note)["text"]}
            | {"letter": letter_of_group(scene, note["owner"]), "is_taken": bool(note["is_taken"])}
            | details
        )
    return found


def options(tx: Transaction, scene: Scene) -> list[Row]:
    """The options of the present activity once they were shown, those with most dots first."""
    phase = scene.kind.options if scene.kind else ""
    if scene.activity is None or scene.veil_of(scene.activity, phase) != "revealed":
        return []
    found = []
    for note in tx.all(
        "SELECT * FROM notes WHERE activity = ? AND phase = ? ORDER BY id",
        scene.activity["id"],
        phase,
    ):
        row = note_row(tx, scene, note, ON_DESK)
        if row is None or not row["text"] or row.get("is_hidden") or row.get("is_late"):
            continue
        fields = row.get("fields", {})
        found.append(
            {
                "note": note["id"],
                "text": row["text"],
                "obstacle": fields.get("obstacle", ""),
                "reason": fields.get("reason", ""),
                "dots": row.get("totals", {}).get("dot", 0),
                "merged": row.get("merged", 0),
                "merged_notes": merged_into(tx, note["id"]),
                "is_chosen": bool(note["is_chosen"]),
            }
        )
    return sorted(found, key=lambda each: (-each["dots"], each["note"]))


def merged_into(tx: Transaction, note: str) -> list[Row]:
    """What was put into an option, so that it can be parted again."""
    return tx.all(
        """
        SELECT id AS note, text FROM notes
        WHERE merged_into = ? AND is_withdrawn = 0 AND is_hidden = 0 AND is_removed = 0
        ORDER BY id
        """,
        note,
    )


def strengths(tx: Transaction, scene: Scene) -> list[Row]:
    """Strengths to keep: what the review found, then what groups chose."""
    found = [h["text"] for h in headlines(tx) if h["kind"] == "strength"]
    staff = dict.fromkeys(chosen_lines(tx, scene, "strength"))
    return [{"text": text, "origin": "review"} for text in found] + [
        {"text": text, "origin": "staff"} for text in staff
    ]


def will_count(tx: Transaction, scene: Scene) -> Row:
    """How many sheets say who and by when."""
    laid = sheets(tx, scene.activity) if scene.activity else []
    filled = [s for s in laid if s["fields"].get("who_leads") and s["fields"].get("by_when")]
    low = [s for s in laid if 0 < int(s["fields"].get("commitment") or 0) < 7]
    return {"n": len(filled), "of": len(laid), "low": len(low)}


def worries(tx: Transaction, scene: Scene) -> list[Row]:
    """What people would need, for the champion alone and in mixed order, once asking is over."""
    places = [
        (activity["id"], phase.key)
        for activity in scene.activities
        for phase in scene.kinds[activity["kind"]].phases
        if phase.words_stay
    ]
    found: list[dict[str, Any]] = []
    for place in places:
        for note in tx.all(
            """
            SELECT * FROM notes WHERE activity = ? AND phase = ? AND is_removed = 0 ORDER BY id
            """,
            *place,
        ):
            row = note_row(tx, scene, note, ON_DESK)
            if row is not None and row["text"] and not row.get("is_hidden"):
                found.append({"note": note["id"], "action": note["slot"], "text": row["text"]})
    return found


def headlines(tx: Transaction) -> list[Row]:
    """What the review found, as laid out for the room."""
    return tx.all(
        """
        SELECT id, title AS text, stance AS kind FROM slots
        WHERE stance IS NOT NULL AND is_removed = 0 ORDER BY position
        """
    )
