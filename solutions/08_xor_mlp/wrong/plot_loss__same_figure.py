# exercise: plot_loss
# misconception: same-figure
"""Draws into the current figure."""

import matplotlib.pyplot as plt


def plot_loss(losses):
    figure = plt.gcf()
    axes = plt.gca()
    axes.plot(losses)
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    return figure
