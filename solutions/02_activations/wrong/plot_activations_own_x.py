# exercise: plot_activations
# misconception: other-positions
"""Draws over positions of its own."""

import matplotlib.pyplot as plt
import numpy as np


def plot_activations(x):
    x = np.arange(-5.0, 5.0, 0.1)
    figure, axes = plt.subplots()
    for f in [step, sigmoid, tanh, relu]:
        axes.plot(x, f(x), label=f.__name__)
    return figure
