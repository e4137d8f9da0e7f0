"""A small course on disk, notebooks of its two assignments, and downloads to collect from."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.config import load_assignment, load_course, read_decisions, read_roster
from autograder.intake import Ask, Collected, Directory, Fate, VersionStore, collect, look_through, survey
from autograder.intake.groups import groups_of, named_groups, unmasked
from autograder.intake.survey import known_students
from autograder.model import Assignment, Course, Submission
from autograder.notebook.contract import Role, contract

NAME = "02_activations"
OTHER = "03_forward_pass"
ASK = Ask()
NOW = datetime(2027, 3, 23, 1, 0, tzinfo=UTC)
ZIPPED = (2027, 3, 22, 10, 0, 0)

COURSE = """
id = "small"
title = { en = "A small course", ko = "작은 수업" }
time_zone = "Asia/Seoul"
[late]
per_day = 0.1
"""

PEOPLE = (
    ("s01", "Lovelace, Ada", "ada@example.edu"),
    ("s02", "Alan Turing", "alan@example.edu"),
    ("s03", "김하나", "hana@example.ac.kr"),
    ("s04", "이두리", "duri@example.ac.kr"),
    ("s05", "박세찬", "sechan@example.ac.kr"),
    ("s06", "Grace Hopper", "grace@example.edu"),
    ("s07", "José García Núñez", "jose@example.es"),
    ("s08", "남궁민수", "minsu@example.ac.kr"),
    ("s09", "O'Neill, Siobhán", "siobhan@example.ie"),
    ("s10", "van der Berg, Anna-Lena", "anna@example.nl"),
    ("s11", "최아라", "ara@example.ac.kr"),
    ("s12", "정다은", "daeun@example.ac.kr"),
    ("s13", "Katherine Johnson", "kj@example.edu"),
    ("s14", "강하늘", "haneul@example.ac.kr"),
    ("s15", "Müller, Jürgen", "juergen@example.de"),
    ("s16", "윤슬기", "seulgi@example.ac.kr"),
    ("s17", "Nguyễn Văn An", "an@example.vn"),
    ("s18", "임가온", "gaon@example.ac.kr"),
    ("s19", "Dorothy Vaughan", "dv@example.edu"),
    ("s20", "한별", "byeol@example.ac.kr"),
    ("s21", "Radia Perlman", "radia@example.edu"),
    ("s22", "서로운", "roun@example.ac.kr"),
)


def _assignment_files(exercises: Sequence[str], due: str) -> dict[str, str]:
    points = "\n".join(f"{name} = 2" for name in exercises)
    cells = "\n".join(
        f'# %% exercise="{name}"\n\n# %% public="{name}"\nassert {name}(2) is not None\n' for name in exercises
    )
    bodies = "\n\n".join(
        f'def {name}(x):\n    """An exercise."""\n    ### BEGIN SOLUTION\n    return x + {index}\n    ### END SOLUTION\n'
        for index, name in enumerate(exercises)
    )
    return {
        "assignment.toml": f'title = {{ en = "T", ko = "T" }}\ndue = {due}\n[points]\n{points}\n',
        "notebook.py": f"# %% [markdown]\n# # An assignment with a title that is long enough\n\n{cells}",
        "reference.py": f'"""Reference."""\n\n\n{bodies}',
    }


class World:
    """The course. Nothing in it is kept between tests."""

    def __init__(self, root: Path) -> None:
        self.root = root / "course"
        self.root.mkdir()
        (self.root / "course.toml").write_text(COURSE, encoding="utf-8")
        for name, exercises, due in (
            (NAME, ("relu", "softmax"), "2027-03-19T23:59:00"),
            (OTHER, ("forward", "layers"), "2027-03-26T23:59:00"),
        ):
            for file, text in _assignment_files(exercises, due).items():
                folder = self.root / ("solutions" if file == "reference.py" else "assignments") / name
                folder.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text(text, encoding="utf-8")
        self.downloads = root / "downloads"
        self.downloads.mkdir()

    @property
    def course(self) -> Course:
        return load_course(self.root)

    @property
    def assignment(self) -> Assignment:
        return load_assignment(self.course, NAME)

    def write(self, name: str, data: bytes | str) -> Path:
        """Write a file of the course."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return path

    def late(self, text: str) -> None:
        """Give the course this late policy."""
        policy = COURSE.replace("per_day = 0.1", f"per_day = 0.1\n{text}")
        (self.root / "course.toml").write_text(policy, encoding="utf-8")

    def roster(
        self, columns: Mapping[str, Mapping[str, str]] | None = None, people: Sequence[tuple[str, str, str]] = PEOPLE
    ) -> None:
        """Write the roster: these people, with more columns by name and id."""
        extra = dict(columns or {})
        lines = [",".join(["id", "name", "email", *extra])]
        for student, name, email in people:
            lines.append(
                ",".join([student, f'"{name}"', email, *(values.get(student, "") for values in extra.values())])
            )
        (self.root / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def notebook(self, *answers: str, of: str = NAME, extra: str = "") -> bytes:
        """A notebook of an assignment, with the answers to its first exercises; without any, as it was released."""
        cells: list[dict[str, Any]] = []
        left = list(answers)
        for cell in contract(load_assignment(self.course, of)).cells:
            source = next(iter(cell.sources.values()))
            if cell.role is Role.SOLUTION and left:
                source = left.pop(0)
            kind = str(cell.role.kind)
            made: dict[str, Any] = {
                "cell_type": kind,
                "metadata": {"nbgrader": {"grade_id": cell.id}},
                "source": source,
            }
            cells.append(made | ({"outputs": [], "execution_count": None} if kind == "code" else {}))
        if extra:
            cells.append({"cell_type": "code", "metadata": {}, "source": extra, "outputs": [], "execution_count": None})
        return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()

    def zip(self, members: Mapping[str, bytes], name: str = "download.zip", at: tuple[int, ...] = ZIPPED) -> Path:
        """A zip of these members, all with the date at which it was made."""
        path = self.downloads / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in members.items():
                archive.writestr(zipfile.ZipInfo(member, at), data)  # type: ignore[arg-type]
        return path

    def folder(self, members: Mapping[str, bytes], name: str = "unpacked") -> Path:
        """A folder of these files."""
        for member, data in members.items():
            path = self.downloads / name / member
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return self.downloads / name

    def directory(self) -> Directory:
        roster = read_roster(self.course)
        groups = named_groups(self.course, self.assignment, roster)
        return Directory(roster, unmasked(self.course, NAME, roster), known_students(self.course), groups)

    def collect(self, source: Path, ask: Ask = ASK, *, now: datetime = NOW, dry_run: bool = False) -> Collected:
        """Collect from a download as the command does."""
        course, roster = self.course, read_roster(self.course)
        directory = self.directory()
        found = look_through(course, self.assignment, source, directory, ask)
        return collect(
            course, self.assignment, found, directory=directory, roster=roster, now=now,
            groups=groups_of(course, load_assignment(course, NAME), roster), decisions=read_decisions(course, roster), dry_run=dry_run,
        )  # fmt: skip

    def placed(self) -> dict[str, bytes]:
        """What lies in `submitted/`, by student."""
        return {
            path.parts[-3]: path.read_bytes() for path in sorted(self.root.glob(f"submitted/*/{NAME}/{NAME}.ipynb"))
        }

    def submission(self, student: str) -> Submission:
        """What is known of the submission of a student."""
        return next(item for item in survey(self.course, self.assignment).submissions if item.student == student)

    @property
    def store(self) -> VersionStore:
        return VersionStore(self.course, self.assignment)


def fates(collected: Collected) -> dict[str, Fate]:
    """What happened to each file."""
    return {row.file: row.fate for row in collected.rows}


def whys(collected: Collected) -> dict[str, str]:
    """Why, by file."""
    return {row.file: row.why for row in collected.rows}
