"""Typed-in figures: what may be typed in, what waits, what was decided. For the agencies concerned."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from caunoi.core.actor import Actor
from caunoi.documents import queries as documents
from caunoi.measures import definitions, known
from caunoi.measures.errors import NotYourFigures, ValueNotFound
from caunoi.measures.manual import view_of
from caunoi.measures.models import ManualValue
from caunoi.measures.policies import PROPOSERS, READERS, VERIFIERS, agencies_of_actor, own_unit, verifies
from caunoi.measures.shapes import Askable, ManualView
from caunoi.units.queries import AgencyView

PAGE = 200


def askable(*, agency_id: UUID, on: date, actor: Actor, now: datetime) -> list[Askable]:
    """The figures that the agency's unit may type in, by index. Raises NotYourFigures."""
    agency = _held(actor, agency_id, PROPOSERS, now)
    owner = own_unit(agency) if agency else None
    if agency is None:
        raise NotYourFigures
    if owner is None:
        return []
    found = []
    for one in map(definitions.definition, definitions.identifiers()):
        for version in one.versions:
            in_force = version.valid_from <= on and (version.valid_to is None or on < version.valid_to)
            if in_force and owner[0] in version.levels:
                found += [
                    Askable(one.id, one.names, figure.id, figure.names, figure.manual.unit, known.yearly(one.id))
                    for figure in version.manual
                    if figure.manual is not None
                ]
    return found


def values(
    *, agency_id: UUID, actor: Actor, now: datetime, index: str | None = None, state: str | None = None
) -> list[ManualView]:
    """What the agency's unit has typed in, the newest first. For those who serve there. Raises NotYourFigures."""
    if _held(actor, agency_id, READERS | VERIFIERS | PROPOSERS, now) is None:
        raise NotYourFigures
    rows = _narrowed(ManualValue.objects.filter(agency_id=agency_id), index=index, state=state)
    return [view_of(row) for row in rows.order_by("-proposed_at", "-id")[:PAGE]]


def to_verify(
    *, actor: Actor, now: datetime, index: str | None = None, state: str | None = "proposed"
) -> list[ManualView]:
    """What waits for the actor's agency to verify it (or is in another state), the oldest first."""
    scope = Q(pk__in=[])
    for agency in agencies_of_actor(actor, roles=VERIFIERS, now=now):
        if agency.level == "nation":
            scope |= Q(level="province")
        elif verifies(agency, level="commune", province=agency.province_code):
            scope |= Q(level__in=["commune", "department"], province=agency.province_code)
    rows = _narrowed(ManualValue.objects.filter(scope), index=index, state=state)
    return [view_of(row) for row in rows.order_by("proposed_at", "id")[:PAGE]]


def value(value_id: UUID, *, actor: Actor, now: datetime) -> ManualView:
    """One value, for its unit and for the agencies above. Raises ValueNotFound, which tells nothing."""
    return view_of(_visible(value_id, actor, now))


def evidence_file(value_id: UUID, *, actor: Actor, now: datetime) -> tuple[documents.FileView, bytes]:
    """The file that was handed in with a value. Raises ValueNotFound."""
    row = _visible(value_id, actor, now)
    if row.file_id is None:
        raise ValueNotFound
    return documents.file(row.file_id), documents.content(row.file_id)


def _visible(value_id: UUID, actor: Actor, now: datetime) -> ManualValue:
    row = ManualValue.objects.filter(pk=value_id).first()
    if row is None:
        raise ValueNotFound
    for agency in agencies_of_actor(actor, roles=READERS | VERIFIERS | PROPOSERS, now=now):
        owner = own_unit(agency) == (row.level, row.key)
        if owner or agency.level == "nation" or verifies(agency, level=row.level, province=row.province):
            return row
    raise ValueNotFound


def _held(actor: Actor, agency_id: UUID, roles: frozenset[str], now: datetime) -> AgencyView | None:
    held = agencies_of_actor(actor, roles=roles, now=now)
    return next((one for one in held if one.id == agency_id), None)


def _narrowed(rows: QuerySet[ManualValue], *, index: str | None, state: str | None) -> QuerySet[ManualValue]:
    if index:
        rows = rows.filter(index=index)
    return rows.filter(state=state) if state else rows
