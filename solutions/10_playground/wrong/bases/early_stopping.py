"""Counts the epochs that it has waited."""


def early_stopping(val_losses, patience):
    lowest, best, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
            if waited >= patience:
                return epoch, best
    return len(val_losses) - 1, best
