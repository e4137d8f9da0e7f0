"""The generators that hidden tests draw their inputs from: for each key of inputs and each test its own.

A key is a student's, and secret as the seed is; a test's generator begins with the keyed hash (HMAC-SHA256) of the
test's name under it. So inputs that one test gives away say nothing about those of another test or of another student.
"""

from __future__ import annotations

import hmac
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.random.bit_generator import ISpawnableSeedSequence

from autograder.model import COMMON_KEY


class Generators:
    """Makes the generators of one assignment's tests.

    Args:
        seed: of the assignment, for inputs that are common to all.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._common: dict[str, npt.NDArray[Any]] = {}

    def of(self, key: str, test: str) -> np.random.Generator:
        """A new generator, which draws the same whenever the key and the test are the same.

        Args:
            key: of the inputs, as hex digits; `COMMON_KEY` for those that are common to all.
            test: the test's name.
        """
        if key == COMMON_KEY:
            drawn = self._common_to_all(test)
        else:
            digest = hmac.digest(bytes.fromhex(key), test.encode(), "sha256")
            drawn = _Drawn(int.from_bytes(digest, "big"), np.frombuffer(digest, ">u8").astype(np.uint64))
        return np.random.Generator(np.random.PCG64(drawn))  # type: ignore[arg-type]  # the stubs know none

    def _common_to_all(self, test: str) -> _Drawn:
        entropy = [self._seed, zlib.crc32(test.encode())]
        words = self._common.get(test)
        if words is None:
            words = self._common[test] = np.random.SeedSequence(entropy).generate_state(4, np.uint64)
            words.flags.writeable = False
        return _Drawn(entropy, words)


class _Drawn(ISpawnableSeedSequence):
    """A seed whose first words are there already: mixing them takes longer than most tests."""

    def __init__(self, entropy: int | list[int], words: npt.NDArray[Any]) -> None:
        self._entropy, self._words = entropy, words
        self._sequence: np.random.SeedSequence | None = None

    def _whole(self) -> np.random.SeedSequence:
        if self._sequence is None:
            self._sequence = np.random.SeedSequence(self._entropy)
        return self._sequence

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> npt.NDArray[Any]:
        """The words, if they are those that PCG64 asks for, or others."""
        if n_words == len(self._words) and np.dtype(dtype) == self._words.dtype:
            return self._words
        return self._whole().generate_state(n_words, dtype)

    def spawn(self, n_children: int) -> list[Any]:
        """Seeds that follow from this one, others at each call."""
        return self._whole().spawn(n_children)
