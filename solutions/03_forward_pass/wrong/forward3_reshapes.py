# exercise: forward3
# misconception: changes-argument
"""Makes a row of the sample it was given."""

import numpy as np


def forward3(network, x):
    one = x.ndim == 1
    if one:
        x.shape = (1, 2)
    z = x
    for i in "12":
        z = 1 / (1 + np.exp(-(z @ network["W" + i] + network["b" + i])))
    y = z @ network["W3"] + network["b3"]
    return y[0] if one else y
