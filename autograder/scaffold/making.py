"""Makes a course or an assignment out of the package's templates.

A new assignment's exercises all ask for the same small thing, the mean of squares, and everything that an exercise
needs is there: stub, text, checks, suite, hints, right solutions and mistakes. So it passes `verify` before a word of
it is changed. Nothing that stands in the way is replaced.
"""

from __future__ import annotations

import json
import keyword
import re
import secrets
import textwrap
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import cast
from zoneinfo import available_timezones

import jinja2

from autograder.config import did_you_mean
from autograder.config.course import COURSE_FILE, NAME
from autograder.errors import CourseError, UserError
from autograder.model import ENGLISH, Course, Language, is_language_tag

FIRST_ASSIGNMENT = "01_first_steps"
FIRST_EXERCISE = "mean_square"

_LINE_CHARS = 110
_MOST_SEED = 1 << 63  # what TOML can hold; with fewer, a student who knows inputs could find it by trying
_TAKEN = frozenset({"np", "reference", "student", "said", "text"})  # names that the files made here use themselves

Words = Mapping[str, str]


def new_course(
    root: Path,
    *,
    course_id: str = "",
    title: str = "",
    languages: Sequence[Language] = (ENGLISH,),
    time_zone: str = "UTC",
) -> tuple[Path, ...]:
    """Write a course with one small assignment.

    Args:
        root: its folder; made where it is missing.
        course_id: what nbgrader knows it by; left out, the folder's name.
        title: the same in every language; left out, one in the words of each.
        languages: the first is the default.
        time_zone: of due dates.

    Returns:
        What was written.

    Raises:
        UserError: a value is none.
        CourseError: something stands where a file of the course belongs, or it cannot be written. Nothing was changed.
    """
    course_id = course_id or re.sub(r"[^A-Za-z0-9_.-]+", "-", root.resolve().name).strip("-._")
    if not NAME.fullmatch(course_id):
        raise UserError("--id", repr(course_id), "letters, digits, '_', '-' and '.'")
    if time_zone not in available_timezones():
        fix = did_you_mean(time_zone, available_timezones())
        raise UserError("--time-zone", repr(time_zone), "a zone such as 'Asia/Seoul'", fix)
    for tag in languages:
        if not is_language_tag(tag):
            raise UserError("--language", repr(tag), "the tag of a language, such as en, ko or pt-BR")
    spoken = _spoken(languages)
    named = {tag: _title("--title", title) or spoken[tag]["course"] for tag in languages}
    about = {"id": course_id, "title": named, "languages": list(languages), "time_zone": time_zone}
    made = {
        root / COURSE_FILE: _render("course.toml", about),
        root / ".gitignore": _render("gitignore", {}),
        **_assignment(
            root, FIRST_ASSIGNMENT, [FIRST_EXERCISE], languages, {tag: words["first"] for tag, words in spoken.items()}
        ),
    }
    if (root / ".gitignore").exists():  # of a repository that is there already; its own lines are its owner's
        del made[root / ".gitignore"]
    return _written(made)


def new_assignment(course: Course, name: str, exercises: Sequence[str], *, title: str = "") -> tuple[Path, ...]:
    """Write an assignment's two folders.

    Args:
        course: where.
        name: of the folders.
        exercises: the functions to write, in order.
        title: the same in every language; left out, the name.

    Returns:
        What was written.

    Raises:
        UserError: a name is none.
        CourseError: one of the folders is there already, or cannot be written. Nothing was changed.
    """
    if not NAME.fullmatch(name):
        raise UserError("NAME", repr(name), "letters, digits, '_', '-' and '.'")
    if not exercises:
        raise UserError("--exercises", "none", "names of functions, as in --exercises softmax,relu")
    for exercise in exercises:
        if not exercise.isidentifier() or keyword.iskeyword(exercise) or exercise in _TAKEN:
            raise UserError("--exercises", repr(exercise), "the name of a Python function, not used for another thing")
        if list(exercises).count(exercise) > 1:
            raise UserError("--exercises", f"{exercise!r} twice", "each once")
    for folder in ("assignments", "solutions"):
        if (course.root / folder / name).exists():
            raise CourseError(f"{folder}/{name}", "is there already", fix="take another name")
    named = dict.fromkeys(course.languages, _title("--title", title) or name)
    return _written(_assignment(course.root, name, exercises, course.languages, named))


def has_words(language: Language) -> bool:
    """Whether a new assignment speaks this language by itself."""
    return _words_file(language).is_file()


def _assignment(
    root: Path, name: str, exercises: Sequence[str], languages: Sequence[Language], title: Mapping[Language, str]
) -> dict[Path, str]:
    about = {
        "assignment": name,
        "exercises": list(exercises),
        "title": title,
        "spoken": _spoken(languages),
        "loop_index": lambda exercise: list(exercises).index(exercise) + 1,
        "seed": secrets.randbelow(_MOST_SEED),
    }
    public, secret = root / "assignments" / name, root / "solutions" / name
    made = {
        public / "assignment.toml": _render("policy.toml", about),
        public / "notebook.py": _render("notebook.py", about),
        secret / "secret.toml": _render("seed.toml", about),
        secret / "reference.py": _render("answer.py", about | {"language": languages[0]}),
        secret / "test_hidden.py": _render("suite.py", about),
        secret / "correct" / "loops.py": _render("loops.py", about),
        secret / "correct" / "terse.py": _render("terse.py", about),
    }
    for language in languages:
        made[secret / f"hints.{language}.toml"] = _render("hints.toml", about | {"language": language})
    for language in languages[1:]:
        made[public / f"docstrings.{language}.toml"] = _render("docstrings.toml", about | {"language": language})
    for exercise in exercises:
        made[secret / "wrong" / f"{exercise}.toml"] = _render("mistakes.toml", about)
    return made


def _title(option: str, title: str) -> str:
    if title and not title.isprintable():
        raise UserError(option, repr(title), "a line of text")
    return title.strip()


def _spoken(languages: Sequence[Language]) -> dict[Language, Words]:
    return {tag: tomllib.loads(_words_file(tag if has_words(tag) else ENGLISH).read_text("utf-8")) for tag in languages}


def _words_file(language: Language) -> Traversable:
    return files(__package__).joinpath("words", f"{language}.toml")


# ---------------------------------------------------------------- rendering


def _render(template: str, about: Mapping[str, object]) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(
            lambda name: files(__package__).joinpath("templates", f"{name}.j2").read_text(encoding="utf-8")
        ),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # Python and TOML, quoted by the filters below
    )
    spoken = cast("Mapping[Language, Words]", about.get("spoken", {}))
    environment.filters |= {
        "quoted": _quoted,
        "said": _said,
        "commented": _commented,
        "docstring": _docstring,
        "texts": lambda key, indent: _texts(spoken, key, indent),
    }
    return environment.get_template(template).render(about)


def _quoted(value: object) -> str:
    """A TOML string, or a list of them, which JSON writes alike."""
    return json.dumps(value, ensure_ascii=False)


def _said(said: Mapping[Language, str]) -> str:
    """A sentence by language, as TOML."""
    return "{ " + ", ".join(f"{tag} = {_quoted(sentence)}" for tag, sentence in said.items()) + " }"


def _commented(paragraph: str) -> str:
    lines = textwrap.wrap(paragraph, _LINE_CHARS, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"# {line}" for line in lines)


def _docstring(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() if at else line for at, line in enumerate(text.strip().split("\n")))


def _texts(spoken: Mapping[Language, Words], key: str, indent: int) -> str:
    """The call that stands for a string in the notebook's language; a name has no hyphen, so `pt-BR` is `pt_BR`."""
    said = [f"{tag.replace('-', '_')}={_quoted(words[key])}" for tag, words in spoken.items()]
    whole = f"text({', '.join(said)})"
    if indent + len(whole) <= _LINE_CHARS:
        return whole
    return "text(\n    " + ",\n    ".join(said) + ",\n)"


# ---------------------------------------------------------------- writing


def _written(made: Mapping[Path, str]) -> tuple[Path, ...]:
    """Write files none of which is there yet, all of them or none.

    Raises:
        CourseError: one is there already, or cannot be written.
    """
    for path in made:
        if path.exists() or path.is_symlink():
            raise CourseError(str(path), "is there already", fix="take another folder")
    done: list[Path] = []
    folders: list[Path] = []
    try:
        for path, text in made.items():
            for folder in reversed(list(_missing(path.parent))):
                folder.mkdir()
                folders.append(folder)
            with path.open("x", encoding="utf-8") as file:
                done.append(path)
                file.write(text)
    except OSError as error:
        for path in done:
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            folder.rmdir()
        raise CourseError(str(error.filename), f"cannot be written: {error.strerror}") from error
    return tuple(done)


def _missing(folder: Path) -> Iterator[Path]:
    """A folder and those above it, as far as they are not there."""
    while not folder.is_dir():
        yield folder
        if folder.parent == folder or folder.exists():
            return
        folder = folder.parent
