"""Notes about a notebook, which are kept in English, are said again in Korean, to the last of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.model import ENGLISH, KOREAN
from autograder.wording import note_in, section

PACKAGE = Path(__file__).resolve().parents[2] / "autograder"
NOTED = re.sub(r"\{\w+\}", "\0", "\n".join(text[ENGLISH] for text in section("noted").values()))
SAID_BY = {
    "notebook/selection.py": ("notes", "_note"),
    "notebook/magics.py": ("notes",),
    "notebook/reading.py": ("notes", "NotebookError"),
    "notebook/skim.py": ("SkimError",),
    "grading/trial.py": ("_note", "_ended"),
    "suite/submission_run.py": ("tell",),
    "sandbox/outcome.py": ("Outcome",),
    "sandbox/worker.py": ("end", "Outcome"),
    "protocol/endpoint.py": ("end",),
}
"""Where notes are made, and what takes them."""


@pytest.mark.parametrize(
    ("note", "korean"),
    [
        ("cell 'test-relu' was changed by the student",
         "주어진 셀 'test-relu'의 내용이 바뀌었습니다. 채점에는 원래 셀을 씁니다."),
        ("cell 'relu' is missing: its exercise earns nothing", "'relu' 셀이 없어 이 문제는 0점입니다."),
        ("cells 'relu', 'tanh' are missing: their exercises earn nothing",
         "'relu', 'tanh' 셀이 없어 이 문제들은 0점입니다."),
        ("repaired: 'relu' (cell 3 had become a markdown cell: to turn it back, click into it and press Esc, then Y), "
         "'tanh' (in cell 7), 'step' (known by its text); `autograder repair` writes a clean copy",
         "다음 셀을 바로잡아 채점했습니다: 'relu'(markdown 셀이 된 3번째 셀, 되돌리려면 셀을 클릭하고 Esc, Y를 차례로 "
         "누르세요), 'tanh'(7번째 셀 안에 있음), 'step'(내용으로 찾음). `autograder repair`로 정리된 사본을 만들 수 있습니다."),
        ("cell '#3', line 1: '!pip install x' is not run: packages cannot be installed when graded",
         "'#3' 셀 1번째 줄: '!pip install x'는 실행하지 않습니다. 채점할 때는 패키지를 설치할 수 없습니다."),
        ("cell 'relu', line 2: NameError: name 'cell' is not defined",
         "'relu' 셀 2번째 줄에서 오류가 났습니다. NameError: name 'cell' is not defined"),
        ("cell 'relu' uses the name 'relu' again: what counts is 'relu' as its own cell left it",
         "'relu' 셀에서 'relu' 이름을 다시 씁니다. 채점하는 것은 'relu' 셀이 실행된 직후의 값입니다."),
        ("the worker ended in cell 'relu': timeout: it used up its processor time",
         "'relu' 셀을 실행하다가 프로세스가 끝났습니다. 쓸 수 있는 프로세서 시간을 모두 썼습니다. [timeout]"),
        ("it needed more than 512 MiB of memory in a test of relu",
         "relu의 검사: 메모리가 512 MiB 넘게 필요했습니다."),
        ("a.ipynb: nbformat 2, expected nbformat 4; open it in JupyterLab, save it and submit again",
         "a.ipynb: nbformat 2입니다. nbformat 4여야 합니다. JupyterLab에서 열어 저장한 뒤 다시 제출하세요."),
        ("a.ipynb: it breaks off before its end, expected a whole notebook; submit it again if your own copy opens in "
         "JupyterLab, or else copy your cells in a text editor into the released notebook and submit that",
         "a.ipynb: 파일이 중간에서 끊겼습니다. 온전한 노트북이어야 합니다. 가지고 있는 파일이 JupyterLab에서 열리면 다시 제출하세요. "
         "열리지 않으면 텍스트 편집기로 열어 셀의 내용을 배포된 노트북에 옮긴 뒤 제출하세요."),
        ("a.ipynb: JSON array, expected a notebook: a JSON object with cells; submit it again if your own copy opens in "
         "JupyterLab, or else an earlier one from .ipynb_checkpoints or the released notebook with your answers in it",
         "a.ipynb: JSON 배열입니다. 노트북은 셀이 들어 있는 JSON 객체입니다. 가지고 있는 파일이 JupyterLab에서 열리면 다시 제출하세요. "
         "열리지 않으면 .ipynb_checkpoints에 있는 이전 사본을 제출하거나, 배포된 노트북에 답을 다시 써서 제출하세요."),
        ("a.ipynb: cell 3: its source is no text, expected a string or an array of strings; open it in JupyterLab, save it "
         "and submit again",
         "a.ipynb: 3번째 셀: source가 텍스트가 아닙니다. 문자열이나 문자열의 배열이어야 합니다. JupyterLab에서 열어 저장한 뒤 다시 제출하세요."),
        ("a.ipynb: not JSON: a string does not end (line 1, column 44), expected a notebook; open it in JupyterLab, save it "
         "and submit again",
         "a.ipynb: JSON 형식이 아닙니다(1번째 줄 44번째 글자: 문자열이 끝나지 않음). 노트북이어야 합니다. JupyterLab에서 "
         "열어 저장한 뒤 다시 제출하세요."),
        ("the file is in an unknown encoding, not in UTF-8", "파일의 인코딩이 UTF-8이 아니라 알 수 없는 인코딩입니다."),
        ("and 3 more notes", "그 밖의 알림 3개"),
    ],
)  # fmt: skip
def test_a_note_is_said_again_in_korean_with_what_was_filled_in(note: str, korean: str) -> None:
    assert note_in(note, KOREAN) == korean
    assert note_in(note, ENGLISH) == note


@pytest.mark.parametrize("path", SAID_BY)
def test_every_sentence_of_a_note_stands_among_those_that_are_said_again(path: str) -> None:
    pieces = set(_pieces(ast.parse((PACKAGE / path).read_text(encoding="utf-8")), SAID_BY[path]))
    assert pieces
    assert [piece for piece in sorted(pieces) if piece not in NOTED] == []


def test_a_hostile_note_is_said_again_in_no_time_and_a_strange_one_stays_as_it_is() -> None:
    assert note_in("repaired: " + "'a' (x), " * 40 + ": " * 150 + ";" * 100, KOREAN)
    assert note_in("something new", KOREAN) == "something new"
    assert note_in("cell 'x'" * 1000, KOREAN) == "cell 'x'" * 1000


def _pieces(tree: ast.AST, takers: tuple[str, ...]) -> Iterator[str]:
    """What stands between the fields of the sentences that are yielded, or given to one of the `takers`."""
    for node in ast.walk(tree):
        parts: list[ast.expr | None] = []
        if isinstance(node, (ast.Yield, ast.YieldFrom)) and "notes" in takers:
            parts = [node.value]
        elif isinstance(node, ast.Call) and _name(node.func) in (*takers, "append") and not (
            _name(node.func) == "append" and _name(getattr(node.func, "value", node)) not in ("notes", "repaired")
        ):
            parts = list(node.args)
        for part in parts:
            for one in ast.walk(part) if part is not None else ():
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and " " in one.value.strip(" :;,'()"):
                    yield one.value.strip(" :;,'()")


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
