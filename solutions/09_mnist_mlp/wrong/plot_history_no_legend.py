# exercise: plot_history
# misconception: no-legend
"""No legend."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    figure, axes = plt.subplots()
    axes.plot(train_acc, label="train acc")
    axes.plot(test_acc, label="test acc")
    return figure
