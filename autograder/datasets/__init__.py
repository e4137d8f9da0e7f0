"""Data sets: what there is, loading with a checksum, fetching from mirrors or a folder.

`datasets/datasets.toml` of a course describes each set; its files lie in `datasets/NAME/`. Small sets are part of the
course, large ones are fetched. Nothing here ever reads a file that a student made.
"""

from autograder.datasets.description import DataFile, DataSet, Variant, describe_sets
from autograder.datasets.fetching import fetch
from autograder.datasets.loading import Entry, State, catalogue, load

__all__ = ["DataFile", "DataSet", "Entry", "State", "Variant", "catalogue", "describe_sets", "fetch", "load"]
