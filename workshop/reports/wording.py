"""Small pieces of sentences that several parts of the paper share."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from workshop.reports.dates import after_48_hours, when
from workshop.reports.facts import ActionFacts, MonitoringFacts, PlanFacts, SupportFacts
from workshop.words import say

LATER = "; "


def stopped(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already, inside quotes or not."""
    ends = text.rstrip().rstrip("”").endswith((".", "?", "!", "…"))
    return text.rstrip() if ends else f"{text.rstrip()}."


def unstopped(text: str) -> str:
    """The text without its last full stop, so that a sentence can go on."""
    bare = text.rstrip()
    return bare[:-1] if bare.endswith(".") and not bare.endswith("..") else bare


def listed(texts: Iterable[str]) -> str:
    """What is there, one after the other; semicolons between, no full stops within."""
    return LATER.join(unstopped(text) for text in texts if text.strip())


def quoted(texts: Iterable[str]) -> str:
    """What several people wrote, each in its quotes."""
    return listed(say("paper.quote", text=unstopped(text)) for text in texts)


def amount(number: Decimal) -> str:
    """1,260 or 12.5: no noughts that say nothing."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def pounds(cost: Decimal) -> str:
    """£260, or £12.50."""
    return f"£{cost:,.0f}" if cost == cost.to_integral_value() else f"£{cost:,.2f}"


def to_confirm(facts: PlanFacts, key: str = "to_confirm_by") -> str:
    """Who completes what is missing, and by which day."""
    role = facts.confirm_role or say("paper.headteacher")
    day = facts.confirm_by or after_48_hours(facts.workshop_on)
    return say(f"paper.{key}", role=role, day=when(day, facts.workshop_on))


def known(action: ActionFacts, facts: PlanFacts, *, is_short: bool = False) -> str:
    """How we will know, who checks and when; what nobody has written yet is to be confirmed."""
    if action.know:
        return action.know
    success = listed(action.success)
    checks = listed(check(each, facts, with_how=not success) for each in action.monitoring)
    if not success:
        return checks or to_confirm(facts)
    return f"{stopped(success)} {checks or _later(facts, is_short=is_short)}"


def _later(facts: PlanFacts, *, is_short: bool) -> str:
    if is_short:
        return say("paper.checks_later_short")
    return say("paper.checks_later", when=to_confirm(facts, "to_confirm_by_later"))


def check(each: MonitoringFacts, facts: PlanFacts, *, with_how: bool = True) -> str:
    """Six pupils read aloud. Writing lead, 24 April."""
    day = when(each.on, facts.workshop_on)
    who = ", ".join(unstopped(part) for part in (each.who, day) if part)
    if not with_how or not each.how:
        return who
    return say("paper.check", how=unstopped(each.how), who=who) if who else each.how


def dated(text: str, on: date | None, facts: PlanFacts) -> str:
    """A step with the day by which it is done."""
    if on is None:
        return text
    return say("paper.step_by", text=unstopped(text), day=when(on, facts.workshop_on))


def need(each: SupportFacts) -> str:
    """A visit: how to teach revising (offered by Tallowmere Primary). The other school is named
    only where it agreed."""
    text = each.topic
    if each.type:
        text = say("paper.need", type=say(f"paper.need_{each.type}"), topic=each.topic)
    school = each.school if each.may_share else ""
    key = f"paper.need_{each.status}" + ("_by" if school else "")
    return say("paper.need_stands", text=unstopped(text), status=say(key, school=school))


def needs(action: ActionFacts) -> str:
    """All the support that an action needs, in one text."""
    return listed((action.support, *(need(each) for each in action.needs)))


def is_late(action: ActionFacts, facts: PlanFacts) -> bool:
    """Whether it is a milestone: due only after the review."""
    due = action.by_when
    return action.is_milestone or (isinstance(due, date) and due > facts.review_on)


def stands(action: ActionFacts) -> str:
    """Where an action stands once it has begun; nothing before."""
    if action.status not in ("active", "done", "stopped"):
        return ""
    text = say(f"paper.status_{action.status}")
    if action.status != "active" or not action.rag:
        return text
    return say("paper.status_rag", status=text, rag=say(f"paper.rag_{action.rag}"))
