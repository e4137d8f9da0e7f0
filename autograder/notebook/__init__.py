"""Notebooks: written by instructors, woven and released; written by students, read without trust.

    percent -> contract -> weave -> release        what instructors write becomes what students get
    submissions -> reading -> selection            what students hand in becomes cells to run

Nothing here runs a student's code. Only `release` imports nbgrader, and only when it is called.
"""
