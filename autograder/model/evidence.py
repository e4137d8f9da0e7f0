"""What a page can show of a failed test beside its words: a line, the form of the answer, plain data for a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.model.plots import Plot, plot_from_plain, plot_to_plain


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of a failure.

    Attributes:
        line: of the exercise's own cell, from 1, where student code raised; 0 if it did not, or elsewhere.
        changed: the indices of the arguments that a call altered, from 0.
        got: the type and the form of the answer, as `ndarray (3, 2) float64`; no value of it.
        plot: the answer beside the right one, or two shapes that do not fit. Shapes are public; all else is taken on
            inputs that every student may see. Its layers have roles and no labels: the words are the page's.
    """

    line: int = 0
    changed: tuple[int, ...] = ()
    got: str = ""
    plot: Plot | None = None


NOTHING_SEEN = Evidence()


def evidence_to_plain(evidence: Evidence) -> dict[str, Any] | None:
    """The evidence as JSON data; None where there is none."""
    if evidence == NOTHING_SEEN:
        return None
    return {
        "line": evidence.line,
        "changed": list(evidence.changed),
        "got": evidence.got,
        "plot": evidence.plot and plot_to_plain(evidence.plot),
    }


def evidence_from_plain(data: Mapping[str, Any] | None) -> Evidence:
    """The evidence that `evidence_to_plain` took apart.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    if data is None:
        return NOTHING_SEEN
    plot = plot_from_plain(data["plot"]) if data.get("plot") else None
    return Evidence(int(data["line"]), tuple(data["changed"]), str(data["got"]), plot)
