"""Fetches the published browser files that Drumbeat ships, by package name and pinned version.

`python tools/vendor.py` fetches and writes them with their licences; `--check` only compares the
files on disk with static/vendor/vendor.json. No file under static/vendor is edited by hand.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from node import find_node, run_npm

ROOT = Path(__file__).resolve().parent.parent
RECORD = "static/vendor/vendor.json"
README = "static/vendor/README.md"
# A browser resolves no bare package names, and the floor knows no import maps.
IMPORTS = {'from"preact"': 'from"./preact.mjs"'}
FONT = "atkinson-hyperlegible"
SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=\S+\s*$")


@dataclass(frozen=True)
class Package:
    """One published package: what it is, and which of its files go where in the project."""

    name: str
    version: str
    licence: str
    integrity: str
    files: dict[str, str]


PACKAGES = [
    Package(
        "preact",
        "11.2.0",
        "MIT",
        "sha512-/HfHI/7N84e6GrWBJ3J280z3mLaRJiDcSvj/A+y/4AbLnND/1UlGHe1sR6oYuTGwId0nP7dqDU9OnLxMPZ7xBg==",
        {
            "dist/preact.mjs": "static/vendor/preact.mjs",
            "LICENSE": "static/vendor/preact.LICENSE.txt",
        },
    ),
    Package(
        "htm",
        "3.1.1",
        "Apache-2.0",
        "sha512-983Vyg8NwUE7JkZ6NmOqpCZ+sh1bKv2iYTlUkzlWmA5JD2acKoxd4KVxbMmxX/85mtfdnDmTFoNKcg5DGAvxNQ==",
        {
            "dist/htm.module.js": "static/vendor/htm.module.js",
            "LICENSE": "static/vendor/htm.LICENSE.txt",
        },
    ),
    Package(
        "socket.io-client",
        "4.8.4",
        "MIT",
        "sha512-7wjKAvVXYOJsbmUgkWbnhPD4bFpkqrUR0++XOjpGFmqDqsqV1CI93VTraeExLxpjxEqrWgFoSRZu1ihjLWfkAA==",
        {
            "dist/socket.io.esm.min.js": "static/vendor/socket.io.esm.min.js",
            "LICENSE": "static/vendor/socket.io.LICENSE.txt",
        },
    ),
    Package(
        "@fontsource/atkinson-hyperlegible",
        "5.3.0",
        "OFL-1.1",
        "sha512-Sp8Ve8+rQmENY2Lv02VH7sLpntzTTvnncnJMTbRE7DX6TLxGraN4ykZfzaUWIoCFmaomwkvNiqmlPkrKBuDoSA==",
        {
            f"files/{FONT}-{cut}-normal.woff2": f"static/fonts/{FONT}-{cut}.woff2"
            for cut in ("latin-400", "latin-700", "latin-ext-400", "latin-ext-700")
        }
        | {"LICENSE": f"static/fonts/{FONT}.LICENSE.txt"},
    ),
    Package(  # for tests alone: no browser in a school receives it
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        {
            "axe.min.js": "tests/vendor/axe.min.js",
            "LICENSE": "tests/vendor/axe.LICENSE.txt",
            "LICENSE-3RD-PARTY.txt": "tests/vendor/axe.LICENSE-3RD-PARTY.txt",
        },
    ),
]


def main(words: list[str]) -> int:
    """Fetch everything, or with --check compare what is there."""
    if words == ["--check"]:
        faults = compare(ROOT)
        print("\n".join(faults) or "Every vendored file is as published.")
        return 1 if faults else 0
    if words:
        print("Use: vendor.py [--check]", file=sys.stderr)
        return 2
    try:
        fetch_all()
    except (RuntimeError, FileNotFoundError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def fetch_all() -> None:
    """Fetch, prove and write every package; nothing is written before all are proved."""
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="drumbeat-") as folder:
        for package in PACKAGES:
            files |= unpacked(fetch(package, Path(folder)), package)
    files[RECORD] = json_of({path: digest(content) for path, content in files.items()})
    files[README] = readme()
    for path, content in files.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_bytes(content)


def compare(root: Path) -> list[str]:
    """One sentence for each vendored file that is missing, changed, or not in the record."""
    record = json.loads((root / RECORD).read_text(encoding="utf-8"))
    faults = []
    for path, wanted in record.items():
        file = root / path
        if not file.is_file():
            faults.append(f"{path} is missing: run tools/vendor.py.")
        elif digest(file.read_bytes()) != wanted:
            faults.append(f"{path} is not as published: run tools/vendor.py.")
    known = {*record, RECORD, README}
    for file in sorted((root / RECORD).parent.rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.is_file() and path not in known:
            faults.append(f"{path} is in no published package: take it away.")
    return faults


def fetch(package: Package, folder: Path) -> bytes:
    """The package's archive, exactly as it was published when it was chosen."""
    run_npm(find_node(), "pack", f"{package.name}@{package.version}", cwd=folder)
    stem = package.name.lstrip("@").replace("/", "-")
    archive = (folder / f"{stem}-{package.version}.tgz").read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != package.integrity:
        raise RuntimeError(f"{package.name} {package.version} is not what was pinned: {found}")
    return archive


def unpacked(archive: bytes, package: Package) -> dict[str, bytes]:
    """The wanted files by their place in the project, made ready for a browser."""
    with tempfile.TemporaryFile() as file:
        file.write(archive)
        file.seek(0)
        with tarfile.open(fileobj=file, mode="r:gz") as tar:
            return {
                target: ready(target, tar.extractfile(f"package/{source}").read())
                for source, target in package.files.items()
            }


def ready(target: str, content: bytes) -> bytes:
    """A script without its source map's address, importing its neighbours by relative path."""
    if not target.endswith((".js", ".mjs")):
        return content
    text = SOURCE_MAP.sub("", content.decode("utf-8")).rstrip() + "\n"
    for bare, relative in IMPORTS.items():
        text = text.replace(bare, relative)
    return text.encode("utf-8")


def json_of(hashes: dict[str, str]) -> bytes:
    """The record of what was written: each file's SHA-256."""
    return (json.dumps(hashes, indent=2, sort_keys=True) + "\n").encode("utf-8")


def readme() -> bytes:
    """Who published what stands here, and under which licence."""
    lines = [
        "# Published files",
        "",
        "Written by `python tools/vendor.py`; do not edit them. Each licence stands beside",
        "its file. Nothing was changed but this: no source-map comments, and imports are relative.",
        "",
        "| package | version | licence | files |",
        "|---|---|---|---|",
    ]
    for package in PACKAGES:
        files = ", ".join(f"`{target}`" for target in package.files.values())
        lines.append(f"| {package.name} | {package.version} | {package.licence} | {files} |")
    return ("\n".join(lines) + "\n").encode("utf-8")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
