"""Ticks that are made late are those that would have been made at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib import axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from autograder.worker.ticks import make_ticks_late


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes them late, until the test is over."""
    for kind, name in ((axis.Axis, "set_clip_path"), (axis.Axis, "set_tick_params"), (axis._LazyTickList, "__get__")):
        monkeypatch.setattr(kind, name, getattr(kind, name))
    return make_ticks_late


def drawn() -> Any:
    """The pixels of axes of many kinds."""
    figure = Figure(figsize=(5, 4), dpi=50)
    canvas = FigureCanvasAgg(figure)
    x = np.linspace(0.1, 3.0, 20)
    for place, projection in enumerate((None, None, "polar", "3d"), 1):
        axes = figure.add_subplot(2, 2, place, projection=projection)
        axes.plot(x, x**2)
        axes.grid(True, alpha=0.3)
    first, second, *_ = figure.axes
    first.set_yscale("log")
    first.minorticks_on()
    first.tick_params(which="both", top=True, labelright=True, colors="green")
    second.grid(True, which="both", linestyle=":")
    second.set_xticks([0.5, 2.0], ["a", "b"])
    second.twinx().tick_params(right=False, length=9)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


def test_a_picture_is_the_same_to_the_pixel_whenever_its_ticks_are_made(late: Callable[[], None]) -> None:
    before = drawn()
    late()
    assert np.array_equal(drawn(), before)


def test_no_tick_is_made_of_a_figure_that_nobody_draws(late: Callable[[], None]) -> None:
    late()
    axes = Figure().add_subplot()
    axes.plot([0.0, 1.0], [0.0, 1.0], label="a")
    axes.grid(True, alpha=0.5)
    axes.legend()
    assert not {"majorTicks", "minorTicks"} & (vars(axes.xaxis).keys() | vars(axes.yaxis).keys())


@pytest.mark.parametrize("wrong", [{"grid_linestyle": "wavy"}, {"grid_alpha": 2.0}, {"color": "no such"}, {"odd": 1}])
def test_what_no_tick_can_be_told_is_refused_at_once(late: Callable[[], None], wrong: dict[str, Any]) -> None:
    late()
    with pytest.raises(ValueError, match=r"."):
        Figure().add_subplot().tick_params(**wrong)


def test_the_matplotlib_that_is_here_is_known(late: Callable[[], None]) -> None:
    before = axis.Axis.set_clip_path
    late()
    assert axis.Axis.set_clip_path is not before
