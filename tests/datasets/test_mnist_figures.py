"""The lecture's figures about MNIST, reproduced by the reference of 09_mnist_mlp."""

from __future__ import annotations

import gzip
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.datasets import load
from autograder.suite import load_reference

PROJECT = Path(__file__).resolve().parents[2]
SOLUTIONS = PROJECT / "solutions" / "09_mnist_mlp"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    return load_reference(str(SOLUTIONS / "test_hidden.py"))


@pytest.fixture(scope="module")
def hidden(reference: ModuleType) -> tuple[np.ndarray, np.ndarray]:
    with np.load(SOLUTIONS / "hidden_images.npz", allow_pickle=False) as arrays:
        return reference.normalize(arrays["x_hidden"]), arrays["t_hidden"]


def test_the_lectures_weights_get_0_9352_of_the_test_images_right(reference: ModuleType, shared_dir: Path) -> None:
    folder = shared_dir / "datasets" / "mnist"
    if not (folder / "sample_weight.npz").is_file():
        pytest.skip("the lecture's weights are not here")
    with np.load(folder / "sample_weight.npz", allow_pickle=False) as arrays:
        network = {name: arrays[name] for name in arrays.files}
    assert sum(array.size for array in network.values()) == 45_360
    pixels = gzip.decompress((folder / "t10k-images-idx3-ubyte.gz").read_bytes())[16:]
    labels = gzip.decompress((folder / "t10k-labels-idx1-ubyte.gz").read_bytes())[8:]
    x = reference.normalize(np.frombuffer(pixels, np.uint8).reshape(10_000, 28, 28))
    t = np.frombuffer(labels, np.uint8)
    assert reference.accuracy(network, x, t) == 0.9352
    assert reference.accuracy(network, x, t, batch_size=333) == 0.9352


@pytest.mark.slow
def test_the_decks_settings_pass_every_tier_of_hidden_images(
    reference: ModuleType, hidden: tuple[np.ndarray, np.ndarray]
) -> None:
    small = load(PROJECT, "mnist_small")
    rng = np.random.default_rng(3)
    network = reference.TwoLayerNet(784, 50, 10, rng=rng)
    losses = reference.train(network, small["x_train_flat"], small["t_train"], 2000, rng=rng)
    assert losses[0] == pytest.approx(np.log(10), abs=0.05)
    assert network.accuracy(*hidden) > 0.93


def test_an_untrained_network_passes_no_tier(reference: ModuleType, hidden: tuple[np.ndarray, np.ndarray]) -> None:
    network = reference.TwoLayerNet(784, 50, 10, rng=np.random.default_rng(4))
    assert network.accuracy(*hidden) < 0.3
