# exercise: early_stopping
# misconception: tie-skipped
"""A tie is not counted at all."""


def early_stopping(val_losses, patience):
    lowest, best, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        elif loss > lowest:
            waited += 1
            if waited >= patience:
                return epoch, best
    return len(val_losses) - 1, best
