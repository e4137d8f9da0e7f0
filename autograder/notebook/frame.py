"""What a released notebook has around an assignment's own cells: a head, a last cell, and its contract.

These cells carry no metadata of nbgrader's: to its gradebook they do not exist, so an assignment that was released
without them can be released with them while submissions are in. Neither changes what a student's code does: the head is
text, and the last cell does nothing when the notebook is graded.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from autograder.model import Assignment, Course, Language
from autograder.notebook.carried import KEY, carried
from autograder.notebook.contract import NotebookContract, Role, released_cell_id
from autograder.notebook.definitions import parsed
from autograder.wording import said, section

HEAD_ID, CLOSING_TEXT_ID, CLOSING_ID = "platform-head", "platform-closing-text", "platform-closing"
_FRAME = (HEAD_ID, CLOSING_TEXT_ID, CLOSING_ID)
_PROGRAM = "closing_cell.py"
_HEAD_LINES = ("hand_in", "late", "cutoff", "limits")
_CALLED = "before_handing_in"

Json = dict[str, Any]


def framed(notebook: Json, course: Course, assignment: Assignment, plan: NotebookContract, language: Language) -> Json:
    """A woven notebook with its frame: the head after the first cell, the last cell, the contract in its metadata."""
    cells = notebook["cells"]
    head = _cell(plan, HEAD_ID, head_source(course, assignment, language))
    return closed(notebook | {"cells": [*cells[:1], head, *cells[1:]]}, plan, language)


def closed(notebook: Json, plan: NotebookContract, language: Language) -> Json:
    """A notebook with the last cell, the text before it, and the contract in its metadata."""
    closing = [
        _cell(plan, CLOSING_TEXT_ID, said("frame.closing").in_language(language)),
        _cell(plan, CLOSING_ID, closing_source(plan, language), code=True),
    ]
    metadata = notebook["metadata"] | {KEY: carried(plan, language)}
    return notebook | {"cells": [*notebook["cells"], *closing], "metadata": metadata}


def is_of_the_frame(cell: Json, plan: NotebookContract) -> bool:
    """Whether a cell of a released notebook is one of these."""
    return cell.get("id") in {released_cell_id(plan.assignment, name) for name in _FRAME}


def head_source(course: Course, assignment: Assignment, language: Language) -> str:
    """Points, due date, how to hand in, what lateness costs, and how long the notebook may run."""
    words = {name: text.in_language(language) for name, text in section("head").items()}
    by_hand = assignment.points - assignment.auto_points
    first = [words["points"].format(points=f"{assignment.points:g}")]
    if by_hand:
        told = words["by_hand"].format(points=f"{by_hand:g}")
        first[0] += f" ({told})"
    if assignment.due is not None:
        first.append(words["due"].format(due=f"{assignment.due:%Y-%m-%d %H:%M} ({course.time_zone})"))
    lines = [words["hand_in"].format(file=f"{assignment.name}.ipynb")]
    late, limits = assignment.late, assignment.limits
    if assignment.due is not None and late.per_day:
        share = {"per_day": f"{100 * late.per_day:g}", "at_most": f"{100 * late.at_most:g}"}
        lines.append(words["late"].format(grace_minutes=f"{late.grace_minutes:g}", **share))
    if late.cutoff is not None:
        lines.append(words["cutoff"].format(cutoff=f"{late.cutoff:%Y-%m-%d %H:%M} ({course.time_zone})"))
    lines.append(
        words["limits"].format(
            load_s=f"{limits.load_s:g}",
            call_s=f"{limits.call_s:g}",
            cpu_s=f"{limits.cpu_s:g}",
            memory_mib=limits.memory_mib,
        )
    )
    return "\n".join([f"**{' · '.join(first)}**", "", *(f"- {line}" for line in lines)])


def closing_source(plan: NotebookContract, language: Language) -> str:
    """The last cell: the program in `closing_cell.py`, and its call with what this assignment has and the words."""
    names = [cell.id for cell in plan.of_role(Role.SOLUTION)]
    manual = [cell.id for cell in plan.of_role(Role.MANUAL)]
    given = [source for cell in plan.of_role(Role.GIVEN) for source in cell.sources.values()]
    return _closing(tuple(names), tuple(manual), tuple(given), language)


@lru_cache(maxsize=16)  # every notebook of a class is held against it
def _closing(names: tuple[str, ...], manual: tuple[str, ...], given: tuple[str, ...], language: Language) -> str:
    says = {name: text.in_language(language) for name, text in section("closing").items()}
    words = json.dumps(says, ensure_ascii=False, indent=4)
    call = f"{_CALLED}({json.dumps(names)}, {json.dumps(manual)}, {json.dumps(_modules(given))}, {words})"
    return f"{_program()}\n\n{call}"


@cache
def _program() -> str:
    text = files(__package__).joinpath(_PROGRAM).read_text(encoding="utf-8")
    return text.partition("# ----\n")[2].rstrip("\n")


def is_closing_cell(source: str, plan: NotebookContract) -> bool:
    """Whether a cell is the last one as it was released, by this version or another: nobody wrote anything in it."""
    if not source.startswith(f"def {_CALLED}("):
        return False  # most cells; the others are rare
    if any(source.rstrip() == closing_source(plan, language) for language in plan.languages):
        return True
    tree = parsed(source)
    match tree.body if tree else []:
        case [ast.FunctionDef(name=name), ast.Expr(value=ast.Call(func=ast.Name(id=called), args=arguments))]:
            return name == called == _CALLED and all(_is_constant(argument) for argument in arguments)
    return False


def _is_constant(value: ast.expr) -> bool:
    """Whether an argument is text, or a list or a dict of such."""
    allowed = (ast.Constant, ast.List, ast.Dict, ast.expr_context)
    return all(isinstance(node, allowed) for node in ast.walk(value))


def is_frame_text(source: str, plan: NotebookContract) -> bool:
    """Whether a text cell is the head, or the text before the last cell, and nobody wrote anything in it."""
    text = source.strip()
    if is_closing_text(text, plan):
        return True
    for language in plan.languages:
        if not text.startswith("**"):
            continue
        first, lines = _head_forms(language)
        head, *rest = text.split("\n")
        if first.fullmatch(head) and all(not line or lines.fullmatch(line) for line in rest):
            return True
    return False


def is_closing_text(source: str, plan: NotebookContract) -> bool:
    """Whether a text cell is the text before the last cell, as it was released."""
    text = source.strip()
    return any(text == _closing_text(language) for language in plan.languages)


@cache
def _closing_text(language: Language) -> str:
    return said("frame.closing").in_language(language).strip()


@cache
def _head_forms(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the first line of a head looks like, whatever points and dates stand in it, and how every other one begins.

    The rest of those is worded anew now and then, and notebooks of an earlier release come in for a whole term.
    """

    head = {name: text.in_language(language) for name, text in section("head").items()}
    points = "[^\\n]{1,200}?".join(map(re.escape, re.split(r"\{\w+\}", head["points"])))
    leads = "|".join(re.escape(f"**{head[name].split('**')[1]}**") for name in _HEAD_LINES)
    return re.compile(rf"\*\*{points}[^\n]{{0,400}}\*\*"), re.compile(rf"- (?:{leads})[^\n]{{1,400}}")


def _modules(given: Iterable[str]) -> list[str]:
    """What is there beside Python's own modules: NumPy, and what the given cells themselves import."""
    found = {"numpy"}
    for source in given:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return sorted(found - sys.stdlib_module_names)


def _cell(plan: NotebookContract, name: str, source: str, *, code: bool = False) -> Json:
    made: Json = {
        "cell_type": "code" if code else "markdown",
        "id": released_cell_id(plan.assignment, name),
        "metadata": {"deletable": False, "editable": False},
        "source": source,
    }
    if code:
        made["execution_count"], made["outputs"] = None, []
        made["metadata"] |= {"jupyter": {"source_hidden": True}, "cellView": "form"}
    return made
