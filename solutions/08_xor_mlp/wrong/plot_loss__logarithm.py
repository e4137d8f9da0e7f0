# exercise: plot_loss
# misconception: no-curve
"""Draws the logarithm of the losses."""

import matplotlib.pyplot as plt
import numpy as np


def plot_loss(losses):
    figure, axes = plt.subplots()
    axes.plot(np.log10(losses))
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    return figure
