"""Whatever is drawn, the picture is well-formed, harmless and of a bounded size, and it says in words what it is."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.model import Layer, LayerKind, Panel, Plot, Role, plot_from_plain, plot_to_plain
from autograder.pictures import layer_of, plot_picture, reduced

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "path", "line", "rect", "circle", "polygon", "text"}
MOST = 400_000
LARGE = {LayerKind.IMAGE: (500, 700), LayerKind.ARROWS: (4, 90_000), LayerKind.BARS: (4, 90_000)}

numbers = st.one_of(
    st.none(), st.floats(allow_nan=True, allow_infinity=True), st.sampled_from([0.0, 1e300, -1e300, 5e-324, 1e99])
)
texts = st.one_of(
    st.text(max_size=80),
    st.sampled_from(["</text><script>alert(1)</script>", '"><a href="javascript:1">', "&lt;", "]]>", "\x00\x1b[2J", "가" * 300]),
)
ends = st.one_of(st.just(()), st.tuples(numbers.filter(lambda one: one is not None), st.floats()))


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    kind = draw(st.sampled_from(LayerKind))
    height, width = draw(st.integers(0, 5)), draw(st.integers(0, 12))
    rows = tuple(tuple(draw(numbers) for _ in range(width)) for _ in range(height))
    return Layer(kind, rows, draw(texts), draw(st.sampled_from(Role)), draw(st.integers(-3, 9)))


panels = st.builds(
    Panel, st.lists(layers(), max_size=4).map(tuple), title=texts, xlabel=texts, ylabel=texts, is_3d=st.booleans(),
    xlim=ends, ylim=ends,
)  # fmt: skip
plots = st.builds(Plot, st.lists(panels, max_size=3).map(tuple), st.booleans())


def harmless(svg: str) -> ElementTree.Element:
    """The picture, seen to be nothing but shapes and text with plain numbers."""
    root = ElementTree.fromstring(svg)
    for node in root.iter():
        assert node.tag.removeprefix(SVG) in ELEMENTS
        for name, value in node.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name
            assert name != "style"
            assert "url(" not in value or name == "aria-label"
            if name in {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "d", "points"}:
                found = re.findall(r"-?[\d.]+(?:e.*)?", value)
                assert re.fullmatch(r"[MLhvz\d., -]*", value), value
                assert all(abs(float(number)) <= 20_000 for number in found)
    return root


@given(plots, texts, texts)
@settings(deadline=None, max_examples=120)
def test_any_plot_is_a_harmless_picture(plot: Plot, title: str, description: str) -> None:
    svg = plot_picture(plot, title=title, description=description)
    root = harmless(svg)
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    assert len(svg) < MOST
    assert svg == plot_picture(plot, title=title, description=description)


@given(plots)
@settings(deadline=None, max_examples=80)
def test_a_plot_that_is_reduced_stays_as_it_is_and_goes_through_json_whole(plot: Plot) -> None:
    small = reduced(plot)
    assert reduced(small) == small
    assert plot_from_plain(plot_to_plain(small)) == small


def boxes(*shapes: tuple[str, tuple[float, ...], Role]) -> Plot:
    return Plot((Panel(tuple(Layer(LayerKind.SHAPE, (sizes,), name, role) for name, sizes, role in shapes)),))


@given(st.lists(st.tuples(texts, st.lists(numbers, max_size=12).map(tuple), st.sampled_from(Role)), min_size=1, max_size=6))
@settings(deadline=None, max_examples=60)
def test_any_shapes_are_a_harmless_picture(shapes: list[tuple[str, tuple[float, ...], Role]]) -> None:
    svg = plot_picture(boxes(*shapes), title="shapes")
    harmless(svg)
    assert len(svg) < 20_000


def line(y: list[float] | np.ndarray, role: Role = Role.PLAIN, label: str = "") -> Layer:
    array = np.asarray(y, np.float64)
    layer, _ = layer_of(LayerKind.LINE, np.stack([np.arange(array.size, dtype=float), array]), label, role)
    assert layer is not None
    return layer


def test_a_million_points_are_drawn_in_a_few_and_their_one_peak_is_still_there() -> None:
    y = np.zeros(1_000_000)
    y[654_321] = 7.0
    layer = line(y)
    assert len(layer.rows[0]) <= 400
    assert max(value or 0 for value in layer.rows[1]) == 7.0


def test_ten_thousand_lines_are_a_few_and_it_is_said_that_there_were_more() -> None:
    many = Plot((Panel(tuple(line([0.0, float(n)], label=f"line {n}") for n in range(10_000))),))
    small = reduced(many)
    assert len(small.panels[0].layers) == 12
    assert small.left_out
    assert len(plot_picture(many, title="many")) < MOST


def test_the_largest_plots_of_each_kind_stay_within_the_bound() -> None:
    rng = np.random.default_rng(1)
    for kind, is_3d in itertools.product(LayerKind, (False, True)):
        shape = LARGE.get(kind, (3, 90_000))
        found = [layer_of(kind, rng.normal(size=shape), "a layer", Role.PLAIN, corners)[0] for corners in (4,) * 12]
        drawn = tuple(layer for layer in found if layer is not None)
        assert len(drawn) == 12
        svg = plot_picture(Plot((Panel(drawn, is_3d=is_3d),) * 9), title=str(kind))
        harmless(svg)
        assert len(svg) < MOST, (kind, is_3d, len(svg))


def test_the_students_line_lies_over_the_right_one_and_both_are_named() -> None:
    plot = Plot((Panel((line([1, 2, 3], Role.YOURS, "yours"), line([1, 2, 4], Role.RIGHT, "right")), xlabel="x"),))
    root = harmless(plot_picture(plot, title="curves"))
    drawn = [node.get("class") for node in root.iter(f"{SVG}path") if (node.get("d") or "").count("L")]
    assert drawn == ["series right", "series yours"]
    assert {"yours", "right", "x"} <= {node.text for node in root.iter(f"{SVG}text")}


def test_a_line_that_leaves_the_frame_is_cut_at_its_edge_and_comes_back_where_it_enters() -> None:
    high = Layer(LayerKind.LINE, ((0.0, 1.0, 2.0, 3.0, 4.0), (0.0, 10.0, 10.0, 0.5, -1e99)))
    root = harmless(plot_picture(Plot((Panel((high,), xlim=(0.0, 4.0), ylim=(0.0, 1.0)),)), title="cut"))
    (drawn,) = [node.get("d") or "" for node in root.iter(f"{SVG}path")]
    frame = next(node for node in root.iter(f"{SVG}rect"))
    top, bottom = float(frame.get("y", "")), float(frame.get("y", "")) + float(frame.get("height", ""))
    heights = [float(part.split()[1]) for part in re.findall(r"[\d.]+ [\d.]+", drawn)]
    assert drawn.count("M") == 2
    assert min(heights) >= top - 0.1
    assert max(heights) <= bottom + 0.1
    assert any(abs(height - top) < 0.2 for height in heights)


def test_a_gap_in_a_line_is_a_gap() -> None:
    layer = line([1.0, 2.0, np.nan, 2.0, 1.0])
    root = harmless(plot_picture(Plot((Panel((layer,)),)), title="gap"))
    (drawn,) = [node.get("d") or "" for node in root.iter(f"{SVG}path")]
    assert drawn.count("M") == 2


def test_a_surface_is_drawn_face_by_face_with_the_nearest_last() -> None:
    x, y = np.meshgrid(np.linspace(-1, 1, 4), np.linspace(-2, 2, 5))
    z = x**2 + y**2
    faces = [
        [(x[i, j], y[i, j], z[i, j]) for i, j in ((r, c), (r, c + 1), (r + 1, c + 1), (r + 1, c))]
        for r in range(4)
        for c in range(3)
    ]
    layer, lost = layer_of(LayerKind.SURFACE, np.array(faces).reshape(-1, 3).T, corners=4)
    assert layer is not None
    assert not lost
    root = harmless(plot_picture(Plot((Panel((layer,), is_3d=True),)), title="bowl"))
    assert len(list(root.iter(f"{SVG}polygon"))) == 12


def test_a_confusion_matrix_has_its_numbers_in_its_cells() -> None:
    layer, _ = layer_of(LayerKind.IMAGE, np.diag(np.arange(10.0, 20.0)))
    assert layer is not None
    root = harmless(plot_picture(Plot((Panel((layer,), xlabel="predicted", ylabel="true"),)), title="confusion"))
    assert {"10", "19", "predicted"} <= {node.text for node in root.iter(f"{SVG}text")}


def test_arrows_point_where_they_say() -> None:
    layer, _ = layer_of(LayerKind.ARROWS, np.array([[0.0], [0.0], [1.0], [1.0]]))
    assert layer is not None
    root = harmless(plot_picture(Plot((Panel((layer,)),)), title="arrow"))
    (path,) = [node.get("d") or "" for node in root.iter(f"{SVG}path")]
    (x0, y0), (x1, y1) = [tuple(map(float, part.split())) for part in re.findall(r"[\d.]+ [\d.]+", path)[:2]]
    assert x1 > x0
    assert y1 < y0


@pytest.mark.parametrize(("shape", "written"), [((3, 4), "(3, 4)"), ((5,), "(5,)"), ((), "()"), ((0, 2), "(0, 2)")])
def test_a_shape_is_written_as_numpy_writes_it(shape: tuple[int, ...], written: str) -> None:
    root = harmless(plot_picture(boxes(("yours", shape, Role.YOURS), ("right", (2, 2), Role.RIGHT)), title="shapes"))
    assert written in {node.text for node in root.iter(f"{SVG}text")}
