# exercise: truth_tables
# misconception: truth-not-bools
"""~ turns the bits of a number round: ~True is -2."""


def truth_tables():
    return {"and": [True, False, False, False], "or": [True, True, True, False], "not": [~1, ~0]}
