# exercise: plot_loss
# misconception: no-curve
"""Points and no line."""

import matplotlib.pyplot as plt


def plot_loss(losses):
    figure, axes = plt.subplots()
    axes.scatter(range(len(losses)), losses)
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    return figure
