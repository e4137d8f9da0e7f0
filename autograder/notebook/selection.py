"""The one selection: which cells of a submission run and in which order, which counts for an exercise, what is shown.

It is computed here and nowhere else; what runs and what the teacher sees are two columns of the same table.

- The cell that counts for an exercise is found by grade id, by cell id, by its text, or because the exercise's name is
  defined in it (`matching`, `answers`). Other definitions run as the student's own; a superseded stub does not run.
- A given cell is the instructor's, whatever became of it; a deleted one comes back after the cell it followed.
- Cells of the student's own run where they stand.
- Text, demo cells and public checks do not run; they are shown as they were released.
- What a student wrote is shown to the last character, also where it did not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from autograder.model import Attachment, Cell, Language, ShownCell, ShownKind
from autograder.notebook.answers import Answers, Piece, find_answers, unanswered_texts
from autograder.notebook.contract import ContractCell, NotebookContract, Role
from autograder.notebook.frame import is_frame_text
from autograder.notebook.matching import (
    FoundBy,
    Match,
    Matched,
    as_once_released,
    as_released,
    is_stub,
    match_cells,
    remainder,
    same_text,
)
from autograder.notebook.outputs import output_pictures
from autograder.notebook.percent import CellKind
from autograder.notebook.reading import SubmittedCell, SubmittedNotebook
from autograder.notebook.stubs import ANSWER_STUB
from autograder.wording import said


@dataclass(frozen=True, slots=True)
class Selection:
    """What a submission amounts to.

    Attributes:
        cells: run in this order; a student's own cell at position N is called `cell-N`.
        shown: what the teacher is shown, in order; those that ran are `cells`, in the same order.
        public_cells: the visible checks, in the instructor's version.
        notes: what was noticed.
        missing: exercises without any cell, manual ones included.
        untouched: exercises that are as they were released.
        language: of the notebook.
        positions: where a cell stood in the submission, from 1.
    """

    cells: tuple[Cell, ...]
    shown: tuple[ShownCell, ...]
    public_cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    missing: frozenset[str]
    untouched: frozenset[str]
    language: Language
    positions: Mapping[str, int]


_DATA = re.compile(
    r"(?P<before>!\[[^\]\n]{0,200}\])\(data:(?P<mime>image/[\w.+-]{1,40});base64,(?P<data>[A-Za-z0-9+/=]+)\)"
)
NOTHING_WRITTEN = "nothing is written in it: no exercise was touched since the notebook was released"
"""The note on a notebook that was handed in as it was released."""
REPAIR_ADVICE = "; `autograder repair` writes a clean copy"
"""The end of the note on what was repaired, which `repair` itself leaves out."""
_PICTURE = re.compile(
    r"<img\b[^<>]{0,300}?\bsrc\s{0,3}=\s{0,3}[\"']data:(?P<mime>image/[\w.+-]{1,40});base64,(?P<data>[A-Za-z0-9+/=]+)[\"']"
    r"[^<>]{0,300}>",
    re.IGNORECASE,
)
_MOST_NOTES = 50
_BACK = "to turn it back, click into it and press Esc, then Y"


def select_cells(notebook: SubmittedNotebook, contract: NotebookContract) -> Selection:
    """What `notebook` amounts to under `contract`. Every notebook has a selection."""
    matched = match_cells(notebook, contract)
    answers = find_answers(matched, contract)
    table = _Table(matched, answers, contract, _language(contract, matched))
    table.fill()
    solutions, manual = contract.of_role(Role.SOLUTION), contract.of_role(Role.MANUAL)
    pieces = {cell.id: [match.cell for match in matched.of(cell.id)] for cell in manual}
    missing = {cell.id for cell in solutions if cell.id not in answers.homes}
    missing |= {name for name, found in pieces.items() if not found}
    untouched = {name for name, piece in answers.homes.items() if piece.untouched and piece.required_by(name)}
    stubs = {cell.id for cell in manual if pieces[cell.id] and all(is_stub(cell, at) for at in pieces[cell.id])}
    given_back = {cell.id for cell in (*solutions, *manual)}
    own = any(
        one.students and one.grade_id not in given_back and (one.source.strip() or one.pictures)
        for one in table.shown
        if one.pictures or not is_frame_text(one.source, contract)
    )
    if not own:  # else the answer may stand in that cell: a person looks
        untouched |= stubs
    blank = not own and bool(untouched) and given_back <= untouched | missing
    public = contract.of_role(Role.PUBLIC)
    return Selection(
        cells=tuple(table.cells),
        shown=tuple(table.shown),
        public_cells=tuple(Cell(cell.id, cell.sources[table.language], _exercises(cell)) for cell in public),
        notes=_capped([
            *notebook.notes,
            *([NOTHING_WRITTEN] if blank else ()),
            *_notes(matched, answers, contract, own=own),
            *table.notes,
        ]),
        missing=frozenset(missing),
        untouched=frozenset(untouched),
        language=table.language,
        positions=MappingProxyType(table.positions),
    )


def _exercises(cell: ContractCell) -> tuple[str, ...]:
    return () if cell.exercise is None else (cell.exercise,)


def _language(contract: NotebookContract, matched: Matched) -> Language:
    """The language that most of the locked cells are in."""
    agreeing = dict.fromkeys(contract.languages, 0)
    for cell in contract.cells:
        submitted = matched.locked.get(cell.id)
        if submitted is not None:
            for language, source in cell.sources.items():
                agreeing[language] += same_text(source, submitted.source)
    return max(contract.languages, key=lambda language: agreeing[language])


@dataclass(slots=True)
class _Table:
    """What runs and what is shown, filled in from the top of the notebook to its end."""

    matched: Matched
    answers: Answers
    contract: NotebookContract
    language: Language
    cells: list[Cell] = field(default_factory=list)
    shown: list[ShownCell] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    positions: dict[str, int] = field(default_factory=dict)

    def fill(self) -> None:
        """Go through the submission; what it lacks comes after what it followed when released."""
        places = self._places()
        pieces = {piece.position: piece for piece in self.answers.pieces}
        after: dict[int, list[ContractCell]] = {}
        anchor = 0
        for cell in self.contract.cells:
            if cell.id in places:
                anchor = places[cell.id]
            else:
                after.setdefault(anchor, []).append(cell)
        for cell in after.get(0, ()):
            self._missing(cell, 0)
        inside = 0  # how many cells the last piece still covers
        for match in self.matched.matches:
            position, required = match.cell.position, match.required
            inside = max(0, inside - 1)
            if required is not None and places.get(required.id) == position and required.role is not Role.SOLUTION:
                self._released(required, match)
            piece = pieces.get(position)
            if piece is not None:
                self._piece(piece)
                inside = piece.parts
            elif not inside:
                self._unrun(match)
            for cell in after.get(position, ()):
                self._missing(cell, position)

    def _places(self) -> dict[str, int]:
        """By released cell, the position that it is shown at."""
        places = {name: cell.position for name, cell in self.matched.locked.items()}
        for cell in self.contract.of_role(Role.MANUAL):
            if found := self.matched.of(cell.id):
                places[cell.id] = found[0].cell.position
        for name, piece in self.answers.homes.items():
            if self._id(piece) == name:
                places[name] = piece.position
        return places

    def _exercises_of(self, piece: Piece) -> tuple[str, ...]:
        return tuple(name for name, home in self.answers.homes.items() if home is piece)

    def _id(self, piece: Piece) -> str:
        """What a piece is called: by its own exercise, by another that it answers, or by its place."""
        exercises = self._exercises_of(piece)
        if piece.required is not None and piece.required.id in exercises:
            return piece.required.id
        return exercises[0] if exercises else f"cell-{piece.position}"

    def _piece(self, piece: Piece) -> None:
        exercises = self._exercises_of(piece)
        if piece.untouched and not exercises:
            return  # a stub whose answer stands elsewhere, or a copy of one
        name = self._id(piece)
        source, refused = piece.plain
        self.notes.extend(f"cell {name!r}, {note}" for note in refused)
        self.cells.append(Cell(name, source, exercises))
        grade_id = name if exercises else ""
        self.shown.append(ShownCell(ShownKind.CODE, piece.source, grade_id, ran=name))
        self.positions[name] = piece.position

    def _released(self, required: ContractCell, match: Match) -> None:
        """A locked cell, or a manual answer, at its place."""
        if required.role is Role.MANUAL:
            self._manual(required)
            return
        self._instructors(required)
        if required.role is Role.GIVEN:
            self.positions[required.id] = match.cell.position
        if required.role is Role.TEXT and not as_released(required, match.cell):
            rest = remainder(required, match.cell)
            if not as_once_released(required, match.cell) and match.cell.position not in self._turned():
                self._text(match.cell, rest or match.cell.source)

    def _turned(self) -> set[int]:
        """Where text stands that is run as code."""
        return {piece.position for piece in self.answers.pieces if piece.became is not None}

    def _instructors(self, required: ContractCell) -> None:
        source = required.sources[self.language]
        runs = required.role is Role.GIVEN
        if runs:
            self.cells.append(Cell(required.id, source))
        kind = ShownKind(required.role.kind.value)
        self.shown.append(ShownCell(kind, source, required.id, ran=required.id if runs else "", students=False))

    def _missing(self, required: ContractCell, position: int) -> None:
        """A released cell that is not there: the instructor's, or a word on where the answer is."""
        if required.role is Role.MANUAL:
            source, drawn = self._said(required), self._drawn(position)
            self.shown.append(ShownCell(ShownKind.MARKDOWN, source, required.id, students=False, pictures=drawn))
        elif required.role is not Role.SOLUTION:
            self._instructors(required)
        else:
            home = self.answers.homes.get(required.id)
            if home is None:
                where = said("shown.answer_missing", exercise=required.id)
            else:
                where = said("shown.answer_elsewhere", exercise=required.id, cell=self._id(home))
            source = f"# {where.in_language(self.language)}"
            self.shown.append(ShownCell(ShownKind.CODE, source, required.id, students=False))

    def _said(self, required: ContractCell) -> str:
        where = said("shown.answer_missing", exercise=required.id).in_language(self.language)
        return f"{required.sources[self.language].removesuffix(ANSWER_STUB)}*{where}*"

    def _manual(self, required: ContractCell) -> None:
        """Everything that was written for a manual exercise, in one cell: copies, halves, whatever kind they became."""
        found = [match.cell for match in self.matched.of(required.id)]
        changed = [cell for cell in found if not is_stub(required, cell)]
        parts = [_as_text(cell) for cell in changed or found[:1]]
        source, embedded = _embedded("\n\n".join(dict.fromkeys(parts)))
        drawn = self._drawn(*(cell.position for cell in found))
        pictures = tuple(dict.fromkeys([*(picture for cell in found for picture in cell.pictures), *embedded, *drawn]))
        self.shown.append(ShownCell(ShownKind.MARKDOWN, source, required.id, pictures=pictures))

    def _drawn(self, *places: int) -> tuple[Attachment, ...]:
        """Pictures that code of a manual answer came to: in cells at these places, and in the student's own below."""
        made: list[Attachment] = []
        below = 0 in places
        for match in self.matched.matches:
            if match.cell.position in places or match.required is not None:
                below = match.cell.position in places
            if below and match.cell.kind is CellKind.CODE:
                made += output_pictures(match.cell.outputs, match.cell.position)
        return tuple(made)

    def _unrun(self, match: Match) -> None:
        """A cell that did not run and is no released one: text of the student's own, or an answer that became text."""
        cell, required = match.cell, match.required
        own_text = required is None and cell.kind is not CellKind.CODE
        lost_answer = required is not None and required.role is Role.SOLUTION and not is_stub(required, cell)
        if (own_text or lost_answer) and (cell.source.strip() or cell.pictures):
            self._text(cell, cell.source)

    def _text(self, cell: SubmittedCell, source: str) -> None:
        kind = ShownKind.RAW if cell.kind is CellKind.CODE else ShownKind(cell.kind.value)
        source, embedded = _embedded(source) if kind is ShownKind.MARKDOWN else (source, ())
        self.shown.append(ShownCell(kind, source, pictures=(*cell.pictures, *embedded)))


def _embedded(source: str) -> tuple[str, tuple[Attachment, ...]]:
    """Markdown whose pictures stand in it as `data:` addresses, and those pictures as attachments."""
    found: list[Attachment] = []

    def named(match: re.Match[str]) -> str:
        found.append(Attachment(f"data-{len(found) + 1}", match["mime"], match["data"]))
        return f"{match.groupdict().get('before', '![]')}(attachment:{found[-1].name})"

    if "data:image/" not in source:
        return source, ()
    source = _PICTURE.sub(named, _DATA.sub(named, source))
    return source, tuple(found)


def _as_text(cell: SubmittedCell) -> str:
    """A part of a manual answer as Markdown; what was typed into a code or raw cell keeps its lines."""
    if cell.kind is CellKind.MARKDOWN:
        return cell.source
    longest = max((len(run) for run in _backticks(cell.source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{cell.source}\n{fence}"


def _backticks(source: str) -> Iterator[str]:
    run = ""
    for char in source:
        if char == "`":
            run += char
        elif run:
            yield run
            run = ""
    if run:
        yield run


# ---------------------------------------------------------------- notes


def _notes(matched: Matched, answers: Answers, contract: NotebookContract, *, own: bool) -> Iterator[str]:
    # Cells of text are called alike in every assignment.
    of_exercises = [cell.id for cell in contract.cells if cell.role in (Role.SOLUTION, Role.MANUAL, Role.PUBLIC)]
    if not any(matched.counts[name] for name in of_exercises) and not answers.homes:
        yield f"no exercise of {contract.assignment} is in the notebook: is it another assignment's?"
        return
    yield from _locked_notes(matched, contract)
    yield from _answer_notes(matched, answers, contract, own=own)
    known = {cell.id for cell in contract.cells}
    for match in matched.matches:
        claim = match.cell.grade_id
        if match.required is not None or match.cell.kind is not CellKind.CODE or claim is None or claim in known:
            continue
        if all(home.position != match.cell.position for home in answers.homes.values()):
            got = f"cell {match.cell.position} has the grade id {claim!r}"
            yield f"{got}, which this assignment does not have: it runs as the student's own"


def _locked_notes(matched: Matched, contract: NotebookContract) -> Iterator[str]:
    texts = earlier = 0
    missing: list[str] = []
    for cell in contract.cells:
        if not cell.role.locked:
            continue
        submitted = matched.locked.get(cell.id)
        changed = submitted is not None and not as_released(cell, submitted)
        if changed and submitted is not None and as_once_released(cell, submitted):
            earlier += 1
            changed = False
        if cell.role in (Role.TEXT, Role.DEMO):
            texts += submitted is None or changed or submitted.kind is not cell.role.kind
        elif submitted is None:
            missing.append(cell.id)
        elif submitted.kind is not cell.role.kind:
            yield f"cell {cell.id!r} is now a {submitted.kind} cell: the instructor's version is used"
        elif changed:
            yield f"cell {cell.id!r} was changed by the student"
    if missing:
        yield f"{'cells' if len(missing) > 1 else 'cell'} {_listed(missing)} missing: the instructor's version is used"
    if texts:
        yield f"{texts} text or demo cell{'s were' if texts > 1 else ' was'} changed or deleted by the student"
    if earlier:
        cells = "cells are" if earlier > 1 else "cell is"
        yield f"{earlier} locked {cells} of an earlier release: the present version counts"


def _answer_notes(matched: Matched, answers: Answers, contract: NotebookContract, *, own: bool) -> Iterator[str]:
    repaired: list[str] = []
    for name, home in answers.homes.items():
        found = matched.of(name)
        if home.became is not None:
            repaired.append(f"{name!r} (cell {home.position} had become a {home.became} cell: {_BACK})")
        elif home.parts > 1:
            repaired.append(f"{name!r} (split over {home.parts} cells from cell {home.position} on)")
        elif home.merged:
            repaired.append(f"{name!r} (merged into cell {home.position}, which is locked)")
        elif not home.required_by(name):
            where = f"in the cell of {home.required.id!r}" if home.required is not None else f"in cell {home.position}"
            repaired.append(f"{name!r} ({where})")
        elif home.found_by is not FoundBy.GRADE_ID:
            repaired.append(f"{name!r} (known by {home.found_by})")
        elif len(found) > 1:
            yield f"cell {name!r} is there {len(found)} times: cell {home.position} counts"
    if repaired:
        yield f"repaired: {', '.join(repaired)}{REPAIR_ADVICE}"
    turned = unanswered_texts(matched, answers.homes)
    for match in turned:
        assert match.required is not None
        became = f"is now a {match.cell.kind} cell and holds no answer"
        yield f"cell {match.required.id!r} {became}: its exercise earns nothing; {_BACK}"
    gone = [cell.id for cell in contract.of_role(Role.SOLUTION) if cell.id not in answers.homes]
    gone = [name for name in gone if name not in {match.required.id for match in turned if match.required is not None}]
    manual = [cell.id for cell in contract.of_role(Role.MANUAL) if not matched.of(cell.id)]
    if manual and own:
        what = "cells" if len(manual) > 1 else "cell"
        yield f"{what} {_listed(manual)} missing: does the answer stand in another cell?"
    else:
        gone += manual
    if gone:
        what, earn = ("cells", "their exercises earn") if len(gone) > 1 else ("cell", "its exercise earns")
        yield f"{what} {_listed(gone)} missing: {earn} nothing"


def _listed(names: list[str]) -> str:
    return f"{', '.join(map(repr, names))} {'are' if len(names) > 1 else 'is'}"


def _capped(notes: list[str]) -> tuple[str, ...]:
    if len(notes) <= _MOST_NOTES:
        return tuple(notes)
    return (*notes[:_MOST_NOTES], f"and {len(notes) - _MOST_NOTES} more notes")
