"""The repository that students get: notebooks with their data, jobs that run the visible checks, and the checker.

It holds nothing that students may not see: what was released, and this package, pinned by hash with everything that it
needs to check a notebook. What a person changed in it is left as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.config import assignment_names, load_assignment
from autograder.errors import CourseError
from autograder.model import Course, Language, Text
from autograder.notebook.release import RELEASE_FOLDER
from autograder.release.assignment import ReleaseReport
from autograder.release.folders import Record, content_digest
from autograder.release.wheel import check_wheel, wheel_of_this_package
from autograder.wording import said

_STUDENT = Path(__file__).parent / "student"
_KIND = "repository"
_JOBS = {".github/workflows/check.yml": "check.yml", ".gitlab-ci.yml": "gitlab-ci.yml"}
"""What runs the visible checks, at the place where each service looks for it."""
REQUIREMENTS = "wheels/requirements.txt"


@dataclass(frozen=True, slots=True)
class RepositoryReport:
    """What was written into a students' repository. `notes` are for the instructor to look at."""

    folder: Path
    written: tuple[str, ...]
    notes: tuple[str, ...]


def write_student_repository(
    course: Course, releases: Sequence[ReleaseReport], folder: Path, *, wheel: Path | None = None, consent: bool = False
) -> RepositoryReport:
    """Write or bring up to date the repository that students get.

    Args:
        course: the course.
        releases: what goes into it; assignments that were put there before stay.
        folder: the repository's work tree; it is made where it is not there.
        wheel: of this package; None builds it from the checkout.
        consent: replace what a person changed there, too.

    Raises:
        UserError: there is no wheel, or `wheel` is another package's.
        CourseError: the folder lies in the course, or cannot be written.
        InternalError: the wheel cannot be built.
    """
    check_student_repository(course, folder, wheel)
    record = Record(course.root / ".autograder" / "released" / f"repository-{_key(folder)}.json")
    before = dict(record.of(_KIND) or {})
    with wheel_of_this_package(wheel) as found:
        files = dict(_notebooks(course, releases))
        shown = [name for name in assignment_names(course) if name in {r.assignment for r in releases} or
                 f"{name}/{name}.ipynb" in before]  # fmt: skip
        languages = list(dict.fromkeys([*(item.language for item in releases), *course.languages]))
        files |= _around(course, shown, languages, found)
    notes, written = [], {}
    old = [name for name in before if name.startswith("wheels/") and name not in files]
    try:
        for name, data in files.items():
            path = folder / name
            if not consent and _is_somebodys(path, data, before.get(name)):
                notes.append(f"{path} was changed by hand and left alone; --yes replaces it")
                if name in before:
                    written[name] = before[name]
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_symlink():
                path.unlink()
            path.write_bytes(data)
            written[name] = content_digest(path)
        for name in old:  # the checker of an earlier release
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise CourseError(str(error.filename or folder), f"cannot be written: {error.strerror}") from error
    record.write({_KIND: {name: known for name, known in (before | written).items() if name not in old}})
    return RepositoryReport(folder, tuple(sorted(written)), tuple(notes))


def check_student_repository(course: Course, folder: Path, wheel: Path | None) -> None:
    """Refuse a folder in the course, whose history could take solutions along, and what is no wheel of this package.

    Raises:
        CourseError: it is such a folder, or a file.
        UserError: there is no wheel, or it is another package's.
    """
    place = folder.resolve()
    if place.is_relative_to(course.root.resolve()):
        fix = "name a folder outside of it: the course holds the solutions"
        raise CourseError(f"--student-repo {folder}", "a folder of the course", "a repository of its own", fix)
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"--student-repo {folder}", "a file", "a folder")
    check_wheel(wheel)


def _key(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _is_somebodys(path: Path, data: bytes, known: str | None) -> bool:
    """Whether a person made what lies there, so that writing `data` would lose it."""
    if path.is_symlink():
        return True
    return path.is_file() and path.read_bytes() != data and content_digest(path) != known


def _notebooks(course: Course, releases: Sequence[ReleaseReport]) -> Iterator[tuple[str, bytes]]:
    for item in releases:
        place = course.root / RELEASE_FOLDER / item.assignment
        for name in (*item.files, item.release.name):
            yield f"{item.assignment}/{name}", (place / name).read_bytes()


def _around(
    course: Course, shown: Sequence[str], languages: Sequence[Language], wheel: Path
) -> Mapping[str, bytes]:
    """Everything but the notebooks; the README in all languages, first in that of the notebooks."""
    data = wheel.read_bytes()
    pinned = f"./wheels/{wheel.name} \\\n    --hash=sha256:{hashlib.sha256(data).hexdigest()}\n"
    lock = (_STUDENT / "requirements.lock").read_text(encoding="utf-8")
    return {
        ".gitignore": (_STUDENT / "gitignore").read_bytes(),
        **{place: (_STUDENT / name).read_bytes() for place, name in _JOBS.items()},
        f"wheels/{wheel.name}": data,
        REQUIREMENTS: f"{lock}{pinned}".encode(),
        "README.md": "\n".join(_readme(course, language, shown) for language in languages).encode(),
    }


def _readme(course: Course, language: Language, shown: Sequence[str]) -> str:
    titles = [(name, load_assignment(course, name).title) for name in shown]
    listed = [f"- `{name}/{name}.ipynb`: {title.in_language(language)}" for name, title in titles]
    notebook = f"{shown[-1]}/{shown[-1]}.ipynb" if shown else "NAME/NAME.ipynb"

    def words(key: str) -> str:
        text: Text = said(f"repository.{key}")
        return text.in_language(language)

    return "\n".join([
        f"# {course.title.in_language(language)}",
        "",
        *listed,
        "",
        f"## {words('work')}",
        "",
        words("how_to_work"),
        "",
        f"## {words('check')}",
        "",
        words("how_to_check"),
        "",
        "```",
        "python3 -m venv .venv",
        f".venv/bin/python -m pip install --require-hashes -r {REQUIREMENTS}",
        f".venv/bin/autograder check --public {notebook} --language {language}",
        "```",
        "",
        words("what_it_means"),
        "",
    ])  # fmt: skip
