"""The entry point: finds the course, loads the verb that was asked for, turns errors into exit codes."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

import click

from autograder import __version__
from autograder.cli.encoding import run_in_utf8
from autograder.cli.extras import lacking
from autograder.cli.output import go_on_without_readers, refused
from autograder.cli.saying import painted
from autograder.errors import AutograderError
from autograder.interrupts import hear_every_interrupt

# Verbs are imported when they are used: some import nbgrader, which takes a second and a half.
_VERBS = {
    "init": "Make a new course.",
    "new": "Make a new assignment.",
    "demo": "The main job from nothing: release, make a class, grade it, write the gradebook and the report.",
    "doctor": "Say what isolates student code here, what is missing, and which data are present.",
    "release": "Build source/ and release/ through nbgrader.",
    "collect": "Take submissions from nbgrader's exchange, an LMS zip or a folder.",
    "roster": "Show who is in the course; merge lists of people into roster.csv.",
    "history": "List the versions that somebody handed in, with scores; bring one back.",
    "forget": "Remove somebody for good.",
    "grade": "Grade submitted/ and write the gradebook.",
    "check": "Grade one notebook; touches no gradebook.",
    "repair": "Write a clean copy of a notebook that lost metadata, cells or their kinds.",
    "verify": "Test the hidden suites.",
    "feedback": "Write every student's feedback as HTML.",
    "report": "Write the class report as HTML.",
    "export": "Write the final grades as CSV, for an LMS, as JSON, or as totals.",
    "audit": "Hold every fact that is kept twice against its twin, and name what disagrees.",
    "explain": "Say why a grade is what it is.",
    "datasets": "List or fetch data sets, with checksums.",
}


class _Verbs(click.Group):
    """A group whose verbs are modules of this package, imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        command: click.Command = importlib.import_module(f"autograder.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _VERBS and not args[0].startswith("-"):
            from autograder.config import did_you_mean

            near = did_you_mean(args[0], _VERBS)
            ctx.fail(f"no such command '{args[0]}'" + (f", {near}" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_VERBS.items()))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--course",
    "root",
    type=click.Path(file_okay=False, path_type=Path),
    help="The course's root: the folder with course.toml. Default: this folder or the nearest above it.",
)
@click.version_option(__version__)
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """Release notebooks, grade what students submit, say what went wrong.

    Exit codes: 0 done; 1 the submission falls short (check), or done and somebody has to look at what is named;
    2 usage or unreadable input; 3 the grader's own fault.
    """
    context.obj = root


def _have_a_home() -> None:
    """Give a user whom the system does not know a home that is not there: nbgrader does not even start without one."""
    if not os.path.isabs(os.path.expanduser("~")):
        os.environ["HOME"] = "/nonexistent"


# Objects made before Python looks for garbage, and looks at the young ones before it looks at older ones. The usual 700
# and 10 mean that a command which imports nbgrader spends a sixth of its time on looking through what imports made.
_GARBAGE = (20_000, 50, 50)


def main() -> NoReturn:
    """Run the command line and exit."""
    gc.set_threshold(*_GARBAGE)
    hear_every_interrupt()
    run_in_utf8()
    go_on_without_readers()
    _have_a_home()
    try:
        answer = cli.main(standalone_mode=False)  # what a verb exits with comes back as a number
        code = answer if isinstance(answer, int) else 0
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was finished is kept", err=True)
        code = 130
    except AutograderError as error:
        click.echo(f"{painted('autograder:', 'red')} {error}", err=True)
        code = error.exit_code
    except OSError as error:  # a folder that may not be written, a disk that is full
        click.echo(f"{painted('autograder:', 'red')} {refused(error)}", err=True)
        code = 2
    except Exception as error:  # noqa: BLE001  Python would exit with 1, which says that a submission falls short
        code = _unexpected(error)
    code = _flushed(code)
    gc.freeze()  # at its end Python looks through all that was imported, twice, for garbage that ends with it anyway
    sys.exit(code)


def _unexpected(error: Exception) -> int:
    """Say what nobody thought of, or which extra is not installed; returns the exit code."""
    missing = lacking(error) if isinstance(error, ModuleNotFoundError) else None
    if missing is not None:
        click.echo(f"{painted('autograder:', 'red')} {missing}", err=True)
        return missing.exit_code
    traceback.print_exc()
    click.echo(f"autograder: internal error, please report it: {type(error).__name__}: {error}", err=True)
    return 3


def _flushed(code: int) -> int:
    """The exit code, after what was printed has left this process; at its end Python would only complain."""
    try:
        sys.stdout.flush()
    except OSError as error:
        click.echo(f"autograder: standard output: {error.strerror}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return code or 2
    return code
