"""An attack file: a header of comments that says what it is after, then the student's code.

    # ATTACK: name             # GROUP: word              # GOAL: what it tries
    # SUCCESS: what would count as having worked
    # CHECK: score | canary | outside | connect | hang | crash | leftover | later | flood | html
    # EARNED: the points that it has earned honestly, 0 to 10
    # BASE: honest (added to an honest solution) | none (stands alone)
    # TELLS: a regular expression; optional. If what the code prints matches, it worked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

_HEADER = re.compile(r"#\s*([A-Z]+):\s*(.*)")
# Words by which attacks say for themselves that they got somewhere, where no listener or file can tell.
_USUAL_TELLS = r"META\(|META-CHANGED|'CHANGED'|IO_URING OPEN|ATTACHED|FILLED|CANARY-\w"


class Check(StrEnum):
    """How one tells that an attack worked."""

    SCORE = "score"
    CANARY = "canary"
    OUTSIDE = "outside"
    CONNECT = "connect"
    HANG = "hang"
    CRASH = "crash"
    LEFTOVER = "leftover"
    LATER = "later"
    FLOOD = "flood"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Attack:
    """One hostile submission."""

    name: str
    group: str
    goal: str
    success: str
    check: Check
    earned: float
    honest_base: bool
    code: str
    tells: re.Pattern[str] = field(default=re.compile(_USUAL_TELLS))


def parse_attack(text: str, place: str) -> Attack:
    """The attack in an attack file's text.

    Raises:
        ValueError: a header is missing or says something unknown.
    """
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = _HEADER.fullmatch(line.strip())
        if match is None:
            break
        found.setdefault(match[1], match[2].strip())
    missing = [name for name in ("ATTACK", "GOAL", "SUCCESS", "CHECK") if not found.get(name)]
    if missing:
        raise ValueError(f"{place}: no {', '.join(missing)} in the header")
    try:
        check = Check(found["CHECK"].lower())
    except ValueError:
        raise ValueError(f"{place}: CHECK {found['CHECK']!r}, expected one of {', '.join(Check)}") from None
    base = found.get("BASE", "none").lower()
    if base not in ("honest", "none"):
        raise ValueError(f"{place}: BASE {base!r}, expected honest or none")
    earned = float(found.get("EARNED") or (10 if base == "honest" else 0))
    tells = f"{_USUAL_TELLS}|{found['TELLS']}" if found.get("TELLS") else _USUAL_TELLS
    return Attack(
        found["ATTACK"], found.get("GROUP", ""), found["GOAL"], found["SUCCESS"], check, earned, base == "honest",
        text, re.compile(tells),
    )  # fmt: skip


def read_corpus(folder: Path) -> tuple[Attack, ...]:
    """All attacks of a folder, by file name.

    Raises:
        ValueError: a file has no proper header.
    """
    files = sorted(folder.glob("*.py"))
    return tuple(parse_attack(path.read_text(encoding="utf-8", errors="replace"), path.name) for path in files)
