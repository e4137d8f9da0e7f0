"""Code is shown to the last character: what hides or reorders others is made visible, and can be read back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.visible import original, visible, visible_text

HIDING = [
    "\x1b[8m", "\r", "\x00", "\x0b", "\x0c", "\x08", "\x7f", "\x85", "\x9b31m", "\u00ad", "\u034f", "\u061c", "\u115f",
    "\u1160", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u2028", "\u2029", "\u202e", "\u2066", "\u2069", "\u2800",
    "\u3000", "\u3164", "\u00a0", "\ufe0f", "\ufeff", "\uffa0", "\ue000", "\U000e0041", "\U000e0100", "\u05d0", "\u0627",
    "a" + "\u0301" * 9, "⟦U+000A⟧", "⟦U+", "\ufffe",
]  # fmt: skip


@pytest.mark.parametrize("piece", HIDING)
def test_a_hiding_character_is_seen_and_read_back(piece: str) -> None:
    source = f"x = 1  # {piece}y = 2"
    shown = visible(source)
    assert shown != source
    assert original(shown) == source
    assert all(
        char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Zl", "Zp", "Co", "Cn"} for char in shown
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*HIDING, "a", "\n", "\t", "한", "é", "⟦", "U+1", "⟧"]) | st.characters(), max_size=20))
def test_whatever_is_shown_can_be_read_back(pieces: list[str]) -> None:
    source = "".join(pieces)
    assert original(visible(source)) == source


@pytest.mark.parametrize(
    "source", ["def relu(x):\n\treturn x\n", "# 기울기를 구한다: ∂L/∂W", "s = 'naïve ⟦x⟧ → ü'", ""]
)
def test_what_people_write_stays_as_it_is(source: str) -> None:
    assert visible(source) == source


def test_text_keeps_emoji_wide_spaces_and_other_scripts() -> None:
    text = "👩\u200d🔬 ⚠\ufe0f 한\u3000글 שלום\u00a0x"
    assert visible_text(text) == text
    assert visible_text("a\u202eb\x1b[0m") == "a⟦U+202E⟧b⟦U+001B⟧[0m"
