"""`autograder repair`: a clean copy of a notebook that lost its form."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import current_course, typed
from autograder.cli.saying import unreadable_in
from autograder.config import load_assignment
from autograder.model import ENGLISH, Language
from autograder.wording import note_in, said


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option("--assignment", "name", metavar="NAME", help="Which assignment it is of. Default: what it says itself.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the copy goes. Default: beside the notebook, NAME-repaired.ipynb.",
)
@click.option("--language", metavar="TAG", help="Of what is said. Default: the notebook's.")
@click.pass_obj
def command(root: Path | None, notebook: Path, name: str | None, output: Path | None, language: str | None) -> None:
    """Write a clean copy of NOTEBOOK: every cell in its place again, with all that was written; nothing is run.

    It is for notebooks whose cells lost their metadata, were merged or split, or turned into text. The notebook itself
    stays as it is.
    """
    from autograder.notebook.carried import contract_of
    from autograder.notebook.contract import contract
    from autograder.notebook.reading import printable, read_metadata, read_submission
    from autograder.notebook.repair import repaired, unanswered
    from autograder.notebook.selection import REPAIR_ADVICE, select_cells
    from autograder.notebook.weave import notebook_text

    if name is None:
        with unreadable_in(Language(language or ENGLISH)):
            plan = contract_of(read_metadata(notebook), printable(notebook.name))
            submission = read_submission(notebook)
    else:
        course = current_course(root)
        plan = contract(load_assignment(course, typed(name)))
        with unreadable_in(Language(language or course.language)):
            submission = read_submission(notebook)
    selection = select_cells(submission, plan)
    spoken = Language(language) if language else selection.language
    target = output or notebook.with_name(f"{notebook.stem}-repaired.ipynb")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(notebook_text(repaired(selection, plan)), encoding="utf-8")
    for note in selection.notes:
        click.echo(note_in(note.removesuffix(REPAIR_ADVICE), spoken), err=True)
    lost = [cell.id for cell in unanswered(selection, plan)]
    if lost:
        click.echo(said("repair.put_back", names=", ".join(lost)).in_language(spoken), err=True)
    click.echo(said("repair.written", path=target).in_language(spoken), err=True)
