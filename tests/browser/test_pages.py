"""The pages that this grader writes, opened by a browser: whole for everybody who reads them, and they ask for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, STUDENTS, VIEWPORT, autograder

AXE = ROOT / ".venv" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
LANGUAGES = ("en", "ko")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("no axe-core here; scripts/install-test-tools installs it")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pages(course: Path) -> dict[str, list[Path]]:
    """By language: a class report, a page for the lecture, a course page, and the students' pages, shortest first."""
    found = {}
    for language in LANGUAGES:
        autograder(course, "report", "--language", language)
        feedback = sorted(course.glob(f"feedback/*/*/*.{language}.html"), key=lambda path: path.stat().st_size)
        assert len(feedback) == STUDENTS
        found[language] = [*sorted(course.glob(f"reports/*.{language}.html")), *feedback]
        assert len(found[language]) == STUDENTS + 3
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page(browser: Any, pages: dict[str, list[Path]], axe: str, language: str, scheme: str) -> None:
    findings = []
    context = browser.new_context(viewport=VIEWPORT, color_scheme=scheme)
    for path in [*pages[language][:3], *pages[language][3::3]]:
        page = context.new_page()
        page.goto(path.as_uri())
        for details in page.locator("details").all():  # what is folded has to be readable, too
            details.evaluate("node => { node.open = true }")
        page.evaluate(axe)
        for violation in page.evaluate("axe.run(document)")["violations"]:
            places = [node["target"] for node in violation["nodes"]][:3]
            findings.append(f"{path.name}: {violation['id']}: {violation['help']}: {places}")
        page.close()
    context.close()
    assert findings == []


@pytest.mark.parametrize("size", [VIEWPORT, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_asks_for_nothing_but_itself_and_is_no_wider_than_the_window(
    browser: Any, pages: dict[str, list[Path]], language: str, size: dict[str, int]
) -> None:
    context = browser.new_context(viewport=size)
    for path in pages[language]:
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))  # a blocked request is told here
        page.goto(path.as_uri())
        page.wait_for_load_state("networkidle")
        assert asked == [path.as_uri()]
        assert said == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
        page.close()
    context.close()


def test_no_script_of_anybody_else_runs_on_a_page(browser: Any, pages: dict[str, list[Path]]) -> None:
    """What the page's own policy forbids is forbidden even to whoever gets markup into it."""
    context = browser.new_context(viewport=VIEWPORT)
    page = context.new_page()
    refused: list[tuple[str, str]] = []
    page.on("requestfailed", lambda request: refused.append((request.url, request.failure)))
    path = pages["en"][-1]
    page.goto(path.as_uri())
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML("beforeend", "<img src='http://127.0.0.1:9/x'><img src=x onerror='window.ran=1'>");
            const script = document.createElement("script");
            script.textContent = "window.ran = 1";
            document.body.append(script);
        }"""
    )
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran === undefined")
    assert [why for _, why in refused] == ["csp", "csp"]
    context.close()
