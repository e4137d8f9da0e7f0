"""Doing something again whenever a file below some folders has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

import click

from autograder.errors import AutograderError

_LOOK_EVERY_S = 0.1
Seen = dict[Path, tuple[int, int]]


def whenever_changed(folders: Iterable[Path], act: Callable[[], object], what: str) -> NoReturn:
    """Call `act` now, and again after every change, until somebody interrupts; a mistake is a line, and waited on.

    Args:
        folders: what is below them is watched, hidden files and bytecode left out.
        act: reads what it needs anew; what it returns is for others.
        what: for the line that says what is waited for.
    """
    watched = tuple(folders)
    while True:
        seen = _look(watched)
        try:
            act()
        except AutograderError as error:
            click.echo(f"autograder: {error}", err=True)
        click.echo(f"waiting for a change in {what}; Ctrl-C ends it", err=True)
        while _look(watched) == seen:
            time.sleep(_LOOK_EVERY_S)


def _look(folders: Iterable[Path]) -> Seen:
    """Every file with its time and size."""
    seen: Seen = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix == ".pyc" or path.name.startswith("."):
                continue
            try:
                about = path.stat()
            except OSError:  # an editor replaces files
                continue
            seen[path] = (about.st_mtime_ns, about.st_size)
    return seen
