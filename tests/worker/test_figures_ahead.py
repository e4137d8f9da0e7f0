"""Figures that were made ahead are those that would have been made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure

from autograder.worker import figures_ahead
from autograder.worker.figures_ahead import make_figures_ahead

Draw = Callable[[], Figure]


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Makes them ahead, until the test is over."""
    pyplot.switch_backend("agg")
    pyplot.close("all")  # what a test before this one has left open
    monkeypatch.setattr(pyplot, "new_figure_manager", pyplot.new_figure_manager)
    monkeypatch.setattr(Figure, "add_subplot", Figure.add_subplot)
    monkeypatch.setattr(figures_ahead, "MOST", 2)
    with pyplot.rc_context():
        yield make_figures_ahead
        pyplot.close("all")


def pixels(figure: Figure) -> Any:
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba()).copy()  # type: ignore[attr-defined]


def plotted() -> Figure:
    pyplot.plot([1.0, 3.0], [2.0, 5.0], "o-", label="a")
    pyplot.legend()
    return pyplot.gcf()


def subplots(*args: Any, **kwargs: Any) -> Draw:
    def draw() -> Figure:
        figure, axes = pyplot.subplots(*args, **kwargs)
        for at, one in enumerate(np.ravel(axes)):
            one.plot([0.0, 1.0], [at, 2.0])
        return figure

    return draw


def styled() -> Figure:
    pyplot.rcParams["axes.grid"] = True
    pyplot.rcParams["axes.titlesize"] = 20
    figure, axes = pyplot.subplots()
    axes.set_title("large")
    return figure


def restyled_between() -> Figure:
    figure = pyplot.figure("named", figsize=[3, 2])
    pyplot.rcParams["axes.facecolor"] = "yellow"
    figure.add_subplot(1, 1, 1)
    return figure


def around() -> Figure:
    figure = pyplot.figure(facecolor="pink")
    figure.add_subplot(2, 1, 1, projection="polar")
    figure.add_subplot(212).set_xlim(3, 4)
    return figure


WAYS = [plotted, subplots(), subplots(2, 2, sharex=True), subplots(figsize=(4, 3), dpi=60), styled,
        subplots(1, 2, figsize=(6, 2.5)), subplots(layout="tight"), restyled_between, around]  # fmt: skip


@pytest.mark.parametrize("draw", WAYS)
def test_a_picture_is_the_same_to_the_pixel_whenever_its_figure_was_made(ahead: Callable[[], None], draw: Draw) -> None:
    with pyplot.rc_context():
        before = draw()
        seen = pixels(before)
        kept = before.number, before.get_label(), [one.get_subplotspec().get_geometry() for one in before.axes]
        pyplot.close("all")
    ahead()
    after = draw()
    assert np.array_equal(pixels(after), seen)
    assert (after.number, after.get_label(), [one.get_subplotspec().get_geometry() for one in after.axes]) == kept


def test_the_matplotlib_that_is_here_is_known_and_each_figure_is_handed_out_once(ahead: Callable[[], None]) -> None:
    ahead()
    made = Figure.__init__
    figures = [pyplot.subplots() for _ in range(4)]
    assert len({id(figure) for figure, _ in figures}) == len({id(axes) for _, axes in figures}) == 4
    assert all(figure.axes == [axes] and axes.figure is figure for figure, axes in figures)
    assert pyplot.get_fignums() == [1, 2, 3, 4]
    assert Figure.__init__ is made


def test_the_first_figures_are_not_made_again(ahead: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    ahead()
    monkeypatch.setattr(Figure, "set_layout_engine", None)  # which to make one would call
    assert pyplot.subplots(figsize=(3, 3))[1] is pyplot.gca()
    assert pyplot.figure().add_subplot() is pyplot.gca()
    with pytest.raises(TypeError):
        pyplot.figure()


def test_axes_that_were_asked_for_are_found_again_by_their_place(ahead: Callable[[], None]) -> None:
    ahead()
    first = pyplot.subplot(1, 2, 1)
    assert pyplot.subplot(1, 2, 2) is not first
    assert pyplot.subplot(1, 2, 1) is first


@pytest.mark.parametrize("name", ["font.sans-serif", "font.serif"])
def test_a_list_of_settings_that_was_added_to_in_place_is_another_setting(
    ahead: Callable[[], None], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pyplot.rcParams[name] = list(pyplot.rcParams[name])
    ahead()
    pyplot.rcParams[name].insert(0, "Nowhere")
    monkeypatch.setattr(Figure, "set_layout_engine", None)
    with pytest.raises(TypeError):
        pyplot.figure()
