"""What a student drew is kept as numbers that can be drawn again, whatever their figure holds."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.model import LayerKind, Plot
from autograder.pictures import plot_picture
from autograder.protocol.figures import figure_from_plain, figure_to_plain
from autograder.protocol.values import Axes, Collection, FigureData, Line, Quiver, Surface
from autograder.suite.failures import StudentFailure
from autograder.suite.figures import Figure
from autograder.suite.plots import plot_of
from autograder.worker.figures import describe_figure

ONES = np.ones(3)


def over_the_wall(figure: plt.Figure) -> Plot:
    described = describe_figure(figure, identity=1)
    plt.close(figure)
    assert described is not None
    return plot_of(figure_from_plain(figure_to_plain(described)))


def test_lines_keep_their_labels_and_their_numbers() -> None:
    figure, axes = plt.subplots()
    axes.plot([0, 1, 2], [3.0, 4.0, 5.0], label="loss")
    axes.set_xlabel("epoch")
    (panel,) = over_the_wall(figure).panels
    (layer,) = panel.layers
    assert (layer.kind, layer.label, layer.rows) == (LayerKind.LINE, "loss", ((0.0, 1.0, 2.0), (3.0, 4.0, 5.0)))
    assert panel.xlabel == "epoch"


LABELS = {
    "none": (("", []), "line-missing", "No line has a label. It is given to plot(), with `label=`."),
    "others": (("lose", []), "line-missing", "The lines that have a label are called 'lose'."),
    "of points": (("loss", ["points"]), "line-missing", "Points carry this label; a line is asked for."),
    "in the legend only": (("", ["loss"]), "labels-not-on-lines", "The name stands in a legend or a title, but"),
}


@pytest.mark.parametrize(("given", "misconception", "hint"), LABELS.values(), ids=LABELS)
def test_a_line_that_is_not_there_is_told_with_the_labels_that_are(
    given: tuple[str, list[str]], misconception: str, hint: str
) -> None:
    label, legend = given
    figure, axes = plt.subplots()
    draw = axes.scatter if legend == ["points"] else axes.plot
    draw([0, 1], [0, 1], label=label)
    if legend:
        axes.legend(legend)
    described = describe_figure(figure, identity=1)
    plt.close(figure)
    assert described is not None
    with pytest.raises(StudentFailure) as failed:
        Figure(described).line("loss")
    assert failed.value.misconception == misconception
    assert failed.value.hint["en"].startswith(f"There is no line with label='loss'. {hint}")


@pytest.mark.parametrize(("draw", "kind", "faces"), [("plot_surface", "surface", 12), ("plot_wireframe", "wires", 9)])
def test_a_surface_keeps_its_faces_and_a_wireframe_its_wires(draw: str, kind: str, faces: int) -> None:
    x, y = np.meshgrid(np.linspace(-1, 1, 4), np.linspace(-1, 1, 5))
    figure = plt.figure()
    axes = figure.add_subplot(projection="3d")
    getattr(axes, draw)(x, y, x**2 + y**2)
    plot = over_the_wall(figure)
    (layer,) = plot.panels[0].layers
    assert layer.kind == kind
    assert plot.panels[0].is_3d
    if kind == "surface":
        assert (layer.corners, len(layer.rows[0])) == (4, 4 * faces)
        assert plot_picture(plot, title="bowl").count("<polygon") == faces


def test_arrows_points_and_images_are_kept() -> None:
    figure, axes = plt.subplots(1, 3)
    axes[0].quiver([0, 1], [0, 1], [1, 0], [0, 1])
    axes[1].scatter([0, 1], [0, 1], label="points")
    axes[2].imshow(np.eye(3))
    kinds = [panel.layers[0].kind for panel in over_the_wall(figure).panels]
    assert kinds == [LayerKind.ARROWS, LayerKind.MARKS, LayerKind.IMAGE]


@pytest.mark.parametrize(
    "axes",
    [
        Axes("t" * 200, "x", "y", False, (), (Line("l", ONES, np.ones(5), np.ones(0)),), (), (), (), ()),
        Axes("", "", "", True, (), (Line("l", ONES, ONES, np.ones(7)),), (), (), (), ()),
        Axes("", "", "", True, (), (), (Surface(np.ones((4, 3)), True, -7),), (), (), ()),
        Axes("", "", "", True, (), (), (Surface(np.ones((4, 3)), True, 10**12),), (), (), ()),
        Axes("", "", "", False, (), (), (), (Quiver(ONES, ONES, np.ones(9), ONES),), (), ()),
        Axes("", "", "", False, (), (), (), (), (Collection("k", "l", np.full((4, 2), np.inf)),), (np.ones((2, 2, 2, 2)),)),
        Axes("", "", "", False, (), (), (), (), (), (np.ones(()), np.ones((0, 3)), np.ones((3, 4, 3)))),
        Axes("", "", "", False, ("l",) * 3, (Line("l", ONES, ONES, ONES),) * 5000, (), (), (), ()),
    ],
)  # fmt: skip
def test_what_a_hostile_worker_says_of_a_figure_is_drawn_or_left_out(axes: Axes) -> None:
    plot = plot_of(FigureData(1, (axes,) * 9))
    assert len(plot.panels) == 6
    assert plot.left_out
    assert len(plot_picture(plot, title="hostile")) < 400_000
