# exercise: arithmetic
# misconception: keys-named-otherwise
"""The operators' signs for keys."""


def arithmetic(a, b):
    return {'+': a + b, '-': a - b, '*': a * b, '/': a / b, '//': a // b, '%': a % b, '**': a**b}
