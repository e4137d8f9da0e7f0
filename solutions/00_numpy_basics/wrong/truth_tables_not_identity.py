# exercise: truth_tables
# misconception: truth-order
"""not as it was before."""


def truth_tables():
    return {"and": [True, False, False, False], "or": [True, True, True, False], "not": [True, False]}
