"""The back of the paper: where each station stands, the notes, ground rules and, last, the method.

Hidden notes never show their text. How far we are is said in words, never as a count.
"""

from collections.abc import Iterator

from workshop.reports import paper_room, paper_talk
from workshop.reports.dates import full_date
from workshop.reports.facts import NoteFacts, PlanFacts, StationFacts
from workshop.reports.outline import (
    Block,
    Bullet,
    Bullets,
    Heading,
    Run,
    Table,
    Together,
    bullets,
    plain,
)
from workshop.reports.paper_chain import STANCES
from workshop.reports.wording import stopped, unstopped
from workshop.words import say

REACH = ("not_yet", "in_places", "mostly", "everywhere")
WIDTHS_MM = (44.0, 34.0, 50.0, 50.0)


def blocks(facts: PlanFacts) -> list[Block]:
    """What was written in each activity, what changed since, ground rules and method: each only
    where there is something to say."""
    found: list[Block] = [
        *_reality(facts.goal.reality),
        *paper_room.headlines(facts.headlines),
        *_stations(facts.stations),
        *paper_room.paths(facts.paths),
        *paper_talk.other_ideas(facts),
    ]
    if found:
        found.insert(0, Heading(1, say("paper.appendix"), starts_page=True))
    if facts.differences:
        heading = Heading(1, say("paper.differences"))
        found.append(Together((heading, bullets(facts.differences))))
    if facts.ground_rules:
        key = "rules_agreed" if facts.rules_agreed else "rules_shown"
        heading = Heading(1, say("paper.ground_rules"))
        rules = bullets(facts.ground_rules)
        found.append(Together((heading, plain(say(f"paper.{key}")), rules)))
    texts = [plain(text) for text in _method(facts)]
    return [*found, Together((Heading(1, say("paper.method")), *texts))]


def reach_in_words(reach: tuple[str, ...]) -> str:
    """One word when all say the same, else from the lowest to the highest; never how many."""
    said = sorted({REACH.index(value.replace(" ", "_")) for value in reach})
    if not said:
        return say("paper.not_said")
    first, last = (say(f"paper.reach_{REACH[index]}") for index in (said[0], said[-1]))
    return first if len(said) == 1 else say("paper.reach_between", first=first, last=last)


def _reality(text: str) -> list[Block]:
    """Where things stood, line by line as it was put together."""
    lines = tuple(line for line in text.split("\n") if line.strip())
    return [Together((Heading(2, say("paper.reality")), bullets(lines)))] if lines else []


def _stations(stations: tuple[StationFacts, ...]) -> Iterator[Block]:
    numbered = tuple(station for station in stations if station.number)
    if numbered:
        yield Heading(2, say("paper.baseline"))
        yield _baseline(numbered)
    for station in stations:
        yield from _station(station)


def _baseline(stations: tuple[StationFacts, ...]) -> Table:
    head = ("station", "reach", "chosen_strengths", "chosen_gaps")
    none = say("paper.none_chosen")
    rows = tuple(
        (
            say("paper.numbered", number=station.number, text=station.title),
            reach_in_words(station.reach),
            station.strength_text or none,
            station.gap_text or none,
        )
        for station in stations
    )
    return Table(tuple(say(f"paper.{key}") for key in head), rows, WIDTHS_MM, say("paper.baseline"))


def _station(station: StationFacts) -> Iterator[Block]:
    title = station.title
    if station.number:  # an activity without stations has its own title alone
        title = say("paper.station_heading", number=station.number, title=title)
    top = [Heading(2, title)]
    text = station.text
    if text and station.source:
        text = say("paper.station_text", text=stopped(text), source=unstopped(station.source))
    notes = list(_notes(station.notes))
    opening = [plain(text)] if text else []
    yield Together((*top, *opening, *notes[:2]))
    yield from notes[2:]
    if not notes:
        yield plain(say("paper.no_notes"))


def _notes(notes: tuple[NoteFacts, ...]) -> Iterator[Heading | Bullets]:
    """Under each stance the notes, most recognised first, with what was built on them."""
    shown = [note for note in notes if _is_shown(note)]
    for stance in (*STANCES, "none"):
        group = [note for note in shown if _stance(note) == stance]
        if group:
            group.sort(key=lambda note: -(note.recognised or 0))
            yield Heading(3, say(f"paper.stance_{stance}"))
            yield Bullets(tuple(bullet for note in group for bullet in _bullets(note)))


def _stance(note: NoteFacts) -> str:
    return note.stance if note.stance in STANCES else "none"


def _is_shown(note: NoteFacts) -> bool:
    is_gone = note.is_hidden or note.is_withdrawn or not note.text
    return not is_gone or any(_is_shown(build) for build in note.builds)


def _bullets(note: NoteFacts, level: int = 0) -> Iterator[Bullet]:
    """The note and, indented once, everything that was built on it."""
    label = (Run(f"{say('paper.build')} "),) if level else ()
    yield Bullet((*label, Run(_text(note)), *_about(note)), level)
    for build in note.builds:
        if _is_shown(build):
            yield from _bullets(build, level=1)


def _text(note: NoteFacts) -> str:
    if note.is_hidden:
        return say("paper.hidden")
    return say("paper.withdrawn") if note.is_withdrawn or not note.text else note.text


def _about(note: NoteFacts) -> tuple[Run, ...]:
    if note.is_hidden or note.is_withdrawn:
        return ()
    said = [say("paper.group", letter=note.group_letter)] if note.group_letter else []
    said += [say("paper.note_recognised", n=note.recognised)] if note.recognised else []
    said += [note.marks] if note.marks else []
    said += [say("paper.late")] if note.is_late else []
    return (Run(f" {say('paper.note_about', about=', '.join(said))}"),) if said else ()


def _method(facts: PlanFacts) -> Iterator[str]:
    if facts.champion_label:
        yield say("paper.method_champion", label=facts.champion_label)
    if any(station.number for station in facts.stations):
        yield say("paper.method_workshop" if facts.went_round else "paper.method_workshop_alone")
    if facts.partnership:
        yield say("paper.method_partnership", partnership=facts.partnership)
    if facts.focus:
        yield say("paper.method_focus", focus=facts.focus.rstrip("."))
    yield say("paper.method_names")
    yield from facts.method
    if facts.deletion_on:
        yield say("paper.method_deletion", day=full_date(facts.deletion_on))
