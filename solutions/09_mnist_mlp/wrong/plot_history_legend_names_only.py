# exercise: plot_history
"""Names in the legend, not on the lines."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    figure, axes = plt.subplots()
    axes.plot(train_acc)
    axes.plot(test_acc)
    axes.set_title("train acc, test acc")
    return figure
