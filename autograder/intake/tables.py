"""Tables as people have them: any encoding and separator that LMSs and spreadsheets write."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import CourseError
from autograder.files import FileProblem, GuardedFileError, read_guarded
from autograder.intake.archives import USUAL_ENCODINGS

_MOST_BYTES = 32 << 20
_SAID = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
"""The first line of some exports: what Excel is told of the separator."""


def read_cells(path: Path, languages: Sequence[str] = ("en",), encoding: str = "") -> list[list[str]]:
    """The cells of a CSV file, NFC and without space around them; blank rows are left out.

    UTF-8 with or without a byte order mark, UTF-16, or the encoding that Windows has for one of these languages;
    separated by commas, semicolons or tabs.

    Raises:
        CourseError: the file cannot be read, or is no table.
    """
    try:
        data = read_guarded(path, most_bytes=_MOST_BYTES, links=True)
    except GuardedFileError as error:
        what = "not there" if error.problem is FileProblem.MISSING else str(error)
        raise CourseError(str(path), what, "a CSV file") from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CourseError(str(path), "a spreadsheet", "a CSV file", "save it as CSV (UTF-8)")
    text = _text(data, path, languages, encoding)
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = said[1] if said else max(",;\t", key=lambda mark: (_outside_quotes(first).count(mark), mark == ","))
    try:
        rows = [
            [unicodedata.normalize("NFC", cell).replace("\N{NO-BREAK SPACE}", " ").strip() for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as error:
        raise CourseError(str(path), f"not CSV: {error}", "a CSV file") from None
    rows = [row for row in rows if any(row)]
    if not rows:
        raise CourseError(str(path), "empty", "a CSV file with a header")
    return rows


def _text(data: bytes, path: Path, languages: Sequence[str], encoding: str) -> str:
    if encoding:
        candidates = [encoding]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    elif data[1:40:2].count(0) > 10:
        candidates = ["utf-16-le"]
    elif data[0:40:2].count(0) > 10:
        candidates = ["utf-16-be"]
    else:
        usual = [USUAL_ENCODINGS.get(language, "") for language in languages]
        # What is valid CP949 with its pairs of bytes is hardly ever Western text.
        candidates = ["utf-8-sig", *(name for name in usual if name), "cp949", "cp1252"]
    for name in candidates:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
        except LookupError:
            raise CourseError("--encoding", name, "the name of an encoding such as cp949") from None
    raise CourseError(str(path), "in no encoding that is usual here", "UTF-8", "save it as UTF-8, or use --encoding")


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
