# exercise: plot_surface
# misconception: wireframe
"""A wireframe."""

import matplotlib.pyplot as plt


def plot_surface(X, Y):
    fig = plt.figure()
    ax = fig.add_subplot(projection="3d")
    ax.plot_wireframe(X, Y, X**2 + Y**2)
    return fig
