"""Getting the files of a data set: from mirrors, one after another and resumed where a transfer broke off, or a folder.

A file is written beside its place under a hidden name, and moved there only when its checksum is the recorded one: what
stands in place is always whole. A broken transfer leaves the hidden file, and the next one goes on from its end.
"""

from __future__ import annotations

import http.client
import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from autograder.datasets.description import DataFile, DataSet, find_set
from autograder.datasets.loading import digest_of, place_of, remedy
from autograder.errors import DataError
from autograder.files import try_lock

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes that are there and the bytes that there will be."""

_TIMEOUT_S = 20.0
_ROUNDS = 2  # a second one goes on where a transfer broke off
_BLOCK_BYTES = 1 << 16
_CONTENT_RANGE = re.compile(r"bytes (\d+)-")


@dataclass(frozen=True, slots=True)
class _Fetch:
    """One run of `fetch`."""

    root: Path
    data_set: DataSet
    accept_variants: bool
    progress: Progress

    def wanted(self, file: DataFile) -> dict[str, str]:
        """The checksums that are accepted, each with a remark for people."""
        known = {file.sha256: ""}
        if self.accept_variants:
            known |= {v.sha256: f"{file.name}: a known variant was taken: {v.note}" for v in file.variants}
        return known


class _MirrorError(Exception):
    """One mirror could not give one file; the text says why, and which mirror."""


def fetch(
    root: Path,
    name: str,
    *,
    source: Path | None = None,
    accept_variants: bool = False,
    progress: Progress = lambda file, done_bytes, total_bytes: None,
) -> tuple[str, ...]:
    """Get every file of a data set that is not there yet.

    Args:
        root: the course's root.
        name: of the data set.
        source: a folder to copy the files from, instead of the mirrors.
        accept_variants: take a file that differs from the official one too, if `datasets.toml` knows that variant.
        progress: told how far each file is.

    Returns:
        A line for each file about which there is something to say.

    Raises:
        DataError: no mirror can be reached, the folder lacks a file, or a checksum is not the recorded one.
        ConfigError: `datasets/datasets.toml` says something it may not say.
    """
    data_set = find_set(root, name)
    run = _Fetch(root, data_set, accept_variants, progress)
    remarks: list[str] = []
    for file in data_set.files:
        path = data_set.path(root, file)
        known = run.wanted(file)
        try:
            if path.is_file() and (remark := known.get(digest_of(path))) is not None:
                remarks.append(remark or f"{file.name}: already here")
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with _part_file(path, data_set, file) as part:
                digest = _copy(run, file, source, part) if source is not None else _download(run, file, part)
                os.replace(part, path)
        except OSError as error:
            raise DataError(place_of(data_set, file), f"cannot be written: {error.strerror}") from error
        if known[digest]:
            remarks.append(known[digest])
    return tuple(remarks)


@contextmanager
def _part_file(path: Path, data_set: DataSet, file: DataFile) -> Iterator[Path]:
    """The hidden file that a transfer writes to; only one process at a time has it."""
    part = path.with_name(f".{path.name}.part")
    with part.open("ab") as held:
        if not try_lock(held.fileno()):
            raise DataError(
                place_of(data_set, file), "another process is fetching it", "", "wait until that one is done"
            )
        try:
            yield part
        finally:
            if part.exists() and not part.stat().st_size:
                part.unlink()


# ---------------------------------------------------------------- from a folder


def _copy(run: _Fetch, file: DataFile, source: Path, part: Path) -> str:
    """Copy a file from a folder and return its checksum, which is one of those wanted.

    Raises:
        DataError: it is not there, or is another file.
    """
    origin = source / file.name
    try:
        with origin.open("rb") as stream, part.open("wb") as target:
            _transfer(run, file, stream, target, most_bytes=_most_bytes(file))
    except FileNotFoundError:
        raise DataError(str(origin), "missing", f"a folder with {_names(run.data_set)}") from None
    except _MirrorError as error:
        part.write_bytes(b"")
        raise DataError(str(origin), str(error)) from None
    digest = digest_of(part)
    if digest in run.wanted(file):
        return digest
    part.write_bytes(b"")
    for variant in file.variants:
        if digest == variant.sha256:
            raise DataError(
                str(origin), f"a variant of the official file ({variant.note})", f"SHA-256 {file.sha256[:12]}...",
                "add --accept-variant to use it all the same",
            )  # fmt: skip
    fix = "that file is damaged or another"
    raise DataError(str(origin), f"SHA-256 {digest[:12]}...", f"{file.sha256[:12]}...", fix)


# ---------------------------------------------------------------- from mirrors


def _download(run: _Fetch, file: DataFile, part: Path) -> str:
    """Download a file from the first mirror that gives the right one, and return its checksum.

    Raises:
        DataError: none does.
    """
    place = place_of(run.data_set, file)
    if not run.data_set.mirrors:
        raise DataError(place, "not the file that was recorded, and there is no mirror", "", remedy(run.data_set))
    problems: dict[str, str] = {}
    for _ in range(_ROUNDS):
        for mirror in run.data_set.mirrors:
            resumed = part.stat().st_size > 0
            try:
                return _from_mirror(run, file, mirror, part)
            except _MirrorError as error:
                problems[mirror] = str(error)
            if resumed and not part.stat().st_size:  # what another mirror began may have been at fault
                try:
                    return _from_mirror(run, file, mirror, part)
                except _MirrorError as error:
                    problems[mirror] = str(error)
    told = "; ".join(f"{urlsplit(mirror).netloc} {problem}" for mirror, problem in problems.items())
    raise DataError(
        place, f"no mirror gave it ({told})", "", f"try again when online, or: autograder datasets fetch "
        f"{run.data_set.name} --from DIR, a folder with {_names(run.data_set)}"
    )  # fmt: skip


def _from_mirror(run: _Fetch, file: DataFile, mirror: str, part: Path) -> str:
    """Download from one mirror, going on at the end of `part`; a wrong file leaves `part` empty."""
    have_bytes = part.stat().st_size
    if have_bytes < file.size_bytes:
        try:
            _continue(run, file, mirror, part, have_bytes)
        except urllib.error.HTTPError as error:
            error.close()
            if have_bytes and error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                part.write_bytes(b"")
            raise _MirrorError(f"answered {error.code}") from None
        except urllib.error.URLError as error:
            reason = error.reason
            raise _MirrorError(str(getattr(reason, "strerror", None) or reason)) from None
        except TimeoutError:
            raise _MirrorError("did not answer in time") from None
        except (http.client.HTTPException, ConnectionError) as error:
            raise _MirrorError(f"broke off ({type(error).__name__})") from None
    got_bytes = part.stat().st_size
    if got_bytes < file.size_bytes:
        raise _MirrorError(f"broke off after {got_bytes:,} of {file.size_bytes:,} bytes")
    digest = digest_of(part)
    if digest not in run.wanted(file):
        part.write_bytes(b"")
        raise _MirrorError(f"gave a file with SHA-256 {digest[:12]}..., expected {file.sha256[:12]}...")
    return digest


def _continue(run: _Fetch, file: DataFile, mirror: str, part: Path, have_bytes: int) -> None:
    headers = {"User-Agent": "autograder", "Accept-Encoding": "identity"}
    if have_bytes:
        headers["Range"] = f"bytes={have_bytes}-"
    request = urllib.request.Request(mirror + file.name, headers=headers)
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as response:
        said = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
        goes_on = response.status == http.HTTPStatus.PARTIAL_CONTENT and said and int(said[1]) == have_bytes
        with part.open("ab" if goes_on else "wb") as target:
            try:
                _transfer(run, file, response, target, most_bytes=_most_bytes(file))
            except _MirrorError:
                target.truncate(0)
                raise


def _transfer(run: _Fetch, file: DataFile, stream: BinaryIO, target: BinaryIO, *, most_bytes: int) -> None:
    """Copy blocks until the stream ends.

    Raises:
        _MirrorError: it goes on beyond `most_bytes`, counted with what `target` holds already.
    """
    done_bytes = target.seek(0, os.SEEK_END)
    while block := stream.read(_BLOCK_BYTES):
        done_bytes += len(block)
        if done_bytes > most_bytes:
            raise _MirrorError(f"gave more than {most_bytes:,} bytes")
        target.write(block)
        run.progress(file.name, done_bytes, file.size_bytes)


def _most_bytes(file: DataFile) -> int:
    return max([file.size_bytes, *(variant.size_bytes for variant in file.variants)])


def _names(data_set: DataSet) -> str:
    return ", ".join(file.name for file in data_set.files)
