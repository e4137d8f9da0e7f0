# exercise: early_stopping
"""Takes a negative minimum for none yet."""


def early_stopping(val_losses, patience):
    lowest, best, waited = -1, 0, 0
    for epoch, loss in enumerate(val_losses):
        if lowest < 0 or loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
            if waited >= patience:
                return epoch, best
    return len(val_losses) - 1, best
