"""What leaves the facts where fewer than five took part: there a group is one or two people, so
its letter, and how many recognised a note, would say who wrote it."""

from dataclasses import replace

from workshop.reports.facts import ActionFacts, NoteFacts, PlanFacts


def without_traces(facts: PlanFacts) -> PlanFacts:
    """The same facts; in a small room without letters of groups and counts of marks."""
    if facts.may_count:
        return facts
    return replace(
        facts,
        actions=tuple(_action(each) for each in facts.actions),
        stations=tuple(
            replace(each, notes=tuple(_note(note) for note in each.notes))
            for each in facts.stations
        ),
        paths=tuple(replace(each, group_letter=None) for each in facts.paths),
        tests=tuple(replace(each, counts=()) for each in facts.tests),
    )


def _action(action: ActionFacts) -> ActionFacts:
    parts = (replace(each, group_letter=None, recognised=None, dots=None) for each in action.chain)
    return replace(action, chain=tuple(parts))


def _note(note: NoteFacts) -> NoteFacts:
    builds = tuple(_note(each) for each in note.builds)
    return replace(note, group_letter=None, recognised=None, marks="", builds=builds)
