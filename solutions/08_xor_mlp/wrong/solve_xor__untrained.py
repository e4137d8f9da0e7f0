# exercise: solve_xor
# misconception: stuck
"""Random weights, never trained."""


def solve_xor(rng):
    return {
        "W1": rng.normal(size=(2, 4)),
        "B1": rng.normal(size=4),
        "W2": rng.normal(size=(4, 1)),
        "B2": rng.normal(size=1),
    }
