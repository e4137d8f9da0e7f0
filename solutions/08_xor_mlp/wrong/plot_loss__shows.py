# exercise: plot_loss
"""Shows the figure and returns nothing."""

import matplotlib.pyplot as plt


def plot_loss(losses):
    figure, axes = plt.subplots()
    axes.plot(losses)
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    plt.show()
