# exercise: plot_surface
"""Draws into one figure again and again."""

import matplotlib.pyplot as plt


def plot_surface(X, Y):
    fig = plt.figure(1)
    ax = fig.add_subplot(projection="3d")
    ax.plot_surface(X, Y, X**2 + Y**2)
    return fig
