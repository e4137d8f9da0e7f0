# exercise: plot_history
# misconception: same-figure
"""Draws into the current figure."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    plt.plot(train_acc, label="train acc")
    plt.plot(test_acc, label="test acc")
    plt.legend()
    return plt.gcf()
