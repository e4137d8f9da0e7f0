# exercise: truth_tables
# misconception: truth-not-bools
"""1 and 0, as the gates have it."""


def truth_tables():
    return {"and": [1, 0, 0, 0], "or": [1, 1, 1, 0], "not": [0, 1]}
