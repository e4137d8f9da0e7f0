"""What is on a plot, in words: for who cannot see it, and for who wonders whose it is."""

from __future__ import annotations

from autograder.model import Language, LayerKind, Plot
from autograder.wording.sentences import said
from autograder.wording.words import one_line

_MOST_NAMES = 12


def plot_in_words(plot: Plot, exercise: str, language: Language) -> tuple[str, str]:
    """A title for the picture of what an exercise drew, and what is on it.

    Args:
        plot: what it drew.
        exercise: its name.
        language: of the words.
    """
    title = said("plots.figure_of", exercise=exercise).in_language(language)
    parts = [_kind(plot, kind, language) for kind in LayerKind]
    told = "; ".join(part for part in parts if part) or said("plots.empty").in_language(language)
    if plot.left_out:
        told = f"{told}. {said('plots.left_out').in_language(language)}"
    return title, told


def _kind(plot: Plot, kind: LayerKind, language: Language) -> str:
    layers = [layer for panel in plot.panels for layer in panel.layers if layer.kind is kind]
    if not layers:
        return ""
    names = [one_line(layer.label) for layer in layers if layer.label and not layer.label.startswith("_")]
    named = f" ({', '.join(names[:_MOST_NAMES])})" if names else ""
    return said(f"plots.{kind}", count=len(layers)).in_language(language) + named
