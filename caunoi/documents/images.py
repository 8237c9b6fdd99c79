"""Pictures of papers: kept upright, without what a camera writes about place and person, and bound into one PDF.

A JPEG that stands upright already keeps its pixels as they were coded; only what describes them goes.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageOps

from caunoi.documents.rules import JPEG, PNG, type_by_content

QUALITY = 90
_POINT = 72 / 25.4
_A4 = (210.0, 297.0)
_DPI = 200
_ORIENTATION = 0x0112
_KEPT_SEGMENTS = frozenset({0xE0, 0xEE})
"""Of a JPEG's application segments only JFIF's and Adobe's say how the pixels are coded."""
_DROPPED_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def cleaned(picture: bytes, media_type: str) -> bytes:
    """A picture that opens (JPEG, PNG or HEIC) as upright JPEG or PNG without metadata or anything after its end.

    HEIC becomes JPEG; so does a JPEG that lies on its side or is coded in inks. Raises what Pillow raises.
    """
    if media_type == PNG:
        return _png_without_texts(picture)
    with Image.open(io.BytesIO(picture)) as image:
        upright = image.getexif().get(_ORIENTATION, 1) == 1
        if media_type == JPEG and upright and image.format == "JPEG" and image.mode in ("RGB", "L"):
            return _jpeg_without_metadata(picture)
        return _as_jpeg(image)


def as_pdf(pictures: Sequence[bytes]) -> bytes:
    """The pictures (JPEG or PNG) as one PDF, a page each, in order. A JPEG's pixels are taken over unchanged.

    A page is as large as the picture at 200 dots an inch, but no larger than A4 (turned for a broad picture).
    """
    bound = pikepdf.new()
    for picture in pictures:
        media_type = type_by_content(picture)
        if media_type not in (JPEG, PNG):
            raise ValueError("only JPEG and PNG can be bound into a PDF")
        _add_page(bound, cleaned(picture, media_type))
    pdf = io.BytesIO()
    bound.save(pdf, deterministic_id=True)
    return pdf.getvalue()


def joined(pdfs: Sequence[bytes]) -> bytes:
    """The pages of all PDFs, in order, as one."""
    whole = pikepdf.new()
    for pdf in pdfs:
        with pikepdf.open(io.BytesIO(pdf)) as part:
            whole.pages.extend(part.pages)
    result = io.BytesIO()
    whole.save(result, deterministic_id=True)
    return result.getvalue()


def _as_jpeg(image: Image.Image) -> bytes:
    turned = ImageOps.exif_transpose(image)
    buffer = io.BytesIO()
    _flat(turned).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """Colours without transparency: what is transparent was meant to be seen on white."""
    if image.mode in ("RGB", "L"):
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        above = image.convert("RGBA")
        below = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(below, above).convert("RGB")
    return image.convert("RGB")


def _jpeg_without_metadata(jpeg: bytes) -> bytes:
    kept = [b"\xff\xd8"]
    place = 2
    while True:
        while jpeg[place : place + 2] == b"\xff\xff":  # fill bytes
            place += 1
        marker, length = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if marker == 0xDA:
            return b"".join(kept) + _scans(jpeg, place)
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _KEPT_SEGMENTS:
            kept.append(jpeg[place : place + 2 + length])
        place += 2 + length


def _scans(jpeg: bytes, start: int) -> bytes:
    """From the first scan to the end of the image; what follows it (a preview, a film, another file) is left out."""
    place = start
    while True:
        place = jpeg.find(b"\xff", place)
        if place < 0 or place + 1 >= len(jpeg):
            return jpeg[start:] + b"\xff\xd9"
        marker = jpeg[place + 1]
        if marker == 0xD9:
            return jpeg[start : place + 2]
        if marker in (0x00, 0xFF) or 0xD0 <= marker <= 0xD7:
            place += 1 if marker == 0xFF else 2
        else:  # tables between the scans of a progressive image
            place += 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")


def _png_without_texts(png: bytes) -> bytes:
    return png[:8] + b"".join(chunk for kind, chunk in _chunks(png) if kind not in _DROPPED_CHUNKS)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place + 8 <= len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind = png[place + 4 : place + 8]
        yield kind, png[place : place + 12 + length]
        if kind == b"IEND":
            return
        place += 12 + length


def _add_page(bound: pikepdf.Pdf, picture: bytes) -> None:
    with Image.open(io.BytesIO(picture)) as image:
        width, height = _page_size(*image.size)
        drawn = _stream(bound, picture, image)
    bound.add_blank_page(page_size=(max(3, width * _POINT), max(3, height * _POINT)))
    page = bound.pages[-1]
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=drawn))
    matrix = f"q {width * _POINT:.3f} 0 0 {height * _POINT:.3f} 0 0 cm /Im0 Do Q"
    page.obj.Contents = bound.make_stream(matrix.encode())


def _page_size(pixels_across: int, pixels_down: int) -> tuple[float, float]:
    """Millimetres."""
    across, down = pixels_across / _DPI * 25.4, pixels_down / _DPI * 25.4
    room = _A4 if down >= across else _A4[::-1]
    scale = min(1.0, room[0] / across, room[1] / down)
    return across * scale, down * scale


def _stream(bound: pikepdf.Pdf, picture: bytes, image: Image.Image) -> pikepdf.Stream:
    common = {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": image.width, "/Height": image.height}
    common["/BitsPerComponent"] = 8
    if image.format == "JPEG":
        colours = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
        return pikepdf.Stream(bound, picture, common | {"/ColorSpace": colours, "/Filter": Name.DCTDecode})
    flat = _flat(image)
    colours = Name.DeviceGray if flat.mode == "L" else Name.DeviceRGB
    return pikepdf.Stream(bound, flat.tobytes(), common | {"/ColorSpace": colours})
