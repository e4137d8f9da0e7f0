"""What runs inside the confined process, beside the student's code.

Nothing here is a boundary. Student code shares this address space and may rewrite all of it: whoever does can answer
requests as it likes, which is no more than returning what it likes from its own functions. The wall is outside
(`autograder.sandbox`), and so is every judgement (`autograder.suite`). This room only has to be convenient, and to
survive accidents.

Imports are limited to `autograder.protocol`, NumPy and the standard library, so that a warm parent holds nothing else.
"""

from autograder.worker.serve import serve, share, warm_up
from autograder.worker.stand_ins import put

__all__ = ["put", "serve", "share", "warm_up"]
