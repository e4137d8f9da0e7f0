# exercise: plot_activations
# misconception: line-missing
"""One function is not drawn."""

import matplotlib.pyplot as plt


def plot_activations(x):
    figure, axes = plt.subplots()
    for f in [step, sigmoid, tanh]:
        axes.plot(x, f(x), label=f.__name__)
    return figure
