"""Measurements of the grader: `python -m benchmarks`, or one part of it, `python -m benchmarks PART`.

Both sides of every comparison are measured in the same run and in turns, because a shared machine drifts. Medians over
repeats are printed; ratios and CPU seconds hold better than wall seconds.
"""
