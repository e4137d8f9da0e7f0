# exercise: plot_surface
# misconception: one-variable-only
"""Forgets y."""

import matplotlib.pyplot as plt


def plot_surface(X, Y):
    fig = plt.figure()
    ax = fig.add_subplot(projection="3d")
    ax.plot_surface(X, Y, X**2)
    return fig
