# exercise: gate_weights
# misconception: threshold-for-bias
"""Gives thresholds."""


def gate_weights(gate):
    triples = {"AND": (0.5, 0.5, 0.7), "NAND": (-0.5, -0.5, -0.7), "OR": (0.6, 0.6, 0.5)}
    if gate not in triples:
        raise ValueError(gate)
    return triples[gate]
