"""What the platform that runs a hosted grader says of the submission that lies there: whose it is, and when it came.

Gradescope puts it into a file beside the submission. It names people by their address and by their name; who that is on
the roster is resolved as everywhere (`people`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from autograder.errors import UserError
from autograder.intake.people import Clue, Directory

GRADESCOPE_FILE: Final = Path("/autograder/submission_metadata.json")
"""Where Gradescope puts it."""
_MOST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class PlatformsWord:
    """What the platform says.

    Attributes:
        students: the ids of those who handed it in, sorted; several where a group did.
        strangers: how it names those whom the roster does not know.
        submitted_at: when, in UTC; None where it does not say.
    """

    students: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    submitted_at: datetime | None = None


def platforms_word(directory: Directory, path: Path) -> PlatformsWord:
    """What a platform's file says of the submission that lies beside it.

    Args:
        directory: resolves people.
        path: of the file.

    Raises:
        UserError: it cannot be read, or is not what a platform writes.
    """
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not JSON"
        raise UserError(str(path), f"cannot be read: {reason}", "the platform's metadata of a submission") from None
    if not isinstance(data, dict):
        raise UserError(str(path), "a list or a single value", "the platform's metadata of a submission")
    known, strangers = set(), []
    for clue in _users(data):
        who = directory.resolve(clue)
        if who.student and not who.note:
            known.add(who.student)
        else:
            strangers.append(clue.shown)
    return PlatformsWord(tuple(sorted(known)), tuple(strangers), _moment(data.get("created_at")))


def _users(data: Mapping[str, Any]) -> Iterator[Clue]:
    users = data.get("users")
    for user in users if isinstance(users, list) else ():
        if isinstance(user, dict):
            email, name = (value if isinstance(value := user.get(key), str) else "" for key in ("email", "name"))
            yield Clue(email=email, name=name)


def _moment(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC) if at is not None and at.tzinfo is not None else None
