# exercise: truth_tables
# misconception: truth-not-bools
"""Words."""


def truth_tables():
    return {"and": ['T', 'F', 'F', 'F'], "or": ['T', 'T', 'T', 'F'], "not": ['F', 'T']}
