# exercise: gate_weights
"""Lets the dict raise KeyError."""


def gate_weights(gate):
    return {"AND": (0.5, 0.5, -0.7), "NAND": (-0.5, -0.5, 0.7), "OR": (0.6, 0.6, -0.5)}[gate]
