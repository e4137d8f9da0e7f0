"""How the command line says things: colours where there is a terminal, one thing and several things."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import click

from autograder.errors import NotebookError
from autograder.model import Language
from autograder.wording import columns_of, note_in

Colour = Literal["red", "green", "yellow", "cyan"]


def painted(text: str, colour: Colour) -> str:
    """`text` in a colour, which `click.echo` takes out again where there is no terminal; plain under NO_COLOR.

    A terminal without colours says TERM=dumb; https://no-color.org says what NO_COLOR means.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return click.style(text, fg=colour)


@contextmanager
def unreadable_in(language: Language) -> Iterator[None]:
    """Say in this language why a notebook cannot be read, and exit as for every other unreadable one."""
    try:
        yield
    except NotebookError as error:
        click.echo(f"{painted('autograder:', 'red')} {note_in(str(error), language)}", err=True)
        raise click.exceptions.Exit(error.exit_code) from None


def counted(count: int, one: str, several: str = "") -> str:
    """`1 submission`, `2 submissions`."""
    return f"{count} {one if count == 1 else several or one + 's'}"


def some_of(names: Sequence[str], most: int) -> str:
    """The first `most` names, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def in_columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """A line for each row, its texts under those of the row above, however wide their letters are."""
    widths = [max(map(columns_of, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(text + " " * (width - columns_of(text)) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
