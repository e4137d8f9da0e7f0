# exercise: plot_activations
# misconception: line-missing
"""Other names."""

import matplotlib.pyplot as plt


def plot_activations(x):
    figure, axes = plt.subplots()
    for name, f in [('Step', step), ('Sigmoid', sigmoid), ('tanh', tanh), ('ReLU', relu)]:
        axes.plot(x, f(x), label=name)
    return figure
