"""The served tree: joined without a build step, one hash, and nothing lost on the way."""

from pathlib import Path

import pytest

from tools.static_tree import (
    CannotJoin,
    build,
    contents,
    joined,
    joined_in_two,
    without_comments,
)

ROOT = Path(__file__).resolve().parent.parent / "static"


def a_module(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)


def test_a_module_comes_after_what_it_needs_and_only_once(tmp_path: Path) -> None:
    a_module(tmp_path, "c.js", "export const three = 3;\n")
    a_module(tmp_path, "b.js", 'import { three } from "./c.js";\nexport const two = three - 1;\n')
    a_module(
        tmp_path,
        "a.js",
        'import { two } from "./b.js";\nimport { three } from "./c.js";\nshow(two, three);\n',
    )
    text = joined(tmp_path, "a.js")
    lines = ["const three = 3;", "const two = three - 1;", "show(two, three);"]
    assert text.splitlines() == lines


def test_a_form_of_export_that_cannot_be_joined_is_named(tmp_path: Path) -> None:
    a_module(tmp_path, "a.js", "export default 3;\n")
    with pytest.raises(CannotJoin, match=r"a\.js, line 1"):
        joined(tmp_path, "a.js")


def test_modules_that_need_each_other_are_named(tmp_path: Path) -> None:
    a_module(tmp_path, "a.js", 'import { b } from "./b.js";\nexport const a = 1;\n')
    a_module(tmp_path, "b.js", 'import { a } from "./a.js";\nexport const b = 1;\n')
    with pytest.raises(CannotJoin, match="circle"):
        joined(tmp_path, "a.js")


def test_comments_go_and_code_that_looks_like_one_stays() -> None:
    text = (
        '/** A.\n * B. */\nconst a = "// kept";\n  // gone\nconst b = 2; /* kept */\n/* c */\nd;\n'
    )
    assert without_comments(text) == 'const a = "// kept";\nconst b = 2; /* kept */\nd;\n'


def test_the_same_files_give_the_same_hash_and_a_gz_beside_each(tmp_path: Path) -> None:
    first = build(tmp_path / "one")
    assert build(tmp_path / "two").name == first.name
    texts = [p for p in first.rglob("*") if p.suffix in {".js", ".mjs", ".css"}]
    assert texts
    assert all(p.with_name(p.name + ".gz").exists() for p in texts)


def test_a_second_file_holds_what_the_first_does_not_and_takes_the_rest_from_it(
    tmp_path: Path,
) -> None:
    a_module(tmp_path, "say.js", "export const say = 1;\nexport const knows = 2;\n")
    a_module(tmp_path, "first.js", 'import { say } from "./say.js";\nstart(say);\n')
    a_module(tmp_path, "dates.js", "export const dates = 3;\n")
    later = 'import { say } from "./say.js";\nimport { dates } from "./dates.js";\n'
    a_module(tmp_path, "later.js", later + "export const layouts = say + dates;\n")
    first, second = joined_in_two(tmp_path, "first.js", "later.js")
    assert first.splitlines() == [
        "const say = 1;",
        "const knows = 2;",
        "start(say);",
        "export { say };",
    ]
    assert second.splitlines() == [
        'import { say } from "./first.js";',
        "const dates = 3;",
        "const layouts = say + dates;",
        "export { layouts };",
    ]


def test_the_phones_second_part_brings_its_layouts_words_and_styles() -> None:
    files = contents(ROOT)
    assert b"export { laterLayouts, laterActionsOf };" in files["js/phone_later.js"]
    assert b"phone_later.js" in files["js/phone.js"]
    assert {"words/hand_later.json", "css/phone_later.css"} <= set(files)


def test_no_module_stands_in_both_parts_of_the_phone() -> None:
    files = contents(ROOT)
    first, second = (files[name].decode() for name in ("js/phone.js", "js/phone_later.js"))
    assert "function whysLayout" in second
    assert "function whysLayout" not in first
    assert "function lookLayout" not in second


def test_no_two_modules_of_a_page_use_the_same_name() -> None:
    phone = "".join(joined_in_two(ROOT, "js/phone.js", "js/phone_later.js"))
    others = (joined(ROOT, f"js/{name}.js") for name in ("projector", "console", "join"))
    for page in (phone, *others):
        names = []
        for line in page.splitlines():
            words = line.replace("(", " ").replace("*", " ").split()
            if line.startswith(("function ", "const ", "let ", "class ")):
                names.append(words[1])
            if line.startswith("async function "):
                names.append(words[2])
        assert len(names) == len(set(names)), {n for n in names if names.count(n) > 1}


def test_laying_out_the_tree_touches_no_folder_but_older_trees(tmp_path: Path) -> None:
    older, kept = tmp_path / "0123456789abcdef", tmp_path / "css"
    older.mkdir()
    kept.mkdir()
    build(tmp_path)
    assert (older.exists(), kept.exists()) == (False, True)
