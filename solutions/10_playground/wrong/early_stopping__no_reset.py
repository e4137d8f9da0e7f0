# exercise: early_stopping
# misconception: count-not-reset
"""Never sets the count back."""


def early_stopping(val_losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[best]:
            best = epoch
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(val_losses) - 1, best
