"""What may cross the wall between the grader and a worker, and how.

Theory of operation
-------------------
Three processes grade a submission. The suite host holds the hidden tests, the worker holds the student's code, and
between the two runs one stream of frames. Whatever the host needs to know about the student's code it learns by asking:
run this cell, call this function with these arguments, read this attribute. What comes back is data.

- `values`: the few values besides plain data that may cross, and the reply.
- `codec`: values to bytes and back. Data only: nothing that is received is ever evaluated, imported or unpickled.
- `messages`: the requests and the frame.
- `figures`: matplotlib figures as plain data.
- `channel`: what the trusted end needs of a worker: bytes under a deadline, and a way to end it.
- `endpoint`: the trusted end. The worker's end is `autograder.worker`.

An instance of a student's class is a `Handle` to the host: a number, with which it can ask for more. Numbers are given
by the worker and mean something there only, so a forged one can hurt nobody but its forger.
"""
