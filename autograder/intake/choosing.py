"""Of several notebooks of one student, the one that is taken.

The one with work in it; then the one that its source says is later; where nothing says, the one with the released name,
and then somebody has to look. Of one file that was uploaded several times under one name the last upload is the later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.intake.archives import Member
from autograder.intake.kinds import Work
from autograder.intake.sources import Claim
from autograder.intake.sources.plain import bare_stem, is_copy_of, is_named_as_copy
from autograder.intake.versions import digest_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A notebook that could be the one.

    Attributes:
        beside: other files that belong to it, by name.
    """

    member: Member
    claim: Claim
    data: bytes
    work: Work
    beside: tuple[tuple[str, bytes], ...] = ()

    @property
    def digest(self) -> str:
        """The hash of the notebook."""
        return digest_of(self.data)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, and why somebody has to look at it; empty where nobody has to."""

    taken: Candidate
    doubt: str = ""


def choose(candidates: Sequence[Candidate], assignment: str) -> Choice:
    """The one that is taken of at least one candidate."""
    left = list(candidates)
    for keep in (
        lambda item: not item.work.problem and item.work.fits,
        lambda item: not item.work.problem,
        lambda item: item.work.cells > 0,
    ):
        left = [item for item in left if keep(item)] or left
    if len({item.digest for item in left}) == 1:
        return Choice(min(left, key=lambda item: _rank(item, assignment)))
    if all(item.claim.submitted_at is not None for item in left):
        latest = max(item.claim.submitted_at for item in left if item.claim.submitted_at is not None)
        left = [item for item in left if item.claim.submitted_at == latest]
        if len({item.digest for item in left}) == 1:
            return Choice(min(left, key=lambda item: _rank(item, assignment)))
    if all(item.claim.upload for item in left) and len({_uploaded_name(item) for item in left}) == 1:
        return Choice(max(left, key=lambda item: item.claim.upload))
    left.sort(key=lambda item: _rank(item, assignment))
    names = ", ".join(item.member.shown for item in left)
    return Choice(left[0], f"nothing says which counts of {names}: {left[0].member.shown} is taken")


def _uploaded_name(item: Candidate) -> str:
    """What a file was called before its source counted up: `work-2.ipynb` was `work.ipynb`."""
    return re.sub(r"-\d{1,3}$", "", bare_stem(PurePosixPath(item.claim.file).name)).casefold()


def _rank(item: Candidate, assignment: str) -> tuple[int, int, int, int, str]:
    """The released name first, then copies of it, then by how much work there is, then what is no copy."""
    stem = bare_stem(PurePosixPath(item.claim.file).name)
    closeness = 0 if stem == assignment else 1 if is_copy_of(stem, assignment) else 2
    size = len(item.member.path.parts)
    return closeness, -item.work.cells, int(is_named_as_copy(stem)), size, str(item.member.path)
