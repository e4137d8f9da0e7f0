# exercise: gate_weights
# misconception: bias-not-last
"""Puts the bias first, as w0."""


def gate_weights(gate):
    triples = {"AND": (-0.7, 0.5, 0.5), "NAND": (0.7, -0.5, -0.5), "OR": (-0.5, 0.6, 0.6)}
    if gate not in triples:
        raise ValueError(gate)
    return triples[gate]
