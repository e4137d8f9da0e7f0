# exercise: plot_history
# misconception: same-figure
"""Clears and keeps one figure."""

import matplotlib.pyplot as plt


figure = plt.figure()


def plot_history(train_acc, test_acc):
    figure.clear()
    axes = figure.subplots()
    axes.plot(train_acc, label="train acc")
    axes.plot(test_acc, label="test acc")
    axes.legend()
    return figure
