# exercise: plot_quiver
# misconception: two-lost
"""Forgets the factor 2."""

import matplotlib.pyplot as plt


def plot_quiver(X, Y):
    fig, ax = plt.subplots()
    ax.quiver(X, Y, -X, -Y)
    return fig
