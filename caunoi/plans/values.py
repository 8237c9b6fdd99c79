"""Values of indicators on a day: reported ones from rows, live ones from `measures`. Private to the room."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.errors import DomainError
from caunoi.measures import queries as measures
from caunoi.measures.policies import own_unit
from caunoi.measures.shapes import UnitScore
from caunoi.plans.models import Value
from caunoi.plans.shapes import Measure, ValueView
from caunoi.units import queries as units

_TICK = timedelta(microseconds=1)
Wanted = tuple[Measure, UUID, date]
"""A measure, the holder, and the day up to which it counts."""


def past_last(day: date) -> datetime:
    """The moment after the last one of the day in Việt Nam."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM)


def value_view(row: Value) -> ValueView:
    """The row as others see it."""
    return ValueView(
        on=row.on, value=row.value, source="reported", part=row.part, whole=row.whole, evidence=row.evidence,
        file_id=row.file_id, reported_by=row.reported_by, reported_at=row.reported_at, is_sample=row.is_sample,
        id=row.id,
    )  # fmt: skip


def reported(
    plan_ids: Collection[UUID], *, as_of: date, indicator: str | None = None, holders: Collection[UUID] | None = None
) -> dict[tuple[UUID, str, UUID], list[ValueView]]:
    """By (plan, indicator code, holder): what was reported by the end of the day `as_of`, the oldest first.

    Of several values of one day the one reported last counts. One statement.
    """
    rows = Value.objects.filter(plan_id__in=plan_ids, on__lte=as_of, reported_at__lt=past_last(as_of))
    rows = rows.filter(indicator_code=indicator) if indicator else rows
    rows = rows.filter(holder_id__in=holders) if holders is not None else rows
    found: dict[tuple[UUID, str, UUID], dict[date, ValueView]] = {}
    for row in rows.order_by("on", "reported_at", "id"):
        found.setdefault((row.plan_id, row.indicator_code, row.holder_id), {})[row.on] = value_view(row)
    return {key: list(by_day.values()) for key, by_day in found.items()}


def live(wanted: Iterable[Wanted], *, now: datetime) -> dict[Wanted, ValueView]:
    """What `measures` says, with one call per index, level and day, whatever the number of holders.

    A holder that the index does not rank, or a day on which it was not defined, has no value.
    """
    asked = list(wanted)
    agencies = units.agencies({holder for _measure, holder, _day in asked}) if asked else {}
    views: dict[tuple[str, str, date], Mapping[str, UnitScore]] = {}
    found = {}
    for one in asked:
        measure, holder, day = one
        owner = own_unit(agencies[holder]) if holder in agencies else None
        if owner is None:
            continue
        level, key = owner
        place = (measure.index, level, day)
        if place not in views:
            views[place] = _scores(*place, now=now)
        score = views[place].get(key)
        value = number_of(score, measure) if score is not None else None
        if value is not None:
            found[one] = ValueView(on=day, value=value[0], source="live", part=value[1], whole=value[2])
    return found


def _scores(index: str, level: str, day: date, *, now: datetime) -> Mapping[str, UnitScore]:
    as_of = min(past_last(day) - _TICK, now) if day <= local_date(now) else now
    try:
        view = measures.index(index, level=level, as_of=as_of, now=now)
    except DomainError:  # not defined on that day, or no such level
        return {}
    return {one.key: one for one in view.units}


def number_of(score: UnitScore, measure: Measure) -> tuple[Decimal, Decimal | None, Decimal | None] | None:
    """The number that a measure names: the value, and of what part and whole, when it is a ratio in percent."""
    if not measure.item:
        return decimal(score.total), None, None
    try:
        one = score.indicator(measure.item)
    except KeyError:
        return None
    if measure.part == "ratio":
        if one.ratio is None:
            return None
        whole = None if one.denominator is None else decimal(one.denominator)
        return decimal(one.ratio * 100), None if one.numerator is None else decimal(one.numerator), whole
    found = {"score": one.score, "numerator": one.numerator, "denominator": one.denominator}.get(measure.part)
    return None if found is None else (decimal(found), None, None)


def decimal(number: Fraction) -> Decimal:
    """A fraction to six decimals, rounded half to even."""
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.000001"))
