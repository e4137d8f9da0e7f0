"""Mistakes by a title in words: the first sentence of what students are told about them."""

from __future__ import annotations

import re

from autograder.wording import one_line

_END = re.compile(r"(?<=[.?!])(?<!e\.g\.)(?<!i\.e\.)\s+(?=[^\s])")
_MOST = 140


def rest_of(hint: str) -> str:
    """What a hint says after its title, which is the question as a rule; all of it where that is all."""
    _, *rest = _END.split(hint, maxsplit=1)
    return rest[0] if rest else hint


def title_of(hint: str, identifier: str) -> str:
    """The first sentence of a hint, without its full stop; where there is no hint, the identifier as words."""
    first = _END.split(one_line(hint), maxsplit=1)[0].rstrip(".")
    if not first:
        return one_line(identifier).replace("-", " ")
    return first if len(first) <= _MOST else first[: _MOST - 1].rstrip() + "…"
