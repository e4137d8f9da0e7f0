"""Pictures drawn by us from plain numbers: no part of them is a student's but numbers and escaped text."""

from autograder.pictures.plot import plot_picture
from autograder.pictures.reduce import MOST_LAYERS, MOST_PANELS, layer_of, reduced

__all__ = ["MOST_LAYERS", "MOST_PANELS", "layer_of", "plot_picture", "reduced"]
