# exercise: plot_loss
# misconception: no-curve
"""Shifts the losses that were passed in."""

import matplotlib.pyplot as plt


def plot_loss(losses):
    losses -= losses.min()
    figure, axes = plt.subplots()
    axes.plot(losses)
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    return figure
