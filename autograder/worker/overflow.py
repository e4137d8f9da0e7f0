"""Whether NumPy overflowed in a call, whatever the student's code says about warnings.

A warning can be silenced: by `np.errstate`, by `np.seterr`, by a filter of `warnings`. What was computed is the same.
So during a watched call NumPy reports an overflow to us, and we warn of it as NumPy would have. Settings of the
student's are made as asked for but in this: where an overflow should not be heard of, it is reported all the same. One
that should raise does, and the student's code deals with it.

It is the student's process, and what is said here is its word: code that sets out to deceive can. A NumPy that makes
its settings in another way is left as it is.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from types import TracebackType
from typing import Any

import numpy as np
from numpy._core import _ufunc_config

_SILENT = ("ignore", "call", "print", "log")
_config: Any = _ufunc_config
_make: Callable[..., Any] | None = getattr(_config, "_make_extobj", None)


class _Reported:
    """NumPy's handler of what it is to `call` about or `log`: ours for overflows, theirs for the rest."""

    def __init__(self, watch: Watch, theirs: Any, *, silent: bool) -> None:
        self._watch, self.theirs, self.silent = watch, theirs, silent

    def __call__(self, what: str, flag: int) -> None:
        if what == "overflow":
            if not self.silent:  # where warnings are errors this raises, and the student's code deals with it
                warnings.warn("overflow encountered", RuntimeWarning, stacklevel=2)
            self._watch.seen = True
        elif callable(self.theirs):
            self.theirs(what, flag)

    def write(self, message: str) -> None:
        """What should be logged, if anybody takes it."""
        if hasattr(self.theirs, "write"):
            self.theirs.write(message)


class Watch:
    """Within it, an overflow of NumPy's is seen.

    Attributes:
        seen: whether there was one.
    """

    def __init__(self) -> None:
        self.seen = False

    def __enter__(self) -> Watch:
        self._outside = np.errstate()
        self._outside.__enter__()
        if _make is not None:
            _config._make_extobj = functools.partial(self._setting, _make)
        np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if _make is not None:
            _config._make_extobj = _make
        self._outside.__exit__(kind, error, where)

    def _setting(self, make: Callable[..., Any], **asked: Any) -> Any:
        """What `np.errstate` and its like set: as asked for, but that an overflow is reported."""
        over = asked.get("over") or asked.get("all")
        theirs = asked.pop("call") if "call" in asked else getattr(np.geterrcall(), "theirs", None)
        if over is None:  # as it was, but for who is called
            now = np.geterrcall()
            silent = now.silent if isinstance(now, _Reported) else False
            return make(**asked, call=_Reported(self, theirs, silent=silent))
        heard = {} if over == "raise" else {"over": "call"}
        return make(**{**asked, **heard}, call=_Reported(self, theirs, silent=over in _SILENT))
