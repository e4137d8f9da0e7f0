# exercise: plot_surface
# misconception: cone
"""The distance from the origin."""

import matplotlib.pyplot as plt
import numpy as np


def plot_surface(X, Y):
    fig = plt.figure()
    ax = fig.add_subplot(projection="3d")
    ax.plot_surface(X, Y, np.sqrt(X**2 + Y**2))
    return fig
