# exercise: plot_quiver
# misconception: uphill
"""The gradient itself."""

import matplotlib.pyplot as plt


def plot_quiver(X, Y):
    fig, ax = plt.subplots()
    ax.quiver(X, Y, 2 * X, 2 * Y)
    return fig
