"""A text is a frozen mapping from language to sentence."""

from __future__ import annotations

import copy

import pytest

from autograder.model import NO_TEXT, Text, is_language_tag

BOTH = Text(en="Which axis?", ko="어느 축일까요?")


def test_a_text_is_read_in_a_language_that_it_has_and_else_in_its_first() -> None:
    assert BOTH.in_language("ko") == "어느 축일까요?"
    assert BOTH.in_language("eo") == "Which axis?"
    assert Text({"pt-BR": "Qual eixo?"}).in_language("en") == "Qual eixo?"


def test_an_empty_sentence_is_none() -> None:
    assert Text(en="", ko=" ") == NO_TEXT
    assert not NO_TEXT
    assert NO_TEXT.in_language("en") == ""
    assert Text(en="Only English.", ko="").in_language("ko") == "Only English."


def test_texts_are_compared_by_what_they_say() -> None:
    assert Text(ko="어느 축일까요?", en="Which axis?") == BOTH
    assert hash(Text(ko="어느 축일까요?", en="Which axis?")) == hash(BOTH)
    assert Text(en="Which row?") != BOTH


def test_a_text_cannot_be_changed_and_can_be_copied() -> None:
    with pytest.raises(AttributeError):
        BOTH._said = {}
    with pytest.raises(TypeError):
        BOTH["en"] = "other"
    assert copy.deepcopy(BOTH) == BOTH


@pytest.mark.parametrize(("tag", "good"), [("en", True), ("pt-BR", True), ("eng", True), ("English", False), ("", False)])
def test_a_tag_has_the_form_of_a_tag(tag: str, *, good: bool) -> None:
    assert is_language_tag(tag) is good
