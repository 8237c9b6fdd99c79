"""Figures computed from the journal, and from nothing else. They hold no personal data and are for everyone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from caunoi.core.clock import local_date
from caunoi.measures import definitions, reading
from caunoi.measures.errors import EmptyPeriod, UnknownScope
from caunoi.measures.rules.definition import Version
from caunoi.measures.rules.scoring import worked_out
from caunoi.measures.shapes import Settlement

__all__ = ["Settlement", "by_agency", "by_province", "received_by_procedure", "settlement"]


def settlement(*, scope: str, code_or_id: str = "", start: date, end: date, now: datetime) -> Settlement:
    """Settlement of dossiers received on `[start, end)`, as it stands at `now`; one statement.

    `scope` is `nation`, `province` (by code) or `agency` (the receiving agency, by UUID). All zero when nothing was
    received. Raises UnknownScope, EmptyPeriod, NotDefinedYet.
    """
    if scope not in reading.GROUPS:
        raise UnknownScope
    measure = _measure(start, end)
    counted = reading.count(
        measure,
        group=scope,
        start=start,
        end=end,
        today=local_date(now),
        province=code_or_id if scope == "province" else None,
        agency_id=_uuid(code_or_id) if scope == "agency" else None,
    )
    key = "" if scope == "nation" else str(code_or_id)
    return _settlement(measure, scope, key, counted.get(key) or {})


def by_province(*, start: date, end: date, now: datetime) -> list[Settlement]:
    """One line per province that received anything; `code` is the province's code; one statement."""
    return _lines("province", start, end, now)


def by_agency(province_code: str, *, start: date, end: date, now: datetime) -> list[Settlement]:
    """One line per receiving agency of the province; `code` is the agency's UUID; one statement."""
    return _lines("agency", start, end, now, province=province_code)


def received_by_procedure(*, start: date, end: date, province: str | None = None) -> dict[tuple[str, str], int]:
    """How many dossiers were received on `[start, end)`, by procedure code and case; one statement.

    In the whole country, or in a province (by code). Raises EmptyPeriod.
    """
    if end <= start:
        raise EmptyPeriod
    return reading.received(start=start, end=end, province=province)


def _uuid(text: str) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise UnknownScope from error


def _lines(group: str, start: date, end: date, now: datetime, province: str | None = None) -> list[Settlement]:
    measure = _measure(start, end)
    counted = reading.count(measure, group=group, start=start, end=end, today=local_date(now), province=province)
    return [_settlement(measure, group, key, figures) for key, figures in counted.items()]


def _measure(start: date, end: date) -> Version:
    if end <= start:
        raise EmptyPeriod
    return definitions.version("settlement", on=start)


def _settlement(measure: Version, scope: str, code: str, figures: Mapping[str, int]) -> Settlement:
    values = worked_out(measure, {name: Fraction(value) for name, value in figures.items()})
    share = values["on_time_share"]
    return Settlement(
        scope=scope,
        code=code,
        on_time_share=None if share is None else float(share),
        **{name: int(values[name] or 0) for name in ("received", "in_process", "done", "on_time", "late")},
    )
