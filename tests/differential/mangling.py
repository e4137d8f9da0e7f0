"""What becomes of notebooks on their way through people and programs. Each kind is a function of cells and chance."""

from __future__ import annotations

import copy
import random
import string
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Mangle = Callable[[list[Json], random.Random], None]


def grade_id(cell: Json) -> str:
    """What nbgrader knows a cell by; empty for others."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def code(source: str) -> Json:
    """A cell of the student's own."""
    return {"cell_type": "code", "id": _id(), "metadata": {}, "source": source, "outputs": [], "execution_count": None}


_ids = random.Random(7)


def _id() -> str:
    return "".join(_ids.choices(string.hexdigits.lower()[:16], k=8))


def _solutions(cells: list[Json]) -> list[int]:
    """Where an exercise's cell stands; by its metadata, which another mangling may have taken."""
    return [at for at, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("solution")]


def _pick(cells: list[Json], chance: random.Random) -> int:
    found = _solutions(cells) or [at for at, cell in enumerate(cells) if cell["cell_type"] == "code"] or [0]
    return chance.choice(found)


def metadata_dropped(cells: list[Json], chance: random.Random) -> None:
    """One cell loses what nbgrader wrote into it."""
    cells[_pick(cells, chance)]["metadata"] = {}


def all_metadata_dropped(cells: list[Json], chance: random.Random) -> None:
    """An editor keeps no metadata at all, and perhaps the ids of cells in a place of its own."""
    keeps = chance.random() < 0.5
    for cell in cells:
        cell["metadata"] = {"id": cell["id"]} if keeps and "id" in cell else {}
        cell["id"] = _id()


def solution_metadata_dropped(cells: list[Json], chance: random.Random) -> None:
    """The cells that a student typed anew have neither metadata nor id."""
    for at in _solutions(cells):
        if chance.random() < 0.7:
            cells[at] |= {"metadata": {}, "id": _id()}


def ids_made_anew(cells: list[Json], chance: random.Random) -> None:
    """VS Code and others give every cell another id."""
    for cell in cells:
        cell["id"] = _id()


def split(cells: list[Json], chance: random.Random) -> None:
    """A cell is cut in two; the second half has the metadata too, or has not."""
    at = _pick(cells, chance)
    lines = cells[at]["source"].split("\n")
    if len(lines) < 2:
        return
    cut = chance.randrange(1, len(lines))
    second = copy.deepcopy(cells[at]) | {"source": "\n".join(lines[cut:]), "id": _id()}
    if chance.random() < 0.5:
        second["metadata"] = {}
    cells[at]["source"] = "\n".join(lines[:cut])
    cells.insert(at + 1, second)


def merged(cells: list[Json], chance: random.Random) -> None:
    """Two cells, or all up to the next exercise, become one: the first's, or the second's."""
    at = _pick(cells, chance)
    other = chance.choice([at + 1, at - 1, at + 2, at + 3])
    first, last = min(at, other), max(at, other)
    if first < 0 or last >= len(cells):
        return
    active = chance.choice([cells[first], cells[last], cells[at]])
    joined = "\n\n".join(cell["source"] for cell in cells[first : last + 1] if cell["cell_type"] == "code")
    if active["cell_type"] != "code":
        active = cells[at]
    cells[first : last + 1] = [active | {"source": joined}]


def moved(cells: list[Json], chance: random.Random) -> None:
    """A cell goes somewhere else."""
    cell = cells.pop(_pick(cells, chance))
    cells.insert(chance.randrange(len(cells) + 1), cell)


def any_moved(cells: list[Json], chance: random.Random) -> None:
    """Any cell goes somewhere else, locked ones too."""
    cell = cells.pop(chance.randrange(len(cells)))
    cells.insert(chance.randrange(len(cells) + 1), cell)


def copied(cells: list[Json], chance: random.Random) -> None:
    """A cell is there twice, metadata and all, or as a copy that is worked on."""
    cell = copy.deepcopy(cells[_pick(cells, chance)]) | {"id": _id()}
    if chance.random() < 0.3:
        cell["metadata"] = {}
    if chance.random() < 0.3:
        cell["source"] += "\n# second try"
    cells.insert(chance.randrange(len(cells) + 1), cell)


def locked_copied(cells: list[Json], chance: random.Random) -> None:
    """A locked cell serves as the start of an own one."""
    locked = [
        cell for cell in cells if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("locked")
    ]
    if locked:
        cell = copy.deepcopy(chance.choice(locked)) | {"id": _id()}
        cell["source"] = chance.choice([cell["source"], "note = 'mine'\n" + cell["source"], "note = 'mine'"])
        cells.insert(chance.randrange(len(cells) + 1), cell)


def deleted(cells: list[Json], chance: random.Random) -> None:
    """A cell goes, whichever."""
    cells.pop(chance.randrange(len(cells)))


def renamed(cells: list[Json], chance: random.Random) -> None:
    """A grade id becomes another."""
    cell = cells[_pick(cells, chance)]
    nbgrader = cell["metadata"].get("nbgrader")
    if nbgrader and nbgrader.get("grade_id"):
        name = nbgrader["grade_id"]
        nbgrader["grade_id"] = chance.choice([name.upper(), f"{name}-copy", f" {name}", "cell-5", "mine"])


def prompts_pasted(cells: list[Json], chance: random.Random) -> None:
    """An answer was copied out of a terminal."""
    cell = cells[_pick(cells, chance)]
    lines = cell["source"].split("\n")
    first, rest = chance.choice([(">>> ", "... "), ("In [3]: ", "   ...: ")])
    cell["source"] = "\n".join([first + lines[0], *(rest + line for line in lines[1:])])


def indented(cells: list[Json], chance: random.Random) -> None:
    """An answer was copied out of a class or a list."""
    cell = cells[_pick(cells, chance)]
    cell["source"] = "\n".join(f"    {line}" if line else line for line in cell["source"].split("\n"))


def magics_added(cells: list[Json], chance: random.Random) -> None:
    """IPython's own words stand in a cell."""
    cell = cells[_pick(cells, chance)]
    cell["source"] = chance.choice([
        "%%time\n{}", "%%prun\n{}", "%%capture\n{}", "%matplotlib inline\n{}", "%time x_ = 1\n{}", "{}\n%who",
        "?len\n{}", "{}\n%timeit -n1 -r1 1 + 1", "get_ipython().run_line_magic('who', '')\n{}", "{}\n!true",
    ]).format(cell["source"])  # fmt: skip


def name_reused(cells: list[Json], chance: random.Random) -> None:
    """The name of an exercise, or of something that it uses, stands for something else elsewhere."""
    line = chance.choice([
        "double = 0.1", "for shifted in range(3):\n    pass", "total = total([1])", "Counter = Counter(1)", "SHIFT = 100",
        "from math import *", "sum = 5", "def scale(x, by):\n    return 0", "by_two = None", "x = 1", "del double",
        "def double(x):\n    return None", "import collections\nfrom collections import Counter", "OFFSET = 0",
    ])  # fmt: skip
    cells.insert(chance.randrange(len(cells) + 1), code(line))


def became_text(cells: list[Json], chance: random.Random) -> None:
    """A cell turned into Markdown or raw, by a key pressed in the wrong mode."""
    cell = cells[_pick(cells, chance)]
    cell["cell_type"] = chance.choice(["markdown", "raw"])
    cell.pop("outputs", None)
    cell.pop("execution_count", None)


def scratch(cells: list[Json], chance: random.Random) -> None:
    """Other versions of an answer stand about."""
    name, source = chance.choice([
        ("double", "def double(x):\n    pass"), ("double", "def double(x):\n    return x ** 2"),
        ("shifted", "def shifted(x):\n    raise NotImplementedError()"), ("total", "def total(values:"),
        ("Counter", "class Counter:\n    pass"), ("total", "print(total([1, 2]))"),
    ])  # fmt: skip
    cells.insert(chance.randrange(len(cells) + 1), code(f"# scratch of {name}\n{source}"))


def stub_kept(cells: list[Json], chance: random.Random) -> None:
    """The answer is written in a new cell, and the cell that was meant for it keeps a stub."""
    at = _pick(cells, chance)
    own = code(cells[at]["source"])
    name = grade_id(cells[at]) or "f"
    cells[at]["source"] = f"def {name}(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    cells.insert(chance.choice([at, at + 1, at + 2, chance.randrange(len(cells) + 1)]), own)


def locked_edited(cells: list[Json], chance: random.Random) -> None:
    """A locked cell is not as it was released."""
    locked = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("locked")]
    if locked:
        cell = chance.choice(locked)
        cell["source"] = chance.choice(
            [cell["source"] + "\n# seen", cell["source"].upper(), "", cell["source"] + "\n\nmine = 1"]
        )


def errors_above(cells: list[Json], chance: random.Random) -> None:
    """A cell of the student's raises, or is no Python."""
    line = chance.choice(
        ["1 / 0", "raise ValueError('no')", "def (", "import no_such_module", "print(undefined)", "'''"]
    )
    cells.insert(chance.randrange(len(cells) + 1), code(line))

def wrapped(cells: list[Json], chance: random.Random) -> None:
    """An answer stands inside a block, as a script or a tutorial has it."""
    cell = cells[_pick(cells, chance)]
    head, tail = chance.choice([
        ("if True:", ""), ("try:", "\nexcept Exception as error:\n    print(error)"), ("for _ in range(2):", ""),
        ('if __name__ == "__main__":', ""), ("with np.errstate(all='ignore'):", ""), ("while True:", "\n    break"),
        ("if SHIFT == 3:", "\nelse:\n    double = None"),
    ])  # fmt: skip
    body = "\n".join(f"    {line}" if line else line for line in cell["source"].split("\n"))
    cell["source"] = f"{head}\n{body}{tail}"


def all_in_one(cells: list[Json], chance: random.Random) -> None:
    """Somebody works in one cell: all code, or all of the own, stands in the first, in the last or in a new one."""
    locked = chance.random() < 0.5
    places = [at for at, cell in enumerate(cells) if cell["cell_type"] == "code"]
    if not locked:
        places = [at for at in places if not cells[at]["metadata"].get("nbgrader", {}).get("locked")]
    if not places:
        return
    joined = "\n\n".join(cells[at]["source"] for at in places)
    target = chance.choice([cells[places[0]], cells[places[-1]], code("")])
    for at in reversed(places):
        if cells[at] is not target:
            cells.pop(at)
    if target not in cells:
        cells.insert(min(places[0], len(cells)), target)
    target["source"] = joined


def pasted_under_a_fresh_copy(cells: list[Json], chance: random.Random) -> None:
    """The own work is pasted below, or above, the notebook as it was released, or as it is twice."""
    fresh = copy.deepcopy(cells)
    if chance.random() < 0.7:
        for at in _solutions(fresh):
            name = grade_id(fresh[at])
            fresh[at]["source"] = f"def {name}(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    if chance.random() < 0.5:
        for cell in fresh:
            cell["id"] = _id()
    cells[:] = chance.choice([[*fresh, *cells], [*cells, *fresh]])


def blocks_shuffled(cells: list[Json], chance: random.Random) -> None:
    """Exercises with their checks stand in another order."""
    starts = _solutions(cells)
    if not starts:
        return
    head, ends = cells[: starts[0]], [*starts[1:], len(cells)]
    blocks = [cells[start:end] for start, end in zip(starts, ends, strict=True)]
    chance.shuffle(blocks)
    cells[:] = [*head, *(cell for block in blocks for cell in block)]


def conflict_left(cells: list[Json], chance: random.Random) -> None:
    """A merge left its marks in a cell, or as cells of their own."""
    at = _pick(cells, chance)
    source = cells[at]["source"]
    if chance.random() < 0.5:
        cells[at]["source"] = f"<<<<<<< local\n{source}\n=======\n{source}\n>>>>>>> remote"
    else:
        cells[at : at + 1] = [
            {"cell_type": "markdown", "id": _id(), "metadata": {}, "source": f"<span>**{mark}**</span>"}
            if isinstance(mark, str)
            else mark
            for mark in ("<<<<<<< local", cells[at], "=======", copy.deepcopy(cells[at]), ">>>>>>> remote")
        ]


def platforms_metadata(cells: list[Json], chance: random.Random) -> None:
    """Colab, Kaggle, VS Code, Databricks or papermill kept what they keep."""
    kept = chance.choice([
        {"colab": {"base_uri": "https://localhost:8080/"}, "outputId": "3fc4"}, {"vscode": {"languageId": "python"}},
        {"_uuid": "8f2839f25d086af736a60e9eeb907d3b93b6e0e5", "_cell_guid": "b1076dfc", "trusted": True},
        {"application/vnd.databricks.v1+cell": {"title": "", "showTitle": False, "nuid": "1"}}, {"trusted": True},
        {"papermill": {"duration": 0.01, "status": "completed", "exception": None}, "tags": ["parameters"]},
        {"deletable": False, "editable": False, "tags": ["raises-exception"], "slideshow": {"slide_type": "skip"}},
    ])  # fmt: skip
    for cell in cells:
        if chance.random() < 0.8:
            cell["metadata"] |= kept


def flags_changed(cells: list[Json], chance: random.Random) -> None:
    """What nbgrader noted of a cell was edited in its toolbar, or is of an older version of it."""
    found = [cell for cell in cells if "nbgrader" in cell["metadata"]]
    if not found:
        return
    nbgrader = chance.choice(found)["metadata"]["nbgrader"]
    change = chance.choice([
        {"locked": False}, {"solution": False}, {"grade": True, "points": 1}, {"schema_version": 1}, {"points": 100},
        {"solution": True, "locked": True}, {"cell_type": "markdown"}, {"checksum": "0" * 32}, {"task": True},
    ])  # fmt: skip
    nbgrader |= change


def ids_doubled(cells: list[Json], chance: random.Random) -> None:
    """Cells have the same id, as after copying with some editors."""
    one = chance.choice(cells).get("id", "same")
    for cell in cells:
        if chance.random() < 0.5:
            cell["id"] = one


def session_set_up(cells: list[Json], chance: random.Random) -> None:
    """A cell sets up the session as people have it in all their notebooks."""
    line = chance.choice([
        "import warnings\nwarnings.filterwarnings('error')", "np.seterr(all='raise')", "np.random.seed(0)",
        "import sys\nsys.setrecursionlimit(5000)", "%reset -f", "%load_ext autoreload\n%autoreload 2",
        "%config InlineBackend.figure_format = 'retina'", "import os\nos.makedirs('fig', exist_ok=True)",
        "import os, random\nrandom.seed(1)\nos.environ['PYTHONHASHSEED'] = '1'", "np.set_printoptions(precision=2)",
        "from IPython.display import display, HTML, Image\ndisplay(HTML('<style>b {}</style>'))",
        "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.ast_node_interactivity = 'all'",
        "import matplotlib.pyplot as plt\nplt.style.use('ggplot')\nplt.rcParams['figure.figsize'] = (4, 3)",
        "import logging\nlogging.basicConfig(level=logging.DEBUG)", "import gc\ngc.collect()", "from pylab import *",
    ])  # fmt: skip
    cells.insert(chance.randrange(len(cells) + 1), code(line))


def in_a_module(cells: list[Json], chance: random.Random) -> None:
    """The answer is written into a file and imported."""
    cell = cells[_pick(cells, chance)]
    name = grade_id(cell)
    if not name:
        return
    head = chance.choice(["", "import numpy as np\nSHIFT = 3\ndef double(x):\n    return 2 * x\n"])
    module = f"mine_{_id()}"  # the kernel of nbgrader keeps what was imported
    own = code(f"%%writefile {module}.py\n{head}{cell['source']}")
    ending = chance.choice([f"from {module} import {name}", f"from {module} import *",
                            f"import {module}\n{name} = {module}.{name}"])  # fmt: skip
    cell["source"] = ending
    cells.insert(cells.index(cell), own)


def defined_oddly(cells: list[Json], chance: random.Random) -> None:
    """The name comes to be what it is by another way than a definition of its own."""
    cell = cells[_pick(cells, chance)]
    name, source = grade_id(cell), cell["source"]
    if not name:
        return
    cell["source"] = chance.choice([
        f"exec({source!r})", f"{source}\nglobals()[{name!r}] = {name}", f"{source}\n{name} = {name}",
        f"import sys\n{source}\nsetattr(sys.modules['__main__'], {name!r}, {name})",
        f"{source}\nmine = {name}\ndel {name}\n{name} = mine", f"{source}\n({name}) = ({name})",
        f"{source}\n[{name}] = [{name}]", f"{source}\n{name}, other = {name}, 3", f"{source}\nif ({name} := {name}): pass",
        f"import functools\n{source}\n{name} = functools.partial({name})",
        f"def _make():\n    global {name}\n" + "\n".join(f"    {line}" for line in source.split("\n")) + "\n_make()",
    ])  # fmt: skip


def decorated(cells: list[Json], chance: random.Random) -> None:
    """A decorator of one's own, or of Python, stands above the answer; it may be defined in another cell."""
    cell = cells[_pick(cells, chance)]
    if not cell["source"].startswith("def "):
        return
    head, mark = chance.choice([
        ("import functools\ndef timed(f):\n    @functools.wraps(f)\n    def g(*a, **k):\n        return f(*a, **k)\n    return g", "@timed"),
        ("def plain(f):\n    return lambda *a: f(*a)", "@plain"), ("", "@staticmethod"),
        ("from typing import no_type_check", "@no_type_check"), ("class Wrap:\n    def __init__(self, f):\n        self.f = f\n"
         "    def __call__(self, *a):\n        return self.f(*a)", "@Wrap"),
    ])  # fmt: skip
    cell["source"] = f"{mark}\n{cell['source']}"
    if chance.random() < 0.5:
        cell["source"] = f"{head}\n\n{cell['source']}"
    else:
        cells.insert(cells.index(cell), code(head))


def blanks(cells: list[Json], chance: random.Random) -> None:
    """Blanks as editors and copying leave them: tabs, form feeds, blank lines in front, no newline at the end."""
    cell = cells[_pick(cells, chance)]
    source = cell["source"]
    cell["source"] = chance.choice([
        source.replace("    ", "\t"), f"\n\n\n{source}", f"{source}\n\n   \n", f"\x0c\n{source}", f"\ufeff{source}",
        source.replace("\n", "   \n"), f"# -*- coding: utf-8 -*-\n{source}", f"#!/usr/bin/env python\n{source}",
        source.replace("    ", " "), source.replace("    ", "          "), source.replace("\n", "\r\n") + "\r",
        f'"""My answer.\n\n>>> double(2)\n4\n"""\n{source}', f"{source};", f"#@title Answer {{ run: 'auto' }}\n{source}",
        f"# 답\n{source}", f"{source}\n\\\n", source.replace("return", "return\\\n"),
    ])  # fmt: skip


def remembers(cells: list[Json], chance: random.Random) -> None:
    """An answer counts its calls, prints, draws, or keeps what it has calculated."""
    cell = cells[_pick(cells, chance)]
    if not cell["source"].startswith("def "):
        return
    head, line = chance.choice([
        ("calls = 0\n", "    global calls\n    calls += 1\n"), ("seen = []\n", "    seen.append(1)\n"), ("", "    print('called')\n"),
        ("", "    import matplotlib.pyplot as plt\n    plt.plot([1, 2])\n    plt.show()\n"), ("", "    display('called')\n"),
        ("", "    import time\n    time.sleep(0.001)\n"), ("import random\n", "    random.random()\n    np.random.rand()\n"),
        ("", "    import sys\n    print('called', file=sys.stderr)\n"), ("", "    import logging\n    logging.warning('called')\n"),
    ])  # fmt: skip
    first, _, rest = cell["source"].partition("\n")
    cell["source"] = f"{head}{first}\n{line}{rest}" if rest else cell["source"]


def waited_for(cells: list[Json], chance: random.Random) -> None:
    """A cell waits at its top, or an answer uses coroutines."""
    cell = cells[_pick(cells, chance)]
    own = chance.choice([
        "import asyncio\nawait asyncio.sleep(0)", "async def f():\n    return 1\nx = await f()",
        "async def g():\n    yield 1\ny = [v async for v in g()]",
    ])  # fmt: skip
    if chance.random() < 0.5:
        cell["source"] = f"{own}\n\n{cell['source']}"
    else:
        cells.insert(chance.randrange(len(cells) + 1), code(own))


def checks_tried(cells: list[Json], chance: random.Random) -> None:
    """A check is copied into the answer's cell or one of one's own, before or after it, whole or as prints."""
    at = _pick(cells, chance)
    checks = [cell["source"] for cell in cells if cell["cell_type"] == "code" and "assert" in cell["source"]]
    if not checks:
        return
    check = chance.choice(checks)
    if chance.random() < 0.3:
        check = "\n".join(line.replace("assert ", "print(").partition(", \"")[0] + ")" for line in check.split("\n"))
    if chance.random() < 0.5:
        cells[at]["source"] += f"\n\n{check}"
    else:
        cells.insert(chance.choice([at, at + 1]), code(check))


def fields_missing(cells: list[Json], chance: random.Random) -> None:
    """A script wrote the notebook, and left out what it did not need."""
    for cell in cells:
        if chance.random() < 0.4:
            cell.pop(chance.choice(["outputs", "execution_count", "id"]), None)
        if cell["cell_type"] == "code" and chance.random() < 0.2:
            cell["execution_count"] = chance.choice([-1, 0, 10**9])


def outputs_odd(cells: list[Json], chance: random.Random) -> None:
    """Outputs hold what Python writes and JSON does not know."""
    for cell in cells:
        if cell["cell_type"] == "code" and chance.random() < 0.5:
            value = [float("nan"), float("inf"), [0.5] * 1000]
            cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {"application/json": value}}]


def format_changed(cells: list[Json], chance: random.Random) -> None:
    """The notebook is saved in an older format; `saved` sees to it."""
    cells[0]["metadata"]["_format"] = chance.choice([0, 1, 2, 3, 4])


def lines_listed(cells: list[Json], chance: random.Random) -> None:
    """Sources are lists of lines, with line ends of another system."""
    end = chance.choice(["\n", "\r\n"])
    for cell in cells:
        cell["source"] = cell["source"].replace("\n", end)


KINDS: tuple[Mangle, ...] = (
    metadata_dropped, all_metadata_dropped, solution_metadata_dropped, ids_made_anew, split, merged, moved, any_moved,
    copied, locked_copied, deleted, renamed, prompts_pasted, indented, magics_added, name_reused, became_text, scratch,
    stub_kept, locked_edited, errors_above, outputs_odd, format_changed, lines_listed,
    wrapped, all_in_one, pasted_under_a_fresh_copy, blocks_shuffled, conflict_left, platforms_metadata, flags_changed,
    ids_doubled, session_set_up, in_a_module, defined_oddly, decorated, blanks, remembers, waited_for, checks_tried,
    fields_missing,
)  # fmt: skip


def saved(notebook: Json) -> Json:
    """The notebook as its format has it."""
    minor = notebook["cells"][0]["metadata"].pop("_format", 5) if notebook["cells"] else 5
    for cell in notebook["cells"]:
        cell["metadata"].pop("_format", None)
        if minor < 5:
            cell.pop("id", None)
    return notebook | {"nbformat": 4, "nbformat_minor": minor}
