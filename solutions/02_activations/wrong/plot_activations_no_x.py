# exercise: plot_activations
# misconception: other-positions
"""plot(y) draws over 0, 1, 2, ..."""

import matplotlib.pyplot as plt


def plot_activations(x):
    figure, axes = plt.subplots()
    for f in [step, sigmoid, tanh, relu]:
        axes.plot(f(x), label=f.__name__)
    return figure
