# exercise: gate_weights
# misconception: another-gate
"""Mixes up AND and OR."""


def gate_weights(gate):
    triples = {"AND": (0.6, 0.6, -0.5), "NAND": (-0.5, -0.5, 0.7), "OR": (0.5, 0.5, -0.7)}
    if gate not in triples:
        raise ValueError(gate)
    return triples[gate]
