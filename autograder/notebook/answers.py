"""Which cell holds the answer to each exercise.

It is found as running the notebook would find it. The visible checks of an exercise stand right after its cell, and the
last whole definition above them is what they see, whatever cell it stands in: merged into another one, split over
several, without any id. Where the checks are gone, or nothing above them is whole, the exercise's own cell counts, then
the last definition anywhere, then one in a cell that became text. A stub gives way to an answer elsewhere.

Nothing here can gain what the student did not write: only the student's own cells are looked at, and what is tested is
what they define when they run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograder.notebook.contract import ContractCell, NotebookContract, Role
from autograder.notebook.definitions import Definition, Definitions, definitions, parsed, returns
from autograder.notebook.frame import is_closing_cell
from autograder.notebook.magics import plain_python
from autograder.notebook.matching import FoundBy, Match, Matched, as_released, is_stub, remainder
from autograder.notebook.percent import CellKind
from autograder.notebook.reading import SubmittedCell

_FENCE = re.compile(r"\A\s*(?P<fence>`{3,}|~{3,})[^\n`]*\n(?P<code>.*?)\n?[ \t]*(?P=fence)\s*\Z", re.DOTALL)
_OPENS = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
_BLOCK = re.compile(r" {4}|\t")
_MOST_READ_AGAIN_CHARS = 1 << 18


@dataclass(frozen=True)
class Piece:
    """Code of the student's: a cell, several that were one once, or what was merged into another cell.

    Attributes:
        position: of the (first) cell, from 1.
        source: as it stands in the cell or cells.
        required: the exercise's released cell that it is, by id or text.
        found_by: how that is known.
        parts: how many cells it was joined from.
        became: the kind of cell that the code stands in, where that is no code cell.
        merged: whether it was merged into a locked cell.
    """

    position: int
    source: str
    cell: SubmittedCell
    required: ContractCell | None = None
    found_by: FoundBy | None = None
    parts: int = 1
    became: CellKind | None = None
    merged: bool = False

    @cached_property
    def plain(self) -> tuple[str, tuple[str, ...]]:
        """The code as plain Python, and what was refused of it."""
        return plain_python(self.source)

    @cached_property
    def untouched(self) -> bool:
        """Whether it is an exercise's released stub."""
        return self.required is not None and self.parts == 1 and is_stub(self.required, self.cell)

    def required_by(self, name: str) -> bool:
        """Whether it is the released cell of that exercise."""
        return self.required is not None and self.required.id == name


@dataclass(frozen=True, slots=True)
class Answers:
    """The pieces of a submission, and by exercise the one that counts."""

    pieces: tuple[Piece, ...]
    homes: Mapping[str, Piece] = field(default_factory=dict)


def find_answers(matched: Matched, contract: NotebookContract) -> Answers:
    """Find the answer to every auto-graded exercise of the contract."""
    pieces = _joined(list(_pieces(matched, contract)))
    texts = list(_texts(matched))
    exercises = contract.of_role(Role.SOLUTION)
    names = [cell.id for cell in exercises]
    read: dict[int, Definitions] = {}

    def read_once(piece: Piece) -> Definitions:
        if id(piece) not in read:
            read[id(piece)] = definitions(names, piece.plain[0])
        return read[id(piece)]

    homes: dict[str, Piece] = {}
    for cell in exercises:
        home = _home(cell, pieces, texts, _check_position(matched, cell), read_once)
        if home is not None:
            homes[cell.id] = home
    became = {id(piece): piece for piece in homes.values() if piece.became is not None}
    every = sorted([*pieces, *became.values()], key=lambda piece: piece.position)
    return Answers(tuple(every), homes)


# ---------------------------------------------------------------- pieces


def _pieces(matched: Matched, contract: NotebookContract) -> Iterator[Piece]:
    """What the student wrote and a code cell holds."""
    for match in matched.matches:
        cell, required = match.cell, match.required
        if cell.kind is not CellKind.CODE:
            continue
        if required is None:
            if cell.source.strip() and not is_closing_cell(cell.source, contract):
                yield Piece(cell.position, cell.source, cell)
        elif required.role is Role.SOLUTION:
            yield Piece(cell.position, cell.source, cell, required, match.found_by)
        elif required.role is Role.MANUAL:
            continue  # an answer for a person; it is shown
        elif matched.locked.get(required.id) is cell and (rest := _merged_in(required, cell)):
            yield Piece(cell.position, rest, cell, merged=True)


def _merged_in(required: ContractCell, cell: SubmittedCell) -> str:
    return "" if as_released(required, cell) else remainder(required, cell)


def _texts(matched: Matched) -> Iterator[Piece]:
    """Cells of text that may hold code."""
    for match in matched.matches:
        cell, required = match.cell, match.required
        if cell.kind is CellKind.CODE or not cell.source.strip():
            continue
        source = cell.source
        if required is not None and required.role.locked:
            source = remainder(required, cell)
        elif required is not None and required.role is Role.MANUAL:
            continue
        if source.strip() and (source := code_in(source)):
            own = required if required is not None and required.role is Role.SOLUTION else None
            yield Piece(cell.position, source, cell, own, match.found_by if own else None, became=cell.kind)


def code_in(source: str) -> str:
    """The code in a text: between fences, else in a block that is indented, else all of it.

    What stands around the code becomes comments, so that no word is lost and every line keeps its number.
    """
    whole = _FENCE.match(source)
    if whole and not any(_OPENS.match(line) for line in whole["code"].split("\n")):
        return whole["code"]
    lines = source.split("\n")
    inside = _fenced(lines)
    if any(inside):
        return _commented(lines, inside)
    if parsed(plain_python(source)[0]) is not None:
        return source
    inside = [_BLOCK.match(line) is not None for line in lines]
    # Where all of it is indented, it is no text: IPython takes the indentation off.
    if not any(inside) or all(own or not line.strip() for line, own in zip(lines, inside, strict=True)):
        return source
    code = _commented([_BLOCK.sub("", line, count=1) for line in lines], inside)
    return source if parsed(plain_python(code)[0]) is None else code


def _commented(lines: list[str], inside: list[bool]) -> str:
    return "\n".join(line if own or not line.strip() else f"# {line}" for line, own in zip(lines, inside, strict=True))


def _fenced(lines: list[str]) -> list[bool]:
    """Whether each line stands between fences; the fences themselves do not (CommonMark 4.5)."""
    made, fence = [], ""
    for line in lines:
        bare = line.strip()
        if fence and bare.startswith(fence) and not bare.strip(fence[0]):
            made.append(False)
            fence = ""
        elif not fence and (opens := _OPENS.fullmatch(line)):
            made.append(False)
            fence = opens[1]
        else:
            made.append(bool(fence))
    return made


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Pieces, but those that are one function or class cut in two put together again."""
    made: list[Piece] = []
    read_again_chars = 0
    for piece in pieces:
        last = made[-1] if made else None
        # A text that grows cell by cell is read at every step: cut into a thousand cells, it would take an hour.
        read_again_chars += len(last.source) if last and last.parts > 1 else 0
        whole = _as_one(last, piece) if last and read_again_chars <= _MOST_READ_AGAIN_CHARS else None
        if whole is None:
            made.append(piece)
        else:
            made[-1] = whole
    return made


def _as_one(first: Piece, second: Piece) -> Piece | None:
    """Two pieces as one, if the cut between them went through a statement; None if each stands by itself."""
    if second.position != first.position + first.parts or first.untouched or second.untouched:
        return None
    if first.merged or second.merged:
        return None
    required = first.required or second.required
    if second.required not in (None, required):
        return None
    indented = second.source.lstrip("\n")[:1] in (" ", "\t")
    copied = second.required is not None and second.required is first.required
    end = parsed(second.plain[0])
    alone = parsed(first.plain[0]) is not None and end is not None
    if alone and not (indented and (copied or (end is not None and returns(end)))):
        return None
    source = f"{first.source}\n{second.source}"
    if parsed(plain_python(source)[0]) is None:
        return None
    found_by = first.found_by or second.found_by
    return replace(first, source=source, required=required, found_by=found_by, parts=first.parts + second.parts)


# ---------------------------------------------------------------- the one that counts


def _check_position(matched: Matched, cell: ContractCell) -> int | None:
    """Where the visible checks of an exercise stand; None if they do not."""
    check = matched.locked.get(f"test-{cell.id}")
    return None if check is None else check.position


def _home(
    cell: ContractCell,
    pieces: list[Piece],
    texts: list[Piece],
    check: int | None,
    definitions_in: Callable[[Piece], Definitions],
) -> Piece | None:
    """The piece that counts as the answer to an exercise."""
    name = cell.id
    own = [piece for piece in pieces if piece.required is cell]
    candidates = [piece for piece in pieces if not piece.untouched and _may_define(name, piece.source)]
    if len(own) == 1 and candidates == own:
        return own[0]  # nearly always
    written = [piece for piece in texts if not piece.untouched and _may_define(name, piece.source)]
    turned = [piece for piece in written if definitions_in(piece).of(name) is Definition.WHOLE]
    whole = [piece for piece in candidates if definitions_in(piece).of(name) is Definition.WHOLE]
    # Its own cell, turned into text, stands where it stood: nbgrader makes it code again and runs it there.
    whole = sorted([*whole, *(piece for piece in turned if piece.required is cell)], key=lambda piece: piece.position)
    above = [piece for piece in whole if check is not None and piece.position < check]
    if above:
        return above[-1]
    own_whole = [piece for piece in whole if piece.required is cell]
    if own_whole:
        continued = [piece for piece in whole if name in definitions_in(piece).continued and piece.required is not cell]
        return [*own_whole, *continued][-1]
    if whole:
        return whole[-1]
    if turned:
        return turned[-1]
    changed = [piece for piece in own if not piece.untouched]
    return changed[-1] if changed else own[-1] if own else None


def _may_define(name: str, source: str) -> bool:
    """Whether code may define a name; says so too often rather than too rarely, after reading each line once."""
    if name not in source:
        return False
    word = re.compile(rf"\b{re.escape(name)}\b")
    begins = re.compile(rf"\b(?:def|class)[ \t\\]+{re.escape(name)}\b")
    for line in source.split("\n"):
        if (used := word.search(line)) is None:
            continue
        if line.find("=", used.end()) >= 0 or 0 <= line.find("import") < line.rfind(name) or begins.search(line):
            return True
    return False


def unanswered_texts(matched: Matched, homes: Collection[str]) -> tuple[Match, ...]:
    """Cells of exercises that became text and hold no answer that could be found."""
    return tuple(
        match
        for match in matched.matches
        if match.required is not None
        and match.required.role is Role.SOLUTION
        and match.required.id not in homes
        and match.cell.kind is not CellKind.CODE
    )
