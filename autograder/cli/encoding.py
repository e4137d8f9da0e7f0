"""Has the command run in Python's UTF-8 mode, whatever the locale: names of files and students are UTF-8 everywhere.

Under a locale of another encoding, EUC-KR for instance, Python cannot even name a file whose name is not of that
encoding, and processes with different locales would not agree on a path. Python itself does this for the locale C.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_TERMINAL = "autograder_terminal"


def run_in_utf8() -> None:
    """Start this very command again in UTF-8 mode if it does not run so; returns where nothing is to be done.

    A terminal keeps its encoding, with what it cannot show as escapes; files and pipes get UTF-8.
    """
    terminal = sys._xoptions.get(_TERMINAL)
    if isinstance(terminal, str):
        for stream in (sys.stdout, sys.stderr):
            if stream.isatty():
                stream.reconfigure(encoding=terminal, errors="backslashreplace")  # type: ignore[union-attr]
    if sys.platform == "win32":  # names of files are Unicode there, and a terminal can show everything
        for stream in (sys.stdout, sys.stderr):
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        return
    if sys.flags.utf8_mode or sys.getfilesystemencoding() == "utf-8":
        return
    os.environ["PYTHONUTF8"] = "1"  # for what is started from here
    shown = sys.stdout.encoding or "utf-8"
    options = ["-X", "utf8", "-X", f"{_TERMINAL}={shown}"]
    os.execv(sys.executable, [os.fsencode(sys.executable), *map(os.fsencode, options), *_arguments()])


def _arguments() -> list[bytes]:
    """What follows the interpreter's name, byte for byte: decoding and encoding it again would lose some."""
    try:
        return Path("/proc/self/cmdline").read_bytes().split(b"\0")[1:-1]
    except OSError:
        return [os.fsencode(word) for word in sys.orig_argv[1:]]
