"""Records looked at before they are signed: marked on every page, so that nobody takes one for the record."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import pikepdf

from caunoi.documents.forms.printing import compile_form

MARK = "BẢN XEM TRƯỚC"
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def preview(records: Sequence[bytes]) -> bytes:
    """Several unsigned records (PDF) as one PDF, "BẢN XEM TRƯỚC" across every page. Raises FormFailed."""
    mark = compile_form("preview", {"text": MARK}, made_at=_NEVER)
    with pikepdf.new() as target, pikepdf.open(io.BytesIO(mark)) as over:
        for record in records:
            with pikepdf.open(io.BytesIO(record)) as source:
                target.pages.extend(source.pages)
        for page in target.pages:
            page.add_overlay(over.pages[0])  # type: ignore[call-arg]  # its stub lags behind
        made = io.BytesIO()
        target.save(made)
    return made.getvalue()
