"""What the page for the next lecture shows: the commonest mistakes, none of them as one student's code.

A mistake is shown as its own edit of the right solution, which the suite holds, or in a form that at least
`FEWEST_ALIKE` students share to the last token. Where there is neither, the page has the question alone.
"""

from __future__ import annotations

import ast
import textwrap
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType

from autograder.grades import GradedWork
from autograder.model import Assignment, Course, ExerciseResult, Language, Plot, Text, Verdict
from autograder.report.pictures import PictureView, picture_of
from autograder.report.titles import rest_of, title_of
from autograder.visible import visible
from autograder.wording import one_line, plain_text

Edits = Sequence[tuple[str, str]]
"""Pieces of the right solution, and what stands in their place."""

FEWEST_ALIKE = 3
_MOST_MISTAKES = 8


@dataclass(frozen=True, slots=True)
class EditView:
    """A piece of the right solution, and what stands there in the mistake."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MistakeView:
    """A mistake: what it is, how many made it, how it looks, and what to ask."""

    title: str
    exercise: str
    count: int
    question: str
    edits: tuple[EditView, ...]
    shared: str
    alike: int
    picture: PictureView | None


@dataclass(frozen=True, slots=True)
class LectureView:
    """The page of one assignment."""

    course: str
    title: str
    count: int
    mistakes: tuple[MistakeView, ...]


def lecture_view(
    course: Course,
    assignment: Assignment,
    works: Sequence[GradedWork],
    edits: Mapping[str, Edits],
    language: Language,
    examples: Mapping[tuple[str, str], Edits] = MappingProxyType({}),
    right: Mapping[str, str] = MappingProxyType({}),
) -> LectureView:
    """The commonest mistakes of a class.

    Args:
        edits: of the right solution, by the mistake's identifier (`edits_in`).
        examples: of the wrong solutions, by exercise and identifier (`edits_of`), for mistakes that have none of these.
        right: the right solutions by exercise, so that an edit is shown with its whole lines.
    """
    made: dict[tuple[str, str], list[ExerciseResult]] = {}
    hints: dict[tuple[str, str], Text] = {}
    plots: dict[tuple[str, str], Counter[Plot]] = {}
    for work in works:
        for exercise in work.result.exercises:
            seen = set()
            for test in exercise.tests:
                if test.verdict is not Verdict.FAILED or not test.misconception:
                    continue
                key = (exercise.name, test.misconception)
                hints.setdefault(key, test.hint)
                if test.evidence.plot is not None:
                    plots.setdefault(key, Counter())[test.evidence.plot] += 1
                if key not in seen:
                    seen.add(key)
                    made.setdefault(key, []).append(exercise)
    order = sorted(made, key=lambda key: (-len(made[key]), key))[:_MOST_MISTAKES]
    return LectureView(
        course=course.title.in_language(language),
        title=assignment.title.in_language(language),
        count=len(works),
        mistakes=tuple(
            _mistake(key, made[key], hints[key].in_language(language), edits, examples, right, plots.get(key), language)
            for key in order
        ),
    )


def _mistake(
    key: tuple[str, str],
    exercises: Sequence[ExerciseResult],
    hint: str,
    edits: Mapping[str, Edits],
    examples: Mapping[tuple[str, str], Edits],
    right: Mapping[str, str],
    plots: Counter[Plot] | None,
    language: Language,
) -> MistakeView:
    exercise, identifier = key
    models = edits.get(identifier, ())
    shared, alike = ("", 0) if models else _shared(exercises)
    shown = models or (() if shared else examples.get(key, ()))
    lines = whole_lines(right.get(exercise, ""), shown)
    own = tuple(EditView(visible(before), visible(after)) for before, after in lines)
    picture = None
    if plots:
        (plot, times), *_ = plots.most_common(1)
        # One student's answer is not shown; what several got alike, or what follows the mistake's edit, is its own.
        picture = picture_of(plot, language, mistake=True) if models or times >= FEWEST_ALIKE else None
    title = title_of(hint, identifier)
    question = rest_of(plain_text(hint))
    return MistakeView(title, one_line(exercise), len(exercises), question, own, visible(shared), alike, picture)


def _shared(exercises: Iterable[ExerciseResult]) -> tuple[str, int]:
    """A form of the code that enough students share, without their comments, and how many; empty if there is none."""
    forms = Counter(form for one in exercises if (form := _form(one.source, one.name)))
    for form, count in forms.most_common(1):
        if count >= FEWEST_ALIKE:
            return form, count
    return "", 0


def _form(source: str, name: str) -> str:
    """A function without comments and docstring, written in one way; empty where it cannot be read."""
    try:
        for node in ast.parse(source).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
                if ast.get_docstring(node) is not None:
                    node.body = node.body[1:] or [ast.Pass()]
                return ast.unparse(node)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    return ""


def edits_in(suite: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The edits that a suite's text gives for mistakes, by identifier; read, never run.

    Raises:
        SyntaxError: it is not Python.
    """
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for node in ast.walk(ast.parse(suite)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Misconception"):
            continue
        edit = next((keyword.value for keyword in node.keywords if keyword.arg == "edit"), None)
        if not node.args or edit is None:
            continue
        try:
            identifier, value = ast.literal_eval(node.args[0]), ast.literal_eval(edit)
        except ValueError:
            continue
        pairs = (value,) if value and isinstance(value[0], str) else tuple(value)
        found[str(identifier)] = tuple((str(before), str(after)) for before, after in pairs)
    return found


def edits_of(exercise: str, wrong: str) -> dict[tuple[str, str], Edits]:
    """The edits that a file of wrong solutions, `wrong/EXERCISE.toml`, makes of the reference, by exercise and mistake.

    Raises:
        tomllib.TOMLDecodeError: it is not TOML.
    """
    found: dict[tuple[str, str], Edits] = {}
    for mistake in tomllib.loads(wrong).values():
        if not isinstance(mistake, dict) or "base" in mistake or not mistake.get("edits"):
            continue
        edits = tuple((str(edit[0]), str(edit[1])) for edit in mistake["edits"] if len(edit) > 1)
        found.setdefault((exercise, str(mistake.get("misconception", ""))), edits)
    return found


def whole_lines(source: str, edits: Edits) -> Edits:
    """Edits of a text as the lines that they change together; as they are where one stands nowhere in it, or twice."""
    wrong = source
    for before, after in edits:
        if not before or wrong.count(before) != 1:
            return edits
        wrong = wrong.replace(before, after)
    old, new = source.splitlines(), wrong.splitlines()
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        _with_neighbour(old, new, (start, end), (begin, finish))
        for kind, start, end, begin, finish in changes
        if kind != "equal"
    )


def _with_neighbour(old: list[str], new: list[str], was: tuple[int, int], now: tuple[int, int]) -> tuple[str, str]:
    """Two pieces; where one of them is empty, both with the line that follows, else the one before."""
    (start, end), (begin, finish) = was, now
    if not all("".join(piece).strip() for piece in (old[start:end], new[begin:finish])):
        if end < len(old) and finish < len(new):
            end, finish = end + 1, finish + 1
        elif start and begin:
            start, begin = start - 1, begin - 1
    pieces = (old[start:end], new[begin:finish])
    right, wrong = (textwrap.dedent("\n".join(line for line in piece if line.strip())) for piece in pieces)
    return right, wrong


def solutions_in(reference: str) -> dict[str, str]:
    """The functions and classes of a reference, by name; read, never run.

    Raises:
        SyntaxError: it is not Python.
    """
    statements = ast.parse(reference).body
    named = [node for node in statements if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    return {node.name: ast.get_source_segment(reference, node) or "" for node in named}
