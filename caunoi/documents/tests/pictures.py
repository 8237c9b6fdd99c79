"""Forms as pictures: what is drawn where, and what a QR reader reads. `node` runs the reader that pages use."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from typing import Any
from unittest import mock

import typst
from django.conf import settings
from PIL import Image

from caunoi.documents.forms import printing

PPI = 150
_READ = """
const reader = require(process.argv[1]);
const pixels = require("fs").readFileSync(0);
const found = reader(new Uint8ClampedArray(pixels), Number(process.argv[2]), Number(process.argv[3]));
process.stdout.write(JSON.stringify(found && found.data));
"""


def pictures_of(make: Callable[[Any], bytes], data: Any) -> list[Image.Image]:
    """The pages of a form, drawn at `PPI` dots an inch on white."""
    pages: list[bytes] = []

    def compiled(compiler: typst.Compiler, **options: Any) -> Any:
        drawn: Any = original(compiler, **(options | {"format": "png", "ppi": PPI}))
        pages.extend(drawn if isinstance(drawn, list) else [drawn])
        return original(compiler, **options)

    original = typst.Compiler.compile
    with mock.patch.object(printing, "compile_with", compiled):
        make(data)
    return [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]


def ink_outside(picture: Image.Image, margin_mm: float) -> bool:
    """Whether anything but white stands within `margin_mm` of the edges."""
    margin = round(margin_mm / 25.4 * PPI)
    inner = Image.new("RGB", (picture.width - 2 * margin, picture.height - 2 * margin), "white")
    edge = picture.copy()
    edge.paste(inner, (margin, margin))
    return min(edge.convert("L").tobytes()) < 250


def read_qr(picture: Image.Image) -> str | None:
    """What the QR code in the picture says."""
    node = shutil.which("node")
    assert node, "the QR reader needs node, which the front end is built with"
    module = settings.DATA.parent / "node_modules" / "jsqr"
    done = subprocess.run(
        [node, "-e", _READ, str(module), str(picture.width), str(picture.height)],
        input=picture.convert("RGBA").tobytes(),
        capture_output=True,
        check=True,
    )
    found: str | None = json.loads(done.stdout)
    return found
