# exercise: plot_activations
# misconception: labels-not-on-lines
"""The names are given to the legend only."""

import matplotlib.pyplot as plt


def plot_activations(x):
    figure, axes = plt.subplots()
    for f in [step, sigmoid, tanh, relu]:
        axes.plot(x, f(x))
    axes.legend(['step', 'sigmoid', 'tanh', 'relu'])
    return figure
