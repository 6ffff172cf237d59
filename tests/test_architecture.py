"""Who may import whom, where words come from, and what is written down: read from the files
themselves, so that a slip fails here before it becomes a habit."""

import ast
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.kinds.board import WITH_BOARD
from workshop.commands import VERBS

ROOT = Path(__file__).resolve().parent.parent
OURS = ("workshop", "participant", "facilitator")
FACES = {  # and the words they have: the phone's second part has those of the first as well
    "phone.js": ("hand",),
    "phone_later.js": ("hand", "hand_later"),
    "projector.js": ("room",),
    "console.js": ("desk",),
}
FOLDERS = (*OURS, "tools")
PRODUCT = [
    ROOT / "app.py",
    *sorted(
        path
        for part in FOLDERS
        for path in (ROOT / part).rglob("*.py")
        if "node_modules" not in path.parts
    ),
]
SCRIPTS = sorted((ROOT / "static/js").rglob("*.js"))
TEMPLATES = sorted(ROOT.glob("*/templates/*.html"))
PAGES = [*SCRIPTS, *TEMPLATES, *sorted((ROOT / "static/css").glob("*.css"))]
WORDS = {
    key: part.stem
    for part in (ROOT / "workshop/words").glob("*.json")
    for key in json.loads(part.read_text("utf-8"))
}
LONGEST = 400  # lines of a file
RULES = range(1, 27)


def under(*parts: str) -> list[Path]:
    """The product's Python files in some folders."""
    return [path for path in PRODUCT if path.relative_to(ROOT).parts[0] in parts]


def named(path: Path) -> str:
    """A file as people call it."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Whole names of all that a file imports; relative ones resolved."""
    found = set()
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            whole = ".".join([*base, *([node.module] if node.module else [])])
            found |= {whole} if node.module else {f"{whole}.{a.name}" for a in node.names}
    return found


def tops(path: Path) -> set[str]:
    """The first parts of what a file imports."""
    return {name.split(".")[0] for name in imports(path)}


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """Calls of functions, methods or classes with one of these names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if name in names:
                yield node


def first_texts(path: Path, *names: str) -> Iterator[str]:
    """First arguments of such calls; what is filled in at run time stands as a star."""
    for call in calls(path, *names):
        first = call.args[0] if call.args else None
        for node in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            if isinstance(node, ast.JoinedStr):
                yield "".join(p.value if isinstance(p, ast.Constant) else "*" for p in node.values)


def is_known(key: str) -> bool:
    """Whether the catalogue has this key; with a star, one that fits."""
    if "*" not in key:
        return key in WORDS
    fits = re.compile(".+".join(re.escape(part) for part in key.split("*")))
    return any(fits.fullmatch(each) for each in WORDS)


def script_imports(path: Path) -> list[Path]:
    """The scripts that a script imports."""
    found = re.findall(r'(?:from|import) "(\.[^"]+)"', path.read_text("utf-8"))
    return [(path.parent / each).resolve() for each in found]


def wired_to(entry: Path) -> set[Path]:
    """A script and all that it imports, near and far."""
    found, ahead = {entry}, [entry]
    while ahead:
        new = [p for p in script_imports(ahead.pop()) if p not in found and p in SCRIPTS]
        found |= set(new)
        ahead += new
    return found


def keys_in(path: Path) -> set[str]:
    """Keys of the catalogue in a script or template; the beginning of one ends with a star."""
    parts = "|".join(sorted({key.split(".")[0] for key in WORDS}))
    found = re.findall(rf'"((?:{parts})\.[a-z0-9_.]*)"', path.read_text("utf-8"))
    return {key + "*" if key.endswith((".", "_")) else key for key in found}


# ---- Python


def test_the_two_faces_never_import_each_other() -> None:
    assert [named(p) for p in under("participant") if "facilitator" in tops(p)] == []
    assert [named(p) for p in under("facilitator") if "participant" in tops(p)] == []


def test_the_workshop_knows_neither_the_web_nor_its_faces() -> None:
    forbidden = {"flask", "flask_socketio", "socketio", "engineio", "eventlet", "werkzeug"}
    forbidden |= {"facilitator", "participant", "tools", "app", "tests"}
    found = {named(path): tops(path) & forbidden for path in under("workshop")}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_only_the_app_and_what_serves_it_import_eventlet() -> None:
    found = {named(path) for path in PRODUCT if "eventlet" in tops(path)}
    compared_with = {"tools/measures/plain.py", "tools/measures/floor.py"}  # servers of the bench
    others = {name for name in found - compared_with if not name.startswith("tools/serving/")}
    assert others == {"app.py"}


def test_no_tool_leans_on_the_tests() -> None:
    assert [named(path) for path in under("tools") if "tests" in tops(path)] == []


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("docx", "workshop/reports/docx.py"),
        ("openpyxl", "workshop/reports/xlsx.py"),
        ("reportlab", "workshop/reports/pdf.py"),
        ("arabic_reshaper", "workshop/reports/rtl.py"),
        ("bidi", "workshop/reports/rtl.py"),
        ("icalendar", "workshop/reports/ics.py"),
        ("markdown", "facilitator/help.py"),
        ("nh3", "facilitator/help.py"),
        ("ifaddr", "workshop/addresses.py"),
        ("qrcode", "workshop/qr.py"),
        ("strictyaml", "workshop/pack_front.py"),
    ],
)
def test_a_library_has_one_home(library: str, home: str) -> None:
    assert [named(path) for path in PRODUCT if library in tops(path)] == [home]


def test_a_kind_imports_only_what_describes_it() -> None:
    allowed = {"workshop.kind", "workshop.model", "workshop.scene"}
    for path in (ROOT / "workshop/activities").glob("*.py"):
        inside = {name for name in imports(path) if name.startswith("workshop")}
        siblings = {name for name in inside if name.startswith("workshop.activities.")}
        assert inside - siblings <= allowed, named(path)
        assert path.name == "__init__.py" or not siblings, named(path)


def test_a_kind_reads_the_scene_for_its_type_alone() -> None:
    for path in (ROOT / "workshop/activities").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:
            assert not (isinstance(node, ast.ImportFrom) and node.module == "scene"), named(path)


def test_no_file_but_the_list_names_a_kind_that_only_tests_know() -> None:
    known = re.compile(r"""["']board["']""")
    assert [named(p) for p in (*PRODUCT, *PAGES) if known.search(p.read_text("utf-8"))] == []


def test_every_module_says_what_it_is_for() -> None:
    everything = [*PRODUCT, *(ROOT / "tests").rglob("*.py")]
    silent = [
        named(p) for p in everything if not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert silent == []


def test_no_file_is_too_long_to_read() -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in under(*OURS)}
    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}


# ---- scripts, styles and pages


def test_what_folds_the_messages_imports_nothing() -> None:
    assert script_imports(ROOT / "static/js/state.js") == []


def test_layouts_draw_and_never_talk() -> None:
    line = {(ROOT / "static/js" / name).resolve() for name in ("sync.js", "outbox.js")}
    layouts = [path for path in SCRIPTS if path.parent.name in {"hand", "room", "desk"}]
    for name in ("actions.js", "later_actions.js"):  # what a press does; they draw nothing
        layouts.remove(ROOT / "static/js/hand" / name)
    assert [named(path) for path in layouts if line & set(script_imports(path))] == []


def test_every_import_of_a_script_is_there() -> None:
    lost = [
        (named(p), each.name) for p in SCRIPTS for each in script_imports(p) if not each.exists()
    ]
    assert lost == []


def test_no_page_names_a_host_outside() -> None:
    outside = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
    comment = re.compile(r"(^|\s)// .*", re.MULTILINE)
    found = {named(p): outside.findall(comment.sub("", p.read_text("utf-8"))) for p in PAGES}
    assert {name: hosts for name, hosts in found.items() if hosts} == {}


def test_no_page_makes_markup_of_text_or_styles_in_line() -> None:
    wrong = re.compile(
        r"""innerHTML|outerHTML|insertAdjacentHTML|document\.write|\sstyle=|\son[a-z]+="|<style|"""
        r"""dangerouslySet|\|\s*safe\b(?!\()|\beval\("""
    )
    may_embed = {"words", "first", "body"}  # JSON spelled to end no element; our own cleaned help
    for path in PAGES:
        text = path.read_text("utf-8")
        if path in TEMPLATES:
            text = re.sub(r"\{\{\s*(\w+)\s*\|\s*safe\s*\}\}",
                          lambda m: "" if m[1] in may_embed else m[0], text)  # fmt: skip
        assert wrong.findall(text) == [], named(path)


def test_every_layout_that_a_kind_names_can_be_drawn_and_is_written_down() -> None:
    protocol = (ROOT / "docs/protocol.md").read_text("utf-8")
    for face, file in (("room", "room/layouts.js"), ("hand", "hand/page.js")):
        text = (ROOT / "static/js" / file).read_text("utf-8")
        drawn = re.findall(r"^  (\w+):", text.split("const LAYOUTS = {")[1].split("};")[0], re.M)
        told = re.search(rf"Layouts of the {face}: ([^.]*)\.", protocol)
        wanted = {getattr(phase, face) for kind in WITH_BOARD.values() for phase in kind.phases}
        assert told and wanted <= set(re.findall(r"`(\w+)`", told[1])) <= set(drawn)


# ---- words


def test_every_sentence_that_python_says_is_in_the_catalogue() -> None:
    serving = [path for path in under("tools") if path.parent.name == "serving"]
    lost = [
        (named(path), key)
        for path in [*under(*OURS), *serving, ROOT / "app.py"]
        for key in first_texts(path, "say")
        if not is_known(key)
    ]
    assert lost == []


def test_every_sentence_that_a_template_says_is_in_the_catalogue() -> None:
    assert [(named(p), k) for p in TEMPLATES for k in keys_in(p) if not is_known(k)] == []


def test_every_sentence_that_a_script_says_is_in_the_catalogue() -> None:
    assert [(named(p), k) for p in SCRIPTS for k in keys_in(p) if not is_known(k)] == []


@pytest.mark.parametrize("entry", FACES)
def test_a_page_brings_the_words_its_scripts_say(entry: str) -> None:
    brought = {"common", *FACES[entry]}
    lost = [
        (named(path), key)
        for path in wired_to(ROOT / "static/js" / entry)
        for key in keys_in(path)
        if not any(is_known_in(key, part) for part in brought)
    ]
    assert lost == []


def is_known_in(key: str, part: str) -> bool:
    """Whether one file of the catalogue has a key, or one that begins so."""
    if key.endswith("*"):
        return any(each.startswith(key[:-1]) for each, home in WORDS.items() if home == part)
    return WORDS.get(key) == part


def test_every_refusal_has_a_sentence() -> None:
    codes = {c for p in PRODUCT for c in first_texts(p, "Refused", "refusal")}
    tables = {t for p in under("workshop") for t in first_texts(p, "need")}
    codes |= {f"no_such_{table}" for table in tables}
    codes -= {"no_such_*"}
    assert len(codes) > 30
    assert sorted(code for code in codes if f"refused.{code}" not in WORDS) == []


def test_every_command_that_can_be_undone_says_so() -> None:
    assert [n for n, v in VERBS.items() if v.can_undo and f"undo.{n}" not in WORDS] == []


def test_a_sentence_about_undoing_belongs_to_a_command_that_can_be_undone() -> None:
    said = {key.removeprefix("undo.") for key in WORDS if key.startswith("undo.")}
    assert said == {name for name, verb in VERBS.items() if verb.can_undo}


# ---- what is written down


def test_the_architecture_has_a_room_for_every_module_and_names_none_that_is_gone() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    told = set(re.findall(r"`(?:[a-z_*]+/)*([a-z_*]+\.py)`", text))
    rooms = ("workshop", "tools", "tools/serving")
    there = {path.name for room in rooms for path in (ROOT / room).glob("*.py")} - {"__init__.py"}
    assert [name for name in sorted(there) if not any(fnmatch(name, each) for each in told)] == []
    everywhere = [named(path) for path in PRODUCT] + ["tests/kinds/board.py"]
    assert [each for each in told if not any(fnmatch(f, f"*{each}") for f in everywhere)] == []


def test_the_protocol_lists_every_command_and_no_other() -> None:
    text = (ROOT / "docs/protocol.md").read_text("utf-8")
    part = text.split("## A participant's commands")[1].split("## Private phases")[0]
    firsts = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    listed = {name for cell in firsts for name in re.findall(r"`(\w+)`", cell)}
    assert listed == {*VERBS, "undo"}


def test_the_protocol_numbers_its_rules_without_a_gap() -> None:
    text = (ROOT / "docs/protocol.md").read_text("utf-8")
    assert [int(n) for n in re.findall(r"^- \*\*P(\d+)\*\*", text, re.M)] == list(RULES)


def test_every_rule_of_the_protocol_is_tested_by_its_number() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    tested = {int(n) for text in texts for n in re.findall(r"def test_p(\d\d)_", text)}
    assert sorted(set(RULES) - tested) == []
