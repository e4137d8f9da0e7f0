# exercise: plot_loss
# misconception: axes-swapped
"""Epochs upwards."""

import matplotlib.pyplot as plt


def plot_loss(losses):
    figure, axes = plt.subplots()
    axes.plot(losses, range(len(losses)))
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    return figure
