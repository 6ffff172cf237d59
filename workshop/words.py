"""The one catalogue of sentences: every word that a person reads is looked up here by key.

The sentences stand in `workshop/words/*.json`, flat, as "part.name": "text with {places}".
"""

import functools
import json
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def say(key: str, **values: object) -> str:
    """The sentence for a key with its places filled; for n=1 the key ending in "_one" if any."""
    sentences = _sentences()
    if values.get("n") == 1 and f"{key}_one" in sentences:
        key = f"{key}_one"
    return sentences[key].format(**values)


@functools.cache
def _sentences() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.json")):
        found.update(json.loads(path.read_text(encoding="utf-8")))
    return found


def words_for(*parts: str) -> str:
    """The sentences of some parts as JSON, for a page; `<` is spelled so that it ends no script."""
    chosen: dict[str, str] = {}
    for part in parts:
        chosen.update(json.loads((FOLDER / f"{part}.json").read_text(encoding="utf-8")))
    return json.dumps(chosen, ensure_ascii=False).replace("<", "\\u003c")
