# exercise: plot_surface
# misconception: gca-projection
"""The call of the slides, which today's matplotlib no longer takes."""

import matplotlib.pyplot as plt


def plot_surface(X, Y):
    fig = plt.figure()
    ax = fig.gca(projection="3d")
    ax.plot_surface(X, Y, X**2 + Y**2)
    return fig
