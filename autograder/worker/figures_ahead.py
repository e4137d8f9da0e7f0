"""Makes figures before anybody asks for one: the first that pyplot is asked for are there already, each with its axes.

To make a figure with axes takes as long as all the rest of a plot, and the first time in a process several times as
long, since pages of memory are copied that workers share with the warm parent. So some are made in the warm parent.

Pyplot hands one out where it would make a figure of the usual kind with the settings (`rcParams`) that were in force
here, and so with its axes. Whatever is asked for besides, or is set differently, is made when asked for, as before; so
is everything where matplotlib is put together in another way.
"""

from __future__ import annotations

import math
import sys
from functools import wraps
from typing import Any

MOST = 8  # each is handed out once; what a worker does not need costs it nothing
_MAKING = ("_process_projection_requirements", "_add_axes_internal")
_USUAL: dict[str, Any] = {"dpi": None, "facecolor": None, "edgecolor": None, "frameon": True}


def make_figures_ahead() -> None:
    """Have the matplotlib that has been imported hand out figures made here, if it is as we know it."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    Figure, Axes, SubplotSpec, rcParams = pyplot.Figure, pyplot.Axes, pyplot.SubplotSpec, pyplot.rcParams
    make, add = pyplot.new_figure_manager, Figure.add_subplot
    spec = getattr(SubplotSpec, "_from_subplot_args", None)
    if spec is None or not {*_MAKING} <= {*add.__code__.co_names} or not hasattr(pyplot, "_get_backend_mod"):
        return
    kinds = Figure.__init__, Axes.__init__
    backend = pyplot._get_backend_mod()
    managers = [make(number + 1, FigureClass=Figure) for number in range(MOST)]
    axes: dict[Any, Any] = {manager.canvas.figure: Axes(manager.canvas.figure, 1, 1, 1) for manager in managers}
    settings = {name: _kept(value) for name, value in dict.items(rcParams)}

    def as_it_was() -> bool:
        """Whether a figure, or axes, would be made now as they were made here."""
        return kinds == (Figure.__init__, Axes.__init__) and dict.__eq__(rcParams, settings) is True

    def new_figure_manager(num: Any, *args: Any, **kwargs: Any) -> Any:
        size = kwargs.get("figsize")
        usual = not args and _are(kwargs, _USUAL | {"figsize": size, "FigureClass": Figure}) and _is_size(size)
        if not usual or not managers or pyplot._get_backend_mod() is not backend or not as_it_was():
            return make(num, *args, **kwargs)
        manager = managers.pop()
        manager.num = num
        if size is not None:
            manager.canvas.figure.set_size_inches(size)
        return manager

    @wraps(add)
    def add_subplot(self: Any, *args: Any, **kwargs: Any) -> Any:
        made = axes.pop(self, None)
        usual = _is_first(args, SubplotSpec) and _are(kwargs, dict.fromkeys(kwargs))
        if made is None or not usual or not as_it_was():
            return add(self, *args, **kwargs)
        kind, options = self._process_projection_requirements(**kwargs)
        if kind is not Axes or options.keys() - {"sharex", "sharey"}:
            return add(self, *args, **kwargs)
        made.set_subplotspec(spec(self, args or (1, 1, 1)))
        return self._add_axes_internal(made, (kind, options))

    pyplot.new_figure_manager = new_figure_manager
    Figure.add_subplot = add_subplot


def _are(given: dict[str, Any], usual: dict[str, Any]) -> bool:
    return given.keys() == usual.keys() and all(given[name] is value for name, value in usual.items())


def _is_first(args: tuple[Any, ...], spec: type) -> bool:
    """Whether these arguments of `add_subplot` name a place of a grid, or the whole figure."""
    if len(args) == 1 and type(args[0]) is spec:
        return True
    return all(type(arg) is int for arg in args) and args in ((), (111,), (1, 1, 1))


def _kept(value: Any) -> Any:
    """A setting, so that a change of the list that it is can be seen."""
    return list(value) if type(value) is list else value


def _is_size(size: Any) -> bool:
    """Whether a figure can be given this size afterwards."""
    return size is None or (
        type(size) in (tuple, list)
        and len(size) == 2
        and all(type(side) in (int, float) and math.isfinite(side) and side > 0 for side in size)
    )
