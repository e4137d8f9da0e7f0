"""A student submits through nbgrader's exchange, and gets our page back through it; who came otherwise stops nobody."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from batch.small_course import NAME

from .conftest import autograder, hand_in, run

# One process for several commands: starting nbgrader takes seconds.
SEVERAL = """
import json, os, sys
from jupyter_core.application import NoStart
from nbgrader.apps import NbGraderApp
for folder, *arguments in json.loads(sys.argv[1]):
    os.chdir(folder)
    NbGraderApp.clear_instance()
    app = NbGraderApp.instance()
    try:
        app.initialize(arguments)
        app.start()
    except NoStart:  # a command was started, and the outer one has nothing to do
        pass
    except SystemExit as end:
        print(arguments[0], "ended with", end.code)
"""


def nbgrader(place: Path, *commands: Sequence[str | Path]) -> str:
    """nbgrader's commands one after another, each in its folder, with an exchange of this test's own; what they say."""
    exchange = place / "exchange"
    exchange.mkdir(exist_ok=True)
    exchange.chmod(0o777)
    options = [f"--Exchange.root={exchange}", f"--Exchange.cache={place / 'cache'}", "--course=small"]
    calls = json.dumps([[str(folder), *arguments, *options] for folder, *arguments in commands])
    done = run(place, sys.executable, "-c", SEVERAL, calls)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_the_page_comes_back_and_nobody_else_is_stopped(root: Path, tmp_path: Path) -> None:
    home = tmp_path / "student"
    home.mkdir()
    # Their "secrets" come from students too: a link to what is the instructor's, and too much of nothing.
    (tmp_path / "key").write_text("a" * 64, encoding="utf-8")
    (hand_in(root, "linked", {}) / "submission_secret.txt").symlink_to(tmp_path / "key")
    (hand_in(root, "long", {}) / "submission_secret.txt").write_bytes(b"a" * 10_000)
    there = {path.name for path in (root / "submitted").iterdir()}
    said = nbgrader(
        tmp_path,
        (root, "release_assignment", NAME),
        (home, "fetch_assignment", NAME),
        (home, "submit", NAME),
        (root, "collect", NAME),
    )
    assert "ended with" not in said, said
    (who,) = {path.name for path in (root / "submitted").iterdir()} - there
    autograder(root, "grade", NAME)
    feedback = ((root, "generate_feedback", NAME, "--force"), (root, "release_feedback", NAME), (home, "fetch_feedback", NAME))
    said = nbgrader(tmp_path, *feedback)
    assert "ended with" not in said, said
    assert f"{NAME} is given autograder's feedback, and not nbgrader's" in said
    for student in ("honest", "linked", "long"):
        passed_over = f"{NAME}: {student} did not come through nbgrader's exchange (no submission_secret.txt), and is passed over; the page is in feedback/{student}/{NAME}"
        assert passed_over in said
        assert not (root / "feedback" / student / NAME / "submission_secret.txt").exists()
    (page,) = (home / NAME / "feedback").rglob("*.html")
    ours = root / "feedback" / who / NAME / f"{NAME}.en.html"
    assert page.name == f"{NAME}.html"
    first = page.read_bytes()
    assert first == ours.read_bytes()
    assert who in first.decode("utf-8")
    # A person grades, and the page that is fetched the next time says so.
    path = root / "submitted" / who / NAME / f"{NAME}.ipynb"
    path.chmod(0o644)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "relu")["source"] = (
        "relu = lambda x: x * (x > 0)"
    )
    path.write_text(json.dumps(notebook), encoding="utf-8")
    autograder(root, "grade", NAME)
    assert "ended with" not in nbgrader(tmp_path, *feedback)
    assert page.read_bytes() == ours.read_bytes() != first
    # What cannot be made leaves what was.
    (root / "course.toml").write_text("id = 3\n", encoding="utf-8")
    said = nbgrader(tmp_path, feedback[0])
    assert "generate_feedback ended with 1" in said
    assert "course.toml: id: 3, expected" in said
    assert ours.read_bytes() == page.read_bytes()
