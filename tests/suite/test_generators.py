"""What hidden inputs are drawn from: the same for one student and test, and of no use for anybody else."""

from __future__ import annotations

import itertools
import unicodedata
import zlib

import numpy as np
import pytest

from autograder.model import COMMON_KEY, Inputs, Scheme
from autograder.suite.generators import Generators

INPUTS = Inputs(2701, ("nn", "2027-1", "02_acts"))


def drawn(key: str, test: str = "test_values", seed: int = 2701) -> tuple[float, ...]:
    return tuple(Generators(seed).of(key, test).standard_normal(3))


def test_a_student_has_the_same_inputs_every_time_and_others_in_every_test() -> None:
    assert drawn(INPUTS.key_of("ada")) == drawn(INPUTS.key_of("ada"))
    assert drawn(INPUTS.key_of("ada")) != drawn(INPUTS.key_of("ada"), "test_shapes")


def test_no_two_students_terms_courses_assignments_or_seeds_have_inputs_in_common() -> None:
    places = itertools.product(("nn", "nn2"), ("", "2027-1"), ("01", "02"))
    keys = [
        Inputs(seed, place).key_of(student) for place in places for seed in (1, 11) for student in ("ada", "bob", "")
    ]
    assert len({drawn(key) for key in keys}) == len(keys)
    # Where one part ends and the next begins counts, too.
    assert Inputs(1, ("a", "b", "c")).key_of("d") != Inputs(1, ("a", "bc", "")).key_of("d")


def test_an_id_is_the_same_however_a_file_system_writes_it() -> None:
    assert INPUTS.key_of(unicodedata.normalize("NFD", "김가람")) == INPUTS.key_of("김가람")


def test_inputs_for_trials_are_no_students() -> None:
    assert INPUTS.another_key(1) not in {INPUTS.key_of("1"), INPUTS.another_key(2)}


def test_common_inputs_are_those_of_earlier_versions_bit_by_bit() -> None:
    assert Inputs(7, scheme=Scheme.COMMON).key_of("ada") == COMMON_KEY
    before = np.random.default_rng([7, zlib.crc32(b"test_values")])
    now = Generators(7).of(COMMON_KEY, "test_values")
    assert now.standard_normal(50).tobytes() == before.standard_normal(50).tobytes()
    assert now.spawn(1)[0].random() == before.spawn(1)[0].random()


@pytest.mark.parametrize("key", [COMMON_KEY, INPUTS.key_of("ada")])
def test_generators_that_are_spawned_from_a_tests_own_are_the_same_every_time(key: str) -> None:
    first, second = (Generators(7).of(key, "test_values").spawn(2) for _ in range(2))
    assert [one.random() for one in first] == [one.random() for one in second]
    assert first[0].random() != first[1].random()


def test_neither_the_seed_nor_a_key_gets_into_a_log() -> None:
    assert "2701" not in repr(INPUTS)
