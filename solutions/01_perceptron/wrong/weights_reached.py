# exercise: gate_weights
# misconception: reached-is-enough
"""Weights that are right if a sum of 0 fires."""


def gate_weights(gate):
    triples = {"AND": (1, 1, -2), "NAND": (-1, -1, 1), "OR": (1, 1, -1)}
    if gate not in triples:
        raise ValueError(gate)
    return triples[gate]
