"""The paper a head hands to governors: page one in DOMAIN's order, then the pages behind it.

Optional lines vanish when empty, and the word for agreement is used only when it was given.
"""

from workshop.reports import (
    paper_actions,
    paper_appendix,
    paper_findings,
    paper_table,
    paper_talk,
)
from workshop.reports.dates import days, full_date, span
from workshop.reports.facts import Goal, PlanFacts
from workshop.reports.outline import (
    PAGE,
    PAGES,
    Block,
    Heading,
    Outline,
    Paragraph,
    Run,
    labelled,
    plain,
)
from workshop.reports.wording import listed, need, stopped, unstopped
from workshop.words import say

LANGUAGE = "en-GB"
SIGNATURE, SIGNED_ON = "_" * 18, "_" * 10


def plan_outline(facts: PlanFacts) -> Outline:
    """The whole paper as an outline."""
    is_draft = not facts.is_agreed
    return Outline(
        title=say("paper.title", title=facts.title, span=span(facts.workshop_on, facts.review_on)),
        language=LANGUAGE,
        school=facts.school,
        footer=_footer(facts, is_draft),
        draft_mark=say("paper.draft_of", day=full_date(facts.made_on)) if is_draft else "",
        made_on=facts.made_on,
        blocks=(
            *_page_one(facts, is_draft),
            *paper_findings.in_full(facts),
            *paper_actions.blocks(facts),
            *paper_talk.blocks(facts),
            *paper_appendix.blocks(facts),
        ),
    )


def _footer(facts: PlanFacts, is_draft: bool) -> tuple[str, str, str]:
    version = "paper.draft_version" if is_draft else "paper.version"
    day = facts.made_on if is_draft else facts.changed_on or facts.agreed_on or facts.made_on
    return (
        say(version, n=facts.version, day=full_date(day)),
        say("paper.names_no_pupil"),
        say("paper.page", page=PAGE, pages=PAGES),
    )


def _page_one(facts: PlanFacts, is_draft: bool) -> list[Block]:
    return [
        plain(_dates(facts)),
        *_lines(_people(facts, is_draft)),
        *_question(facts.key_question),
        *paper_findings.page_one(facts),
        *_understanding(facts),
        *_goal(facts),
        *paper_table.page_one(facts),
        *_provided(facts),
        *_kept(facts),
    ]


def _dates(facts: PlanFacts) -> str:
    said = [say("paper.reviewed_on", days=days(facts.reviewed_on))] if facts.reviewed_on else []
    said.append(say("paper.workshop_on", day=full_date(facts.workshop_on)))
    said.append(say("paper.review_on", day=full_date(facts.review_on)))
    return " ".join(said)


def _people(facts: PlanFacts, is_draft: bool) -> str:
    said = []
    is_of_staff = facts.took_part is not None and (facts.of_staff or 0) >= facts.took_part
    if is_of_staff and facts.may_count:
        said.append(say("paper.took_part_of", n=facts.took_part, of=facts.of_staff))
    elif facts.took_part is not None:
        said.append(say("paper.took_part", n=facts.took_part))
    if not is_draft and facts.agreed_on:
        adopted = say("paper.adopted", line=SIGNATURE, day=SIGNED_ON)
        said.append(f"{_agreed(facts, full_date(facts.agreed_on))}; {adopted}")
    return " ".join(said)


def _agreed(facts: PlanFacts, day: str) -> str:
    """What the room agreed, and when; a later version never claims to be what it agreed."""
    count = {"n": facts.agreed_by, "of": facts.took_part}
    if not facts.may_count:
        text = say("paper.agreed_by_those", day=day)
    elif facts.agreed_by is None or facts.took_part is None:
        text = say("paper.agreed_on", day=day)
    else:
        text = say("paper.agreed_by", **count, day=day)
    if facts.version == facts.agreed_version or facts.changed_on is None:
        return text
    now = {"agreed": facts.agreed_version, "now": facts.version}
    return say("paper.agreed_as", text=text, **now, day=full_date(facts.changed_on))


def _question(question: str) -> list[Block]:
    label = Run(f"{say('paper.question')} ")
    return [Paragraph((label, Run(question)), is_large=True)] if question else []


def _understanding(facts: PlanFacts) -> list[Block]:
    said = [facts.understanding, facts.how_we_know]
    if facts.still_to_check:
        said.append(say("paper.still_to_check", text=facts.still_to_check))
    text = " ".join(stopped(each) for each in said if each)
    return _section(say("paper.understanding"), text)


def _goal(facts: PlanFacts) -> list[Block]:
    goal = facts.goal
    said = [goal.text, _measure(goal)]
    if goal.source:
        said.append(say("paper.goal_source", source=goal.source))
    heading = say("paper.goal", day=full_date(goal.on or facts.review_on))
    return _section(heading, " ".join(stopped(each) for each in said if each))


def _measure(goal: Goal) -> str:
    """The measure with where it stands and where it is to go."""
    figures = ""
    if goal.target:
        key = "paper.goal_now" if goal.now else "paper.goal_only"
        figures = say(key, now=unstopped(goal.now), target=goal.target)
    if goal.measure and figures:
        return f"{say('paper.goal_measure', measure=unstopped(goal.measure))} {figures}"
    return goal.measure or figures[:1].upper() + figures[1:]


def _provided(facts: PlanFacts) -> list[Block]:
    support = facts.support or listed(need(each) for a in facts.actions for each in a.needs)
    room = "make_room" if facts.make_room else "block_room"
    made = facts.make_room or facts.room_made
    lines = {room: made, "leadership": facts.leadership, "support": support}
    return [labelled(say(f"paper.{key}"), stopped(text)) for key, text in lines.items() if text]


def _kept(facts: PlanFacts) -> list[Block]:
    runs: list[Run] = []
    if facts.will_see:
        seen = say("paper.will_see_on", day=full_date(facts.review_on), text=facts.will_see)
        runs += labelled(say("paper.will_see"), f"{stopped(seen)} ").runs
    if facts.keeper:
        runs += labelled(say("paper.keeper"), stopped(facts.keeper)).runs
    return [Paragraph(tuple(runs))] if runs else []


def _section(heading: str, text: str) -> list[Block]:
    return [Heading(2, heading), plain(text)] if text else []


def _lines(text: str) -> list[Block]:
    return [plain(text)] if text else []
