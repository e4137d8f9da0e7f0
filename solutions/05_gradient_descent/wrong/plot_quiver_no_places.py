# exercise: plot_quiver
# misconception: arrows-without-places
"""Does not say where the arrows are."""

import matplotlib.pyplot as plt


def plot_quiver(X, Y):
    fig, ax = plt.subplots()
    ax.quiver(-2 * X, -2 * Y)
    return fig
