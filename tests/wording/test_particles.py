"""A Korean particle fits the word that was filled in before it."""

from __future__ import annotations

import pytest

from autograder.wording import said, sentences
from autograder.wording.particles import with_particles


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("배열이(가) 필요합니다", "배열이 필요합니다"),
        ("수이(가) 필요합니다", "수가 필요합니다"),
        ("`softmax`을(를) 사용하는데", "`softmax`를 사용하는데"),
        ("`sigmoid`은(는) 함수", "`sigmoid`는 함수"),
        ("`XOR`과(와) `tensor`은(는)", "`XOR`와 `tensor`는"),
        ("label이(가) 없습니다", "label이 없습니다"),
        ("값 3은(는), 값 2은(는)", "값 3은, 값 2는"),
        ("형상 (3, 1)(으)로", "형상 (3, 1)로"),
        ("문자열(으)로, 배열(으)로, 집(으)로, 나무(으)로", "문자열로, 배열로, 집으로, 나무로"),
        ("'…'이(가) 없습니다", "'…'이(가) 없습니다"),  # nobody knows how that is read
        ("이 함수(가) 있다", "이 함수(가) 있다"),
    ],
)
def test_the_particle_follows_how_the_word_is_read(sentence: str, wanted: str) -> None:
    assert with_particles(sentence) == wanted


def test_what_the_platform_says_has_no_two_forms_left() -> None:
    assert said("form.type", own="list", wanted=said("form.an_array"))["ko"].endswith("넘파이 배열이 필요합니다.")
    assert "을(를)" not in said("failures.builds_on", earlier="sigmoid")["ko"]


def test_every_sentence_that_leaves_a_choice_leaves_one_that_is_made() -> None:
    for key, text in sentences().items():
        korean = text["ko"]
        for pair in ("(이)가", "(은)는", "(을)를", "와(과)", "가(이)", "는(은)", "를(을)"):
            assert pair not in korean, key
