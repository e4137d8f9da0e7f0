"""What the platform says to students is a file for each language, and another language is another file."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder.wording.sentences
from autograder.errors import ConfigError
from autograder.model import Text
from autograder.report.words import words
from autograder.wording import not_spoken, said, section, sentences, spoken

PACKAGE = Path(autograder.__file__).parent
FOLDER = PACKAGE / "wording"
HANGUL = re.compile("[가-힣]")


def asked_for() -> Iterator[str]:
    """The keys that the code asks for, as patterns: what is computed stands for anything."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="said"), args=[ast.Constant(value=str(key)), *_]):
                    yield re.escape(key)
                case ast.Call(func=ast.Name(id="said"), args=[ast.JoinedStr(values=parts), *_]):
                    yield "".join(re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in parts)
                case ast.Constant(value=str(key)) if re.fullmatch(r"[a-z]+\.[a-z_]+", key):
                    yield re.escape(key)


def test_every_sentence_that_the_code_asks_for_is_there_and_every_one_that_is_there_is_asked_for() -> None:
    patterns = [re.compile(pattern) for pattern in asked_for()]
    known = sentences()
    for key in known:
        assert key.startswith(("pages.", "head.", "closing.", "noted.")) or any(pattern.fullmatch(key) for pattern in patterns), (
            f"{key} is not used"
        )
    for path in PACKAGE.rglob("*.py"):
        for key in re.findall(r'said\("([a-z_.]+)"', path.read_text(encoding="utf-8")):
            assert key in known, f"{path}: {key}"


def test_the_pages_use_every_word_of_theirs() -> None:
    used = "".join(
        path.read_text(encoding="utf-8") for path in (PACKAGE / "report").rglob("*.*") if path.suffix != ".pyc"
    )
    missing = [name for name in words("en") if f"w.{name}" not in used and f'"{name}"' not in used]
    assert missing == []


@pytest.mark.parametrize(("name", "file"), [("head", "frame.py"), ("closing", "closing_cell.py")])
def test_a_notebooks_own_cells_use_every_word_of_theirs(name: str, file: str) -> None:
    code = (PACKAGE / "notebook" / file).read_text(encoding="utf-8")
    assert [key for key in section(name) if f'["{key}"]' not in code] == []


def test_no_sentence_for_students_stands_in_the_code() -> None:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Text"), keywords=[_, *_] as said):
                    written = [item.value for item in said if isinstance(item.value, ast.Constant | ast.JoinedStr)]
                    assert not written, f"{path}:{node.lineno}"


def test_korean_is_korean_and_english_is_not() -> None:
    for key, text in sentences().items():
        words = re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", text["ko"]))
        assert HANGUL.search(text["ko"]) or not words or key in ("form.none",), key
        assert not HANGUL.search(text["en"]), key


def test_a_value_that_is_a_text_is_said_in_the_language_of_the_sentence() -> None:
    told = said("form.nothing", wanted=said("form.an_array"))
    assert told["en"].startswith("Nothing was returned; a NumPy array is asked for. `print` only shows a value")
    assert told["ko"].startswith("아무것도 반환하지 않았습니다. 넘파이 배열")


def test_what_a_student_typed_is_filled_in_as_it_is() -> None:
    assert said("values.text", got="{key} {0}")["en"] == "The answer {key} {0} is not the right one."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def third(folder: Path, **changes: str) -> Path:
    """A small third language: English with a few sentences of its own."""
    written = (folder / "en.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        written = re.sub(rf"(?m)^{old} = .*$", f'{old} = "{new}"', written, count=1)
    path = folder / "eo.toml"
    path.write_text(written, encoding="utf-8")
    return path


def test_a_third_language_is_a_third_file(folder: Path) -> None:
    third(folder, nothing="Nenio revenis; {wanted} estas petata.")
    text = sentences(folder)["form.nothing"]
    assert list(text) == ["en", "eo", "ko"]
    assert text.in_language("eo") == "Nenio revenis; {wanted} estas petata."


def test_a_language_without_a_file_is_answered_in_english() -> None:
    assert said("verdicts.passed").in_language("eo") == "passed"
    assert words("eo")["score"] == "Score"
    assert not_spoken(("en", "eo", "ko")) == ("eo",)
    assert {"en", "ko"} <= {*spoken()}


def test_a_file_that_lacks_a_sentence_is_an_error_that_names_it(folder: Path) -> None:
    path = third(folder)
    path.write_text(path.read_text(encoding="utf-8").replace('passed = "passed"\n', ""), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        sentences(folder)
    assert str(caught.value) == f"{path}: verdicts.passed: is missing, expected the keys of en.toml; add it"


def test_a_sentence_that_fills_in_other_names_is_an_error(folder: Path) -> None:
    path = third(folder, nothing="Nenio revenis; {petata}.")
    with pytest.raises(ConfigError) as caught:
        sentences(folder)
    wanted = "{wanted} to fill in, as in en.toml"
    assert str(caught.value) == f"{path}: form.nothing: Nenio revenis; {{petata}}., expected {wanted}"


def test_a_text_joined_with_another_is_there_in_every_language_of_both() -> None:
    both = Text(en="First.", ko="먼저.").then(Text(eo="Poste.", en="Then."))
    assert dict(both) == {"en": "First. Then.", "ko": "먼저. Poste.", "eo": "First. Poste."}
