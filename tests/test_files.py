"""What lies at a path is somebody else's choice: reading it ends, and gives bytes of a regular file or says why not."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.files import FileProblem, GuardedFileError, read_guarded


def problem_of(path: Path, *, most_bytes: int = 100, links: bool = False) -> FileProblem:
    with pytest.raises(GuardedFileError) as caught:
        read_guarded(path, most_bytes=most_bytes, links=links)
    return caught.value.problem


def test_a_file_up_to_the_cap_is_read_and_one_above_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(100))
    assert read_guarded(path, most_bytes=100) == bytes(100)
    path.write_bytes(bytes(101))
    assert problem_of(path) is FileProblem.SIZE


def socket_at(path: Path) -> None:
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(str(path))
    bound.close()


@pytest.mark.parametrize(
    ("make", "links", "problem"),
    [
        (lambda path: None, False, FileProblem.MISSING),
        (lambda path: path.mkdir(), False, FileProblem.KIND),
        (os.mkfifo, False, FileProblem.KIND),
        (os.mkfifo, True, FileProblem.KIND),
        (socket_at, False, FileProblem.KIND),
        (lambda path: path.symlink_to("/dev/zero"), False, FileProblem.LINK),
        (lambda path: path.symlink_to("/dev/zero"), True, FileProblem.LINK),
        (lambda path: path.symlink_to("/etc/passwd"), True, FileProblem.LINK),
        (lambda path: path.symlink_to(path.name), False, FileProblem.LINK),
        (lambda path: path.symlink_to(path.name), True, FileProblem.SYSTEM),
        (lambda path: path.symlink_to("nowhere"), True, FileProblem.MISSING),
    ],
)
def test_what_is_no_regular_file_is_not_waited_for_or_read(
    tmp_path: Path, make: Callable[[Path], None], links: bool, problem: FileProblem
) -> None:
    path = tmp_path / "file"
    make(path)
    assert problem_of(path, links=links) is problem


def test_a_pipe_behind_a_link_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").symlink_to("pipe")
    assert problem_of(tmp_path / "file", links=True) is FileProblem.KIND


def test_a_link_beside_the_file_is_followed_where_that_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"text")
    (tmp_path / "file").symlink_to("real")
    assert read_guarded(tmp_path / "file", most_bytes=10, links=True) == b"text"
    assert problem_of(tmp_path / "file") is FileProblem.LINK


def test_a_file_that_says_it_is_empty_and_is_not_is_read_to_the_cap(tmp_path: Path) -> None:
    path = Path("/proc/self/maps")
    if not path.exists():
        pytest.skip("no /proc here")
    assert path.stat().st_size == 0
    assert problem_of(path) is FileProblem.SIZE
    assert len(read_guarded(path, most_bytes=1 << 24)) > 100


def test_a_name_with_a_nul_is_a_problem_like_any_other() -> None:
    assert problem_of(Path("a\0b")) is FileProblem.SYSTEM
