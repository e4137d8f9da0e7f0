"""Measurements: both sides paired in one run on one machine, medians and ratios printed. `python -m benchmarks --help`."""
