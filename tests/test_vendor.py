"""The published files in the project are exactly those that tools/vendor.py wrote."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = json.loads((ROOT / "static/vendor/vendor.json").read_text(encoding="utf-8"))


def check(root):
    """What vendor.py --check says in a project."""
    command = [sys.executable, root / "tools/vendor.py", "--check"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def copy_of_the_project(tmp_path):
    """The vendored files and the tool, in a place where a test may spoil them."""
    (tmp_path / "tools").mkdir()
    for name in ["tools/vendor.py", "tools/node.py", "static/vendor/vendor.json", *RECORD]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_every_vendored_file_is_as_published():
    done = check(ROOT)
    assert (done.returncode, done.stdout) == (0, "Every vendored file is as published.\n")


def test_a_changed_file_is_named(tmp_path):
    project = copy_of_the_project(tmp_path)
    (project / "static/vendor/preact.mjs").write_text("// mended by hand")
    done = check(project)
    assert done.returncode == 1
    assert "static/vendor/preact.mjs is not as published" in done.stdout


def test_a_missing_file_is_named(tmp_path):
    project = copy_of_the_project(tmp_path)
    (project / "static/vendor/htm.module.js").unlink()
    assert "static/vendor/htm.module.js is missing" in check(project).stdout


def test_a_file_that_nobody_published_is_named(tmp_path):
    project = copy_of_the_project(tmp_path)
    (project / "static/vendor/extra.js").write_text("1")
    assert "static/vendor/extra.js is in no published package" in check(project).stdout


def test_vendored_scripts_name_nothing_outside_the_project():
    scripts = [ROOT / path for path in RECORD if path.endswith((".js", ".mjs"))]
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert "sourceMappingURL" not in text
        if script.suffix == ".mjs":
            assert re.findall(r'from ?"([^."][^"]*)"', text) == []


def test_every_package_has_its_licence_beside_it():
    licences = {Path(path).name.split(".LICENSE")[0] for path in RECORD if ".LICENSE" in path}
    assert licences == {"preact", "htm", "socket.io", "atkinson-hyperlegible", "axe"}
