"""A course of an instructor's own, from `init` to a graded class, typed as the document says."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from autograder.notebook.filling import fill
from tests.authoring.typed import Shell, commands

RIGHT = "def mean_square(x):\n    return (x * x).mean()\n"
SUM = "def mean_square(x):\n    return (x * x).sum()\n"
IN_PLACE = "def mean_square(x):\n    x *= x\n    return x.mean()\n"
NAME = "01_first_steps"


def hand_in(course: Path, folder: Path) -> None:
    """A right notebook, a wrong one, one that changes its argument, and one that nobody worked on."""
    released = json.loads((course / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    folder.mkdir()
    for student, answers in {
        "chloé": {"mean_square": RIGHT}, "léa": {"mean_square": SUM}, "zoé": {"mean_square": IN_PLACE}, "max": {},
    }.items():  # fmt: skip
        (folder / f"{student}.ipynb").write_text(json.dumps(fill(released, answers)), encoding="utf-8")


def scores(course: Path) -> dict[str, float]:
    with (course / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: float(row["final_score"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A course in French after every command of the document, and what each of them said."""
    shell = Shell(tmp_path_factory.mktemp("authoring"))
    said: dict[str, str] = {}
    for line in commands("A course in ten minutes"):
        if line.startswith("autograder collect"):
            hand_in(shell.folder, shell.folder / line.split()[-1])
        done = shell.type(line)
        said[line] = done.stdout + done.stderr
    return shell.folder, said


@pytest.mark.slow
def test_a_class_of_a_course_in_french_is_graded_after_the_documents_commands(
    french: tuple[Path, dict[str, str]],
) -> None:
    course, _ = french
    assert {name: round(score, 2) for name, score in scores(course).items()} == {
        "chloé": 2.0, "léa": 0.0, "zoé": 1.33, "max": 0.0,
    }  # fmt: skip


@pytest.mark.slow
def test_the_notebook_and_the_feedback_are_in_the_courses_language_and_title(
    french: tuple[Path, dict[str, str]],
) -> None:
    course, _ = french
    assert 'title = { fr = "Réseaux de neurones" }' in (course / "course.toml").read_text(encoding="utf-8")
    notebook = (course / "release" / "02_distances" / "02_distances.ipynb").read_text(encoding="utf-8")
    assert "# Normes et distances" in notebook
    assert "## 2. `distance`" in notebook
    pages = [path.read_text(encoding="utf-8") for path in (course / "feedback" / "léa" / NAME).glob("*.html")]
    assert any("This is the sum of the squares" in page for page in pages)


@pytest.mark.slow
def test_who_is_to_translate_what_is_said(french: tuple[Path, dict[str, str]]) -> None:
    _, said = french
    (first,) = (text for line, text in said.items() if " init " in line)
    assert "note: the texts marked fr came in English: translate them, hints.fr.toml too" in first
    (new,) = (text for line, text in said.items() if " new " in line)
    assert "solutions/02_distances/hints.fr.toml" in new


@pytest.mark.slow
def test_the_demo_makes_a_class_in_any_course(french: tuple[Path, dict[str, str]]) -> None:
    course, said = french
    (demo,) = (text for line, text in said.items() if "demo" in line.split())
    assert demo.count("demo-") >= 6
    assert not list((course / "submitted").glob("demo-*"))


@pytest.mark.slow
def test_a_course_in_two_languages_is_released_in_both(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.type("autograder init course --language ko --language pt-BR")
    shell.type("cd course")
    shell.type("autograder verify")
    for tag, words in (("pt-BR", "# First steps"), ("ko", "# 첫걸음")):
        shell.type(f"autograder release --language {tag}")
        assert words in (shell.folder / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")


# ---------------------------------------------------------------- what is refused


def refused(shell: Shell, line: str) -> str:
    return shell.type(line, code=2).stderr.strip().removeprefix("autograder: ")


def test_nothing_that_is_there_is_replaced(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.type("autograder init here")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert refused(shell, "autograder init here") == "here/course.toml: is there already; take another folder"
    said = refused(shell, "autograder --course here new 01_first_steps --exercises f")
    assert said == "assignments/01_first_steps: is there already; take another name"
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_a_course_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "solutions").write_text("a file", encoding="utf-8")
    assert "here/solutions" in refused(shell, "autograder init here")
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["solutions"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--language French", "--language: 'French', expected the tag of a language, such as en, ko or pt-BR"),
        ("--time-zone Asia/Seol", "--time-zone: 'Asia/Seol', expected a zone such as 'Asia/Seoul'; did you mean 'Asia/Seoul'?"),
        ("--id 'a b'", "--id: 'a b', expected letters, digits, '_', '-' and '.'"),
        ("--title 'a\nb'", "--title: 'a\\nb', expected a line of text"),
    ],
)  # fmt: skip
def test_a_value_that_is_none_is_named(tmp_path: Path, options: str, message: str) -> None:
    assert refused(Shell(tmp_path), f"autograder init here {options}") == message
    assert not (tmp_path / "here").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("a/b --exercises f", "NAME: 'a/b', expected letters, digits, '_', '-' and '.'"),
        ("one --exercises ,", "--exercises: none, expected names of functions, as in --exercises softmax,relu"),
        ("one --exercises f,f", "--exercises: 'f' twice, expected each once"),
        ("one --exercises for", "--exercises: 'for', expected the name of a Python function, not used for another thing"),
    ],
)  # fmt: skip
def test_an_assignments_names_must_be_some(tmp_path: Path, arguments: str, message: str) -> None:
    (tmp_path / "course.toml").write_text('id = "c"\ntitle = "C"\nlanguages = ["en"]\n', encoding="utf-8")
    assert refused(Shell(tmp_path), f"autograder new {arguments}") == message
    assert not (tmp_path / "assignments").exists()
