# exercise: truth_tables
# misconception: truth-and-or-swapped
"""and and or changed places."""


def truth_tables():
    return {"and": [True, True, True, False], "or": [True, False, False, False], "not": [False, True]}
