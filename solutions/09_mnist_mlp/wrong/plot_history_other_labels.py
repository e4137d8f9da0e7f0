# exercise: plot_history
"""Other labels."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    figure, axes = plt.subplots()
    axes.plot(train_acc, label="train")
    axes.plot(test_acc, label="test")
    axes.legend()
    return figure
