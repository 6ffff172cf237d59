"""Lays out everything under static/ for serving: one folder named by the hash of the whole tree,
each page's styles and own modules joined into one file, and a .gz beside every text.

Joining is textual, at start, and needs no build step: own modules use one plain form of import
and export, so joining them means ordering them and dropping those lines. What a page needs only
later is a second file: it holds the modules that the first does not, and imports from the first
the names it uses. `python tools/static_tree.py` prints what a page weighs.
"""

import gzip
import hashlib
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "static"
STYLES = {
    "css/phone.css": ("css/tokens.css", "css/parts.css", "css/hand.css"),
    "css/phone_later.css": ("css/hand_later.css",),
    "css/room.css": ("css/tokens.css", "css/parts.css", "css/room.css"),
    "css/desk.css": ("css/tokens.css", "css/parts.css", "css/desk.css"),
}
ENTRIES = ("js/phone.js", "js/join.js", "js/projector.js", "js/console.js")
LATER = {"js/phone_later.js": "js/phone.js"}  # a second file, and the first that it belongs to
LATER_WORDS = {"words/hand_later.json": ROOT.parent / "workshop/words/hand_later.json"}
COPIED = ("vendor", "fonts")
GZIPPED = {".js", ".mjs", ".css", ".svg", ".json"}
IMPORT = re.compile(r'^import (?:\{([^}]*)\}|(\w+)) from "(\.[^"]+)";$')
COMMENT = re.compile(r"^[ \t]*(//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE)
HASH = re.compile(r"[0-9a-f]{16}")  # what an older tree is named; nothing else is touched
EXPORT = re.compile(r"^export (?=(async )?(function|const|class|let) )")
EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|const|class|let) (\w+)", re.MULTILINE)


class CannotJoin(Exception):
    """A module uses a form of import or export that textual joining does not know."""


def build(target: Path, root: Path = ROOT) -> Path:
    """Lay the tree out below `target`; the folder whose name is its hash. Harmless to repeat."""
    files = contents(root)
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name] + b"\0")
    home = target / digest.hexdigest()[:16]
    if not home.exists():
        write(home, files)
    for other in target.iterdir():
        if other != home and HASH.fullmatch(other.name):
            shutil.rmtree(other, ignore_errors=True)
    return home


def contents(root: Path) -> dict[str, bytes]:
    """Every file that is served, by its path below the tree."""
    files: dict[str, bytes] = {}
    for folder in COPIED:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    for name, parts in STYLES.items():
        sheet = "\n".join((root / part).read_text("utf-8") for part in parts)
        files[name] = without_comments(sheet).encode()
    for entry in ENTRIES:
        files[entry] = joined(root, entry).encode()
    for entry, first in LATER.items():
        files[first], files[entry] = (text.encode() for text in joined_in_two(root, first, entry))
    for name, path in LATER_WORDS.items():
        files[name] = path.read_bytes()
    return files


def joined(root: Path, entry: str) -> str:
    """An entry with all modules it reaches, each once, those it needs first."""
    return joined_modules(root, modules(root, entry))


def joined_in_two(root: Path, first: str, later: str) -> tuple[str, str]:
    """Two files: `first` as ever, and what `later` reaches beyond it.

    The first exports the names that the later one takes from it; the later one exports its own
    entry's names.
    """
    known = modules(root, first)
    added = [path for path in modules(root, later) if path not in known]
    names = ", ".join(sorted({name for path in added for name in names_from(path, known)}))
    own = ", ".join(EXPORTED.findall((root / later).read_text("utf-8")))
    needs = f'import {{ {names} }} from "./{Path(first).name}";'
    return (
        "\n".join((joined_modules(root, known), f"export {{ {names} }};\n")),
        "\n".join((needs, joined_modules(root, added), f"export {{ {own} }};\n")),
    )


def names_from(path: Path, known: list[Path]) -> list[str]:
    """The names that a module imports from modules of another file."""
    names: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        match = IMPORT.match(line)
        if match and (path.parent / match[3]).resolve() in known:
            names += [name.strip() for name in (match[1] or match[2]).split(",")]
    return names


def modules(root: Path, entry: str) -> list[Path]:
    """An entry and all modules it reaches, those it needs first."""
    order: list[Path] = []
    visit((root / entry).resolve(), order, ())
    return order


def joined_modules(root: Path, order: list[Path]) -> str:
    """Modules as one text, in that order."""
    head: dict[str, None] = {}
    bodies = [strip(path, root, head) for path in order]
    return without_comments("\n".join([*head, *bodies]))


def visit(path: Path, order: list[Path], trail: tuple[Path, ...]) -> None:
    """Put a module behind everything it imports."""
    if path in trail:
        raise CannotJoin(f"{path.name} imports itself in a circle")
    if path in order:
        return
    for line in path.read_text("utf-8").splitlines():
        match = IMPORT.match(line)
        if match and "vendor/" not in match[3]:
            visit((path.parent / match[3]).resolve(), order, (*trail, path))
    order.append(path)


def strip(path: Path, root: Path, head: dict[str, None]) -> str:
    """A module's own lines; imports of published files are collected in `head`, each once."""
    kept = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        match = IMPORT.match(line)
        if match:
            if "vendor/" in match[3]:
                source = (path.parent / match[3]).resolve().relative_to(root.resolve())
                head[line.replace(match[3], f"../{source.as_posix()}")] = None
            continue
        if line.startswith("import ") or re.match(r"export (\{|default|\*)", line):
            raise CannotJoin(f"{path.name}, line {number}: write this import or export plainly")
        kept.append(EXPORT.sub("", line))
    return "\n".join(kept)


def without_comments(text: str) -> str:
    """A text without comments that have lines of their own, and without empty lines."""
    return re.sub(r"\n{2,}", "\n", COMMENT.sub("", text))


def write(home: Path, files: dict[str, bytes]) -> None:
    """The files on disk with their .gz, whole or not at all."""
    part = home.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    for name, content in files.items():
        path = part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if path.suffix in GZIPPED:
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
    part.rename(home)


def main() -> int:
    """Print what each entry weighs when compressed."""
    for name, content in sorted(contents(ROOT).items()):
        if name.startswith(("css/", "js/", "words/", "vendor/")):
            print(f"{len(gzip.compress(content, 9, mtime=0)):8,d}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
