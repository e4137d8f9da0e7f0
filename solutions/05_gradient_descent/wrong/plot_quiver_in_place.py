# exercise: plot_quiver
# misconception: changes-argument
"""Turns the grid itself into arrows."""

import matplotlib.pyplot as plt


def plot_quiver(X, Y):
    fig, ax = plt.subplots()
    x, y = X.copy(), Y.copy()
    X *= -2
    Y *= -2
    ax.quiver(x, y, X, Y)
    return fig
