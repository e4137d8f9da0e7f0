"""Messages between a warm parent and its owner: JSON with descriptors beside it, over a stream socket.

Both ends are trusted; no worker ever has this socket. A stream rather than packets, because macOS has no other
connected kind that tells when the far end is gone.
"""

from __future__ import annotations

import array
import json
import os
import socket
import struct
from collections.abc import Sequence
from typing import Any

_LENGTH = struct.Struct("!I")
_MAX_DESCRIPTORS = 64


class ControlClosed(Exception):  # noqa: N818  says that the peer has left
    """The far end of a control socket is gone."""


def send(link: socket.socket, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
    """Send one message and copies of some descriptors.

    Raises:
        ControlClosed: nobody is there to receive it.
    """
    body = json.dumps(message).encode()
    ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
    try:
        sent = link.sendmsg([_LENGTH.pack(len(body))], ancillary)
        link.sendall(_LENGTH.pack(len(body))[sent:] + body)
    except (BrokenPipeError, ConnectionError) as error:
        raise ControlClosed from error


def receive(link: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """One message, and the descriptors that came with it, which now belong to the caller.

    Raises:
        ControlClosed: the far end has hung up.
        TimeoutError: the socket has a timeout, and it passed.
    """
    try:
        head, descriptors, _, _ = socket.recv_fds(link, _LENGTH.size, _MAX_DESCRIPTORS)
        for descriptor in descriptors:
            os.set_inheritable(descriptor, False)
        head += _exactly(link, _LENGTH.size - len(head)) if head else b""
        if not head:
            raise ControlClosed
        message = json.loads(_exactly(link, _LENGTH.unpack(head)[0]))
    except ConnectionError as error:
        raise ControlClosed from error
    if not isinstance(message, dict):
        raise ControlClosed
    return message, descriptors


def _exactly(link: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = link.recv(size - len(parts))
        if not part:
            raise ControlClosed
        parts += part
    return bytes(parts)
