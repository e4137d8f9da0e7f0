"""Verify says which sentence is missing in which language, and which is said by no test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.config import read_hints
from autograder.errors import ConfigError
from autograder.model import Language
from autograder.verify.told import about_hints


def findings(small: Any) -> list[str]:
    folder: Path = small.assignment.solutions
    tests = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("test_hidden*.py")}
    found = about_hints(small.assignment, ("mean_of", "above"), tests)
    return [f"{item.place}: {item.message}" for item in found]


def edit(small: Any, language: str, old: str, new: str) -> None:
    path: Path = small.assignment.solutions / f"hints.{language}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_suite_that_says_everything_in_every_language_has_no_finding(small: Any) -> None:
    assert findings(small) == []


def test_a_language_without_a_file_is_named(small: Any) -> None:
    (small.assignment.solutions / "hints.ko.toml").unlink()
    assert findings(small) == ["hints.ko.toml: is missing: students would be told nothing in this language"]


def test_a_test_without_a_name_for_students_is_named_with_the_language(small: Any) -> None:
    edit(small, "ko", 'test_count = "개수"\n', "")
    assert findings(small) == [
        "hints.ko.toml: [above] test_count: is missing: what students read as the test's name",
    ]


def test_a_hint_that_is_there_in_one_language_only_is_named(small: Any) -> None:
    edit(small, "ko", 'not-strict = "기준값은?"\n', "")
    assert findings(small) == ["hints.ko.toml: [above] not-strict: is missing, and is there in another language"]


def test_a_hint_that_is_nowhere_is_named_in_each_language(small: Any) -> None:
    for language, line in (("en", 'not-strict = "What of the limit itself?"\n'), ("ko", 'not-strict = "기준값은?"\n')):
        edit(small, language, line, "")
    assert findings(small) == [
        f"hints.{language}.toml: not-strict: is missing: the suite gives it as a hint" for language in ("en", "ko")
    ]


def test_what_no_test_says_is_an_error_that_shows_what_was_meant(small: Any) -> None:
    edit(small, "en", "test_mean =", 'test_maen = "x"\ntest_mean =')
    edit(small, "en", "[above]", '[abvoe]\nx = "x"\n\n[above]')
    assert findings(small) == [
        "hints: [mean_of] test_maen: is said by no test; did you mean 'test_mean'?",
        "hints: [abvoe]: is no exercise; did you mean 'above'?",
    ]


def test_what_several_exercises_are_told_alike_is_written_once(small: Any) -> None:
    for language, said in (("en", "What of the limit itself?"), ("ko", "기준값은?")):
        edit(small, language, f'not-strict = "{said}"\n', f'\n["*"]\nnot-strict = "{said}"\n')
    assert findings(small) == []
    folder: Path = small.assignment.solutions
    hints = read_hints(folder, folder.parent.parent, small.assignment.languages)
    assert hints.find("above", "not-strict")["ko"] == "기준값은?"


def test_hints_in_any_language_are_read(small: Any) -> None:
    folder: Path = small.assignment.solutions
    small.write("hints.eo.toml", '[above]\nnot-strict = "Kio pri la limo mem?"\n')
    hints = read_hints(folder, folder.parent.parent, (Language("eo"),))
    assert hints.find("above", "not-strict").in_language("en") == "Kio pri la limo mem?"


def test_what_is_no_sentence_is_an_error_with_its_place(small: Any) -> None:
    folder: Path = small.assignment.solutions
    edit(small, "en", 'test_mean = "values"', "test_mean = 3")
    with pytest.raises(ConfigError) as caught:
        read_hints(folder, folder.parent.parent, small.assignment.languages)
    assert str(caught.value) == "solutions/00_small/hints.en.toml: mean_of.test_mean: 3, expected a string"
