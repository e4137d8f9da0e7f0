# exercise: plot_history
"""Shows and returns nothing."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    plt.figure()
    plt.plot(train_acc, label="train acc")
    plt.plot(test_acc, label="test acc")
    plt.legend()
    plt.show()
