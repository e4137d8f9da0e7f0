"""Fetching from mirrors on loopback and from a folder."""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from digits_set import FILES, IMAGES, LABELS, ODD_LABELS, Mirror

from autograder.datasets import catalogue, fetch, load
from autograder.errors import DataError

Course = Callable[..., Path]
NewMirror = Callable[[], Mirror]


@pytest.fixture
def nobody() -> str:
    """The URL of a mirror that refuses every connection."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"


def stored(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "datasets" / "digits").iterdir()}


def part(root: Path, name: str) -> Path:
    path = root / "datasets" / "digits" / f".{name}.part"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_every_file_is_fetched_and_nothing_else_is_left(course: Course, mirror: NewMirror) -> None:
    root = course(mirror().url)
    assert fetch(root, "digits") == ()
    assert stored(root) == FILES


def test_a_file_that_is_here_is_not_fetched_again(course: Course, mirror: NewMirror) -> None:
    first = mirror()
    root = course(first.url)
    fetch(root, "digits")
    assert fetch(root, "digits") == ("images.gz: already here", "labels.gz: already here")
    assert [name for name, _ in first.asked] == ["images.gz", "labels.gz"]


def test_progress_is_told_up_to_the_whole_size(course: Course, mirror: NewMirror) -> None:
    told: list[tuple[str, int, int]] = []
    fetch(course(mirror().url), "digits", progress=lambda *state: told.append(state))
    assert ("images.gz", len(IMAGES), len(IMAGES)) in told
    assert told[-1] == ("labels.gz", len(LABELS), len(LABELS))


def test_a_transfer_that_broke_off_goes_on_where_it_stopped(course: Course, mirror: NewMirror) -> None:
    first = mirror()
    root = course(first.url)
    part(root, "images.gz").write_bytes(IMAGES[:100])
    fetch(root, "digits")
    assert first.asked[0] == ("images.gz", "bytes=100-")
    assert stored(root) == FILES


def test_a_mirror_that_breaks_off_is_asked_for_the_rest(course: Course, mirror: NewMirror) -> None:
    first = mirror()
    first.cut_after_bytes = len(IMAGES) - 40
    root = course(first.url)
    fetch(root, "digits")
    assert first.asked[:2] == [("images.gz", ""), ("images.gz", f"bytes={len(IMAGES) - 40}-")]
    assert stored(root) == FILES


def test_what_one_mirror_began_another_finishes(course: Course, mirror: NewMirror) -> None:
    first, second = mirror(), mirror()
    first.cut_after_bytes = 50
    root = course(first.url, second.url)
    fetch(root, "digits")
    assert second.asked[0] == ("images.gz", "bytes=50-")
    assert stored(root) == FILES


def test_what_arrived_is_kept_when_no_mirror_finishes(course: Course, mirror: NewMirror) -> None:
    first = mirror()
    first.cut_after_bytes = 10
    root = course(first.url)
    with pytest.raises(DataError, match=f"broke off after 20 of {len(IMAGES)} bytes"):
        fetch(root, "digits")
    assert stored(root) == {".images.gz.part": IMAGES[:20]}


def test_a_mirror_without_ranges_starts_from_the_beginning(course: Course, mirror: NewMirror) -> None:
    first = mirror()
    first.ranges = False
    root = course(first.url)
    part(root, "images.gz").write_bytes(b"x" * 100)
    fetch(root, "digits")
    assert stored(root) == FILES


@pytest.mark.parametrize("kept", [b"x" * 100, b"x" * len(IMAGES), b"x" * (len(IMAGES) + 5)])
def test_a_wrong_beginning_is_thrown_away(course: Course, mirror: NewMirror, kept: bytes) -> None:
    root = course(mirror().url)
    part(root, "images.gz").write_bytes(kept)
    fetch(root, "digits")
    assert stored(root) == FILES


def test_the_next_mirror_is_tried_when_one_fails(course: Course, mirror: NewMirror, nobody: str) -> None:
    lacking, wrong, right = mirror(), mirror(), mirror()
    lacking.files = {}
    wrong.files = {name: content[:-1] + b"!" for name, content in FILES.items()}
    root = course(nobody, lacking.url, wrong.url, right.url)
    fetch(root, "digits")
    assert stored(root) == FILES


def test_a_wrong_checksum_is_refused_and_nothing_is_left(course: Course, mirror: NewMirror) -> None:
    first = mirror()
    first.files["images.gz"] = b"y" * len(IMAGES)
    root = course(first.url)
    with pytest.raises(DataError, match=r"no mirror gave it .*gave a file with SHA-256 \w{12}\.\.\., expected"):
        fetch(root, "digits")
    assert stored(root) == {}


def test_a_file_without_end_is_cut(course: Course, mirror: NewMirror) -> None:
    first = mirror()
    first.files["images.gz"] = bytes(1 << 22)
    root = course(first.url)
    with pytest.raises(DataError, match=f"gave more than {len(IMAGES)} bytes"):
        fetch(root, "digits")
    assert stored(root) == {}


def test_offline_is_one_line_that_says_what_to_do(course: Course, nobody: str) -> None:
    with pytest.raises(DataError) as caught:
        fetch(course(nobody), "digits")
    assert str(caught.value) == (
        f"datasets/digits/images.gz: no mirror gave it ({nobody[7:-1]} Connection refused); try again when online, or: "
        "autograder datasets fetch digits --from DIR, a folder with images.gz, labels.gz"
    )


def test_a_set_of_the_repository_has_no_mirror_to_ask(course: Course) -> None:
    with pytest.raises(DataError) as caught:
        fetch(course(), "digits")
    assert str(caught.value) == (
        "datasets/digits/images.gz: not the file that was recorded, and there is no mirror; "
        "it is part of the course: restore datasets/digits from the repository"
    )


def test_two_processes_do_not_write_one_file(course: Course, mirror: NewMirror) -> None:
    root = course(mirror().url)
    with part(root, "images.gz").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(DataError) as caught:
            fetch(root, "digits")
    assert str(caught.value) == (
        "datasets/digits/images.gz: another process is fetching it; wait until that one is done"
    )


def test_files_are_taken_from_a_folder(course: Course, folder: Path) -> None:
    root = course()
    assert fetch(root, "digits", source=folder) == ()
    assert stored(root) == FILES


def test_a_damaged_file_is_replaced(course: Course, folder: Path) -> None:
    root = course()
    fetch(root, "digits", source=folder)
    (root / "datasets" / "digits" / "images.gz").write_bytes(b"")
    assert fetch(root, "digits", source=folder) == ("labels.gz: already here",)
    assert stored(root) == FILES


def test_a_folder_without_a_file_is_told(course: Course, folder: Path) -> None:
    (folder / "labels.gz").unlink()
    with pytest.raises(DataError) as caught:
        fetch(course(), "digits", source=folder)
    assert str(caught.value) == f"{folder}/labels.gz: missing, expected a folder with images.gz, labels.gz"


@pytest.mark.parametrize("content", [b"short", b"z" * len(LABELS), b"z" * (len(LABELS) + 1000)])
def test_a_wrong_file_in_a_folder_is_refused(course: Course, folder: Path, content: bytes) -> None:
    (folder / "labels.gz").write_bytes(content)
    root = course()
    with pytest.raises(DataError, match=r"labels\.gz: "):
        fetch(root, "digits", source=folder)
    assert stored(root) == {"images.gz": IMAGES}


def test_a_known_variant_is_taken_only_when_asked_for(course: Course, folder: Path) -> None:
    (folder / "labels.gz").write_bytes(ODD_LABELS)
    root = course()
    with pytest.raises(DataError) as caught:
        fetch(root, "digits", source=folder)
    assert "labels.gz: a variant of the official file (counted down), expected SHA-256 " in str(caught.value)
    assert str(caught.value).endswith("; add --accept-variant to use it all the same")
    assert fetch(root, "digits", source=folder, accept_variants=True)[1] == (
        "labels.gz: a known variant was taken: counted down"
    )
    assert catalogue(root)[0].note == "made-up digits; labels.gz is a known variant: counted down"
    assert load(root, "digits")["labels"][0] == 10


def test_the_official_file_replaces_a_variant(course: Course, folder: Path, mirror: NewMirror) -> None:
    (folder / "labels.gz").write_bytes(ODD_LABELS)
    root = course(mirror().url)
    fetch(root, "digits", source=folder, accept_variants=True)
    fetch(root, "digits")
    assert stored(root) == FILES


def test_mnist_is_taken_from_a_folder(shared_dir: Path, tmp_path: Path) -> None:
    origin = shared_dir / "datasets" / "mnist"
    if not origin.is_dir():
        pytest.skip("MNIST is not here")
    project = Path(__file__).resolve().parents[2]
    (tmp_path / "datasets").mkdir()
    text = (project / "datasets" / "datasets.toml").read_text()
    (tmp_path / "datasets" / "datasets.toml").write_text(text)
    with pytest.raises(DataError, match="a variant of the official file"):
        fetch(tmp_path, "mnist", source=origin)
    fetch(tmp_path, "mnist", source=origin, accept_variants=True)
    arrays = load(tmp_path, "mnist")
    shapes = {name: array.shape for name, array in arrays.items()}
    assert shapes == {
        "x_train": (60000, 28, 28),
        "t_train": (60000,),
        "x_test": (10000, 28, 28),
        "t_test": (10000,),
    }
    assert arrays["t_train"][:5].tolist() == [5, 0, 4, 1, 9]  # what the lecture shows first
