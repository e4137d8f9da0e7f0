"""Notebooks mangled as people mangle them, graded by real nbgrader and here with the same checks.

Whatever earns full marks there must not earn fewer here, and a wrong answer must gain nothing by being mangled.
`python -m tests.differential` grades as many as are asked for and prints what was tried.
"""
