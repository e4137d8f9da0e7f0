"""Has matplotlib make the ticks of an axis when somebody asks for them, and not with each axis.

Two ticks, each of three lines and two texts, are made for every axis as soon as it is told where to clip, although
matplotlib keeps lists of ticks that are filled at the first look. Figures are described here and never drawn, so
nobody looks, and a quarter of what plotting takes went into ticks.

What a tick is told later it is told when it is made: where to clip, and whether there is a grid. Anything else, and
whatever could be refused, makes the ticks at once, as before. So does a matplotlib that is put together in another way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

_LISTS = ("majorTicks", "minorTicks")
# The names that the functions use that are replaced, as far as we know them.
_CLIPPING = ("super", "set_clip_path", "majorTicks", "minorTicks", "stale")
_LOOKING = ("_major", "majorTicks", "_get_tick", "minorTicks")
_LINE_STYLES = ("-", "--", "-.", ":")


def make_ticks_late() -> None:
    """Change the matplotlib that has been imported, if there is one, and it is as we know it."""
    axis: Any = sys.modules.get("matplotlib.axis")
    kind = getattr(axis, "Axis", None)
    lazy = getattr(axis, "_LazyTickList", None)
    if kind is None or lazy is None or any(type(vars(kind).get(name)) is not lazy for name in _LISTS):
        return
    if kind.set_clip_path.__code__.co_names != _CLIPPING or lazy.__get__.__code__.co_names != _LOOKING:
        return
    look, set_params = lazy.__get__, kind.set_tick_params
    clip_axis_alone = vars(axis.martist.Artist)["set_clip_path"]

    def set_clip_path(self: Any, path: Any, transform: Any = None) -> None:
        clip_axis_alone(self, path, transform)
        for tick in (*self.__dict__.get("majorTicks", ()), *self.__dict__.get("minorTicks", ())):
            tick.set_clip_path(path, transform)
        self.__dict__["_clip_of_ticks"] = path, transform
        self.stale = True

    def get(self: Any, instance: Any, owner: Any) -> Any:
        ticks = look(self, instance, owner)
        if instance is not None and (clip := instance.__dict__.get("_clip_of_ticks")) is not None:
            for tick in ticks:
                tick.set_clip_path(*clip)
        return ticks

    def set_tick_params(self: Any, which: Any = "major", reset: bool = False, **kwargs: Any) -> None:
        if reset or kwargs.keys() - _SURE.keys() or not all(_SURE[name](value) for name, value in kwargs.items()):
            set_params(self, which, reset, **kwargs)
            return
        chosen = _LISTS if which == "both" else (f"{which}Ticks",)
        waiting = [name for name in chosen if name in _LISTS and name not in self.__dict__]
        self.__dict__.update((name, ()) for name in waiting)  # none there to be told
        try:
            set_params(self, which, **kwargs)
        finally:
            for name in waiting:
                del self.__dict__[name]

    kind.set_clip_path, lazy.__get__, kind.set_tick_params = set_clip_path, get, set_tick_params


def _is_bool(value: Any) -> bool:
    return type(value) is bool


_SIDES = ("left", "right", "top", "bottom")
_SURE: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys((*_SIDES, *(f"label{side}" for side in _SIDES), "gridOn"), _is_bool),
    "grid_alpha": lambda value: type(value) in (int, float) and 0 <= value <= 1,
    "grid_linestyle": lambda value: type(value) is str and value in _LINE_STYLES,
}
"""What a tick can be told without refusing it, and which values."""
