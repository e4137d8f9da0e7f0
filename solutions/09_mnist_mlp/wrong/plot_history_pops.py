# exercise: plot_history
# misconception: changes-argument
"""Takes the numbers out of the caller's lists."""

import matplotlib.pyplot as plt


def plot_history(train_acc, test_acc):
    figure, axes = plt.subplots()
    for label, numbers in (("train acc", train_acc), ("test acc", test_acc)):
        heights = [numbers.pop(0) for _ in range(len(numbers))]
        axes.plot(heights, label=label)
    axes.legend()
    return figure
