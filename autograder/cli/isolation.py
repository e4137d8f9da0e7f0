"""The option that turns isolation off, loudly."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def isolation_option(function: Command) -> Command:
    """Add `--isolation auto|none` to a command."""
    return click.option(
        "--isolation",
        type=click.Choice(["auto", "none"]),
        default="auto",
        show_default=True,
        help="auto: every layer that is there, refuse if they are too few; none: run student code unconfined.",
    )(function)


def warn_if_unconfined(isolation: str) -> None:
    """Say on stderr, unmistakably, that student code runs with the rights of whoever runs this."""
    if isolation == "none":
        click.secho(
            "WARNING: isolation none: student code runs unconfined, with your rights, and can read what you can read.",
            fg="red", bold=True, err=True, color=None if sys.stderr.isatty() else False,
        )  # fmt: skip
