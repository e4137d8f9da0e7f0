# exercise: early_stopping
# misconception: never-stops
"""Goes on to the end."""


def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            pass
    return len(val_losses) - 1, best
