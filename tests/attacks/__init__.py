"""Hostile submissions, run through the real grader.

Theory of operation
-------------------
An attack is the code that a student puts into a notebook (`attack`; the files are in `corpus/`). It is graded between
two honest submissions, in a `world` of its own: a copy of a small course, a folder of secrets, folders that anybody
could write to, and listeners. All of that is open to every user of the machine, so that only the grader's own
confinement stands between an attack and its aim, never a file mode.

What happened is found out from outside (`watch`: files, processes, System V objects, the host's memory and clock;
`world`: who knocked at a listener), from the result and every output made of it (`outputs`), and from a second run of
the same code in a worker of our own, where what it printed can be read (`probing`). `runner` puts it together,
`table` prints it, and `ordinary_user` does all of it again as somebody who is not root.

    python -m tests.attacks                  everything, as root (where we are) and as an ordinary user
    python -m tests.attacks --corpus DIR     a folder of attacks in the same format instead
"""
