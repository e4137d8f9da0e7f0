# exercise: plot_loss
# misconception: no-axis-labels
"""No labels."""

import matplotlib.pyplot as plt


def plot_loss(losses):
    figure, axes = plt.subplots()
    axes.plot(losses)
    return figure
