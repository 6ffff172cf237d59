"""Reads the front matter of a pack: the short facts between two lines of three dashes.

YAML is read strictly: every value stays the text that was typed (NO, 9:30 and 1.10 too), and
aliases, tags, inline lists and keys given twice are refused. strictyaml is imported here alone.
"""

import re

import strictyaml

from workshop.pack_nouns import MAX_TEXT_BYTES, MAX_TITLE, Flaw, is_forbidden

REQUIRED = ("title", "focus", "key_question")
OPTIONAL = ("label", "partnership")
LIST = "sources"
FENCE = "---"


def split(text: str) -> tuple[str, int]:
    """The YAML between the fences, and how many lines of the file come before the body."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise Flaw("no_front", 1)
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == FENCE:
            yaml = "\n".join(lines[1 : number - 1])
            if len(yaml.encode()) > MAX_TEXT_BYTES:
                raise Flaw("long_front", 2, most=MAX_TEXT_BYTES // 1000)
            return yaml, number
    raise Flaw("open_front", 1)


def read(yaml: str) -> tuple[dict[str, str], tuple[str, ...], dict[str, int]]:
    """The texts by key, the sources, and in which line of the file each key stands."""
    facts = _load(yaml)
    lines = _key_lines(yaml)
    for key, value in facts.items():
        _check_key(key, value, lines.get(key, 1))
        _check_escapes(value, lines.get(key, 1))
    for key in REQUIRED:
        if not facts.get(key):
            raise Flaw("missing_key", lines.get(key, 1), name=key)
    if len(facts["title"]) > MAX_TITLE:
        raise Flaw("long_pack_title", lines.get("title", 1), most=MAX_TITLE)
    sources = facts.pop(LIST, []) or []
    return (
        {key: " ".join(str(value).split()) for key, value in facts.items()},
        tuple(" ".join(source.split()) for source in sources if source.split()),
        lines,
    )


def _load(yaml: str) -> dict[str, str | list[str]]:
    schema = strictyaml.MapPattern(
        strictyaml.Str(), strictyaml.Seq(strictyaml.Str()) | strictyaml.Str()
    )
    try:
        return dict(strictyaml.load(yaml, schema).data)
    except strictyaml.exceptions.DuplicateKeysDisallowed as error:
        raise Flaw("double_key", _line_of(error), name=_quoted(error)) from error
    except strictyaml.YAMLError as error:
        raise Flaw("bad_yaml", _line_of(error)) from error
    except RecursionError as error:  # lists inside lists inside lists
        raise Flaw("bad_yaml", 2) from error


def _check_key(key: str, value: str | list[str], line: int) -> None:
    if key not in (*REQUIRED, *OPTIONAL, LIST):
        known = ", ".join((*REQUIRED, *OPTIONAL, LIST))
        raise Flaw("unknown_key", line, name=key, known=known)
    if isinstance(value, list) != (key == LIST) and value:
        raise Flaw("not_a_list" if key == LIST else "not_a_text", line, name=key)


def _check_escapes(value: str | list[str], line: int) -> None:
    """Quoted YAML can spell out characters that could not be typed."""
    if any(is_forbidden(char) for text in value for char in text if char != "\n"):
        raise Flaw("control", line)


def _key_lines(yaml: str) -> dict[str, int]:
    found = {}
    for number, line in enumerate(yaml.split("\n"), start=2):
        if match := re.match(r"([^\s:#-][^:]*):", line):
            found[match[1].strip().strip("'\"")] = number
    return found


def _line_of(error: strictyaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return int(mark.line) + 2 if mark else 2


def _quoted(error: Exception) -> str:
    match = re.search(r"key '(.*)' found", str(error))
    return match[1] if match else "?"
