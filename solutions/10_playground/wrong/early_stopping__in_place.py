# exercise: early_stopping
# misconception: changes-argument
"""Takes the losses out of the list."""


def early_stopping(val_losses, patience):
    best, lowest, epoch = 0, val_losses[0], -1
    while val_losses:
        loss, epoch = val_losses.pop(0), epoch + 1
        if loss < lowest:
            best, lowest = epoch, loss
        if epoch - best >= patience:
            break
    return epoch, best
