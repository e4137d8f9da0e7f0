"""Pictures that students pasted, made harmless: decoded where student code runs, encoded anew here.

The bytes of a picture are as hostile as code, and what reads them is native. So a confined worker decodes and scales
them with Pillow; only pixels come over the wall, an array like any other answer, and what is shown is encoded from
those. SVG is a program and is not drawn.
"""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Sequence
from typing import Any, Self

import numpy as np

from autograder.errors import IsolationError
from autograder.gradebook import MANY, Picture
from autograder.model import Attachment, Limits
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.endpoint import Endpoint, TimeLeft
from autograder.protocol.messages import Call, Run
from autograder.protocol.values import StudentRaised
from autograder.sandbox import IsolationMode, WarmParent

MOST_PICTURES = 24
LONGEST_SIDE = 1600
_MOST_BYTES = 24 << 20
_PNG_BYTES = 400_000
_LIMITS = Limits(call_s=10, submission_s=30, cpu_s=30, memory_mib=512)
_READY_S = 20.0
_PRELOAD = tuple(f"PIL.{name}" for name in (
    "Image", "ImageOps", "PngImagePlugin", "JpegImagePlugin", "GifImagePlugin", "WebPImagePlugin", "BmpImagePlugin",
    "PpmImagePlugin",
))  # fmt: skip
_DECODER = """
import io
import numpy as np
from PIL import Image, ImageOps

def decode(data, longest):
    image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP", "BMP"))
    if image.width * image.height > 100_000_000:
        raise ValueError("too many pixels")
    image.draft("RGB", (longest, longest))
    image = ImageOps.exif_transpose(image)
    image.thumbnail((longest, longest))
    image = image.convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    return np.array(Image.alpha_composite(paper, image).convert("RGB"))
"""


class PictureReader:
    """Reads pictures, in a confined worker for each submission; a context manager that costs nothing until asked.

    Args:
        isolation: how the worker is confined.
    """

    def __init__(self, isolation: IsolationMode = IsolationMode.AUTO) -> None:
        self._isolation = isolation
        self._parent: WarmParent | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._parent is not None:
            self._parent.close()
            self._parent = None

    def read(self, cells: Sequence[Sequence[Attachment]]) -> list[list[Picture]]:
        """The pictures of the cells of one submission, each in its place, or why it cannot be shown."""
        if not any(cells):
            return [[] for _ in cells]
        try:
            if self._parent is None:
                self._parent = WarmParent(
                    entry="autograder.worker:serve", preload=_PRELOAD, isolation=self._isolation, limits=_LIMITS
                )
            return self._read(self._parent, cells)
        except IsolationError:  # nobody looks at them here, then
            return [[Picture(item.name, problem="machine") for item in cell] for cell in cells]

    def _read(self, parent: WarmParent, cells: Sequence[Sequence[Attachment]]) -> list[list[Picture]]:
        left = MOST_PICTURES
        made: list[list[Picture]] = []
        for cell in cells:
            made.append([])
            for item in cell:
                left -= 1
                made[-1].append(_one(parent, item) if left >= 0 else Picture(item.name, problem=MANY))
        return made


def _one(parent: WarmParent, item: Attachment) -> Picture:
    if "svg" in item.mime.lower():
        return Picture(item.name, problem="svg")
    if not item.data or len(item.data) > _MOST_BYTES:
        return Picture(item.name, problem="large")
    try:
        data = base64.b64decode("".join(item.data.split()), validate=True)
    except (binascii.Error, ValueError):
        return Picture(item.name, problem="format")
    pixels = _decoded(parent, data)
    if pixels is None:
        return Picture(item.name, problem="format")
    mime, encoded = _encoded(pixels)
    return Picture(item.name, mime, base64.b64encode(encoded).decode())


def _decoded(parent: WarmParent, data: bytes) -> np.ndarray[Any, Any] | None:
    """The pixels, (height, width, 3) bytes; None if the worker has none to give."""
    worker = parent.start_worker()
    try:
        endpoint = Endpoint(worker, call_s=_LIMITS.call_s, left=TimeLeft(_LIMITS.submission_s))
        endpoint.wait_until_ready(timeout_s=_READY_S)
        endpoint.request(Run("pictures", _DECODER))
        pixels = endpoint.request(Call(0, "decode", (data, LONGEST_SIDE), {})).value
    except (StudentRaised, WorkerEnded):
        return None
    finally:
        worker.close()
    fits = isinstance(pixels, np.ndarray) and pixels.dtype == np.uint8 and pixels.ndim == 3 and pixels.shape[2] == 3
    return pixels if fits and min(pixels.shape) > 0 and max(pixels.shape) <= LONGEST_SIDE else None


def _encoded(pixels: np.ndarray[Any, Any]) -> tuple[str, bytes]:
    """A drawing as PNG, a photo, which would be large, as JPEG."""
    from PIL import Image

    image = Image.fromarray(pixels)
    for mime, form, options in (("image/png", "PNG", {}), ("image/jpeg", "JPEG", {"quality": 85})):
        buffer = io.BytesIO()
        image.save(buffer, form, **options)
        if mime == "image/jpeg" or buffer.tell() <= _PNG_BYTES:
            break
    return mime, buffer.getvalue()
