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
)  # fmt: skip


def saved(notebook: Json) -> Json:
    """The notebook as its format has it."""
    minor = notebook["cells"][0]["metadata"].pop("_format", 5) if notebook["cells"] else 5
    for cell in notebook["cells"]:
        cell["metadata"].pop("_format", None)
        if minor < 5:
            cell.pop("id", None)
    return notebook | {"nbformat": 4, "nbformat_minor": minor}
