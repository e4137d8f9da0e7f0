"""Reference for 00_numpy_basics. What students get is this file with the marked regions taken out."""


def arithmetic(a, b):
    """Apply each of Python's seven arithmetic operators.

    Args:
        a: a number.
        b: a number, not 0.

    Returns:
        Dict with the keys add, sub, mul, truediv, floordiv, mod and pow, and the seven results, not rounded.
    """
    ### BEGIN SOLUTION
    return {
        "add": a + b,
        "sub": a - b,
        "mul": a * b,
        "truediv": a / b,    # always a float
        "floordiv": a // b,  # rounds down, towards minus infinity: -7 // 2 is -4
        "mod": a % b,        # what is left then: a == (a // b) * b + a % b
        "pow": a**b,
    }
    ### END SOLUTION


def slice_middle(s):
    """Cut a piece out of a text: from the third-last character up to, not including, the last.

    Args:
        s: a text of at least three characters.

    Returns:
        The two characters.
    """
    ### BEGIN SOLUTION
    return s[-3:-1]
    ### END SOLUTION


def truth_tables():
    """Work out the truth tables of and, or and not.

    Returns:
        Dict with the keys "and", "or" and "not". "and" and "or" each hold four bools, for
        (True, True), (True, False), (False, True), (False, False) in this order; "not" holds two, for True, False.
    """
    ### BEGIN SOLUTION
    pairs = [(True, True), (True, False), (False, True), (False, False)]
    return {
        "and": [p and q for p, q in pairs],
        "or": [p or q for p, q in pairs],
        "not": [not p for p in (True, False)],
    }
    ### END SOLUTION


class Greeter:
    """Greets one person, whose name it keeps."""

    def __init__(self, name):
        """Remember whom to greet.

        Args:
            name: a text.
        """
        ### BEGIN SOLUTION
        self.name = name  # on self: every Greeter has a name of its own
        ### END SOLUTION

    def hello(self):
        """The greeting, as text.

        Returns:
            "Hello NAME!" with the name as it was given.
        """
        ### BEGIN SOLUTION
        return f"Hello {self.name}!"
        ### END SOLUTION


def describe(a):
    """Describe an array's shape.

    Args:
        a: an array with any number of axes.

    Returns:
        Tuple (ndim, shape, size): the number of axes, the length of each axis, the number of elements.
    """
    ### BEGIN SOLUTION
    return a.ndim, a.shape, a.size
    ### END SOLUTION


def broadcast_product(A, B):
    """Multiply element by element; a smaller B is stretched to the shape of A.

    Args:
        A: an array, (m, n).
        B: one factor for each column, (n,), or a single number.

    Returns:
        A new array, (m, n).
    """
    ### BEGIN SOLUTION
    return A * B  # (m, n) * (n,): axes are matched from the right, so B meets every row
    ### END SOLUTION


def double_window(a):
    """Double the values in rows 0 and 1, columns 1 and 2, in the array itself.

    Args:
        a: an array, (m, n) with m >= 2 and n >= 3; it is changed in place. All other values stay.
    """
    ### BEGIN SOLUTION
    window = a[:2, 1:3]  # (2, 2), a view: these are a's own values, not copies of them
    window *= 2          # the array itself, not a new one by the same name
    ### END SOLUTION
