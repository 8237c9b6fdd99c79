"""Figures computed from the journal, and from nothing else."""

from __future__ import annotations

from datetime import date, datetime

from caunoi.measures.shapes import Settlement

__all__ = ["Settlement", "by_agency", "by_province", "settlement"]


def settlement(*, scope: str, code_or_id: str = "", start: date, end: date, now: datetime) -> Settlement:
    """Settlement of dossiers received on `[start, end)`; scope `nation`, `province` (code) or `agency` (UUID)."""
    raise NotImplementedError


def by_province(*, start: date, end: date, now: datetime) -> list[Settlement]:
    """One line per province that received anything; `code` is the province's code."""
    raise NotImplementedError


def by_agency(province_code: str, *, start: date, end: date, now: datetime) -> list[Settlement]:
    """One line per receiving agency of the province; `code` is the agency's UUID."""
    raise NotImplementedError
