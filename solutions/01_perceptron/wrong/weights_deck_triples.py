# exercise: gate_weights
# misconception: threshold-for-bias
"""Copies the deck's triples: AND and OR have the bias there, NAND the threshold."""


def gate_weights(gate):
    triples = {"AND": (0.5, 0.5, -0.7), "NAND": (-0.5, -0.5, -0.7), "OR": (0.5, 0.5, -0.2)}
    if gate not in triples:
        raise ValueError(gate)
    return triples[gate]
