"""Every fact that has two answers: the sources of a course held against each other, row by row.

A wrong grade is born where a fact is kept twice and one of the two is changed: a backup is put back, a folder is moved,
a date is moved, somebody types points, somebody leaves. `facts` holds what each source says of one assignment, as it
was read; `checks` has a question for every pair of sources, and a finding for every row that answers it twice. Nothing
is mended here, and nothing is decided: a finding says what the two say and what to do.

    facts    what each source says
    checks   a question for every pair
"""

from autograder.audit.checks import PAIRS, Finding, audit
from autograder.audit.facts import ExportedRow, Facts, KeptFact, Source

__all__ = ["PAIRS", "ExportedRow", "Facts", "Finding", "KeptFact", "Source", "audit"]
