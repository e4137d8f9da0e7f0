"""Pictures of the pages of graded courses, to be looked at: desktop, phone, dark, light, print, every language.

    .venv/bin/python scripts/screenshots.py OUTPUT [COURSE ...]

COURSE is one with feedback/ and reports/, such as `autograder demo` leaves. Where none is named, two are made that are
as different as classes are: the demo's, 24 students in two languages, and a small one that speaks Korean alone, with a
roster, an assignment that is over, decisions and a second version. Six students of each are chosen, from the shortest
page to the longest. Pages that ask for anything but themselves, or are wider than the window, are named, and the exit
code is 1.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from autograder.classroom import Solutions, read_solutions
from autograder.config import load_assignment, load_course
from autograder.notebook.filling import fill

_ROOT = Path(__file__).resolve().parent.parent
_STUDENTS = 6
_LOOKS = {
    "desktop": ({"width": 1280, "height": 900}, "light", "screen"),
    "dark": ({"width": 1280, "height": 900}, "dark", "screen"),
    "phone": ({"width": 390, "height": 844}, "light", "screen"),
    "phone-dark": ({"width": 390, "height": 844}, "dark", "screen"),
    "print": ({"width": 794, "height": 1123}, "light", "print"),
}


def main(output: Path, courses: Sequence[Path]) -> int:
    """Make the pictures."""
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="autograder-screenshots-") as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        found = courses or [large_class(Path(place) / "large"), small_class(Path(place) / "small")]
        return 1 if sum(_photograph(browser, course, output) for course in found) else 0


def _photograph(browser: Browser, course: Path, output: Path) -> int:
    """Pictures of a course's pages; how many were wrong."""
    feedback = sorted(course.glob("feedback/*/*/*.html"), key=lambda path: path.stat().st_size)
    students = list(dict.fromkeys(path.parts[-3] for path in feedback))
    steps = range(_STUDENTS) if students else range(0)
    chosen = {students[step * (len(students) - 1) // (_STUDENTS - 1)] for step in steps}
    wrong = 0
    for path in [path for path in feedback if path.parts[-3] in chosen] + sorted(course.glob("reports/*.html")):
        for look, (size, scheme, medium) in _LOOKS.items():
            page = browser.new_page(viewport=size, color_scheme=scheme)
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.emulate_media(media=medium, color_scheme=scheme)
            page.goto(path.resolve().as_uri())
            name = f"{course.name}-{path.parts[-3]}-{path.stem}" if path in feedback else f"{course.name}-{path.stem}"
            page.screenshot(path=str(output / f"{name}.{look}.png"), full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            if wide or len(asked) != 1:
                wrong += 1
                print(f"{name} ({look}):", "wider than the window" if wide else f"asked for {asked[1:]}")
            page.close()
    return wrong


# ---------------------------------------------------------------- the classes


def large_class(course: Path) -> Path:
    """The demo's class, with the page over all assignments."""
    _copy(course, "02_activations", (_ROOT / "course.toml").read_text(encoding="utf-8"))
    _run(course, "demo")
    for language in ("en", "ko"):
        _run(course, "report", "--language", language)
    return course


_NAME = "05_gradient_descent"
_COURSE = """\
id = "small"
title = { ko = "경사하강법 입문" }
languages = ["ko"]
time_zone = "Asia/Seoul"
[late]
grace_minutes = 10
per_day = 0.1
at_most = 0.5
[limits]
call_s = 2
load_s = 5
"""
_ROSTER = """\
id,name
minjun,김민준
seoyeon,이서연
doyun,박도윤
jiwoo,최지우
hajun,정하준
sua,강수아
yeeun,윤예은
"""
_DECISIONS = """\
[[waived]]
student = "jiwoo"
assignment = "05_gradient_descent"
why = "병원 진료 확인서를 냈습니다."
[[override]]
student = "yeeun"
assignment = "05_gradient_descent"
exercise = "behaviour"
score = 1.5
why = "면담에서 발산하는 까닭을 바르게 설명했습니다."
"""


def small_class(course: Path) -> Path:
    """Seven students of a Korean course: on time, late, again, hardly begun, broken, missing; decisions about two."""
    _copy(course, _NAME, _COURSE)
    settings = course / "assignments" / _NAME / "assignment.toml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    settings.write_text("".join("due = 2026-04-09T23:59:00\n" if line.startswith("due ") else line for line in lines))
    (course / "roster.csv").write_text(_ROSTER, encoding="utf-8")
    (course / "decisions.toml").write_text(_DECISIONS, encoding="utf-8")
    _run(course, "release")
    notebook = json.loads((course / "release" / _NAME / f"{_NAME}.ipynb").read_text(encoding="utf-8"))
    made = read_solutions(load_assignment(load_course(course), _NAME))
    right, exercises = dict(made.reference), list(made.reference)

    def hand_in(student: str, moment: str, answers: Mapping[str, str] | None) -> None:
        text = "{" if answers is None else json.dumps(fill(notebook, answers))
        _hand_in(course, student, datetime.fromisoformat(f"{moment}+09:00"), text)

    hand_in("minjun", "2026-04-08T20:10", right)
    hand_in("seoyeon", "2026-04-09T22:00", right | _mistakes(made, ("gradient_descent", "plot_surface"), 0))
    hand_in("doyun", "2026-04-09T23:50", _mistakes(made, exercises, 1))
    hand_in("jiwoo", "2026-04-12T09:00", {name: right[name] for name in exercises[:3]})
    hand_in("hajun", "2026-04-09T12:00", None)
    hand_in("yeeun", "2026-04-10T11:30", right | _mistakes(made, ("gradient", "behaviour"), 2))
    _run(course, "grade", _NAME)
    hand_in("seoyeon", "2026-04-11T08:30", right | _mistakes(made, ("plot_surface",), 0))
    for words in (("grade", _NAME), ("feedback", _NAME), ("report",)):
        _run(course, *words)
    return course


def _mistakes(made: Solutions, exercises: Sequence[str], which: int) -> dict[str, str]:
    wrong = {name: made.wrong[name] for name in exercises if made.wrong.get(name)}
    return {name: answers[which % len(answers)] for name, answers in wrong.items()}


def _copy(course: Path, name: str, settings: str) -> None:
    for folder in ("assignments", "solutions"):
        shutil.copytree(_ROOT / folder / name, course / folder / name)
    (course / "course.toml").write_text(settings, encoding="utf-8")


def _hand_in(course: Path, student: str, moment: datetime, text: str) -> None:
    folder = course / "submitted" / student / _NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{_NAME}.ipynb").write_text(text, encoding="utf-8")
    (folder / "timestamp.txt").write_text(f"{moment:%Y-%m-%d %H:%M:%S %z}\n", encoding="utf-8")


def _run(course: Path, *words: str) -> None:
    """A command, which may end with 1: done, and somebody has to look."""
    command = [str(Path(sys.executable).with_name("autograder")), "--course", str(course), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise SystemExit(f"{' '.join(words)}: {done.stderr}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
