# exercise: plot_activations
# misconception: same-figure
"""Draws into the figure that is open."""

import matplotlib.pyplot as plt


def plot_activations(x):
    figure = plt.gcf()
    for f in [step, sigmoid, tanh, relu]:
        plt.plot(x, f(x), label=f.__name__)
    return figure
