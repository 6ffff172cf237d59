"""The linters themselves are on trial here: what an old phone cannot read must be refused, with
the same configuration that tools/check.py uses, and ordinary code must pass.
"""

import json
import subprocess
from pathlib import Path

import pytest

from tools.node import find_node

ROOT = Path(__file__).resolve().parent.parent
LINT = ROOT / "tools/lint"
ESLINT = (LINT / "node_modules/eslint/bin/eslint.js", LINT / "eslint.config.js")
STYLELINT = (LINT / "node_modules/stylelint/bin/stylelint.mjs", LINT / "stylelint.config.js")

BAD_SCRIPTS = {
    "Array.at": "export const last = (list) => list.at(-1);",
    "at on text": "export const f = (text) => text.trim().at(-1);",
    "lookbehind": "export const found = /(?<=a)b/.test('b');",
    "lookbehind in text": "export const found = new RegExp('(?<=a)b').test('b');",
    "top-level await": "export const page = await fetch('/');",
    "logical assignment": "export function f(a) { a ||= 2; return a; }",
    "replaceAll": "export const f = (text) => text.replaceAll('a', 'b');",
    "class fields": "export class Seat { note = 1; }",
    "static blocks": "export class Seat { static { Seat.count = 1; } }",
    "Object.hasOwn": "export const f = (row) => Object.hasOwn(row, 'id');",
    "structuredClone": "export const f = (row) => structuredClone(row);",
    "toSorted": "export const f = (rows) => rows.toSorted();",
    "randomUUID": "export const f = () => window.crypto.randomUUID();",
    "clipboard": "navigator.clipboard.writeText('a');",
    "wake lock": "export const f = () => navigator.wakeLock.request('screen');",
    "service worker": "navigator.serviceWorker.register('a.js');",
    "BroadcastChannel": "export const f = () => new BroadcastChannel('a');",
    "innerHTML": "document.body.innerHTML = '<b>a</b>';",
    "replaceChildren": "export const f = (part) => part.replaceChildren();",
    "dialog": "export const f = (part) => part.showModal();",
    "bare imports": "import { h } from 'preact'; export const f = h;",
    "eval": "eval('1');",
}
GOOD_SCRIPT = """
import { html } from "./html.js";
export function lastOf(rows) {
  const open = rows.filter((row) => row.state?.open ?? true).map((row) => ({ ...row }));
  return html`<p class="note">${open[open.length - 1].text}</p>`;
}
export const newest = (rows) => Math.max(...rows.map((row) => row.at));
export const id = () => Array.from(crypto.getRandomValues(new Uint8Array(16)));
"""
BAD_STYLES = {
    "has": "a:has(img) { color: red; }",
    "layer": "@layer parts { a { color: red; } }",
    "inset": "a { inset: 0; }",
    "dvh": "a { height: 100dvh; }",
    "aspect-ratio": "a { aspect-ratio: 1; }",
    "container queries": "@container (min-width: 1px) { a { color: red; } }",
    "is": "a:is(.b, .c) { color: red; }",
    "focus-visible beside another": "a:hover, a:focus-visible { color: red; }",
    "nesting": "a { &:hover { color: red; } }",
    "range media": "@media (width >= 600px) { a { color: red; } }",
    "color-mix": "a { color: color-mix(in srgb, red, blue); }",
    "a mistyped property": "a { colr: red; }",
}
GOOD_STYLE = """
.note { display: flex; gap: 1rem; width: min(100%, 30rem); color: var(--ink); }
.note:not(.note--pending)::before { content: ""; position: absolute; top: 0; }
.note:focus-visible, .part:focus-visible { outline: 3px solid red; }
@media (prefers-reduced-motion: reduce) { .note { transition: none; } }
"""


def verdicts(linter, samples, folder, command_end):
    """The rules that each sample breaks, from one run over files as they lie in the project."""
    program, config = linter
    if not program.is_file():
        pytest.fail("The linters are not installed: run python3 tools/check.py once.")
    for name, text in samples.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    report = folder / "report.json"
    command = [find_node(), program, "--config", config, "-f", "json", "-o", report]
    subprocess.run([*command, command_end], cwd=folder, capture_output=True, check=False)
    return {name_of(each, folder): rules(each) for each in json.loads(report.read_text())}


def name_of(each, folder):
    """The sample that one entry of a linter's report is about."""
    path = Path(each.get("filePath") or each["source"])
    return path.resolve().relative_to(folder.resolve()).as_posix()


def rules(each):
    """The rules broken, in the words of either linter."""
    found = each["messages"] if "messages" in each else each["warnings"]
    return [one.get("ruleId") or one.get("rule") or one.get("message") for one in found]


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    """ESLint's verdict on every sample, by file."""
    samples = {f"static/js/{name}.js": text for name, text in BAD_SCRIPTS.items()}
    samples["static/js/good.js"] = GOOD_SCRIPT
    samples["static/vendor/new.mjs"] = "class A { static {} }"
    return verdicts(ESLINT, samples, tmp_path_factory.mktemp("scripts"), "static")


@pytest.fixture(scope="module")
def styles(tmp_path_factory):
    """stylelint's verdict on every sample, by file."""
    samples = {f"static/css/{name}.css": text for name, text in BAD_STYLES.items()}
    samples |= {"static/css/good.css": GOOD_STYLE, "static/css/desk.css": BAD_STYLES["layer"]}
    return verdicts(STYLELINT, samples, tmp_path_factory.mktemp("styles"), "static/css/*.css")


@pytest.mark.parametrize("name", BAD_SCRIPTS)
def test_a_script_that_an_old_phone_cannot_run_is_refused(scripts, name):
    assert scripts[f"static/js/{name}.js"]


@pytest.mark.parametrize("name", BAD_STYLES)
def test_a_style_that_an_old_phone_cannot_read_is_refused(styles, name):
    assert styles[f"static/css/{name}.css"]


def test_ordinary_script_passes(scripts):
    assert scripts["static/js/good.js"] == []


def test_ordinary_style_passes(styles):
    assert styles["static/css/good.css"] == []


def test_the_laptops_own_styles_may_use_layers(styles):
    assert styles["static/css/desk.css"] == []


def test_a_published_build_that_an_old_phone_cannot_parse_is_refused(scripts):
    assert scripts["static/vendor/new.mjs"]
