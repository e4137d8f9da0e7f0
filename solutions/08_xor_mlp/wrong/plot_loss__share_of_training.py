# exercise: plot_loss
# misconception: not-over-epochs
"""Positions from 0 to 1."""

import matplotlib.pyplot as plt
import numpy as np


def plot_loss(losses):
    figure, axes = plt.subplots()
    axes.plot(np.linspace(0, 1, len(losses)), losses)
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    return figure
