"""MNIST in full: what the reference of 09_mnist_mlp reaches with the lecture's settings.

    autograder datasets fetch mnist          (once; or with --from DIR)
    python benchmarks/mnist_full.py [--weights sample_weight.npz] [--seed 1]

Trains the reference TwoLayerNet on the 60,000 training images as the deck does (50 hidden units, rate 0.1, 10,000
updates with 100 images each) and measures it on the 10,000 test images. With --weights, the file of a trained
784-50-100-10 network, it measures the reference `predict` and `accuracy` with that network, too.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from types import ModuleType

import numpy as np

from autograder.datasets import load
from autograder.suite import load_reference

ROOT = Path(__file__).resolve().parent.parent


def reference() -> ModuleType:
    """The reference of the assignment."""
    return load_reference(str(ROOT / "solutions" / "09_mnist_mlp" / "test_hidden.py"))


def accuracy_of_weights(path: Path, x_test: np.ndarray, t_test: np.ndarray) -> float:
    """What the reference `accuracy` gives for a trained network in an npz file."""
    with np.load(path, allow_pickle=False) as arrays:
        network = {name: arrays[name] for name in arrays.files}
    return float(reference().accuracy(network, x_test, t_test))


def train_as_the_deck(x_train: np.ndarray, t_train: np.ndarray, seed: int, updates: int = 10_000) -> object:
    """The reference TwoLayerNet after the deck's training."""
    rng = np.random.default_rng(seed)
    network = reference().TwoLayerNet(784, 50, 10, rng=rng)
    reference().train(network, x_train, t_train, updates, batch_size=100, learning_rate=0.1, rng=rng)
    return network


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    data = load(ROOT, "mnist")
    x_train, x_test = (reference().normalize(data[name]) for name in ("x_train", "x_test"))
    if options.weights:
        share = accuracy_of_weights(options.weights, x_test, data["t_test"])
        print(f"trained weights: {share:.4f} of 10,000 test images")
    start_s = time.process_time()
    network = train_as_the_deck(x_train, data["t_train"], options.seed)
    spent_s = time.process_time() - start_s
    for name, x, t in (("60,000 training", x_train, data["t_train"]), ("10,000 test", x_test, data["t_test"])):
        print(f"trained TwoLayerNet: {network.accuracy(x, t):.4f} of {name} images")  # type: ignore[attr-defined]
    print(f"{spent_s:.1f} CPU s of training, seed {options.seed}")


if __name__ == "__main__":
    main()
