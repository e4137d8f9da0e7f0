"""Pictures that students paste reach the teacher: decoded in a confined worker, encoded anew, or named with the reason."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

import pytest
from PIL import Image

from autograder.gradebook import Picture
from autograder.grading.pictures import LONGEST_SIDE, MOST_PICTURES, PictureReader
from autograder.model import Attachment


@pytest.fixture(scope="module")
def reader() -> Iterator[PictureReader]:
    with PictureReader() as running:
        yield running


def encoded(form: str, size: tuple[int, int] = (30, 20), mode: str = "RGB", colour: object = (10, 200, 30)) -> str:
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, form)  # type: ignore[arg-type]
    return base64.b64encode(buffer.getvalue()).decode()


def read(reader: PictureReader, mime: str, data: str) -> Picture:
    return reader.read([[Attachment("a", mime, data)]])[0][0]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_picture_is_shown_as_it_is(reader: PictureReader, form: str) -> None:
    made = read(reader, f"image/{form.lower()}", encoded(form))
    image = Image.open(io.BytesIO(base64.b64decode(made.data)))
    assert (made.mime, made.problem, image.size) == ("image/png", "", (30, 20))
    red, green, blue = image.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert abs(red - 10) + abs(green - 200) + abs(blue - 30) < 30


def test_what_is_transparent_lies_on_white_paper(reader: PictureReader) -> None:
    made = read(reader, "image/png", encoded("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    assert Image.open(io.BytesIO(base64.b64decode(made.data))).getpixel((1, 1)) == (255, 255, 255)


def test_a_large_photo_is_scaled_and_becomes_a_jpeg(reader: PictureReader) -> None:
    noise = Image.effect_noise((2400, 1800), 90).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, "JPEG")
    made = read(reader, "image/jpeg", base64.b64encode(buffer.getvalue()).decode())
    image = Image.open(io.BytesIO(base64.b64decode(made.data)))
    assert (made.mime, max(image.size)) == ("image/jpeg", LONGEST_SIDE)


@pytest.mark.parametrize(
    ("mime", "data", "problem"),
    [
        ("image/svg+xml", "PHN2Zz4=", "svg"),
        ("image/png", base64.b64encode(b"<svg onload=alert(1)>").decode(), "format"),
        ("image/png", "no base64!", "format"),
        ("image/png", encoded("PNG")[:40], "format"),
        ("image/png", "", "large"),
        ("text/html", base64.b64encode(b"<script>").decode(), "format"),
    ],
)
def test_what_cannot_be_shown_says_why(reader: PictureReader, mime: str, data: str, problem: str) -> None:
    made = read(reader, mime, data)
    assert (made.data, made.problem) == ("", problem)


def test_a_picture_of_gigapixels_ends_in_a_reason(reader: PictureReader) -> None:
    import struct
    import zlib

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    chunks = [(b"IHDR", head), (b"IDAT", body), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
    assert read(reader, "image/png", base64.b64encode(data).decode()).problem == "format"


def test_of_more_pictures_than_anybody_pastes_the_rest_is_named(reader: PictureReader) -> None:
    items = [Attachment(f"p{number}", "image/svg+xml", "AA==") for number in range(MOST_PICTURES + 2)]
    problems = [picture.problem for picture in reader.read([items])[0]]
    assert problems == ["svg"] * MOST_PICTURES + ["many"] * 2


def test_without_pictures_nothing_is_started() -> None:
    with PictureReader() as reader:
        assert reader.read([[], []]) == [[], []]
        assert reader._parent is None
