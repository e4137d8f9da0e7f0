# exercise: early_stopping
# misconception: best-of-the-future
"""Looks at epochs that never happen."""


def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, val_losses.index(min(val_losses))
    return len(val_losses) - 1, best
