# exercise: truth_tables
# misconception: truth-exclusive-or
"""Either-or."""


def truth_tables():
    return {"and": [True, False, False, False], "or": [False, True, True, False], "not": [False, True]}
