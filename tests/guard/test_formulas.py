"""formgrader, as it is started in a course, makes pages that take everything from its own server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.gradebook import write_nbgrader_config
from autograder.model import Course, Text
from tests.steady import PATIENCE_S

# What the server does when it starts, and what it does for every page.
PAGE = """
import nbformat
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension, HTMLExporter
started = FormgradeExtension()
started.initialize([])
picture = {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'></svg>"}
output = nbformat.v4.new_output("display_data", picture, metadata={"image/svg+xml": {"alt": "two curves & <more>"}})
cell = nbformat.v4.new_code_cell("1", outputs=[output])
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("$x$"), cell])
page, _ = HTMLExporter(config=started.config).from_notebook_node(notebook, resources={
    "base_url": "", "index": 0, "total": 1, "notebook_id": "", "submission_id": "", "assignment_id": "", "next": None,
    "prev": None, "filename": "", "last_name": None, "first_name": None, "notebook_path": "", "student": "",
})
print(page)
"""


def page_of(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PAGE], cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_page_of_formgrader_takes_its_formulas_from_the_server_and_says_what_a_picture_shows(tmp_path: Path) -> None:
    pytest.importorskip("jupyter_server_mathjax", reason="jupyter-server-mathjax is not installed")
    write_nbgrader_config(Course(tmp_path, "nn", Text(en="Networks", ko="신경망")))
    page = page_of(tmp_path)
    assert 'src="../../../static/jupyter_server_mathjax/MathJax.js' in page
    assert "cdnjs" not in page
    assert 'alt="two curves &amp; &lt;more&gt;"' in page


@pytest.mark.slow
def test_a_page_outside_of_a_course_is_nbgraders_own(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    assert "jupyter_server_mathjax" not in page
    assert "MathJax" in page
