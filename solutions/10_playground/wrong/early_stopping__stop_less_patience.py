# exercise: early_stopping
"""Takes the best epoch to lie `patience` before the last one."""


def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses) - 1, max(0, len(val_losses) - 1 - patience)
