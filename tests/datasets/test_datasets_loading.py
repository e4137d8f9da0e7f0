"""Describing and loading data sets, and the sets of this course."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from digits_set import IMAGES, description, idx, sha256

from autograder.datasets import State, catalogue, describe_sets, fetch, load
from autograder.errors import ConfigError, DataError
from tests.steady import PATIENCE_S

PROJECT = Path(__file__).resolve().parents[2]
Course = Callable[..., Path]


@pytest.fixture
def root(course: Course, folder: Path) -> Path:
    """A course that has its data set."""
    made = course()
    fetch(made, "digits", source=folder)
    return made


def test_arrays_come_by_name_with_their_flat_form(root: Path) -> None:
    arrays = load(root, "digits")
    assert {name: (array.shape, array.dtype.name) for name, array in arrays.items()} == {
        "images": ((200, 3, 4), "uint8"),
        "labels": ((200,), "uint8"),
        "images_flat": ((200, 12), "float32"),
    }
    assert arrays["images"][1].ravel().tolist() == list(range(12, 24))
    np.testing.assert_array_equal(arrays["images_flat"][1], np.arange(12, 24, dtype=np.float32) / np.float32(255))


def test_nobody_can_write_to_a_loaded_array(root: Path) -> None:
    assert not any(array.flags.writeable for array in load(root, "digits").values())


def test_a_missing_file_says_how_to_get_it(root: Path) -> None:
    (root / "datasets" / "digits" / "labels.gz").unlink()
    with pytest.raises(DataError) as caught:
        load(root, "digits")
    assert str(caught.value).startswith("datasets/digits/labels.gz: missing, expected ")
    assert str(caught.value).endswith("restore datasets/digits from the repository")


def test_a_changed_byte_is_noticed(root: Path) -> None:
    path = root / "datasets" / "digits" / "images.gz"
    path.write_bytes(IMAGES[:-1] + b"!")
    with pytest.raises(DataError, match=r"datasets/digits/images.gz: SHA-256 \w{12}\.\.\., expected \w{12}\.\.\.; "):
        load(root, "digits")


def test_an_unknown_name_gets_a_suggestion(root: Path) -> None:
    with pytest.raises(DataError) as caught:
        load(root, "digit")
    assert str(caught.value) == "datasets/datasets.toml: no data set 'digit'; did you mean 'digits'?"


def test_the_catalogue_tells_present_missing_and_damaged(root: Path) -> None:
    assert [(entry.name, entry.state) for entry in catalogue(root)] == [("digits", State.PRESENT)]
    path = root / "datasets" / "digits" / "images.gz"
    path.write_bytes(b"?" * len(IMAGES))
    assert catalogue(root)[0].state is State.DAMAGED
    assert "images.gz has SHA-256" in catalogue(root)[0].note
    path.unlink()
    assert catalogue(root)[0].state is State.MISSING


def test_a_course_without_data_has_an_empty_catalogue(tmp_path: Path) -> None:
    assert catalogue(tmp_path) == ()


def test_an_object_array_is_never_unpickled(tmp_path: Path) -> None:
    stream = io.BytesIO()
    np.savez(stream, a=np.array([print], dtype=object))
    _npz_course(tmp_path, stream.getvalue())
    with pytest.raises(DataError, match=r"d.npz: cannot be decoded: Object arrays cannot be loaded"):
        load(tmp_path, "d")


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"no archive at all"])
def test_a_broken_archive_is_a_data_error(tmp_path: Path, content: bytes) -> None:
    _npz_course(tmp_path, content)
    with pytest.raises(DataError, match="cannot be decoded"):
        load(tmp_path, "d")


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b", idx((3,), b"12"), idx((2,), b"12")[:20]])
def test_a_broken_idx_file_is_a_data_error(course: Course, content: bytes) -> None:
    root = course()
    text = description().replace(sha256(IMAGES), sha256(content)).replace(f"bytes = {len(IMAGES)}", "bytes = 1000")
    (root / "datasets" / "datasets.toml").write_text(text)
    (root / "datasets" / "digits").mkdir()
    (root / "datasets" / "digits" / "images.gz").write_bytes(content)
    with pytest.raises(DataError, match="cannot be decoded"):
        load(root, "digits")


def _npz_course(root: Path, content: bytes) -> None:
    (root / "datasets" / "d").mkdir(parents=True)
    (root / "datasets" / "d" / "d.npz").write_bytes(content)
    (root / "datasets" / "datasets.toml").write_text(
        '[d]\ntitle = "d"\nlicence = "none"\nsource = "here"\n'
        f'[[d.files]]\nname = "d.npz"\nsha256 = "{sha256(content)}"\nbytes = {len(content)}\n'
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("licence =", "license =", "digits.license: unknown key, expected one of files, flat, licence"),
        ('title = "made-up digits"', "title = 3", "digits.title: 3, expected a string"),
        ('name = "images.gz"', 'name = "../images.gz"', "digits.files[0].name: '../images.gz', expected the name of a"),
        ('array = "images"', "", "digits.files[0].array: None, expected a name for IDX files, none for .npz"),
        ("bytes = ", "bytes = -", "digits.files[0].bytes: -"),
        ('sha256 = "', 'sha256 = "x', "expected 64 hexadecimal digits in lower case"),
        ("mirrors = []", 'mirrors = ["file:///etc/"]', "digits.mirrors: 'file:///etc/', expected an http(s) URL"),
        ("[digits]", "[digits", "not TOML: "),
    ],
)
def test_a_mistake_in_the_description_is_told(course: Course, old: str, new: str, said: str) -> None:
    root = course()
    path = root / "datasets" / "datasets.toml"
    path.write_text(description().replace(old, new))
    with pytest.raises(ConfigError) as caught:
        describe_sets(root)
    assert str(caught.value).startswith("datasets/datasets.toml: ")
    assert said in str(caught.value)


# ---------------------------------------------------------------- the command line


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from autograder.cli import main; main()", "--course", str(root), "datasets", *words],
        capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip


def test_list_prints_every_set_and_its_state(course: Course) -> None:
    done = run(course())
    assert done.returncode == 0
    assert done.stdout.startswith("missing  digits ")
    assert "licence: none; from: these tests" in done.stdout


def test_fetch_from_a_folder_says_when_all_is_here(course: Course, folder: Path) -> None:
    root = course()
    done = run(root, "fetch", "digits", "--from", str(folder))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "digits: all files are here, their checksums are right\n"
    assert run(root, "list").stdout.startswith("present  digits ")


def test_a_failed_fetch_is_one_line_and_exit_code_2(course: Course, folder: Path) -> None:
    done = run(course(), "fetch", "digits", "--from", str(folder / "nowhere"))
    assert done.returncode == 2
    place = folder / "nowhere" / "images.gz"
    assert done.stderr == f"autograder: {place}: missing, expected a folder with images.gz, labels.gz\n"


# ---------------------------------------------------------------- the sets of this course


def test_the_small_sets_of_the_course_are_present() -> None:
    states = {entry.name: entry.state for entry in catalogue(PROJECT)}
    assert states["mnist_small"] is State.PRESENT
    assert states["mnist_network"] is State.PRESENT


def test_no_small_file_exceeds_one_and_a_half_megabytes() -> None:
    for name in ("mnist_small", "mnist_network"):
        assert all(file.size_bytes < 1_500_000 for file in describe_sets(PROJECT)[name].files)


def hidden_images() -> tuple[np.ndarray, np.ndarray]:
    with np.load(PROJECT / "solutions" / "09_mnist_mlp" / "hidden_images.npz", allow_pickle=False) as hidden:
        return hidden["x_hidden"], hidden["t_hidden"]


def test_the_small_set_has_400_images_of_each_digit_and_the_hidden_one_100() -> None:
    arrays = load(PROJECT, "mnist_small")
    hidden, labels = hidden_images()
    assert arrays["x_train"].shape == (4000, 28, 28)
    assert hidden.shape == (1000, 28, 28)
    assert np.bincount(arrays["t_train"]).tolist() == [400] * 10
    assert np.bincount(labels).tolist() == [100] * 10


def test_no_file_that_students_get_holds_a_hidden_image() -> None:
    seen = {image.tobytes() for image in load(PROJECT, "mnist_small")["x_train"]}
    assert not any(image.tobytes() in seen for image in hidden_images()[0])


def test_the_trained_network_is_as_good_as_written_down() -> None:
    network = load(PROJECT, "mnist_network")
    assert sum(array.size for array in network.values()) == 45_360
    hidden, labels = hidden_images()
    z = hidden.reshape(1000, 784) / 255
    for i in (1, 2):
        z = 1 / (1 + np.exp(-(z @ network[f"W{i}"] + network[f"b{i}"])))
    answers = np.argmax(z @ network["W3"] + network["b3"], axis=1)
    assert np.mean(answers == labels) == pytest.approx(0.9660, abs=0.001)
    assert "| the 1,000 hidden ones | 0.9660 |" in (PROJECT / "datasets" / "README.md").read_text()


@pytest.mark.slow
def test_the_trained_network_comes_out_of_its_script_again() -> None:
    sys.path.insert(0, str(PROJECT / "datasets"))
    try:
        import make_mnist_network as script
    finally:
        sys.path.pop(0)
    small, kept = load(PROJECT, "mnist_small"), load(PROJECT, "mnist_network")
    made = script.train(script.rows(small["x_train"][:3500]), small["t_train"][:3500])
    assert set(made) == set(kept)
    for name, array in made.items():
        np.testing.assert_allclose(array, kept[name], atol=2e-4)  # one step of the rounding, for other libraries
