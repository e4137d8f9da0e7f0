# exercise: truth_tables
# misconception: truth-order
"""The rows in the order of the gates' tables."""


def truth_tables():
    return {"and": [False, False, False, True], "or": [False, True, True, True], "not": [True, False]}
