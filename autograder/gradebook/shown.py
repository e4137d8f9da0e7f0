"""How a cell of a submission is written down for the teacher: whole, harmless, and at a bounded cost of the page.

Code is shown with every hidden character made visible (`autograder.visible`), so that what ran can be read back from
the page: `cells_that_ran` does. What nbconvert would take too long over (it highlights some 10,000 characters a second,
and its Markdown is quadratic in some of them) stands as plain text in an output. Only beyond `_PLAIN_CHARS` is anything
left out, and then the page says how much.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.gradebook.markdown import harmless_markdown
from autograder.model import Language, ShownCell, ShownKind
from autograder.visible import LONG_LINE_CHARS, original, visible
from autograder.wording import said

Json = dict[str, Any]

MARK = "autograder"
"""In a cell's metadata: what this grader says of it. Nothing of a submission's metadata ever comes there."""

_CODE_CHARS_CELL = 10_000
_CODE_CHARS_PAGE = 60_000
_TEXT_CHARS_CELL = 20_000
_TEXT_CHARS_PAGE = 100_000
_PLAIN_CHARS = 4 << 20
_MOST_SIGNS = 1_000  # of one that Markdown looks for the partner of
_SIGNS = "[]()*_`$!<>~|\\"
_INLINE = re.compile(r"!\[[^\]\n]{0,200}\]\(attachment:(?P<name>[^)\n]{1,200})\)")


MANY = "many"
"""The problem of a picture that nobody looked at, since there were so many before it: these are counted, not named."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was pasted, decoded where it could do no harm and encoded anew; or why it is not there.

    Attributes:
        name: what the text calls it.
        mime: what it is encoded as.
        data: base64; empty where there is none.
        problem: why not: the rest of a key `shown.why_...` of the wording.
    """

    name: str
    mime: str = ""
    data: str = ""
    problem: str = ""


class Page:
    """Writes the cells of one submission; knows what the page has cost so far.

    Args:
        assignment: its name, for the ids of cells.
        language: of what stands between the cells.
    """

    def __init__(self, assignment: str, language: Language) -> None:
        self._assignment, self._language = assignment, language
        self._code_left, self._text_left, self._plain_left = _CODE_CHARS_PAGE, _TEXT_CHARS_PAGE, _PLAIN_CHARS
        self._made = 0

    def cells(
        self, shown: ShownCell, released: Mapping[str, Any] | None, pictures: Sequence[Picture] = ()
    ) -> Iterator[Json]:
        """The cell, and what has to stand beside it.

        Args:
            shown: what to show.
            released: the released cell that it stands for, whose place in nbgrader's books it takes.
            pictures: those of the cell.
        """
        if shown.kind is ShownKind.CODE:
            yield from self._code(shown, released)
        else:
            yield from self._text(shown, released, pictures)

    def remark(self, key: str, **values: object) -> Json:
        """A word of the grader's own between the cells, so that nobody overlooks something."""
        sentence = said(f"shown.{key}", **values).in_language(self._language)
        return self._cell("markdown", f"**⚠ {harmless_markdown(sentence)}**", None, {})

    # ---------------------------------------------------------------- code

    def _code(self, shown: ShownCell, released: Mapping[str, Any] | None) -> Iterator[Json]:
        text = visible(shown.source)
        mark: Json = {"ran": shown.ran, "students": shown.students} if shown.ran else {}
        longest = max(map(len, text.split("\n")))
        if longest > LONG_LINE_CHARS and shown.students:
            yield self.remark("long_line", chars=longest)
        if not shown.students or (len(text) <= _CODE_CHARS_CELL and len(text) <= self._code_left):
            self._code_left -= len(text) if shown.students else 0
            yield self._cell("code", text, released, mark)
            return
        kept = text[: self._plain_left]
        if len(kept) < len(text):
            yield self.remark("not_shown", chars=len(text) - len(kept))
            mark |= {"cut": True}
        self._plain_left -= len(kept)
        words = said("shown.plain").in_language(self._language)
        cell = self._cell("code", f"# {words}", released, mark | {"plain": True})
        cell["outputs"] = [_stream(kept)]
        yield cell

    # ---------------------------------------------------------------- text

    def _text(
        self, shown: ShownCell, released: Mapping[str, Any] | None, pictures: Sequence[Picture]
    ) -> Iterator[Json]:
        source = shown.source
        numbers = {picture.name: number for number, picture in enumerate(pictures, start=1)}
        if pictures:
            source = _INLINE.sub(lambda match: self._named(match, numbers), source)
        if shown.students and (shown.kind is ShownKind.RAW or not self._is_cheap(source)):
            yield from self._plain(source, released)
        else:
            text = harmless_markdown(source) if shown.students else source
            self._text_left -= len(text) if shown.students else 0
            yield self._cell("markdown", text, released, {})
        failed = [picture for picture in pictures if not picture.data]
        drawn = [picture for picture in pictures if picture.data]
        if drawn:
            names = [f"# {self._picture(numbers[picture.name], picture.name)}" for picture in drawn]
            cell = self._cell("code", visible("\n".join(names)), None, {})
            cell["outputs"] = [_image(picture) for picture in drawn]
            yield cell
        for picture in failed:
            if picture.problem != MANY:
                why = said(f"shown.why_{picture.problem}")
                yield self.remark("picture_failed", name=_quoted(picture.name), why=why)
        if count := sum(picture.problem == MANY for picture in failed):
            yield self.remark("pictures_left_out", count=count)

    def _is_cheap(self, source: str) -> bool:
        if len(source) > _TEXT_CHARS_CELL or len(source) > self._text_left:
            return False
        return all(source.count(sign) <= _MOST_SIGNS for sign in _SIGNS)

    def _plain(self, source: str, released: Mapping[str, Any] | None) -> Iterator[Json]:
        text = visible(source)
        if released is not None:
            words = said("shown.plain").in_language(self._language)
            yield self._cell("markdown", words, released, {})
        kept = text[: self._plain_left]
        if len(kept) < len(text):
            yield self.remark("not_shown", chars=len(text) - len(kept))
        self._plain_left -= len(kept)
        cell = self._cell("code", "", None, {})
        cell["outputs"] = [_stream(kept)]
        yield cell

    def _named(self, match: re.Match[str], numbers: Mapping[str, int]) -> str:
        number = numbers.get(match["name"])
        return match[0] if number is None else self._picture(number, match["name"])

    def _picture(self, number: int, name: str) -> str:
        return said("shown.picture_named", number=number, name=_quoted(name)).in_language(self._language)

    # ---------------------------------------------------------------- cells

    def _cell(self, kind: str, source: str, released: Mapping[str, Any] | None, mark: Json) -> Json:
        self._made += 1
        if released is not None:
            kind, cell_id = str(released["cell_type"]), released["id"]
            metadata = dict(released["metadata"])
        else:
            name = f"{self._assignment}/autograded/own-{self._made}"
            cell_id, metadata = hashlib.sha256(name.encode()).hexdigest()[:16], {}
        if mark:
            metadata[MARK] = mark
        made: Json = {"cell_type": kind, "id": cell_id, "metadata": metadata, "source": source}
        if kind == "code":
            made.update(execution_count=None, outputs=[])
        return made


def cells_that_ran(notebook: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """The cells that a page says have run, in order: their names, their sources, and whether the student wrote them.

    Args:
        notebook: `autograded/STUDENT/NAME/NAME.ipynb` as JSON.

    Raises:
        KeyError, TypeError, ValueError: somebody changed the page, and it is no such notebook any more.
    """
    for cell in notebook["cells"]:
        mark = cell["metadata"].get(MARK, {})
        if mark.get("ran"):
            text = cell["outputs"][0]["text"] if mark.get("plain") else cell["source"]
            text = text if isinstance(text, str) else "".join(text)
            yield str(mark["ran"]), original(text), bool(mark["students"])


def _stream(text: str) -> Json:
    return {"name": "stdout", "output_type": "stream", "text": text}


def _image(picture: Picture) -> Json:
    return {"data": {picture.mime: picture.data}, "metadata": {}, "output_type": "display_data"}


def _quoted(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name)[:60]
