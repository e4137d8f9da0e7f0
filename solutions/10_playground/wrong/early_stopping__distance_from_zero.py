# exercise: early_stopping
"""Looks for the loss that is closest to 0."""


def early_stopping(val_losses, patience):
    lowest, best, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if abs(loss) < abs(lowest):
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
            if waited >= patience:
                return epoch, best
    return len(val_losses) - 1, best
