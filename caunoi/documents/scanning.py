"""Asking a virus scanner (clamd, its INSTREAM command) about what was handed in, when the settings name one."""

from __future__ import annotations

import logging
import socket
import struct

from django.conf import settings

from caunoi.documents.errors import InfectedFile, ScannerUnavailable

_CHUNK = 1 << 17
_log = logging.getLogger(__name__)


def check(content: bytes) -> None:
    """Raises InfectedFile; and ScannerUnavailable when the scanner does not answer and the settings demand one."""
    if not settings.CLAMD:
        return
    try:
        answer = _ask(content)
    except OSError as error:
        _log.warning("the virus scanner does not answer: %s", error)
        answer = ""
    if answer.endswith("OK"):
        return
    if answer.endswith("FOUND"):
        raise InfectedFile
    if settings.CLAMD_REQUIRED:
        raise ScannerUnavailable


def _ask(content: bytes) -> str:
    with _connected(settings.CLAMD) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            part = content[start : start + _CHUNK]
            scanner.sendall(struct.pack(">I", len(part)) + part)
        scanner.sendall(struct.pack(">I", 0))
        answer = b""
        while part := scanner.recv(4096):
            answer += part
    return answer.rstrip(b"\0\n ").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    """`host:port`, or the path of a socket."""
    if address.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(settings.CLAMD_SECONDS)
        scanner.connect(address)
        return scanner
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=settings.CLAMD_SECONDS)
