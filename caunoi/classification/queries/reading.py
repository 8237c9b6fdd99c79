"""Classifications and results, for who classifies; one's own result for who is classified, once it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caunoi.classification import schemes
from caunoi.classification.errors import ClassificationNotFound
from caunoi.classification.models import Classing, Explanation, Outcome, Point
from caunoi.classification.policies import read_in, visible_outcomes
from caunoi.classification.rows import decimal, last_points, missing, summed, version_of
from caunoi.classification.rules.criteria import Grade, Version, grade_of, points_of, walked
from caunoi.classification.shapes import (
    ClassingView,
    ExplanationView,
    NodeView,
    OutcomeLine,
    OutcomeView,
    PointView,
    SchemeInfo,
)
from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.documents import queries as documents
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView


def usable() -> list[SchemeInfo]:
    """The criteria that may be classified by. Raises WrongScheme."""
    found = map(schemes.scheme, schemes.identifiers())
    return [SchemeInfo(one.id, one.names, one.levels, one.example, one.reference) for one in found]


def classings(*, actor: Actor, now: datetime) -> list[ClassingView]:
    """The classifications of the actor's agencies, the latest first; two statements besides the permission."""
    rows = _with_counts(
        Classing.objects.filter(agency_id__in=read_in(actor, now=now)).order_by("-year", "-proposed_at")
    )
    agencies = units.agencies({row.agency_id for row in rows})
    return [_classing(row, agencies) for row in rows]


def classing(classing_id: UUID, *, actor: Actor, now: datetime) -> ClassingView:
    """One classification, for who classifies. Raises ClassificationNotFound."""
    row = _mine(classing_id, actor, now)
    return _classing(row, units.agencies([row.agency_id]))


def outcomes(classing_id: UUID, *, actor: Actor, now: datetime) -> list[OutcomeLine]:
    """All results of a classification, the most points first; a fixed number of statements.

    Raises ClassificationNotFound.
    """
    row = _mine(classing_id, actor, now)
    return _lines(list(_marked(row.outcomes.all())), now)


def my_outcomes(agency_id: UUID, *, actor: Actor, now: datetime) -> list[tuple[ClassingView, OutcomeLine]]:
    """What the agency got, the latest year first: once it was sent to it. For those who serve there."""
    if agency_id not in read_in(actor, now=now):
        return []
    rows = Outcome.objects.filter(agency_id=agency_id, classing__sent_at__isnull=False).order_by("-classing__year")
    found = list(_marked(rows))
    counted = {one.id: one for one in _with_counts(Classing.objects.filter(pk__in=[row.classing_id for row in found]))}
    agencies = units.agencies({one.agency_id for one in counted.values()})
    lines = {line.id: line for line in _lines(found, now)}
    return [(_classing(counted[row.classing_id], agencies), lines[row.id]) for row in found]


def outcome(outcome_id: UUID, *, actor: Actor, now: datetime) -> OutcomeView:
    """One result with its tree, what every point rests on, explanations and decision. Raises ClassificationNotFound."""
    row = _marked(Outcome.objects.filter(visible_outcomes(actor, now=now), pk=outcome_id)).first()
    if row is None:
        raise ClassificationNotFound
    version = version_of(row.classing)
    every: dict[str, list[Point]] = {}
    for one in row.points.order_by("-at", "-id"):
        every.setdefault(one.criterion, []).append(one)
    held = {name: rows[0] for name, rows in every.items()}
    (counted,) = _with_counts(Classing.objects.filter(pk=row.classing_id))
    said = [ExplanationView(one.text, one.file_id, one.at, one.by) for one in row.explanations.order_by("at", "id")]
    return OutcomeView(
        line=_line(row, version, held, units.agencies([row.agency_id]), now),
        classing=_classing(counted, units.agencies([row.classing.agency_id])), nodes=tuple(_nodes(version, held)),
        explanations=tuple(said), earlier={name: tuple(map(_point, rows[1:])) for name, rows in every.items()},
        by_points=grade_of(summed(version, held), version.grades), decided_at=row.decided_at,
        decided_by=row.decided_by, reason=row.reason,
    )  # fmt: skip


def evidence_file(file_id: UUID, *, actor: Actor, now: datetime) -> tuple[documents.FileView, bytes]:
    """A file behind points or with an explanation. Raises ClassificationNotFound."""
    of_points = Point.objects.filter(file_id=file_id).values("outcome_id")
    of_words = Explanation.objects.filter(file_id=file_id).values("outcome_id")
    about = Outcome.objects.filter(visible_outcomes(actor, now=now)).filter(Q(pk__in=of_points) | Q(pk__in=of_words))
    if not about.exists():
        raise ClassificationNotFound
    return documents.file(file_id), documents.content(file_id)


def step_of(row: Outcome, explained: bool, now: datetime) -> str:
    """Where a result stands: proposed, explaining, waiting, explained, reexamined or decided."""
    if row.decided_at is not None:
        return "decided"
    if explained:
        return "reexamined" if row.reexamined_at else "explained"
    by = row.classing.explain_by
    if by is None:
        return "proposed"
    return "explaining" if local_date(now) <= by else "waiting"


def _mine(classing_id: UUID, actor: Actor, now: datetime) -> Classing:
    rows = _with_counts(Classing.objects.filter(pk=classing_id, agency_id__in=read_in(actor, now=now)))
    if not rows:
        raise ClassificationNotFound
    return rows[0]


def _with_counts(rows: QuerySet[Classing]) -> list[Classing]:
    decided = Count("outcomes", filter=Q(outcomes__decided_at__isnull=False))
    return list(rows.annotate(n_all=Count("outcomes"), n_decided=decided))


def _marked(rows: QuerySet[Outcome]) -> QuerySet[Outcome]:
    explained = Exists(Explanation.objects.filter(outcome=OuterRef("pk")))
    return rows.select_related("classing").annotate(explained=explained)


def _lines(rows: Sequence[Outcome], now: datetime) -> list[OutcomeLine]:
    held = last_points([row.id for row in rows])
    agencies = units.agencies(row.agency_id for row in rows)
    versions = {row.classing_id: version_of(row.classing) for row in rows}
    found = [_line(row, versions[row.classing_id], held[row.id], agencies, now) for row in rows]
    return sorted(found, key=lambda one: (-one.points, one.province, one.agency_name))


def _line(
    row: Outcome, version: Version, held: dict[str, Point], agencies: dict[UUID, AgencyView], now: datetime
) -> OutcomeLine:
    won = {name: Fraction(one.points) for name, one in held.items()}
    points = summed(version, held)
    grades: dict[str, Grade] = {one.id: one for one in version.grades}
    explained: bool = row.explained  # type: ignore[attr-defined]
    return OutcomeLine(
        id=row.id, agency_id=row.agency_id, agency_name=agencies[row.agency_id].name, province=row.province,
        points=row.decided_points if row.decided_points is not None else decimal(points),
        grade=grades[row.decided_grade] if row.decided_grade else grade_of(points, version.grades),
        proposed_points=row.proposed_points, step=step_of(row, explained, now), missing=len(missing(version, held)),
        by_top=tuple(decimal(points_of(one, won)) for one in version.criteria),
    )  # fmt: skip


def _classing(row: Classing, agencies: dict[UUID, AgencyView]) -> ClassingView:
    scheme = schemes.whole(row.text, f"{row.scheme}.yaml")
    version = version_of(row)
    return ClassingView(
        id=row.id, scheme=row.scheme, names=scheme.names, example=scheme.example, year=row.year, level=row.level,
        agency_id=row.agency_id, agency_name=agencies[row.agency_id].name, as_of=row.as_of, sent_at=row.sent_at,
        explain_by=row.explain_by, max=decimal(version.max), grades=version.grades,
        total=row.n_all, decided=row.n_decided, explain_days=version.explain_days,  # type: ignore[attr-defined]
        tops=tuple(one.names for one in version.criteria),
    )  # fmt: skip


def _nodes(version: Version, held: dict[str, Point]) -> list[NodeView]:
    won = {name: Fraction(one.points) for name, one in held.items()}
    return [
        NodeView(
            depth, one, decimal(points_of(one, won)), decimal(one.max), _point(held[one.id]) if one.source else None
        )
        for depth, one in walked(version.criteria)
    ]


def _point(row: Point) -> PointView:
    return PointView(
        row.points, row.state, row.numerator, row.denominator, tuple(row.facts), row.reason, row.document, row.file_id,
        row.at, row.by,
    )  # fmt: skip
