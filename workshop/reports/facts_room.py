"""The facts of what the room wrote, activity by activity, for the appendix of the paper.

Hidden words never get in here: whoever fills these asks first what may be shown.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoteFacts:
    """One note of a station, with the notes that build on it. `text` is "" once withdrawn.

    `marks` says what other marks it got. `is_hidden`: its text is never printed; it is named only
    where other notes build on it.
    """

    text: str
    stance: str = ""
    group_letter: str | None = None
    recognised: int | None = None
    marks: str = ""
    is_withdrawn: bool = False
    is_hidden: bool = False
    is_late: bool = False
    builds: tuple["NoteFacts", ...] = ()


@dataclass(frozen=True)
class StationFacts:
    """One station as it was left. `reach` has each tap: not_yet, in_places, mostly, everywhere.

    `number` is 0 for the notes of an activity without stations.
    `strength_text` and `gap_text` are what the group chose when it was home again, or "".
    """

    number: int
    title: str
    text: str = ""
    source: str = ""
    reach: tuple[str, ...] = ()
    strength_text: str = ""
    gap_text: str = ""
    notes: tuple[NoteFacts, ...] = ()


@dataclass(frozen=True)
class PathLine:
    """One answer to "why?". `depth` counts from 0; the ringed line is the likely cause."""

    text: str
    depth: int = 0
    is_ringed: bool = False


@dataclass(frozen=True)
class PathFacts:
    """One group's way from a problem to its likely cause.

    `tag` and `sure` as in ChainFacts (cause_tag, cause_sure); `check` says how and by when the
    cause is checked, `who` is the role that checks it.
    """

    group_letter: str | None
    problem: str
    lines: tuple[PathLine, ...] = ()
    tag: str = ""
    sure: str = ""
    check: str = ""
    who: str = ""


@dataclass(frozen=True)
class HeadlineFacts:
    """One headline of the review, and what staff said of it.

    `kind` is "strength" or "area"; `band` is "recognised", "mixed" or "", never a count.
    """

    text: str
    kind: str
    band: str = ""
    sentences: tuple[str, ...] = ()
