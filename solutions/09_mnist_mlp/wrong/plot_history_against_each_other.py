# exercise: plot_history
# misconception: x-is-not-the-epoch
"""Draws over the other accuracy."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    figure, axes = plt.subplots()
    axes.plot(test_acc, train_acc, label="train acc")
    axes.plot(train_acc, test_acc, label="test acc")
    axes.legend()
    return figure
