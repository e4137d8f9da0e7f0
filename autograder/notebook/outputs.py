"""Pictures in what a cell came to before the notebook was handed in. Nothing else of an output is ever looked at."""

from __future__ import annotations

import contextlib
from typing import Any

from autograder.model import Attachment
from autograder.notebook.skim import SkimError, Skimmer

_MOST_OUTPUTS = 100
_MOST_LINES = 1_000_000  # of base64 that is written as a list
_KINDS = ("image/", "video/", "application/pdf")
_OF_FORMAT_3 = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
WORDS_OF_PICTURES = (*(kind.encode() for kind in _KINDS), *(b'"%s"' % key.encode() for key in _OF_FORMAT_3))
"""One of them stands in outputs that hold a picture."""
TOO_LARGE = b'[{"data": {"image/png": ""}}]'
"""Stands for outputs of which nothing is kept: a picture without data."""


def may_hold_pictures(outputs: bytes) -> bool:
    """Whether a cell's outputs, as JSON, are worth a look; says so too often rather than too rarely."""
    return any(word in outputs for word in WORDS_OF_PICTURES)


def output_pictures(outputs: bytes, position: int) -> tuple[Attachment, ...]:
    """The pictures in the outputs of the cell at this position, named by the place; what can be none is left out."""
    made: list[Attachment] = []
    if outputs:
        skimmer = Skimmer(outputs, nodes=_MOST_LINES, depth=2)
        with contextlib.suppress(SkimError):
            for number in skimmer.items():
                if number > _MOST_OUTPUTS:
                    break
                found = _of_output(skimmer, f"cell-{position}-output-{number}")
                made += [one for one in found if "svg" not in one.mime] or found
    return tuple(made)


def _of_output(skimmer: Skimmer, name: str) -> list[Attachment]:
    """The pictures of one output: in `data` by their kind, in format 3 by short names beside its type."""
    made: list[Attachment] = []
    if skimmer.kind() != "object":
        skimmer.skip()
        return made
    for key in skimmer.members():
        kind = skimmer.kind()
        if key == "data" and kind == "object":
            for mime in skimmer.members():
                if mime.startswith(_KINDS) and skimmer.kind() in ("string", "array"):
                    made.append(Attachment(name, mime, text_of(skimmer.value())))
                else:
                    skimmer.skip()
        elif key in _OF_FORMAT_3 and kind in ("string", "array"):
            made.append(Attachment(name, _OF_FORMAT_3[key], text_of(skimmer.value())))
        else:
            skimmer.skip()
    return made


def text_of(value: Any) -> str:
    """A JSON text, or one that is written as a list of its lines."""
    return "".join(part for part in value if isinstance(part, str)) if isinstance(value, list) else value
