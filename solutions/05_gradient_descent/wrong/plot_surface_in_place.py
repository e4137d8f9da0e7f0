# exercise: plot_surface
# misconception: changes-argument
"""Squares the grid itself."""

import matplotlib.pyplot as plt


def plot_surface(X, Y):
    fig = plt.figure()
    x, y = X.copy(), Y.copy()
    X **= 2
    Y **= 2
    fig.add_subplot(projection="3d").plot_surface(x, y, X + Y)
    return fig
