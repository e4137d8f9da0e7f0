"""A Ctrl-C that is heard wherever it comes.

Python raises KeyboardInterrupt at whatever the main thread does just then. Where that is a finaliser, or the callback
of a weak reference (SQLAlchemy has many), nobody can catch it: Python prints it and goes on, as if nobody had pressed
anything. So one that was thrown away like that is raised again a moment later.
"""

from __future__ import annotations

import signal
import sys
import threading
from typing import Any

_A_MOMENT_S = 0.01


def hear_every_interrupt() -> None:
    """From now on, raise a KeyboardInterrupt again that Python has thrown away. For the main thread."""
    otherwise = sys.unraisablehook

    def again(thrown_away: Any) -> None:
        if not issubclass(thrown_away.exc_type, KeyboardInterrupt):
            otherwise(thrown_away)
            return
        while True:
            later = threading.Timer(_A_MOMENT_S, interrupt)
            later.daemon = True
            try:
                later.start()
            except RuntimeError:  # no thread starts any more where Python itself is about to end
                return
            except KeyboardInterrupt:  # on a busy machine the moment is over first: it would be lost here, too
                continue
            return

    sys.unraisablehook = again


def interrupt() -> None:
    """Interrupt the main thread, also where it waits."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)
