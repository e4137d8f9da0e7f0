# exercise: plot_activations
# misconception: lines-swapped
"""Two labels are swapped."""

import matplotlib.pyplot as plt


def plot_activations(x):
    figure, axes = plt.subplots()
    for name, f in [('step', step), ('tanh', sigmoid), ('sigmoid', tanh), ('relu', relu)]:
        axes.plot(x, f(x), label=name)
    return figure
