# exercise: plot_activations
# misconception: changes-argument
"""Cuts the positions off at 1.5 in the caller's array, after drawing."""

import matplotlib.pyplot as plt
import numpy as np


def plot_activations(x):
    figure, axes = plt.subplots()
    for f in [step, sigmoid, tanh, relu]:
        axes.plot(x.copy(), f(x), label=f.__name__)
    np.clip(x, -1.5, 1.5, out=x)
    return figure
