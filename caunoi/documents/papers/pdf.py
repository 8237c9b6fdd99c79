"""A long paper as tagged PDF, and its plots as pictures for readers that draw no SVG."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from caunoi.core.clock import local_date
from caunoi.documents.forms import words
from caunoi.documents.forms.printing import compile_form, picture
from caunoi.documents.papers.model import Block, Paper, Plot, Table, Text, parts

_PIXELS_AN_INCH = 220
_FIELDS = (
    "kind", "about", "agency_name", "parent_agency_name", "place_name", "number", "source", "signer_block",
    "signer_title", "signer_name", "sealed",
)  # fmt: skip
PAPER_SEAL = (116.5, 21.0, 78.0, 25.0)
"""Where the seal of a `sealed` paper stands on its last page, as `signing.SealBox` takes it."""


def paper_pdf(paper: Paper) -> bytes:
    """The paper as A4 PDF with headings, tables and alternative texts tagged (PDF/UA-1). Raises FormFailed."""
    values: dict[str, Any] = {name: getattr(paper, name) for name in _FIELDS}
    values |= {
        "doc_title": paper.title, "issued_text": words.long_date(local_date(paper.issued_at)),
        "to": list(paper.to), "opening": list(paper.opening), "receivers": list(paper.receivers),
        "parts": [
            {"level": part.level, "heading": part.heading, "blocks": [_block(one) for one in part.blocks]}
            for part in parts(paper)
        ],
    }  # fmt: skip
    return compile_form("paper", values, made_at=paper.issued_at, standards=("ua-1",))


def plot_png(plot: Plot) -> bytes:
    """The plot as PNG, with Typst's faces: all machines draw it alike. Raises FormFailed."""
    return picture("plot", {"plot_svg": plot.svg}, pixels_an_inch=_PIXELS_AN_INCH)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Table():
            return {"type": "table", **asdict(block)}
        case Plot():
            return {"type": "plot", "caption": block.caption, "alt": block.alt, "plot_svg": block.svg}
        case Text():
            return {"type": "text", **asdict(block)}
