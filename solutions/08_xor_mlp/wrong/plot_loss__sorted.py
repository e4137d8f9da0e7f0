# exercise: plot_loss
# misconception: no-curve
"""Sorts the losses, so that the curve always falls."""

import matplotlib.pyplot as plt


def plot_loss(losses):
    figure, axes = plt.subplots()
    axes.plot(sorted(losses, reverse=True))
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    return figure
