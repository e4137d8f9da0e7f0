"""However the package is installed, a notebook is graded there: beside the others, in the user's own folder, by PYTHONPATH."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.places.installing import HOW, Installed
from tests.places.installing import installed as install_each
from tests.places.small_world import NAME, notebook
from tests.steady import PATIENCE_S

LATE = "import cycler\n"  # comes with matplotlib; not preloaded: found when the worker is confined already


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    place = tmp_path_factory.mktemp("installed")
    base = {"PATH": os.defpath, "HOME": str(place / "home"), "LANG": "C.UTF-8"}
    yield {how: (words, base | own) for how, (words, own) in install_each(place).items()}
    shutil.rmtree(place, ignore_errors=True)


@pytest.mark.parametrize("how", [HOW[1], *(pytest.param(how, marks=pytest.mark.slow) for how in (HOW[0], HOW[2]))])
def test_visible_checks_and_hidden_tests_run_there(installed: Installed, how: str, graded: Path, tmp_path: Path) -> None:
    words, environment = installed[how]
    released = notebook(graded)
    answer = next(cell for cell in released["cells"] if "def relu" in "".join(cell["source"]))
    answer["source"] = LATE + "".join(answer["source"])
    (tmp_path / "mine.ipynb").write_text(json.dumps(released), encoding="utf-8")
    for folder, chosen in ((tmp_path, ("--public",)), (graded, ("--assignment", NAME))):
        done = subprocess.run(
            [*words, "check", str(tmp_path / "mine.ipynb"), *chosen, "--format", "json"],
            cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("how", [*(pytest.param(how, marks=pytest.mark.slow) for how in HOW[:2]), HOW[2]])
def test_nothing_that_lies_in_the_students_folder_is_imported_by_the_grader(
    installed: Installed, how: str, graded: Path, tmp_path: Path
) -> None:
    words, environment = installed[how]
    (tmp_path / "mine.ipynb").write_text(json.dumps(notebook(graded)), encoding="utf-8")
    for module in ("pytest", "numpy", "click", "autograder", "socket"):
        (tmp_path / f"{module}.py").write_text("open('imported', 'a').write(__name__)\n", encoding="utf-8")
    shutil.copytree(tmp_path, tmp_path / "package", ignore=shutil.ignore_patterns("package"))
    isolated = [words[0], "-P", *words[1:]]  # as the installed command starts it
    done = subprocess.run(
        [*isolated, "check", "mine.ipynb", "--public"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob("imported"))
