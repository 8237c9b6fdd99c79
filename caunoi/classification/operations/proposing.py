"""A year's proposal: computed for all agencies of a level together, frozen with what it rests on, then shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from caunoi.classification import schemes, sources
from caunoi.classification.errors import AlreadyProposed, UnfitDeadline, WrongLevel, WrongStep, YearNotBegun
from caunoi.classification.events import Proposed, ResultProposed, Sent
from caunoi.classification.models import Classing, Outcome, Point
from caunoi.classification.policies import classified_by, require_decider, require_preparer
from caunoi.classification.rows import decimal, locked_classing, said, where
from caunoi.classification.rules.criteria import Criterion, Version, grade_of, leaves, total, worth
from caunoi.classification.shapes import Fact
from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append, append_many
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

BATCH = 2000
LONGEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class _Won:
    """What an agency won at a criterion, and why."""

    criterion: Criterion
    points: Fraction
    state: str
    fact: Fact


@transaction.atomic
def propose(*, scheme: str, level: str, year: int, agency_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Compute and freeze the points of all agencies of a level right below `agency_id`, as things stand now.

    The year runs from 15 December to 14 December (Decree 09/2019). A fixed number of statements for what is counted
    and kept. Raises NotTheClassifier, UnknownScheme, NoVersion, WrongLevel, YearNotBegun, AlreadyProposed,
    NobodyToClassify.
    """
    person_id = require_preparer(actor, agency_id=agency_id, now=now)
    today = local_date(now)
    start, end = date(year - 1, 12, 15), date(year, 12, 15)
    if today < start:
        raise YearNotBegun(year=year)
    version = schemes.version(scheme, on=min(today, end - timedelta(days=1)))
    found = schemes.scheme(scheme)
    if level not in found.levels:
        raise WrongLevel
    classifier = units.agency(agency_id)
    agencies = classified_by(classifier, level, on=today)
    if Classing.objects.filter(scheme=scheme, year=year, level=level, agency_id=agency_id).exists():
        raise AlreadyProposed
    as_of = min(now, datetime.combine(end, time(), VIETNAM) - timedelta(microseconds=1))
    row = Classing.objects.create(
        scheme=scheme, version=version.valid_from, digest=version.digest, text=found.text, year=year, level=level,
        agency_id=agency_id, province=classifier.province_code, as_of=as_of, start=start, end=end,
        proposed_by=person_id, proposed_at=now,
    )  # fmt: skip
    asked = sources.Question(agencies, level, start, end, as_of, actor, now)
    won = _won(version, asked)
    outcomes = [_outcome(row, one, version, won[one.id]) for one in agencies]
    Outcome.objects.bulk_create(outcomes, batch_size=BATCH)
    Point.objects.bulk_create(
        (_point(one, each, now, person_id) for one in outcomes for each in won[one.agency_id]), batch_size=BATCH
    )
    event = Proposed(
        scheme=scheme, year=year, level=level, version=version.valid_from, digest=version.digest, as_of=as_of,
        agencies=len(agencies),
    )  # fmt: skip
    append(event, subject_id=row.id, actor=actor, now=now, place=_place(classifier))
    append_many(_entries(outcomes), actor=actor, now=now)
    return row.id


@transaction.atomic
def send(*, classing_id: UUID, actor: Actor, now: datetime, explain_by: date | None = None) -> date:
    """A leader shows the proposal to those classified, who explain themselves by the end of a day, which is returned.

    By default after as many days as the criteria say. Raises ClassificationNotFound, NotTheDecider, WrongStep,
    UnfitDeadline.
    """
    row = locked_classing(classing_id)
    person_id = require_decider(actor, agency_id=row.agency_id, now=now)
    if row.sent_at is not None:
        raise WrongStep
    today = local_date(now)
    version = schemes.frozen(row.text, f"{row.scheme}.yaml", on=row.version)
    by = explain_by or today + timedelta(days=version.explain_days)
    if not today < by <= today + LONGEST:
        raise UnfitDeadline
    row.sent_by, row.sent_at, row.explain_by = person_id, now, by
    row.save(update_fields=["sent_by", "sent_at", "explain_by"])
    event = Sent(scheme=row.scheme, year=row.year, level=row.level, explain_by=by)
    append(event, subject_id=row.id, actor=actor, now=now, place=_place(units.agency(row.agency_id)))
    return by


def _won(version: Version, asked: sources.Question) -> Mapping[UUID, list[_Won]]:
    won: dict[UUID, list[_Won]] = {one.id: [] for one in asked.agencies}
    for criterion in leaves(version.criteria):
        assert criterion.source is not None
        facts = sources.facts(criterion.source, asked)
        by_hand = criterion.source.kind == "manual"
        for agency_id, many in won.items():
            fact = facts.get(agency_id, Fact())
            state = "missing" if by_hand else "no_data" if fact.share is None else "measured"
            points = Fraction(0) if by_hand else worth(criterion, fact.share)
            many.append(_Won(criterion, points, state, fact))
    return won


def _outcome(row: Classing, agency: AgencyView, version: Version, won: Sequence[_Won]) -> Outcome:
    points = total(version.criteria, {one.criterion.id: one.points for one in won})
    return Outcome(
        id=new_id(), classing=row, agency_id=agency.id, unit_id=agency.unit_id, province=agency.province_code,
        proposed_points=decimal(points), proposed_grade=grade_of(points, version.grades).id,
    )  # fmt: skip


def _point(outcome: Outcome, one: _Won, now: datetime, person_id: UUID) -> Point:
    return Point(
        outcome=outcome, criterion=one.criterion.id, points=decimal(one.points), state=one.state,
        numerator=_number(one.fact.numerator), denominator=_number(one.fact.denominator),
        facts=list(one.fact.details), at=now, by=person_id,
    )  # fmt: skip


def _number(value: Fraction | None) -> Decimal | None:
    return None if value is None else round(Decimal(value.numerator) / Decimal(value.denominator), 6)


def _entries(outcomes: Sequence[Outcome]) -> Iterable[tuple[ResultProposed, UUID, Place]]:
    for one in outcomes:
        event = ResultProposed(**said(one), points=one.proposed_points, grade=one.proposed_grade)
        yield event, one.id, where(one)


def _place(agency: AgencyView) -> Place:
    return Place(unit_id=agency.unit_id, agency_id=agency.id, province=agency.province_code)
