"""Grades the notebooks that changed since a commit, one report each: what the templates in docs/ci run.

    .venv/bin/python scripts/grade_changed.py --format github [--since COMMIT] [--reports FOLDER] [-- OPTIONS OF check]

A notebook is `submitted/STUDENT/NAME/NAME.ipynb`; its report is `FOLDER/STUDENT.NAME.md` or `.xml`. Whatever else was
pushed below submitted/ is named and passed over. Paths come from whoever pushed: none goes through a shell, none is
printed raw. Exit code: the worst of `autograder check`, 0 where nothing changed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

from autograder.model import student_id_problem
from autograder.notebook.reading import printable

ROOT = Path(__file__).resolve().parent.parent
AUTOGRADER = Path(sys.executable).with_name("autograder")
SUFFIX = {"github": ".md", "junit": ".xml"}


def main() -> int:
    parser = argparse.ArgumentParser(description="Grade the notebooks that changed since a commit.")
    parser.add_argument("--format", choices=SUFFIX, required=True)
    parser.add_argument("--since", default="", metavar="COMMIT", help="default, and where it is unknown: HEAD~1")
    parser.add_argument("--reports", default="reports", type=Path, metavar="FOLDER")
    parser.add_argument("options", nargs="*", metavar="OPTION", help="of `autograder check`, after --")
    given = parser.parse_args()
    reports = ROOT / given.reports
    reports.mkdir(parents=True, exist_ok=True)
    paths = changed(given.since)
    codes = [0]
    for path in paths:
        student, name, problem = understood(path)
        if problem:
            say(f"passed over {printable(str(path))}: {problem}")
            continue
        report = reports / f"{student}.{name}{SUFFIX[given.format]}"
        codes.append(grade(path, name, given.format, report, given.options))
        say(f"{path}: exit code {codes[-1]}")
    say(f"{len(codes) - 1} of {len(paths)} changed notebooks graded")
    return max(codes)


def changed(since: str) -> list[PurePosixPath]:
    """Notebooks below submitted/ that HEAD has and `since` has not, or has with other contents."""
    base = next((commit for commit in (since, "HEAD~1") if commit and is_commit(commit)), None)
    # Without a parent, as in the first commit of all, everything is new.
    command = ["diff", "--diff-filter=d", base, "HEAD"] if base else ["ls-tree", "-r", "HEAD"]
    listed = git(*command, "--name-only", "-z", "--", "submitted/").stdout
    return [PurePosixPath(os.fsdecode(path)) for path in listed.split(b"\0") if path.endswith(b".ipynb")]


def is_commit(name: str) -> bool:
    """False for the zeros that CI gives for a new branch, and for a commit that a forced push took away."""
    wanted = ("rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}")
    return git(*wanted, check=False).returncode == 0


def git(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=check, stdout=subprocess.PIPE)


def understood(path: PurePosixPath) -> tuple[str, str, str]:
    """Student, assignment, and why it is not a submission, if it is not."""
    if len(path.parts) != 4 or path.parts[2] != path.stem:
        return "", "", "expected submitted/STUDENT/NAME/NAME.ipynb"
    _, student, name, _ = path.parts
    if problem := student_id_problem(student):
        return "", "", problem
    if not (ROOT / "assignments" / name / "assignment.toml").is_file():
        return "", "", f"no assignment {printable(name)!r}"
    return student, name, ""


def grade(path: PurePosixPath, name: str, form: str, report: Path, options: list[str]) -> int:
    command = [
        str(AUTOGRADER), "check", "--assignment", name, "--format", form, "--output", str(report), *options, str(path)
    ]  # fmt: skip
    code = subprocess.run(command, cwd=ROOT).returncode
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and form == "github" and report.is_file():
        with open(summary, "a", encoding="utf-8") as file:
            file.write(f"### {path.parts[1]}\n\n{report.read_text(encoding='utf-8')}\n")
    return code if code >= 0 else 3


def say(line: str) -> None:
    print(f"grade_changed: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
