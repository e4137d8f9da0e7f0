"""Makes the two reference pages of the documents from the code: every command with its options, every setting.

    .venv/bin/python scripts/reference.py commands|settings

The site's build (`scripts/site_hooks.py`) puts them where `mkdocs.yml` names them; they are not kept in the repository.
"""

from __future__ import annotations

import inspect
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click

from autograder.cli.main import cli

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "docs" / "reference" / "settings.toml"


def commands_page() -> str:
    """Every command: what it does, its arguments and options."""
    lines = [
        "# Commands",
        "",
        "Made from the code. `autograder --course DIR COMMAND` names another course than the one around this folder; "
        "`autograder COMMAND --help` prints the same.",
        "",
    ]
    for path, command in commands():
        lines += [f"## {' '.join(path)}", "", *_about(path, command), ""]
    return "\n".join(lines)


def settings_page() -> str:
    """Every setting, by file."""
    lines = ["# Settings", "", "An unknown key is an error that says which was meant.", ""]
    for file, keys in tomllib.loads(SETTINGS.read_text(encoding="utf-8")).items():
        lines += [f"## {file}", "", "| setting | meaning |", "| --- | --- |"]
        lines += [f"| `{key}` | {text} |" for key, text in keys.items()]
        lines.append("")
    return "\n".join(lines)


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """All commands with their names, groups before what is in them."""
    yield from _below(("autograder",), cli)


def _below(path: tuple[str, ...], command: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if len(path) > 1:
        yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path[-1])
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from _below((*path, name), child)


def _about(path: tuple[str, ...], command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=" ".join(path))
    usage = " ".join([" ".join(path), *command.collect_usage_pieces(context)])
    yield "```"
    yield usage
    yield "```"
    yield ""
    yield _paragraphs(command.help or "")
    options = [item for item in command.params if isinstance(item, click.Option) and not item.hidden]
    if options:
        yield ""
        yield "| option | meaning |"
        yield "| --- | --- |"
    for option in options:
        name, text = option.get_help_record(context) or ("", "")
        shown = name.replace("|", "\\|")
        yield f"| `{shown}` | {' '.join(text.split()).replace('|', chr(92) + '|')} |"


def _paragraphs(text: str) -> str:
    """A docstring as click shows it: what follows a form feed is for readers of the code."""
    return inspect.cleandoc(text.split("\f")[0].replace("\b\n", ""))


def main() -> int:
    pages = {"commands": commands_page, "settings": settings_page}
    if len(sys.argv) != 2 or sys.argv[1] not in pages:
        print(__doc__, file=sys.stderr)
        return 2
    print(pages[sys.argv[1]]())
    return 0


if __name__ == "__main__":
    sys.exit(main())
