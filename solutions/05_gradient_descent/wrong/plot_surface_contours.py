# exercise: plot_surface
"""Contour lines."""

import matplotlib.pyplot as plt


def plot_surface(X, Y):
    fig, ax = plt.subplots()
    ax.contourf(X, Y, X**2 + Y**2)
    return fig
