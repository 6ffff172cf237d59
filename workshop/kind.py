"""What an activity kind must answer. A kind is one file that describes its phases as data;
the engine (commands, audience) reads the description and never asks which kind it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .model import Refused, Row
from .words import say

if TYPE_CHECKING:
    from .scene import Scene


@dataclass(frozen=True)
class Setting:
    """One choice the champion has: its default and every value it may take.

    `is_fixed`: it is decided when the workshop is prepared, and not changed in the room.
    """

    name: str
    default: Any
    values: tuple[Any, ...]
    is_fixed: bool = False


@dataclass(frozen=True)
class MarkRule:
    """A mark that a phase takes.

    `owner` is `seat` (one per person) or `group` (one per group, any member may change it).
    `on` is what it is put on: `note`, `slot`, `action` or the `activity` itself. `values` are
    the values allowed; None: the id of a note with the rule's `stance`. `budget` limits a
    person's sum over all subjects; a text names the setting that holds it.
    `summary` says how others see it once they may: `count`, `sum`, `spread`, `choice`, `band`
    (words, from five answers up) or `test` (kept, and talked through before it is counted).
    """

    kind: str
    owner: str
    on: str
    values: tuple[int, ...] | None
    summary: str
    stance: str | None = None
    budget: int | str | None = None


@dataclass(frozen=True)
class Fill:
    """A field of a note besides its words: a text of at most `limit` characters, one of `values`
    if there are any, or a day."""

    limit: int
    values: tuple[str, ...] = ()
    is_day: bool = False


@dataclass(frozen=True)
class Phase:
    """One phase: what it accepts, what it shows to whom, whether it is private or timed.

    `room` and `hand` name the layouts of projector and phone. `room_notes` and `hand_notes`
    say which notes reach them: `none`, `slot` (where the group stands), `home`, `group` (the
    group's own, and carried ones), `phase` (those of this phase) or `all`.
    `ends_lateness`: from here on a late note goes to the champion's "for later".
    `shows_at_close`: closing a private phase shows its marks at once. `words_stay`: what was
    written stays with the champion for ever. `note_fields` are the fields that a new note may
    carry; `fills` those that any phone of a group fills in, on its own lines or on its sheet.
    `drafts`: the field of the goal that is drafted when the room comes here and it is empty.
    `is_kept`: from here on the actions are those agreed, whatever is typed since.
    `shows_actions`, `shows_tests`: the plan's actions, and where the room stands on them, are seen.
    `tells_group`: its notes say which group wrote them, where that names nobody.
    """

    key: str
    room: str
    hand: str
    accepts: frozenset[str] = frozenset()
    marks: tuple[MarkRule, ...] = ()
    is_private: bool = False
    is_timed: bool = False
    room_notes: str = "none"
    room_totals: bool = False
    hand_notes: str = "none"
    hand_totals: bool = False
    ends_lateness: bool = False
    shows_at_close: bool = False
    words_stay: bool = False
    note_fields: Mapping[str, Fill] = field(default_factory=dict)
    fills: Mapping[str, Fill] = field(default_factory=dict)
    drafts: str = ""
    shows_actions: bool = False
    is_kept: bool = False
    shows_tests: bool = False
    tells_group: bool = True


@dataclass(frozen=True)
class Step:
    """One stop on the way through an activity: a phase, its round (from 0) and its time."""

    phase: str
    round: int = 0
    seconds: int | None = None


@dataclass(frozen=True)
class Replan:
    """A way to finish on time: what it saves in minutes, and what it changes of an activity.

    `settings` are laid over the activity's; `rounds` fewer; `is_skipped`: it is left out.
    Its sentences stand in the catalogue as `replan.<key>` and `replan.<key>_costs`.
    """

    key: str
    saves: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    rounds: int = 0
    is_skipped: bool = False


@dataclass(frozen=True)
class Stance:
    """What a note says of itself, with the catalogue key of its words."""

    value: str
    label: str


class Kind:
    """The base of every kind: the plainest answers. A kind overrides what it does otherwise."""

    key: str = ""
    phases: tuple[Phase, ...] = ()
    settings: tuple[Setting, ...] = ()
    stances: tuple[Stance, ...] = ()
    words: Mapping[str, str] = {}
    stems: Sequence[str] = ()
    prompts: Sequence[str] = ()
    uses_slots: bool = False  # groups stand at slots and move between them
    slots_from: str = ""  # what of the pack is laid out as slots: `stations` or `headlines`
    options: str = ""  # the phase whose notes are options to choose from
    sheets: str = ""  # the phase in which each chosen option has a sheet that a group fills in
    carries_in: str = ""  # the group choice whose notes come along when this kind is opened
    most_additions: int | None = None  # of a group, in the whole activity
    depth: int = 1  # how deep additions may stand under additions
    is_kept_whole: bool = False  # its minutes are protected when the room runs late

    def phase(self, key: str | None) -> Phase:
        """The phase of that key."""
        for each in self.phases:
            if each.key == key:
                return each
        raise Refused("unknown_phase", phase=str(key))

    def steps(self, settings: Mapping[str, Any], rounds: int) -> tuple[Step, ...]:
        """The steps in order. `rounds` is how many are still planned."""
        return tuple(Step(phase.key) for phase in self.phases)

    def rounds(self, settings: Mapping[str, Any], slots: int) -> int:
        """How many rounds an activity with that many slots has."""
        return 0

    def place(self, path: Sequence[str], index: int, step_round: int) -> str | None:
        """The slot where the group of that index stands, on a path of active slots."""
        return None

    def sentence(self, scene: Scene, name: str) -> str:
        """A sentence of this kind's page of the catalogue for the present step.

        `name` is title, part, do, say, next or ahead; where a private phase has words of its
        own for it, close, close_ahead, reveal, reveal_ahead. Once such a phase is closed or
        revealed, the page may say another thing (`answer.do_revealed`). `{n}` is the round,
        counted from 1.
        """
        assert scene.step is not None and scene.activity is not None
        key = self.word(scene, f"{scene.step.phase}.{name}")
        after = f"{key}_{scene.veil}"
        key = after if after in self.words else key
        values = {"n": scene.step.round + 1, "rounds": scene.activity["rounds"]}
        return self.words.get(key, "").format(**values)

    def word(self, scene: Scene, key: str) -> str:
        """The key to use: a kind may have another sentence for a first or last round."""
        return key

    def note_limit(self, settings: Mapping[str, Any]) -> int | None:
        """How many new notes a group has per round; None: everyone writes."""
        return None

    def check_note(self, scene: Scene, note: Row) -> None:
        """Refuse a note that breaks a rule of this kind."""

    def check_mark(self, scene: Scene, rule: MarkRule, mark: Row) -> None:
        """Refuse a mark that breaks a rule of this kind."""

    def replans(self, activity: Row, at: int) -> tuple[Replan, ...]:
        """How this activity could take less time. `at` is its present step; -1: still ahead."""
        return ()

    def offers(self, note: Row) -> bool:
        """Whether a note may be carried forward, to the plan or a later activity."""
        return False

    def takes(self, scene: Scene, note: Row) -> str | None:
        """The phase in which a note carried here from an earlier activity stands, if any."""
        return None

    def report(self, totals: Mapping[str, Any]) -> str:
        """What the paper says of the marks on a note, besides who recognised it."""
        said = [say("paper.dots", n=totals["dot"])] if totals.get("dot") else []
        score = totals.get("score") or {}
        if "median" in score:
            said.append(say("paper.score", **score))
        return ", ".join(said)


def budget_of(rule: MarkRule, settings: Mapping[str, Any]) -> int | None:
    """What a person may spend under a rule, as this activity's settings have it."""
    return settings[rule.budget] if isinstance(rule.budget, str) else rule.budget


def settings_of(kind: Kind, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of an activity: what was chosen over the defaults, each checked.

    A pack gives values as text; they are matched with the values a setting may take.
    """
    known = {each.name: each for each in kind.settings}
    for name in chosen:
        if name not in known:
            raise Refused("bad_setting", name=name, value=str(chosen[name]))
    return {
        name: allowed(setting, chosen[name]) if name in chosen else setting.default
        for name, setting in known.items()
    }


def allowed(setting: Setting, value: Any) -> Any:
    """The value a setting takes for what was chosen."""
    for each in setting.values:
        if type(each) is type(value) and each == value:
            return each
        if isinstance(value, str) and str(each).lower() == value.lower():
            return each
    raise Refused("bad_setting", name=setting.name, value=str(value))
