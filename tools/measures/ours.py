"""The product as it is, for the bench: the real server on a workshop of the bench's own pack, open
at a wall where everybody sees every note, which is the hardest thing to keep in step. With
`--carousel` it is the demonstration's carousel instead. `--notes N`, `--actions N`: so many are
there already."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import app  # noqa: E402, I001  before all else: it patches what the others import

from workshop.activities import KINDS  # noqa: E402
from workshop.database import open_database  # noqa: E402
from workshop.demo import make_demo  # noqa: E402
from workshop.folder import DataFolder  # noqa: E402
from workshop.kind import Kind, Phase, Setting, Step  # noqa: E402
from workshop.model import new_id  # noqa: E402
from workshop.scene import read_scene  # noqa: E402
from workshop.shelf import Shelf  # noqa: E402
from workshop.transaction import Transaction  # noqa: E402


class Wall(Kind):
    """Everybody writes as much as they like, and everybody sees it at once."""

    key = "wall"
    phases = (
        Phase(
            "write",
            room="wall",
            hand="wall",
            accepts=frozenset({"note"}),
            is_timed=True,
            room_notes="all",
            hand_notes="all",
        ),
    )
    settings = (Setting("notes", default="everyone", values=("everyone",)),)
    words = {
        "title": "Wall",
        "write.title": "Write",
        "write.part": "",
        "write.do": "Write.",
        "write.say": "“Write.”",
        "write.next": "Go on",
        "write.ahead": "",
    }
    stems = ("What else?",)

    def steps(self, settings, rounds):
        return (Step("write", 0, 3600),)

    def check_note(self, scene, note):
        """Anything goes."""


WITH_WALL = {**KINDS, "wall": Wall()}


def prepare(data: Path, is_carousel: bool, notes: int, actions: int) -> None:
    """Make the workshop before the server opens it."""
    pack = ROOT / "packs/writing.md" if is_carousel else Path(__file__).with_name("wall.md")
    with DataFolder(data).open() as folder:
        shelf = Shelf(folder.path, WITH_WALL)
        db = open_database(shelf.home_of(make_demo(shelf, pack, WITH_WALL)) / "workshop.db")
        with db.atomic():
            tx = Transaction(db, 10, 0)
            scene = read_scene(tx, WITH_WALL)
            activity = scene.activity
            if is_carousel:
                settings = activity["settings"] | {"notes": "everyone"}
                tx.write("activities", activity["id"], {"settings": settings})
            for n in range(notes):
                group = scene.groups[n % len(scene.groups)]["id"]
                tx.insert("notes", **note(scene, group, n))
            for n in range(actions):
                fields = {"we_will": f"Model one paragraph aloud, step {n}", "kind": "start"}
                tx.insert("actions", id=new_id(), position=n + 1, fields=fields)
            tx.conn.execute("UPDATE workshop SET revision = 10")
        db.close()


def note(scene, group, n):
    """One note among many that were written before."""
    slot = scene.at_slot(group)
    return {
        "id": new_id(),
        "activity": scene.activity["id"],
        "phase": scene.step.phase,
        "round": 0,
        "slot": slot,
        "grp": group,
        "text": f"Modelling starts too late in the lesson, note {n}",
        "stance": "gap" if slot else None,
        "n": n + 1,
    }


def taken(words, name):
    """The number after a flag of ours, and the other words."""
    if name not in words:
        return 0, words
    at = words.index(name)
    return int(words[at + 1]), words[:at] + words[at + 2 :]


if __name__ == "__main__":
    notes, words = taken(sys.argv[1:], "--notes")
    actions, words = taken(words, "--actions")
    is_carousel = "--carousel" in words
    words = [word for word in words if word != "--carousel"]
    prepare(Path(words[words.index("--data") + 1]), is_carousel, notes, actions)
    sys.argv[1:] = words
    try:
        sys.exit(app.main(WITH_WALL))
    except KeyboardInterrupt:
        sys.exit(0)
