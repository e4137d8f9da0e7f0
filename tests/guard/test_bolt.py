"""nbgrader's own Autograde, by command and by its API: on our assignments it is this grader, or it does nothing."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from batch.small_course import NAME

from .conftest import autograder, everything, nbgrader, run

GRADED_BY_US = f"{NAME} is graded by autograder, confined, and not by nbgrader's Autograde"
UNCONFINED = "has no solutions/{0}: this is nbgrader's own Autograde, and the students' code runs unconfined"
API = f"""
import json, logging, sys
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
config = Config()
config.CourseDirectory.course_id = "small"
config.CourseDirectory.root = sys.argv[1]
answer = NbGraderAPI(config=config).autograde("{NAME}", sys.argv[2])
print(json.dumps(answer["success"]), answer.get("log"), answer.get("error"))
"""


@pytest.mark.parametrize("student", [pytest.param("honest", marks=pytest.mark.slow), "hostile"])
def test_the_command_grades_with_this_grader_and_leaves_every_row_as_it_was(root: Path, student: str, escaped: Path) -> None:
    before = everything(root)
    assert not escaped.exists()
    done = nbgrader(root, "autograde", NAME, "--student", student, "--force")
    assert done.returncode == 0, done.stderr
    assert GRADED_BY_US in done.stderr
    assert everything(root) == before
    assert not escaped.exists()


@pytest.mark.slow
def test_without_a_student_it_grades_everybody(root: Path, escaped: Path) -> None:
    before = everything(root)
    shutil.rmtree(root / "autograded" / "honest")
    done = nbgrader(root, "autograde", NAME)
    assert done.returncode == 0, done.stderr
    assert everything(root) == before
    assert not escaped.exists()


@pytest.mark.parametrize("folder", ["course", pytest.param("another", marks=pytest.mark.slow)])
def test_the_api_is_guarded_though_it_loads_no_configuration(root: Path, tmp_path: Path, folder: str, escaped: Path) -> None:
    before = everything(root)
    (root / "nbgrader_config.py").unlink()
    (tmp_path / "another").mkdir()
    done = run(tmp_path / folder, sys.executable, "-c", API, str(root), "hostile")
    assert done.stdout.startswith("true"), done.stdout + done.stderr
    assert GRADED_BY_US in done.stdout
    assert everything(root) == before
    assert not escaped.exists()


@pytest.mark.parametrize(
    "own",
    ["c = get_config()\nc.CourseDirectory.course_id = 'small'\n", pytest.param("this is not Python\n", marks=pytest.mark.slow)],
)
def test_an_nbgrader_config_of_ones_own_does_not_open_the_door(root: Path, own: str, escaped: Path) -> None:
    before = everything(root)
    (root / "nbgrader_config.py").write_text(own, encoding="utf-8")
    done = nbgrader(root, "autograde", NAME, "--force")
    assert done.returncode == 0, done.stderr
    assert everything(root) == before
    assert not escaped.exists()


@pytest.mark.slow
def test_nbgrader_started_elsewhere_is_guarded(root: Path, tmp_path: Path, escaped: Path) -> None:
    before = everything(root)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = nbgrader(elsewhere, "autograde", NAME, "--force", f"--course-dir={root}")
    assert done.returncode == 0, done.stderr
    assert GRADED_BY_US in done.stderr
    assert everything(root) == before
    assert not escaped.exists()


def test_links_and_pipes_beside_a_notebook_are_not_followed(root: Path, tmp_path: Path) -> None:
    """nbgrader copies every file beside a notebook into autograded/, through links."""
    secret = tmp_path / "secret"
    secret.write_text("of the instructor", encoding="utf-8")
    folder = root / "submitted" / "honest" / NAME
    (folder / "mine.txt").symlink_to(secret)
    (folder / "zero").symlink_to("/dev/zero")
    (folder / "deep").mkdir()
    os.mkfifo(folder / "deep" / "pipe")
    before = everything(root)
    done = nbgrader(root, "autograde", NAME, "--student", "honest", "--force")
    assert done.returncode == 0, done.stderr
    assert everything(root) == before


def test_a_folder_that_leads_into_the_course_from_elsewhere_is_refused_with_a_sentence(root: Path, tmp_path: Path, escaped: Path) -> None:
    """A root of nbgrader's own whose submissions are links into a course, or lie in it under other names."""
    before = everything(root)
    other = tmp_path / "other"
    (other / "submitted").mkdir(parents=True)
    (other / "submitted" / "mallory").symlink_to(root / "submitted" / "hostile")
    done = nbgrader(other, "autograde", NAME, "--force", "--student=mallory", "--course=small", f"--db=sqlite:///{root}/gradebook.db")
    assert done.returncode == 1
    assert f"is not submitted/STUDENT/{NAME} of the course at {root}; nothing of it was run" in done.stderr
    assert everything(root) == before
    assert not escaped.exists()


def test_when_the_grader_refuses_the_bolt_says_why_and_changes_nothing(root: Path) -> None:
    before = everything(root)
    (root / "course.toml").write_text("id = 3\n", encoding="utf-8")
    done = nbgrader(root, "autograde", NAME, "--force")
    assert done.returncode == 1
    assert "course.toml: id: 3, expected" in done.stderr
    assert everything(root) == before


def test_without_this_package_the_configuration_refuses(root: Path, escaped: Path) -> None:
    """nbgrader of another environment, which finds the course's configuration and no autograder."""
    before = everything(root)
    script = (
        "import sys\n"
        "sys.meta_path[:] = [finder for finder in sys.meta_path if 'autograder' not in type(finder).__module__]\n"
        "sys.modules['autograder'] = sys.modules['autograder.guard'] = None\n"
        f"sys.argv = ['nbgrader', 'autograde', '{NAME}', '--force']\n"
        "from nbgrader.apps.nbgraderapp import main\nmain()\n"
    )
    done = run(root, sys.executable, "-c", script)
    assert done.returncode == 1
    assert f"{NAME}: only `autograder grade {NAME}` may run it, which is not to be had here (" in done.stderr
    assert everything(root) == before
    assert not escaped.exists()


def test_an_assignment_without_solutions_is_nbgraders_own_and_said_to_run_unconfined(root: Path, tmp_path: Path) -> None:
    import nbformat

    cell = nbformat.v4.new_code_cell(f"assert not open({str(tmp_path / 'ran')!r}, 'w').write('')")
    cell.metadata["nbgrader"] = {
        "grade_id": "q", "grade": True, "solution": False, "locked": True, "points": 1, "schema_version": 3, "task": False,
    }  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "x", "language": "python"}})
    for folder in ("source/plain", "submitted/honest/plain"):
        (root / folder).mkdir(parents=True)
        nbformat.write(notebook, root / folder / "plain.ipynb")
    assert nbgrader(root, "generate_assignment", "plain").returncode == 0
    done = nbgrader(root, "autograde", "plain")
    assert done.returncode == 0, done.stderr
    assert UNCONFINED.format("plain") in done.stderr
    assert (tmp_path / "ran").exists()
    assert (root / "autograded" / "honest" / "plain" / "plain.ipynb").exists()


@pytest.mark.slow
def test_doctor_says_whether_nbgrader_is_ours(root: Path, tmp_path: Path) -> None:
    def lines(folder: Path) -> list[str]:
        done = run(folder, str(Path(sys.executable).with_name("autograder")), "--course", str(root), "doctor")
        return done.stdout.partition("nbgrader and formgrader:\n")[2].splitlines()

    ours = f"started in {root}: its Autograde is this grader, its gradebook this course's"
    assert [ours in line and line.startswith("  ours") for line in lines(root)[:1]] == [True]
    (tmp_path / "home").mkdir()
    elsewhere = f"started in {tmp_path / 'home'}: its course is {tmp_path / 'home'}; start `jupyter lab` in {root}"
    assert any(elsewhere in line and line.startswith("  NOT OURS") for line in lines(tmp_path / "home"))


@pytest.mark.slow
def test_release_and_grade_name_the_line_that_a_config_of_ones_own_lacks(root: Path) -> None:
    own = root / "nbgrader_config.py"
    own.write_text("# mine\n", encoding="utf-8")
    said = "add this line to it: from autograder.guard import install; install()"
    assert said in autograder(root, "release", NAME).stderr
    assert said in autograder(root, "grade", NAME).stderr
    own.write_text("from autograder.guard import install; install()\n", encoding="utf-8")
    assert said not in autograder(root, "grade", NAME).stderr
    assert own.read_text(encoding="utf-8") == "from autograder.guard import install; install()\n"
