# exercise: plot_loss
# misconception: no-curve
"""Leaves the first loss out."""

import matplotlib.pyplot as plt


def plot_loss(losses):
    figure, axes = plt.subplots()
    axes.plot(losses[1:])
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    return figure
