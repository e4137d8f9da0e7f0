# exercise: early_stopping
# misconception: compared-with-previous
"""Compares with the epoch before."""


def early_stopping(val_losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        waited = 0 if val_losses[epoch] < val_losses[epoch - 1] else waited + 1
        if waited == patience:
            return epoch, best
    return len(val_losses) - 1, best
