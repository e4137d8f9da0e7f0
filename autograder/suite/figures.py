"""A student's figure, as hidden tests see it."""

from __future__ import annotations

from autograder.model import Plot
from autograder.protocol.values import Axes, Bar, FigureData, Line, Quiver, Surface, Words
from autograder.suite.describe import describe
from autograder.suite.failures import StudentFailure
from autograder.suite.plots import plot_of
from autograder.wording import said

_MOST_LABELS = 5


class Figure:
    """What is drawn in a figure: axes, lines, surfaces, arrows."""

    def __init__(self, data: FigureData) -> None:
        self._data = data

    def __repr__(self) -> str:
        return "a matplotlib Figure"

    @property
    def axes(self) -> tuple[Axes, ...]:
        """All axes, in the order in which they were added."""
        return self._data.axes

    @property
    def plot(self) -> Plot:
        """The figure as a page can draw it."""
        return plot_of(self._data)

    @property
    def identity(self) -> int:
        """Equal for the same Figure object."""
        return self._data.identity

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all axes."""
        return tuple(line for axes in self.axes for line in axes.lines)

    @property
    def surfaces(self) -> tuple[Surface, ...]:
        """The 3-D surfaces of all axes."""
        return tuple(surface for axes in self.axes for surface in axes.surfaces)

    @property
    def quivers(self) -> tuple[Quiver, ...]:
        """The fields of arrows of all axes."""
        return tuple(quiver for axes in self.axes for quiver in axes.quivers)

    @property
    def legends(self) -> tuple[str, ...]:
        """The texts of all legends: the figure's own and those of its axes."""
        return (*self._data.legend, *(entry for axes in self.axes for entry in axes.legend))

    @property
    def title(self) -> str:
        """The text above all axes."""
        return self._data.title

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars of all axes."""
        return tuple(bar for axes in self.axes for bar in axes.bars)

    @property
    def texts(self) -> tuple[Words, ...]:
        """The texts in all axes."""
        return tuple(words for axes in self.axes for words in axes.texts)

    def line(self, label: str) -> Line:
        """The line of that label.

        Raises:
            StudentFailure: there is none.
        """
        for line in self.lines:
            if line.label == label:
                return line
        known = [describe(line.label) for line in self.lines if not line.label.startswith("_")]  # matplotlib's own
        shown = ", ".join(known[:_MOST_LABELS]) or "none"
        message = f"no line labelled {label!r}; labels: {shown}"
        missing = said("form.line_label", label=label)
        if any(marks.label == label for axes in self.axes for marks in axes.collections):
            raise StudentFailure(message, missing.then(said("form.label_of_points")), "line-missing")
        if label in (self.title, *self.legends, *(axes.title for axes in self.axes)):
            raise StudentFailure(message, missing.then(said("form.label_elsewhere")), "labels-not-on-lines")
        there = said("form.line_labels", labels=shown) if known else said("form.no_line_labels")
        raise StudentFailure(message, missing.then(there), "line-missing")
