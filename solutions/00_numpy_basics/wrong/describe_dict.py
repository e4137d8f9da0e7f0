# exercise: describe
"""A dict."""


def describe(a):
    return {'ndim': a.ndim, 'shape': a.shape, 'size': a.size}
