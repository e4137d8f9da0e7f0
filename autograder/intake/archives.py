"""The files of a zip or a folder, read under caps. Names in a zip are a stranger's: nothing is extracted by name.

The format is PKWARE's APPNOTE.TXT: a name is UTF-8 where bit 11 of the flags says so (4.4.4) or where the Info-ZIP
Unicode Path field (4.6.9) gives it; else it is in the encoding of the machine that made the zip, which nothing tells.
Separators are slashes (4.4.17); some tools write backslashes all the same.
"""

from __future__ import annotations

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

from autograder.errors import CourseError
from autograder.files import GuardedFileError, read_guarded
from autograder.notebook.reading import ReadLimits, printable

MOST_FILE_BYTES = ReadLimits().file_bytes  # what is graded is collected
MOST_ZIP_BYTES = 128 << 20
MOST_TOTAL_BYTES = 4 << 30
MOST_MEMBERS = 20_000
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_UNICODE_PATH = 0x7075

USUAL_ENCODINGS = {
    "ko": "cp949", "ja": "cp932", "zh": "gb18030", "ru": "cp866", "uk": "cp866", "el": "cp737", "pl": "cp852",
    "cs": "cp852", "hu": "cp852", "tr": "cp857", "he": "cp862", "th": "cp874", "vi": "cp1258",
}  # fmt: skip
"""What Windows writes into a zip, by the language that it speaks; everywhere else it is cp850."""
_OTHERS = ("cp850", "cp1252", "cp437", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "big5", "euc_jp")
"""What other programs, and Windows in other countries, write. Only names that somebody of the roster has tell them."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a source.

    Attributes:
        path: where it lies in the source; NFC.
        written_at: the date that the zip or the file system gives it, in UTC.
        problem: why it cannot be taken, whatever is in it.
        load: gives its bytes; raises OSError with the reason as `strerror` where it cannot be read.
    """

    path: PurePosixPath
    written_at: datetime | None
    problem: str = ""
    load: Callable[[], bytes] = field(default=bytes, compare=False)

    @property
    def shown(self) -> str:
        """Its path as a message shows it."""
        return printable(str(self.path), 120)


@dataclass(slots=True)
class _Budget:
    """How much may still be unpacked, all together."""

    left: int = MOST_TOTAL_BYTES

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise OSError(0, f"more than {MOST_TOTAL_BYTES >> 30} GiB in all")


class Opened:
    """A source that is open: its members, and what had to be guessed about their names; a context manager."""

    def __init__(
        self, members: Sequence[Member], notes: Sequence[str] = (), file: zipfile.ZipFile | None = None
    ) -> None:
        self.members, self.notes, self._file = tuple(members), tuple(notes), file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()


@dataclass(frozen=True, slots=True)
class Naming:
    """How names without the UTF-8 flag are read.

    Attributes:
        encoding: the one that was asked for; empty: it is found out.
        languages: the course's, the first one first.
        known: how many of these names somebody of the roster has; None where there is no roster.
    """

    encoding: str = ""
    languages: tuple[str, ...] = ("en",)
    known: Callable[[Sequence[str]], int] | None = None


def open_source(source: Path, zone: tzinfo, naming: Naming) -> Opened:
    """Open a zip or a folder.

    Args:
        source: the zip or the folder.
        zone: in which a zip's dates are; they have none of their own.
        naming: how names without the UTF-8 flag are read.

    Raises:
        CourseError: it is neither, or too large.
    """
    if source.is_dir():
        return Opened(list(_folder_members(source)))
    if not source.exists():
        raise CourseError(str(source), "not there", "a zip file or a folder")
    try:
        file = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CourseError(str(source), f"not a readable zip ({error})", "a zip file or a folder") from None
    if len(file.infolist()) > MOST_MEMBERS:
        file.close()
        raise CourseError(str(source), f"{len(file.infolist())} members", f"at most {MOST_MEMBERS}")
    members, notes = _zip_members(file, zone, naming, _Budget())
    return Opened(members, notes, file)


def inner_members(
    data: bytes, outer: PurePosixPath, zone: tzinfo, naming: Naming
) -> tuple[list[Member], list[str], str]:
    """The members of a zip that was itself a member, notes about their names, and why it cannot be opened."""
    try:
        file = zipfile.ZipFile(BytesIO(data))
        infos = file.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return [], [], f"a zip that cannot be read ({printable(str(error))})"
    if len(infos) > MOST_MEMBERS:
        return [], [], f"a zip of {len(infos)} members, more than {MOST_MEMBERS}"
    members, notes = _zip_members(file, zone, naming, _Budget(10 * MOST_ZIP_BYTES), outer)
    return members, notes, "" if members else "an empty zip"


# ---------------------------------------------------------------- zips


def _zip_members(
    file: zipfile.ZipFile, zone: tzinfo, naming: Naming, budget: _Budget, outer: PurePosixPath | None = None
) -> tuple[list[Member], list[str]]:
    infos = [info for info in file.infolist() if not info.is_dir()]
    names, notes = _decoded(infos, naming)
    members = []
    for info, name in zip(infos, names, strict=True):
        path, problem = _inside(name)
        problem = problem or _problem(info)
        whole = path if outer is None else outer / path
        members.append(Member(whole, _moment(info, zone), problem, _reader(file, info, budget)))
    return members, notes


def _inside(name: str) -> tuple[PurePosixPath, str]:
    """A member's path, and why it would lead out of the archive."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(parts[0]) == 2 and parts[0][1] == ":") or "\0" in name:
        return PurePosixPath(name.replace("/", "\u2215") or "?"), "its path leads out of the archive"
    kept = [part for part in parts if part not in ("", ".")]
    return PurePosixPath(*kept) if kept else PurePosixPath("?"), "" if kept else "it has no name"


def _problem(info: zipfile.ZipInfo) -> str:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "it is a link"
    if mode and stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "it is no regular file"
    if info.flag_bits & _ENCRYPTED_FLAG:
        return "it is encrypted"
    return ""


def _reader(file: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> Callable[[], bytes]:
    def load() -> bytes:
        most = MOST_ZIP_BYTES if info.filename.casefold().endswith(".zip") else MOST_FILE_BYTES
        if info.file_size > most:
            raise OSError(0, f"{info.file_size} bytes, more than {most}")
        try:
            with file.open(info) as member:
                data = _read_at_most(member, most)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as error:
            raise OSError(0, f"it cannot be unpacked ({printable(str(error))})") from None
        budget.spend(len(data))
        return data

    return load


def _read_at_most(file: IO[bytes], most: int) -> bytes:
    """All bytes; the size in the directory may be a lie."""
    data = file.read(most + 1)
    if len(data) > most:
        raise OSError(0, f"more than {most} bytes")
    return data


def _moment(info: zipfile.ZipInfo, zone: tzinfo) -> datetime | None:
    try:
        moment = datetime(*info.date_time, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year > 1980 else None  # the first of 1980 is what tools write that know no date


def _decoded(infos: Sequence[zipfile.ZipInfo], naming: Naming) -> tuple[list[str], list[str]]:
    """The names of members, NFC, and what had to be guessed. One tool made the zip, so one encoding fits all."""
    raw = {index: _raw_name(info) for index, info in enumerate(infos)}
    unknown = [name for name in raw.values() if isinstance(name, bytes) and not name.isascii()]
    encoding, notes = _encoding(unknown, naming) if unknown else ("utf-8", [])
    names = [name if isinstance(name, str) else name.decode(encoding, "replace") for name in raw.values()]
    return [unicodedata.normalize("NFC", name) for name in names], notes


def _raw_name(info: zipfile.ZipInfo) -> str | bytes:
    """A member's name, or its bytes where their encoding is not said."""
    name = info.orig_filename
    if info.flag_bits & _UTF8_FLAG:
        return name
    data = name.encode("cp437")  # as zipfile had read it
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(body) > 5 and struct.unpack("<L", body[1:5])[0] == zlib.crc32(data):
            try:
                return body[5:].decode("utf-8")
            except UnicodeDecodeError:
                break
    return data


def _encoding(names: Sequence[bytes], naming: Naming) -> tuple[str, list[str]]:
    if naming.encoding:
        try:
            _ = [name.decode(naming.encoding) for name in names]
        except UnicodeDecodeError:
            raise CourseError("--encoding", naming.encoding, "one in which the names in the zip can be read") from None
        return naming.encoding, []
    usual = [USUAL_ENCODINGS.get(language, "cp850") for language in naming.languages]
    found = [
        encoding
        for encoding in dict.fromkeys(["utf-8", *usual, "cp850", "cp949", "cp1252"])
        if _reads(names, encoding)
    ]
    if naming.known is not None:
        every = dict.fromkeys([*found, *USUAL_ENCODINGS.values(), *_OTHERS])
        counts = {
            encoding: naming.known([name.decode(encoding) for name in names])
            for encoding in every
            if _reads(names, encoding)
        }
        most = max(counts.values(), default=0)
        if most:
            return next(encoding for encoding, count in counts.items() if count == most), []
    if not found:
        return usual[0], [
            f"the names in the zip are in no encoding that is usual here; read as {usual[0]}: see --encoding"
        ]
    if found[0] == "utf-8" or len(found) == 1:
        return found[0], []
    others = ", ".join(f"{encoding} ({printable(names[0].decode(encoding), 40)})" for encoding in found[1:])
    shown = printable(names[0].decode(found[0]), 40)
    return found[0], [f"names in the zip are read as {found[0]} ({shown}); they could be {others}: --encoding decides"]


def _reads(names: Sequence[bytes], encoding: str) -> bool:
    """Whether all names can be read in an encoding, and what is not ASCII in them is letters."""
    try:
        said = "".join(name.decode(encoding) for name in names)
    except UnicodeDecodeError:
        return False
    return all(char.isascii() or unicodedata.category(char)[0] in "LM" or encoding == "utf-8" for char in said)


# ---------------------------------------------------------------- folders


def _folder_members(source: Path) -> Iterator[Member]:
    count = 0
    for folder, folders, files in os.walk(source):
        folders.sort()
        links = [name for name in folders if Path(folder, name).is_symlink()]
        if ".git" in folders:
            folders.remove(".git")  # its owner's module asks git
        for name in sorted([*files, *links]):
            count += 1
            if count > MOST_MEMBERS:
                raise CourseError(str(source), f"more than {MOST_MEMBERS} files", "the folder of one download")
            path = Path(folder, name)
            shown = unicodedata.normalize("NFC", path.relative_to(source).as_posix())
            try:
                info = path.lstat()
                written = datetime.fromtimestamp(info.st_mtime, tz=UTC)
            except (OSError, ValueError, OverflowError):
                yield Member(PurePosixPath(shown), None, "it cannot be read")
                continue
            if stat.S_ISLNK(info.st_mode):
                yield Member(PurePosixPath(shown), None, "it is a link")
            elif not stat.S_ISREG(info.st_mode):
                yield Member(PurePosixPath(shown), None, "it is not a regular file")
            else:
                yield Member(PurePosixPath(shown), written, "", _file_reader(path))


def _file_reader(path: Path) -> Callable[[], bytes]:
    most = MOST_ZIP_BYTES if path.suffix.casefold() == ".zip" else MOST_FILE_BYTES

    def load() -> bytes:
        try:
            return read_guarded(path, most_bytes=most)
        except GuardedFileError as error:
            raise OSError(0, str(error)) from None

    return load
