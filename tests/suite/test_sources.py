"""What a hidden suite reads besides answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.steady import PATIENCE_S

PROGRAM = """
import json, sys
from autograder.suite import load_reference
reference = load_reference(sys.argv[1])
before = "matplotlib.figure" in sys.modules
figure = reference.draw()
import matplotlib.pyplot as plt
print(json.dumps([before, type(figure).__name__, plt.fignum_exists(figure.number), "matplotlib.figure" in sys.modules]))
"""


def facts_of(tmp_path: Path, reference: str, program: str = PROGRAM) -> list[object]:
    (tmp_path / "reference.py").write_text(reference)
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "test_hidden.py")],
        capture_output=True, text=True, timeout=PATIENCE_S, check=False, env={"MPLBACKEND": "Agg", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    facts: list[object] = json.loads(done.stdout)
    return facts


def test_a_reference_that_only_defines_functions_with_pyplot_does_not_load_it_until_one_is_called(
    tmp_path: Path,
) -> None:
    source = "import matplotlib.pyplot as plt\n\ndef draw():\n    return plt.figure()\n"
    assert facts_of(tmp_path, source) == [False, "Figure", True, True]


def test_a_reference_that_uses_more_of_matplotlib_is_loaded_as_it_is_written(tmp_path: Path) -> None:
    source = (
        "import matplotlib.pyplot as plt\nfrom matplotlib.figure import Figure\n\n"
        "def draw():\n    figure = plt.figure()\n    assert isinstance(figure, Figure)\n    return figure\n"
    )
    assert facts_of(tmp_path, source) == [True, "Figure", True, True]


def test_a_suite_may_use_all_of_matplotlib_after_its_reference_has_put_it_off(tmp_path: Path) -> None:
    source = "import matplotlib.pyplot as plt\n\ndef draw():\n    return plt.figure()\n"
    suite = "from matplotlib.figure import Figure\nassert isinstance(reference.draw(), Figure)\n"
    program = PROGRAM.replace("before =", f"{suite}before =")
    assert facts_of(tmp_path, source, program) == [True, "Figure", True, True]


def test_a_reference_that_imports_a_module_that_draws_is_loaded_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "drawing.py").write_text("from matplotlib.figure import Figure\n")
    source = (
        f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\nimport matplotlib.pyplot as plt\nimport drawing\n\n"
        "def draw():\n    return plt.figure()\n"
    )
    assert facts_of(tmp_path, source) == [True, "Figure", True, True]
