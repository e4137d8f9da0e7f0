# exercise: early_stopping
# misconception: counts-from-one
"""Counts epochs from 1."""


def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch + 1, best + 1
    return len(val_losses), best + 1
