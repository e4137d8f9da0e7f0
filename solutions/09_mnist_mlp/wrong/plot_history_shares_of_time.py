# exercise: plot_history
# misconception: x-is-not-the-epoch
"""Draws over a time from 0 to 1."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    figure, axes = plt.subplots()
    n = len(train_acc)
    axes.plot([i / n for i in range(n)], train_acc, label="train acc")
    axes.plot([i / n for i in range(n)], test_acc, label="test acc")
    axes.legend()
    return figure
