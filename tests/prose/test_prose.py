"""What students read, over all assignments: one term for one thing, particles at their words, both languages everywhere."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.config import assignment_names, load_assignment, load_course
from autograder.model import ENGLISH, KOREAN, Language
from autograder.notebook.contract import Role, contract
from autograder.notebook.percent import parse_percent
from autograder.notebook.translate import translated_comments

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
NAMES = assignment_names(COURSE)
TERMS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("glossary.toml").read_text(encoding="utf-8"))["term"]


@cache
def texts(name: str, language: Language) -> tuple[tuple[str, str], ...]:
    """Everything of an assignment that a student reads in one language, with its place."""
    assignment = load_assignment(COURSE, name)
    found = [
        (f"{cell.id}", cell.sources[language])
        for cell in contract(assignment).cells
        if cell.role in (Role.TEXT, Role.MANUAL, Role.SOLUTION)
    ]
    found += [(cell.id, "\n".join(words_of(cell.sources[language]))) for cell in contract(assignment).cells if cell.role.kind == "code"]
    hints = tomllib.loads((assignment.solutions / f"hints.{language}.toml").read_text(encoding="utf-8"))
    found += [(f"hint {section}.{key}", str(said)) for section, table in hints.items() if isinstance(table, dict) for key, said in table.items()]
    found += [(f"rubric of {e.name}", item.text.in_language(language)) for e in assignment.exercises for item in e.rubric]
    return tuple(found)


def words_of(code: str) -> Iterator[str]:
    """The comments and strings of a code cell."""
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type in (tokenize.COMMENT, tokenize.STRING):
            yield token.string


def platform_texts(language: Language) -> list[tuple[str, str]]:
    """What the platform itself says to students."""

    def leaves(table: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
        for key, value in table.items():
            if isinstance(value, dict):
                yield from leaves(value, f"{place}.{key}")
            else:
                yield f"{place}.{key}", str(value)

    path = ROOT / "autograder" / "wording" / f"{language}.toml"
    return list(leaves(tomllib.loads(path.read_text(encoding="utf-8")), path.name))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["en"])
def test_there_is_one_term_for_one_thing(term: dict[str, Any]) -> None:
    strays = []
    for tag, patterns in term["not"].items():
        language = Language(tag)
        for name in term.get("only", NAMES):
            if name in term.get("except", ()):
                continue
            for place, said in texts(name, language):
                strays += [f"{name}: {place}: {match[0]!r} for {term[tag]!r}" for pattern in patterns for match in re.finditer(pattern, said)]
        if "only" not in term:
            strays += [f"{place}: {pattern!r}" for place, said in platform_texts(language) for pattern in patterns if re.search(pattern, said)]
    assert strays == []


PARTICLE = (
    r"(?:은|는|이|가|을|를|와|과|의|에|에서|에는|로|으로|도|만|보다|처럼|까지|부터|마다|이나|입니다|이고|이며|이면|이므로|라고|이라고|라는|이라는|인|일)"
)
APART = re.compile(rf"(?:`[^`\n]+`|(?<![\\$])\$[^$\n]+\$) +{PARTICLE}(?=[\s.,?!)]|$)", re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_a_particle_stands_at_its_word(name: str) -> None:
    apart = [f"{place}: {match[0]}" for place, said in texts(name, KOREAN) for match in _spans(said)]
    assert apart == []


def _spans(said: str) -> Iterator[re.Match[str]]:
    for line in said.split("\n"):
        at = 0
        for span in re.finditer(r"`[^`]+`|\$\$[^$]*\$\$|\$[^$]+\$", line):
            at = span.end()
            if found := re.compile(rf" +{PARTICLE}(?=[\s.,?!)]|$)").match(line, at):
                yield found


@pytest.mark.parametrize("name", NAMES)
def test_emphasis_closes_before_a_particle(name: str) -> None:
    """CommonMark does not close bold after punctuation when a letter follows: the stars would be seen."""
    open_stars = [
        f"{place}: {match[0]}"
        for place, said in texts(name, KOREAN)
        for match in re.finditer(r"[`$)\"'.!?]\*\*[가-힣]", said)
        if not place.startswith(("hint", "code", "demo", "test"))
    ]
    assert open_stars == []


PROSE = re.compile(r"[A-Za-z]{2,},? [A-Za-z]{2,}")


@pytest.mark.parametrize("name", NAMES)
def test_comments_and_docstrings_of_given_cells_exist_in_both_languages(name: str) -> None:
    alone = []
    path = load_assignment(COURSE, name).folder / "notebook.py"
    for cell in parse_percent(path.read_text(encoding="utf-8"), name):
        if cell.kind != "code" or not cell.source:
            continue
        told = {at for comment in translated_comments(cell.source, name) for at in range(comment.first, comment.last + 1)}
        for token in tokenize.generate_tokens(io.StringIO(cell.source).readline):
            if token.type == tokenize.COMMENT and token.start[0] - 1 not in told and PROSE.search(token.string):
                alone.append(f"{cell.line + token.start[0]}: {token.string}")
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and PROSE.search(str(node.value.value)):
                alone.append(f"{cell.line + node.lineno}: {node.value.value!r}")
    assert alone == []


@pytest.mark.parametrize("name", NAMES)
def test_no_korean_is_drawn_into_a_picture(name: str) -> None:
    """Many laptops have no Korean font for matplotlib: there would be boxes."""
    drawn = []
    for cell in contract(load_assignment(COURSE, name)).cells:
        if cell.role.kind != "code":
            continue
        for node in ast.walk(ast.parse(cell.sources[KOREAN])):
            strings = [str(inner.value) for inner in ast.walk(node) if isinstance(inner, ast.Constant)]
            korean = any("가" <= char <= "힣" for char in "".join(strings))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and korean:
                drawn.append(f"{cell.id}: {ast.unparse(node)[:80]}")
    assert drawn == []


def test_the_languages_of_the_texts_are_those_of_the_course() -> None:
    assert COURSE.languages == (ENGLISH, KOREAN)
