# exercise: count_parameters
# misconception: changes-argument
"""Takes the sizes out of the list it was given."""


def count_parameters(sizes):
    total = 0
    while len(sizes) > 1:
        total += (sizes.pop(0) + 1) * sizes[0]
    return total
