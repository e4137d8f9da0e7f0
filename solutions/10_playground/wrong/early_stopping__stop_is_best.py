# exercise: early_stopping
# misconception: last-for-best
"""Keeps the last epoch."""


def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, epoch
    return len(val_losses) - 1, len(val_losses) - 1
