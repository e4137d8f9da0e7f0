"""A wrong form costs once: lists for arrays, one axis more or less, right values in another order, too few digits.

Theory of operation
-------------------
Every test of an exercise looks at the form of what it gets, so that one fault of form would fail them all. So a test
that fails for the form is run once more over a connection that puts what comes into the form that was asked for:

- It is the first of its exercise to fail so: it has failed, and the student is told of the form. If it passes with the
  other form, the tests that need it are run.
- It is a later one: the form has been charged, and what it finds with the other form, or with that of the first, is
  what counts.

Numbers that were rounded, or kept as float32, cannot be put into their form, nor can a text that is spelled otherwise:
there the comparison overlooks what is missing. What is right as it came is never put into another form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.protocol.messages import Request
from autograder.protocol.values import Callback, Reply
from autograder.suite.forms import Form
from autograder.suite.proxy import Connection


class Formed:
    """Passes requests on, and puts what comes into another form.

    Args:
        connection: where they go.
        form: puts a value into it.
    """

    def __init__(self, connection: Connection, form: Form) -> None:
        self._connection, self._form = connection, form

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """Pass one request on."""
        reply = self._connection.request(message, functions=functions, timeout_s=timeout_s)
        return replace(reply, value=self._form(reply.value))
