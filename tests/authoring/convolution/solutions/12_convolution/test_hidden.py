"""Hidden suite of 12_convolution: images are never square, so that height and width cannot be mixed up."""

import numpy as np

from autograder.suite import EXACT, Misconception, Tolerance, check, check_unchanged, exercise, load_reference

reference = load_reference(__file__)

TOL = Tolerance(rtol=1e-9, atol=1e-12, why="sums of 25 products lose about 1e-15; the mildest mistake is off by 1e-2")
SIZES = [(4, 6, 2), (6, 4, 3), (5, 7, 1), (5, 3, 3), (8, 9, 5)]

PATCHES = [
    Misconception("no-plus-one", edit=(" - size + 1", " - size", "all"), about_form=True),
    Misconception(
        "column-by-column",
        edit=("for i in range(height) for j in range(width)", "for j in range(width) for i in range(height)"),
    ),
    Misconception("patch-transposed", edit=(".ravel()", ".T.ravel()")),
    Misconception("patches-as-columns", edit=("np.array(rows)", "np.array(rows).T"), about_form=True),
    Misconception("patches-kept-square", edit=(".ravel()", ""), about_form=True),
    Misconception(
        "patches-apart",
        edit=(("range(height)", "range(0, height, size)"), ("range(width)", "range(0, width, size)")),
        about_form=True,
    ),
]
MAPS = [
    Misconception("kernel-flipped", edit=("kernel.ravel()", "kernel[::-1, ::-1].ravel()")),
    Misconception("kernel-transposed", edit=("kernel.ravel()", "kernel.T.ravel()")),
    Misconception("map-left-flat", edit=(".reshape(height, width)", ""), about_form=True),
    Misconception("map-transposed", edit=("reshape(height, width)", "reshape(width, height)"), about_form=True),
    Misconception("map-by-columns", edit=("reshape(height, width)", 'reshape(height, width, order="F")')),
    Misconception("mean-of-products", edit=("kernel.ravel())", "kernel.ravel() / kernel.size)")),
]


@exercise("im2col")
def test_patches(student, rng):
    for height, width, size in SIZES:
        x = rng.normal(size=(height, width))
        check(student.im2col(x, size), reference.im2col(x, size), EXACT, PATCHES, args=(x, size))


@exercise("im2col", needs=test_patches)
def test_patches_leave_the_image(student, rng):
    check_unchanged(student.im2col.observe(rng.normal(size=(4, 5)), 2), hint="changes-argument")


@exercise("convolve", builds_on=("im2col",))
def test_feature_maps(student, rng):
    for height, width, size in SIZES:
        x, kernel = rng.normal(size=(height, width)), rng.normal(size=(size, size))
        check(student.convolve(x, kernel), reference.convolve(x, kernel), TOL, MAPS, args=(x, kernel))


@exercise("convolve", needs=test_feature_maps)
def test_maps_leave_image_and_kernel(student, rng):
    check_unchanged(student.convolve.observe(rng.normal(size=(4, 5)), rng.normal(size=(2, 2))), hint="changes-argument")
