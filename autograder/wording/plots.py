"""What is on a plot, in words: for who cannot see it, and for who wonders whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from autograder.model import Language, Layer, LayerKind, Panel, Plot, Role, without_right
from autograder.wording.sentences import said, section
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
    right = has_right(plot)
    plot = without_right(plot)
    parts = [_kind(plot, kind, language) for kind in LayerKind]
    told = "; ".join(part for part in parts if part) or said("plots.empty").in_language(language)
    if right:
        told = f"{told}. {said('plots.right_beneath').in_language(language)}"
    if plot.left_out:
        told = f"{told}. {said('plots.left_out').in_language(language)}"
    return title, told


def plot_caption(plot: Plot, language: Language) -> str:
    """What to know of the picture of a plot: how it was made, and what is right in it."""
    caption = said("plots.caption").in_language(language)
    return f"{caption} {said('plots.right_beneath').in_language(language)}" if has_right(plot) else caption


def has_right(plot: Plot) -> bool:
    """Whether it is drawn over what is right."""
    return any(layer.role is Role.RIGHT for panel in plot.panels for layer in panel.layers)


def _kind(plot: Plot, kind: LayerKind, language: Language) -> str:
    layers = [layer for panel in plot.panels for layer in panel.layers if layer.kind is kind]
    if not layers:
        return ""
    names = [one_line(layer.label) for layer in layers if layer.label and not layer.label.startswith("_")]
    named = f" ({', '.join(names[:_MOST_NAMES])})" if names else ""
    return said(f"plots.{kind}", count=len(layers)).in_language(language) + named


def compared_in_words(plot: Plot, language: Language, *, mistake: bool = False) -> tuple[Plot, str]:
    """The plot of a wrong answer beside the right one with its labels, and what is to be seen on it.

    Args:
        plot: of a failure's evidence.
        language: of the words.
        mistake: whether it is anybody's who makes this mistake, rather than the reader's own.
    """
    names = {Role.YOURS: "with_mistake" if mistake else "yours"}
    panels = tuple(_labelled(panel, names, language) for panel in plot.panels)
    return replace(plot, panels=panels), " ".join(_compared(panels, language))


def _labelled(panel: Panel, names: dict[Role, str], language: Language) -> Panel:
    layers = tuple(
        replace(layer, label=_term(layer.label, language))
        if layer.role is Role.PLAIN
        else replace(layer, label=said(f"plots.{names.get(layer.role, layer.role)}").in_language(language))
        for layer in panel.layers
    )
    alone = layers[0].label if len(layers) == 1 else panel.title  # an image has no legend
    xlabel, ylabel = _term(panel.xlabel, language), _term(panel.ylabel, language)
    return replace(panel, layers=layers, title=alone, xlabel=xlabel, ylabel=ylabel)


def _term(word: str, language: Language) -> str:
    """The name of an axis in this language, if it is one of those that the platform knows."""
    return said(f"axes.{word}").in_language(language) if word in section("axes") else word


def _compared(panels: tuple[Panel, ...], language: Language) -> Iterator[str]:
    """What the panels show, a sentence each; a matrix and the right one, which stand side by side, have one."""
    layers = [layer for panel in panels for layer in panel.layers]
    kinds = {layer.kind for layer in layers}
    if LayerKind.SHAPE in kinds:
        sizes = "; ".join(f"{layer.label}: {_sizes(layer)}" for layer in layers)
        yield f"{said('plots.told_shapes').in_language(language)} {sizes}"
        return
    groups = [layers] if LayerKind.IMAGE in kinds else [list(panel.layers) for panel in panels]
    for panel, group in zip(panels, groups, strict=False):
        by_role = {layer.role: layer for layer in group}
        if {Role.RIGHT, Role.YOURS} <= by_role.keys():
            name = f"{panel.ylabel}: " if len(groups) > 1 and panel.ylabel else ""
            yield name + _difference(by_role[Role.RIGHT], by_role[Role.YOURS], language)


def _difference(right: Layer, yours: Layer, language: Language) -> str:
    match right.kind:
        case LayerKind.STEPS:
            ends = [f"({', '.join(_short(row[-1]) for row in layer.rows)})" for layer in (yours, right)]
            pairs = zip_longest(zip(*right.rows, strict=True), zip(*yours.rows, strict=True))
            apart, points = sum(one != other for one, other in pairs), len(right.rows[0])
            told = said("plots.told_path", yours=ends[0], right=ends[1], apart=min(apart, points), points=points)
        case LayerKind.ARROWS:
            arrows = zip(*right.rows[2:], *yours.rows[2:], strict=False)
            against = sum((u or 0) * (a or 0) + (v or 0) * (b or 0) < 0 for u, v, a, b in arrows)
            told = said("plots.told_field", against=against, points=len(right.rows[0]))
        case LayerKind.IMAGE:
            told = said("plots.told_matrix", apart=len({cell[:2] for cell in _cells(right) ^ _cells(yours)}))
        case _:
            x, y = right.rows[:2]
            apart = sum(one != other for one, other in zip(y, yours.rows[1], strict=False))
            told = said("plots.told_curve", low=_short(x[0]), high=_short(x[-1]), apart=apart, points=len(y))
    return told.in_language(language)


def _cells(image: Layer) -> set[tuple[int, int, float | None]]:
    return {(r, c, value) for r, row in enumerate(image.rows) for c, value in enumerate(row)}


def _sizes(shape: Layer) -> str:
    sizes = [str(int(size or 0)) for size in shape.rows[0]]
    return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}".replace("-", "−")
