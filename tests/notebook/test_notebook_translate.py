"""`text(en=..., ko=...)` becomes one language's literal, and nothing else changes."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import CourseError
from autograder.model import ENGLISH, KOREAN, Language
from autograder.notebook.translate import translate


@pytest.mark.parametrize(
    ("code", "en", "ko"),
    [
        ("x = 1  # text", "x = 1  # text", "x = 1  # text"),
        ("print( text(en='a', ko='가') )", "print( 'a' )", "print( '가' )"),
        ("f(text(ko='가나', en='a'), text(en='b', ko='다'))  # 끝", "f('a', 'b')  # 끝", "f('가나', '다')  # 끝"),
        ("s = '한글'; t = text(en='x', ko='한')  # 뒤", "s = '한글'; t = 'x'  # 뒤", "s = '한글'; t = '한'  # 뒤"),
        (
            'assert a, text(\n    en="one",\n    ko="하나",\n)\nb = 2',
            'assert a, "one"\nb = 2',
            'assert a, "하나"\nb = 2',
        ),
        ("t = text(en='a' 'b', ko='가'\n    '나')", "t = ('a' 'b')", "t = ('가'\n    '나')"),
        ('t = text(en=r"\\d", ko="""두\n줄""")', 't = r"\\d"', 't = """두\n줄"""'),
        ("# text(en='a b', ko='가')\nx = 1", "# a b\nx = 1", "# 가\nx = 1"),
        ("x = 1  # text(ko='가', en='a')  ", "x = 1  # a", "x = 1  # 가"),
        (
            'if x:\n    # text(en="one",\n    #      ko="하나\\n둘")\n    print(text(en="a", ko="가"))',
            'if x:\n    # one\n    print("a")',
            'if x:\n    # 하나\n    # 둘\n    print("가")',
        ),
        ("s = '# text(en=1)'", "s = '# text(en=1)'", "s = '# text(en=1)'"),
        ("axes.text(1, 2, 'label')", "axes.text(1, 2, 'label')", "axes.text(1, 2, 'label')"),
    ],
)
def test_a_call_becomes_the_literal_of_the_language(code: str, en: str, ko: str) -> None:
    assert translate(code, ENGLISH, "n.py") == en
    assert translate(code, KOREAN, "n.py") == ko


def test_a_language_with_a_region_is_written_with_an_underscore() -> None:
    assert translate("print(text(en='colour', pt_BR='cor'))", Language("pt-BR"), "n.py") == "print('cor')"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("text('a')", "n.py:11: text() with an argument that has no language"),
        ("text(en='a', de='b')", "n.py:11: text() without ko"),
        ("\ntext(en='a')", "n.py:12: text() without ko"),
        ("text(en='a', ko=word)", "n.py:11: text() with ko=word"),
        ("text(en='a', ko=f'{word}')", "n.py:11: text() with ko=f'{word}'"),
        ("text(en='a', korean='b')", "n.py:11: text() with korean"),
        ("text(**both)", "n.py:11: text() with **"),
        ("x = 1\n# text(en='a')", "n.py:12: text() without ko"),
        ("x = 1\n# text(en='a',\ny = 2", "n.py:12: a text() in a comment that does not end"),
        ("x = 1  # text(en='a',\ny = 2  # ko='b')", "n.py:11: a text() in a comment that does not end"),
    ],
)
def test_anything_but_plain_literals_is_refused_with_its_line(code: str, message: str) -> None:
    with pytest.raises(CourseError) as caught:
        translate(code, KOREAN, "n.py", 10)
    assert str(caught.value) == f'{message}, expected text(en="...", ko="...") with plain string literals'


def test_a_call_inside_an_f_string_is_refused() -> None:
    with pytest.raises(CourseError, match=r"^n.py:1: text\(\) inside an f-string, .*; give it a name before the f-str"):
        translate("print(f\"{text(en='a', ko='b')}\")", ENGLISH, "n.py")


def test_code_that_is_not_python_is_refused_with_its_line() -> None:
    with pytest.raises(CourseError, match=r"^n.py:7: not Python: invalid syntax$"):
        translate("a = 1\nb = = 2", ENGLISH, "n.py", 5)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=10)


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=4))
def test_the_translated_code_has_the_strings_of_its_language(rows: list[tuple[str, str, str]]) -> None:
    code = "[" + ",\n ".join(f"({a!r}, text(en={en!r}, ko={ko!r}))" for a, en, ko in rows) + "]"
    assert ast.literal_eval(translate(code, ENGLISH, "n")) == [(a, en) for a, en, _ in rows]
    assert ast.literal_eval(translate(code, KOREAN, "n")) == [(a, ko) for a, _, ko in rows]
