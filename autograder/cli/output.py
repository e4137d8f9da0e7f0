"""`--output`: looked at before any work is done, written at the end; and what the system refuses, in one line."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import click

from autograder.errors import UserError


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
