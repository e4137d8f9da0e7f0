# exercise: plot_history
"""One line."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    figure, axes = plt.subplots()
    axes.plot(train_acc, label="train acc")
    axes.legend()
    return figure
