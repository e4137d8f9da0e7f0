# exercise: plot_quiver
# misconception: axes-exchanged
"""x and y exchanged."""

import matplotlib.pyplot as plt


def plot_quiver(X, Y):
    fig, ax = plt.subplots()
    ax.quiver(Y, X, -2 * Y, -2 * X)
    return fig
