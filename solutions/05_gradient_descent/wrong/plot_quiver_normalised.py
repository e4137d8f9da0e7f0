# exercise: plot_quiver
# misconception: normalised
"""Arrows of length 1."""

import matplotlib.pyplot as plt
import numpy as np


def plot_quiver(X, Y):
    fig, ax = plt.subplots()
    length = np.sqrt(X**2 + Y**2)
    ax.quiver(X, Y, -X / length, -Y / length)
    return fig
