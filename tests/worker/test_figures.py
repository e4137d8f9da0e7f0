"""What of a student's figure a hidden test can see."""

from __future__ import annotations

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt

from autograder.suite import Figure
from autograder.worker.figures import describe_figure


def test_a_legend_counts_wherever_it_hangs() -> None:
    figure, (left, right) = plt.subplots(1, 2)
    left.plot([1, 2], label="train acc", color="tab:red")
    right.plot([2, 3], label="test acc")
    right.legend()
    figure.legend()
    figure.suptitle("History")
    seen = describe_figure(figure, identity=1)
    plt.close(figure)
    assert seen is not None
    assert Figure(seen).legends == ("train acc", "test acc", "test acc")
    assert Figure(seen).title == "History"
    assert Figure(seen).line("train acc").color == mpl.colors.to_rgba("tab:red")


def test_bars_texts_limits_and_scales_are_seen() -> None:
    figure, axes = plt.subplots()
    axes.bar([1, 2], [3, 4], width=0.5, color="black")
    axes.text(1.0, 2.0, "peak")
    axes.set(xlim=(0, 3), ylim=(1, 10), yscale="log")
    seen = describe_figure(figure, identity=1)
    plt.close(figure)
    assert seen is not None
    assert [(bar.x, bar.width, bar.height, bar.color) for bar in Figure(seen).bars] == [
        (0.75, 0.5, 3.0, (0.0, 0.0, 0.0, 1.0)),
        (1.75, 0.5, 4.0, (0.0, 0.0, 0.0, 1.0)),
    ]
    assert [(words.text, words.x, words.y) for words in Figure(seen).texts] == [("peak", 1.0, 2.0)]
    assert (seen.axes[0].xlim, seen.axes[0].ylim, seen.axes[0].xscale, seen.axes[0].yscale) == (
        (0.0, 3.0), (1.0, 10.0), "linear", "log",
    )  # fmt: skip
