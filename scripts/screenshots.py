"""Pictures of the pages of a graded course, to be looked at: desktop, phone, dark, light, print, every language.

    .venv/bin/python scripts/screenshots.py COURSE OUTPUT

COURSE is one with feedback/ and reports/, such as `autograder demo` leaves. Pages that ask for anything but themselves,
or are wider than the window, are named, and the exit code is 1.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_STUDENTS = 6
_LOOKS = {
    "desktop": ({"width": 1280, "height": 900}, "light", "screen"),
    "dark": ({"width": 1280, "height": 900}, "dark", "screen"),
    "phone": ({"width": 390, "height": 844}, "light", "screen"),
    "phone-dark": ({"width": 390, "height": 844}, "dark", "screen"),
    "print": ({"width": 794, "height": 1123}, "light", "print"),
}


def main(course: Path, output: Path) -> int:
    """Make the pictures."""
    output.mkdir(parents=True, exist_ok=True)
    feedback = sorted(course.glob("feedback/*/*/*.html"), key=lambda path: path.stat().st_size)
    students = list(dict.fromkeys(path.parts[-3] for path in feedback))
    steps = range(_STUDENTS) if students else range(0)
    chosen = {students[step * (len(students) - 1) // (_STUDENTS - 1)] for step in steps}
    pages = [path for path in feedback if path.parts[-3] in chosen] + sorted(course.glob("reports/*.html"))
    wrong = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for path in pages:
            for look, (size, scheme, medium) in _LOOKS.items():
                page = browser.new_page(viewport=size, color_scheme=scheme)
                asked: list[str] = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.emulate_media(media=medium, color_scheme=scheme)
                page.goto(path.resolve().as_uri())
                name = f"{path.parts[-3]}-{path.stem}" if path in feedback else path.stem
                page.screenshot(path=str(output / f"{name}.{look}.png"), full_page=True)
                wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
                if wide or len(asked) != 1:
                    wrong += 1
                    print(f"{name} ({look}):", "wider than the window" if wide else f"asked for {asked[1:]}")
                page.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
