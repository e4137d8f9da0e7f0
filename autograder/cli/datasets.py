"""`autograder datasets`: lists the data sets of the course and fetches what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.cli.course import current_course


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List the course's data sets, or fetch one."""
    if context.invoked_subcommand is None:
        context.invoke(list_sets)


@command.command("list")
@click.pass_obj
def list_sets(root: Path | None) -> None:
    """Say of every data set whether its files are here and what they should be."""
    course = current_course(root)
    from autograder.datasets import catalogue, describe_sets

    sets = describe_sets(course.root)
    for entry in catalogue(course.root):
        size_mib = sum(file.size_bytes for file in sets[entry.name].files) / (1 << 20)
        click.echo(f"{entry.state:<8} {entry.name:<14} {size_mib:5.1f} MiB  {entry.note}")
        click.echo(f"{'':<23} licence: {sets[entry.name].licence}; from: {sets[entry.name].source}")


@command.command("fetch")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="DIR", help="Copy the files from a folder.")
@click.option("--accept-variant", is_flag=True, help="Take a known file that differs from the official one, too.")
@click.pass_obj
def fetch_sets(root: Path | None, names: tuple[str, ...], source: Path | None, accept_variant: bool) -> None:
    """Fetch the files of data sets from their mirrors, or from DIR; every checksum is verified.

    What broke off goes on where it stopped.
    """
    course = current_course(root)
    from autograder.datasets import fetch

    for name in names:
        try:
            remarks = fetch(course.root, name, source=source, accept_variants=accept_variant, progress=_tell)
        finally:
            _clear()
        for remark in remarks:
            click.echo(f"  {remark}", err=True)
        click.echo(f"{name}: all files are here, their checksums are right", err=True)


def _tell(file: str, done_bytes: int, total_bytes: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{file}: {done_bytes / (1 << 20):.1f} of {total_bytes / (1 << 20):.1f} MiB")
        sys.stderr.flush()


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
