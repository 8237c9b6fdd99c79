"""The text of a PDF that Typst made, read back through its own character maps; and its page sizes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_FONT = re.compile(rb"/(\w+) [\d.]+ Tf")
_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_RANGE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def pages_of(pdf: bytes) -> list[Any]:
    """All page dictionaries in order."""
    return list(_leaves(PdfFileReader(io.BytesIO(pdf)).root["/Pages"]))


def sizes_mm(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in millimetres, to a tenth."""
    boxes = [[float(v) for v in page["/MediaBox"]] for page in pages_of(pdf)]
    return [(round((b[2] - b[0]) / 72 * 25.4, 1), round((b[3] - b[1]) / 72 * 25.4, 1)) for b in boxes]


def text_of(pdf: bytes) -> str:
    """The text of all pages, with runs of white space made one blank."""
    return re.sub(r"\s+", " ", " ".join(_page_text(page) for page in pages_of(pdf)))


def _leaves(node: Any) -> Any:
    for kid in (node["/Kids"][i] for i in range(len(node["/Kids"]))):
        if kid["/Type"] == "/Page":
            yield kid
        else:
            yield from _leaves(kid)


def _page_text(page: Any) -> str:
    resources = page["/Resources"]
    fonts = {name: _character_map(resources["/Font"][name]["/ToUnicode"].data) for name in resources["/Font"]}
    out, current = [], {}
    for font, string, end in _tokens(page["/Contents"].data):
        if font:
            current = fonts["/" + font.decode()]
        elif string:
            codes = _string(string)
            out.append("".join(current.get(codes[i : i + 2], "\ufffd") for i in range(0, len(codes), 2)))
        elif end:
            out.append(" ")
    return "".join(out)


def _tokens(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(font, b"", b""), (b"", string, b"") and (b"", b"", b"ET") in order; a string may hold balanced parentheses."""
    place, inside = 0, False
    while place < len(data):
        if data[place : place + 1] == b"(":
            end = _end_of_string(data, place)
            if inside:
                yield b"", data[place:end], b""
            place = end
        elif data.startswith((b"BT\n", b"BT "), place):
            inside, place = True, place + 3
        elif data.startswith(b"ET\n", place):
            inside, place = False, place + 3
            yield b"", b"", b"ET"
        elif font := _FONT.match(data, place):
            yield font[1], b"", b""
            place = font.end()
        else:
            place += 1


def _end_of_string(data: bytes, place: int) -> int:
    depth = 0
    while True:
        match data[place : place + 1]:
            case b"\\":
                place += 1
            case b"(":
                depth += 1
            case b")":
                depth -= 1
        place += 1
        if depth == 0:
            return place


def _string(token: bytes) -> bytes:
    unescape = lambda m: bytes([int(m[1], 8)]) if m[1].isdigit() else _ESCAPES.get(m[1], m[1])  # noqa: E731
    return re.sub(rb"\\([0-7]{1,3}|.)", unescape, token[1:-1], flags=re.S)


def _character_map(data: bytes) -> dict[bytes, str]:
    text, found = data.decode("latin-1"), {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in _PAIR.findall(block):
            found[bytes.fromhex(code)] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, value in _RANGE.findall(block):
            for i in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + i).to_bytes(2, "big")] = chr(int(value, 16) + i)
    return found
