# exercise: early_stopping
# misconception: off-by-one
"""Stops one epoch early."""


def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch - best >= max(patience - 1, 1):
            return epoch, best
    return len(val_losses) - 1, best
