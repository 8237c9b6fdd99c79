"""At the cut-off, what the system measures is filled in and frozen: one call of `measures` per index and level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor, System
from caunoi.core.clock import VIETNAM
from caunoi.core.journal import Place, append
from caunoi.measures import queries as measures
from caunoi.measures.errors import UnknownLevel
from caunoi.measures.shapes import IndexView, UnitScore
from caunoi.plans import queries as plans
from caunoi.plans.errors import PlanNotFound
from caunoi.reports.errors import NotFrozenYet, RoundNotFound
from caunoi.reports.events import RoundFrozen
from caunoi.reports.models import CellValue, Report, Round
from caunoi.reports.rows import form_of
from caunoi.reports.rules.form import Cell, FormVersion, MeasuredSource, TargetSource, TaskSource
from caunoi.tasks import queries as tasks
from caunoi.tasks.shapes import TaskCounts

BATCH = 2000
_STEP = Decimal("0.000001")


@transaction.atomic
def freeze(*, round_id: UUID, actor: Actor, now: datetime) -> int:
    """Fill in what is measured, as it stood at the end of the cut-off day; how many values. Done once.

    For the job and for who opens a round late; asks for no role, since nobody chooses anything. Raises RoundNotFound,
    NotFrozenYet before the cut-off day is over.
    """
    row = Round.objects.select_for_update().filter(pk=round_id).first()
    if row is None:
        raise RoundNotFound
    if row.frozen_at is not None:
        return 0
    if not is_over(row, now):
        raise NotFrozenYet(on=f"{row.end - timedelta(days=1):%d/%m/%Y}")
    return fill_in(row, actor=actor, now=now)


def freeze_due(*, actor: Actor, now: datetime) -> int:
    """Freeze every round whose cut-off day is over, each in its own transaction; how many rounds."""
    today = now.astimezone(VIETNAM).date()
    due = Round.objects.filter(frozen_at=None, end__lte=today).order_by("end", "id").values_list("pk", flat=True)
    rounds = list(due)
    for round_id in rounds:
        freeze(round_id=round_id, actor=actor, now=now)
    return len(rounds)


def is_over(row: Round, now: datetime) -> bool:
    """Whether the cut-off day is over in Việt Nam."""
    return now >= _cut_off(row)


def fill_in(row: Round, *, actor: Actor, now: datetime) -> int:
    """Write the measured cells of a locked round and journal it; how many."""
    form = form_of(row)
    reports = list(Report.objects.filter(round=row).only("id", "agency_id", "level", "key"))
    views = _views(row, form, {one.level for one in reports}, now)
    position = max((one.position for one in views.values()), default=None)
    cells = [*_measured(form, reports, views), *_task_counts(row, form, reports), *_targets(row, form, reports, now)]
    for one in cells:
        one.frozen_at = now
    CellValue.objects.bulk_create(cells, batch_size=BATCH)
    row.frozen_at, row.position = now, position
    row.save(update_fields=["frozen_at", "position"])
    event = RoundFrozen(counted_to=position or 0, values=len(cells))
    append(event, subject_id=row.id, actor=actor, now=now, place=Place(agency_id=row.agency_id, province=row.province))
    return len(cells)


def _cut_off(row: Round) -> datetime:
    return datetime.combine(row.end, time(), VIETNAM)


def _views(row: Round, form: FormVersion, levels: set[str], now: datetime) -> dict[tuple[str, str], IndexView]:
    """Each index at each level that reports, at the cut-off: one call each."""
    indices = sorted({one.source.index for one in form.cells if isinstance(one.source, MeasuredSource)})
    as_of, found = _cut_off(row) - timedelta(microseconds=1), {}
    for index in indices:
        for level in sorted(levels & {"province", "department", "commune"}):
            try:
                found[index, level] = measures.index(index, level=level, as_of=as_of, start=row.start, now=now)
            except UnknownLevel:  # the index does not rank this level: nothing is measured there
                continue
    return found


def _measured(
    form: FormVersion, reports: list[Report], views: Mapping[tuple[str, str], IndexView]
) -> Iterator[CellValue]:
    by_key = {place: {unit.key: unit for unit in view.units} for place, view in views.items()}
    for cell in form.cells:
        if not isinstance(source := cell.source, MeasuredSource):
            continue
        for report in reports:
            place = (source.index, report.level)
            unit = by_key.get(place, {}).get(report.key)
            if unit is not None:
                value = _taken(unit, source)
                yield _cell(report, cell, value, position=views[place].position)


def _taken(unit: UnitScore, source: MeasuredSource) -> Decimal | None:
    if source.take == "total":
        return _decimal(unit.total)
    try:
        found = unit.indicator(source.indicator)
    except KeyError:
        return None
    if source.take == "ratio":
        return _decimal(found.ratio * 100) if found.ratio is not None else None
    return _decimal(getattr(found, source.take))


def _task_counts(row: Round, form: FormVersion, reports: list[Report]) -> Iterator[CellValue]:
    wanted = [one for one in form.cells if isinstance(one.source, TaskSource)]
    if not wanted:
        return
    agencies = [one.agency_id for one in reports]
    counts = tasks.counts(agency_ids=agencies, by="agency", as_of=row.end - timedelta(days=1))
    for cell in wanted:
        for report in reports:
            yield _cell(report, cell, Decimal(_state(counts.get(str(report.agency_id), TaskCounts()), cell)))


def _targets(row: Round, form: FormVersion, reports: list[Report], now: datetime) -> Iterator[CellValue]:
    """The last value of a plan's indicator by the cut-off, where the agency holds a target; one call an indicator."""
    for cell in form.cells:
        if not isinstance(source := cell.source, TargetSource):
            continue
        try:
            found = plans.targets(
                actor=System("reports"), now=now, as_of=row.end - timedelta(days=1), plan=source.plan,
                indicator=source.indicator,
            )  # fmt: skip
        except PlanNotFound:
            continue
        latest = {one.holder_id: one.latest.value if one.latest else None for one in found}
        for report in reports:
            if report.agency_id in latest:
                yield _cell(report, cell, latest[report.agency_id])


def _state(counts: TaskCounts, cell: Cell) -> int:
    source = cell.source
    assert isinstance(source, TaskSource)
    name = "completed" if source.state == "done" else source.state
    return int(getattr(counts, name))


def _cell(report: Report, cell: Cell, value: Decimal | None, *, position: int | None = None) -> CellValue:
    return CellValue(report=report, code=cell.code, value=value, source=cell.kind, position=position)


def _decimal(number: Fraction | None) -> Decimal | None:
    if number is None:
        return None
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(_STEP, ROUND_HALF_UP)
