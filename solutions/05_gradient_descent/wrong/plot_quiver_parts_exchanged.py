# exercise: plot_quiver
# misconception: axes-exchanged
"""U and V exchanged."""

import matplotlib.pyplot as plt


def plot_quiver(X, Y):
    fig, ax = plt.subplots()
    ax.quiver(X, Y, -2 * Y, -2 * X)
    return fig
