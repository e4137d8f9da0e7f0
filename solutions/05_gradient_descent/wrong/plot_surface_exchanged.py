# exercise: plot_surface
# misconception: axes-exchanged
"""x and y exchanged."""

import matplotlib.pyplot as plt


def plot_surface(X, Y):
    fig = plt.figure()
    ax = fig.add_subplot(projection="3d")
    ax.plot_surface(Y, X, X**2 + Y**2)
    return fig
