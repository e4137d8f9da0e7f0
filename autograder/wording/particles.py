"""Korean particles after words that are filled in: `배열이(가)` becomes `배열이`, `softmax이(가)` becomes `softmax가`.

Which of two forms follows depends on how the word before is read: whether it ends in a consonant (and for 로, in
another one than ㄹ). Hangul says so itself (its final consonant is the syllable's code modulo 28, Unicode 3.12);
digits and Latin letters are read as Koreans read them. Where that is not known both forms stay, as is the custom.
"""

from __future__ import annotations

import re

_FORMS = {
    "이(가)": ("이", "가"), "은(는)": ("은", "는"), "을(를)": ("을", "를"), "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"), "이(라)": ("이라", "라"),
}  # fmt: skip
_PARTICLE = re.compile("(?<=[^\\s])(?:" + "|".join(map(re.escape, _FORMS)) + ")")
_AROUND = "`'\"’”)]}»*_"
_RIEUL = 8  # ㄹ among the final consonants
_DIGITS = {"0": 21, "1": _RIEUL, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": _RIEUL, "8": _RIEUL, "9": 0}
# English words by their ends, as they are written in Hangul (외래어 표기법): 레이블, 텐서, 넘파이, 시그모이드.
_ENDS = (
    ("ng", 21), ("le", _RIEUL), ("l", _RIEUL), ("ne", 4), ("n", 4), ("me", 16), ("m", 16), ("ep", 17), ("op", 17),
    ("ap", 17), ("et", 19), ("ot", 19), ("ack", 1), ("eck", 1), ("ock", 1),
)  # fmt: skip
_LETTERS = {"l": _RIEUL, "m": 16, "n": 4, "r": _RIEUL}  # a letter alone is read by its name: 엘, 엠, 엔, 알


def with_particles(sentence: str) -> str:
    """A Korean sentence whose particles fit the words before them."""
    if "(" not in sentence:
        return sentence
    return _PARTICLE.sub(lambda match: _chosen(match[0], sentence[: match.start()]), sentence)


def _chosen(particle: str, before: str) -> str:
    final = _final_consonant(before.rstrip(_AROUND))
    if final is None:
        return particle
    closed, open_ = _FORMS[particle]
    if particle == "(으)로":
        return open_ if final in (0, _RIEUL) else closed
    return closed if final else open_


def _final_consonant(text: str) -> int | None:
    """The number of the final consonant in the last syllable as it is read; 0 for none, None where it is not known."""
    if not text:
        return None
    last = text[-1]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    if last in _DIGITS:
        return _DIGITS[last]
    found = re.search(r"[A-Za-z]+$", text)
    if found is None:
        return None
    word = found[0].lower()
    if len(word) == 1:
        return _LETTERS.get(word, 0)
    return next((final for end, final in _ENDS if word.endswith(end)), 0)
