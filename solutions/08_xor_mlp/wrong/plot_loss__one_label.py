# exercise: plot_loss
# misconception: no-axis-labels
"""Only one axis has a label."""

import matplotlib.pyplot as plt


def plot_loss(losses):
    figure, axes = plt.subplots()
    axes.plot(losses)
    axes.set_xlabel("epoch")
    return figure
