"""Where results go: `--output`, a pipe that nobody reads any more, and what the system refuses, in one line."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from pathlib import Path
from typing import Any

import click

from autograder.errors import UserError


def go_on_without_readers() -> None:
    """Have what is printed go nowhere once nobody reads it, as with `| head`: that is no reason to stop half-way."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        try:
            is_pipe = stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode)
        except (AttributeError, OSError, ValueError):  # there is none, or it is a part of this process
            continue
        if is_pipe:
            buffer = io.BufferedWriter(_Pipe(stream.fileno(), "wb", closefd=False))
            fresh = io.TextIOWrapper(buffer, stream.encoding, stream.errors, line_buffering=name == "stderr")
            setattr(sys, name, fresh)


class _Pipe(io.FileIO):
    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return super().write(data) or 0


def check_output(path: Path | None) -> None:
    """Refuse a file that could not be written in the end.

    Raises:
        UserError: it is a folder, or lies where nothing can be written.
    """
    if path is None:
        return
    if path.is_dir():
        raise UserError(f"--output {path}", "a folder", "a file", f"name a file in it, such as {path / 'results'}")
    place = path
    while not os.path.lexists(place):
        place = place.parent
    if place != path and not place.is_dir():
        raise UserError(f"--output {path}", f"{place} is not a folder", "a file in a folder")
    if not os.access(place, os.W_OK):
        raise UserError(f"--output {path}", f"{place} cannot be written", "a place that you may write to")


def write_output(text: str, path: Path | None) -> None:
    """Write a text and a line's end to a file, whose folders are made, or to standard output.

    Raises:
        UserError: the system refuses.
    """
    text = text.rstrip("\n") + "\n"
    if path is None:
        click.echo(text, nl=False)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"--output {path}", f"cannot be written: {error.strerror}") from None


def refused(error: OSError) -> str:
    """What the system refused somebody who runs a command, in one line."""
    place = error.filename2 or error.filename
    what = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        what += "; make room, then run this again"
        place = place or "a file could not be written"
    return f"{os.fsdecode(place)}: {what}" if isinstance(place, (str, bytes, os.PathLike)) else what
