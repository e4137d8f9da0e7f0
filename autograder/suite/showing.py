"""The figures that pages show: drawn for inputs that everybody may see.

What a test got is never shown: its inputs are hidden. A suite says in `FIGURES` (a module's variable) for an exercise
that draws what to ask it for, on inputs that everybody may see, and what is right there. Before the tests the exercise
is asked once, in a worker that has seen no hidden input; what goes wrong there makes no figure, and changes no score.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.errors import SuiteError
from autograder.model import Layer, LayerKind, Plot, Role
from autograder.pictures import layer_of, reduced
from autograder.suite.carrying import Carrier
from autograder.suite.figures import Figure
from autograder.suite.proxy import Session, Submission

_FIGURE_S = 2.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that everybody may see.

    Args:
        ask: given the student's function, calls it on inputs that everybody may see; returns its figure.
        right: given that figure, what is right for these inputs, drawn beneath its lines: `right_line`, `right_arrows`.
    """

    ask: Callable[[Callable[..., Any]], Any]
    right: Callable[[Figure], tuple[Layer, ...]] = lambda _: ()


def right_line(x: npt.ArrayLike, y: npt.ArrayLike) -> Layer:
    """A right line for `Shown`: positions and heights, each (n,).

    Raises:
        SuiteError: they have different lengths, or there are none.
    """
    return _right(LayerKind.LINE, x, y)


def right_arrows(x: npt.ArrayLike, y: npt.ArrayLike, u: npt.ArrayLike, v: npt.ArrayLike) -> Layer:
    """A right field of arrows for `Shown`: places and directions, all of one shape.

    Raises:
        SuiteError: they have different shapes, or there are none.
    """
    return _right(LayerKind.ARROWS, x, y, u, v)


def _right(kind: LayerKind, *parts: npt.ArrayLike) -> Layer:
    rows = [np.asarray(part, np.float64) for part in parts]
    if len({row.shape for row in rows}) != 1 or not rows[0].size:
        raise SuiteError("FIGURES", f"shapes {', '.join(str(row.shape) for row in rows)}", "give all one shape")
    layer, _ = layer_of(kind, np.stack([row.ravel() for row in rows]), role=Role.RIGHT)
    assert layer is not None
    return layer


def figures_of(modules: Iterable[ModuleType]) -> Mapping[str, Shown]:
    """By exercise, the figure that a suite says may be shown.

    Raises:
        SuiteError: a suite's `FIGURES` is no table of them.
    """
    found: dict[str, Shown] = {}
    for module in modules:
        said = getattr(module, "FIGURES", {})
        if not isinstance(said, Mapping) or not all(isinstance(shown, Shown) for shown in said.values()):
            raise SuiteError(f"{module.__name__}: FIGURES", "says something else", "give a Shown for each exercise")
        found.update(said)
    return found


def asked_for(shown: Shown, function: Callable[..., Any]) -> Plot | None:
    """The student's figure over what is right; None where no figure came.

    Raises:
        StudentRaised, WorkerEnded: as the student's function does.
    """
    figure = shown.ask(function)
    if not isinstance(figure, Figure):
        return None
    plot = figure.plot
    if not plot.panels or plot.panels[0].is_3d:
        return plot
    first = replace(plot.panels[0], layers=(*plot.panels[0].layers, *shown.right(figure)))
    return reduced(replace(plot, panels=(first, *plot.panels[1:])))


def figures_for_everybody(shown: Mapping[str, Shown], exercises: Iterable[str], subject: Carrier) -> dict[str, Plot]:
    """What these exercises draw on inputs that everybody may see, each asked in a worker that has run no test."""
    plots = {}
    for exercise in exercises:
        if exercise not in shown or not subject.is_answered(exercise):
            continue
        if (another := subject.untested(exercise)) is None:
            continue
        with another, contextlib.suppress(Exception):  # no figure, then; it has no say in a verdict
            plot = asked_for(shown[exercise], getattr(Submission(Session(another, _FIGURE_S)), exercise))
            if plot is not None:
                plots[exercise] = plot
    return plots
