"""How the command line says things: colours where there is a terminal, one thing and several things."""

from __future__ import annotations

import os
from typing import Literal

import click

Colour = Literal["red", "green", "yellow", "cyan"]


def painted(text: str, colour: Colour) -> str:
    """`text` in a colour, which `click.echo` takes out again where there is no terminal; plain under NO_COLOR.

    A terminal without colours says TERM=dumb; https://no-color.org says what NO_COLOR means.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return click.style(text, fg=colour)


def counted(count: int, one: str, several: str = "") -> str:
    """`1 submission`, `2 submissions`."""
    return f"{count} {one if count == 1 else several or one + 's'}"
