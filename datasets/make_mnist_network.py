"""Makes the trained 784-50-100-10 network that students' `predict` runs: plain SGD on the first 3,500 small images.

The last 500 are left out, so that students can see how it does on images that it has never seen.

    python datasets/make_mnist_network.py [FOLDER]

FOLDER, if given, holds the official MNIST files; the accuracy on their 10,000 test images is then measured as well.
The weights are rounded to four decimals, which is far below what changes an answer and far above the differences
between one linear algebra library and another: the same arrays come out on other machines.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "datasets" / "mnist_small" / "mnist_small.npz"
HIDDEN = ROOT / "solutions" / "09_mnist_mlp" / "hidden_images.npz"
TARGET = ROOT / "datasets" / "mnist_network" / "mnist_network.npz"

SEED = 50100
SIZES = (784, 50, 100, 10)
TRAINED_ON = 3500
EPOCHS, BATCH, RATE = 40, 50, 0.5

Network = dict[str, np.ndarray]


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x))."""
    return 1 / (1 + np.exp(-x))


def layers(network: Network, x: np.ndarray) -> list[np.ndarray]:
    """x and the outputs of the three layers, the last one as probabilities."""
    z1 = sigmoid(x @ network["W1"] + network["b1"])
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])
    a3 = z2 @ network["W3"] + network["b3"]
    powers = np.exp(a3 - a3.max(axis=1, keepdims=True))
    return [x, z1, z2, powers / powers.sum(axis=1, keepdims=True)]


def train(x: np.ndarray, t: np.ndarray) -> Network:
    """A network trained on rows x (n, 784) and labels t (n,): cross entropy, a constant rate, Xavier's start."""
    rng = np.random.default_rng(SEED)
    network: Network = {}
    for i, (d, k) in enumerate(itertools.pairwise(SIZES), 1):
        network |= {f"W{i}": rng.normal(0, d**-0.5, (d, k)), f"b{i}": np.zeros(k)}
    one_hot = np.eye(10)[t]
    for _ in range(EPOCHS):
        for batch in np.split(rng.permutation(len(x)), len(x) // BATCH):
            outputs = layers(network, x[batch])
            delta = (outputs[3] - one_hot[batch]) / BATCH
            for i in (3, 2, 1):
                below = outputs[i - 1]
                dW, db = below.T @ delta, delta.sum(axis=0)
                delta = delta @ network[f"W{i}"].T * below * (1 - below)
                network[f"W{i}"] -= RATE * dW
                network[f"b{i}"] -= RATE * db
    return {name: np.round(value, 4) + 0.0 for name, value in network.items()}  # + 0.0 turns -0.0 into 0.0


def accuracy(network: Network, x: np.ndarray, t: np.ndarray) -> float:
    """Share of right answers."""
    return float(np.mean(layers(network, x)[3].argmax(axis=1) == t))


def rows(images: np.ndarray) -> np.ndarray:
    """Images (n, 28, 28) of bytes as rows (n, 784) in [0, 1]."""
    return images.reshape(len(images), -1) / 255


def read_idx(path: Path, header_bytes: int) -> np.ndarray:
    """The bytes of an IDX file after its header."""
    return np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8, offset=header_bytes)


def main() -> None:
    """Write the file, print its checksum and how good the network is."""
    with np.load(IMAGES, allow_pickle=False) as small:
        x, t = rows(small["x_train"]), small["t_train"]
    network = train(x[:TRAINED_ON], t[:TRAINED_ON])
    network = {name: value.astype(np.float32) for name, value in network.items()}
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(TARGET, **network)
    content = TARGET.read_bytes()
    print(f"{TARGET.relative_to(ROOT)}: {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")
    measured = {"3,500 it learned": (x[:TRAINED_ON], t[:TRAINED_ON]), "500 others": (x[TRAINED_ON:], t[TRAINED_ON:])}
    with np.load(HIDDEN, allow_pickle=False) as hidden:
        measured["1,000 hidden"] = rows(hidden["x_hidden"]), hidden["t_hidden"]
    if len(sys.argv) > 1:
        images, labels = (Path(sys.argv[1]) / f"t10k-{name}-ubyte.gz" for name in ("images-idx3", "labels-idx1"))
        measured["10,000 official test"] = rows(read_idx(images, 16).reshape(-1, 28, 28)), read_idx(labels, 8)
    for name, (images, labels) in measured.items():
        print(f"accuracy on the {name} images: {accuracy(network, images, labels):.4f}")


if __name__ == "__main__":
    main()
