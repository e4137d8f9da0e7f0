# exercise: plot_history
# misconception: curves-exchanged
"""The labels exchanged."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    figure, axes = plt.subplots()
    axes.plot(train_acc, label="test acc")
    axes.plot(test_acc, label="train acc")
    axes.legend()
    return figure
