# exercise: plot_activations
# misconception: labels-not-on-lines
"""The names are titles of four axes."""

import matplotlib.pyplot as plt


def plot_activations(x):
    figure, panels = plt.subplots(2, 2)
    for panel, f in zip(panels.flat, [step, sigmoid, tanh, relu]):
        panel.plot(x, f(x))
        panel.set_title(f.__name__)
    return figure
