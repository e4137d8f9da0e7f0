"""Says which part of the installation a command lacks: grading one notebook takes much less than keeping a course."""

from __future__ import annotations

from autograder.errors import UserError

_COURSE = "course"
_EXTRA_OF = {
    "babel": _COURSE,
    "nbgrader": _COURSE,
    "PIL": _COURSE,
    "sqlalchemy": _COURSE,
    "traitlets": _COURSE,
}
"""By the module that is imported, the extra of pyproject.toml that brings it."""


def lacking(error: ModuleNotFoundError) -> UserError | None:
    """What to say where a module of an extra is missing; None where it is no such module."""
    module = (error.name or "").partition(".")[0]
    extra = _EXTRA_OF.get(module)
    if extra is None:
        return None
    fix = f"this is the light installation: install the wheel with [{extra}], or run `make setup` in a checkout"
    return UserError(module, "not installed", f"the extra `{extra}` of autograder-course", fix)
