"""Reads of the catalogue. Texts come in the language in force."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from caunoi.procedures.errors import ProcedureNotFound, ProcedureNotInForce
from caunoi.procedures.models import Procedure, ProcedureVersion
from caunoi.procedures.shapes import CaseView, ComponentView, Fee, Limit, ProcedureEntry, ProcedureView
from caunoi.procedures.views_of import procedure_view
from caunoi.units.rules.text import fold

__all__ = [
    "CaseView",
    "ComponentView",
    "Fee",
    "Limit",
    "ProcedureEntry",
    "ProcedureView",
    "entry",
    "fields",
    "listing",
    "procedure",
    "search",
    "version",
    "versions",
]


def procedure(code: str, *, on: date) -> ProcedureView:
    """The version in force on `on`; one statement when there is one.

    Raises ProcedureNotInForce when the procedure is published but has no version to file, ProcedureNotFound otherwise.
    """
    row = ProcedureVersion.objects.select_related("procedure").filter(_in_force(on), procedure__code=code).first()
    if row is not None:
        return procedure_view(row, _language())
    if Procedure.objects.filter(code=code).exists():
        raise ProcedureNotInForce(code=code, on=f"{on:%d/%m/%Y}")
    raise ProcedureNotFound(code=code)


def version(version_id: UUID) -> ProcedureView:
    """One version, in force or not: what a dossier was filed under; one statement."""
    return versions([version_id])[version_id]


def versions(version_ids: list[UUID]) -> dict[UUID, ProcedureView]:
    """Several versions by id; one statement. Raises ProcedureNotFound when one is missing."""
    rows = ProcedureVersion.objects.select_related("procedure").filter(id__in=set(version_ids))
    found = {row.id: procedure_view(row, _language()) for row in rows}
    for missing in set(version_ids) - found.keys():
        raise ProcedureNotFound(code=str(missing))
    return found


def entry(code: str, *, on: date) -> ProcedureEntry:
    """The published entry of any procedure in the catalogue, whether or not it can be filed here."""
    row = _entries(on).filter(code=code).first()
    if row is None:
        raise ProcedureNotFound(code=code)
    return _entry(row)


def search(text: str, *, on: date, limit: int = 20) -> list[ProcedureEntry]:
    """Entries whose code, name or field holds every word of `text`, with or without diacritics; filable ones first."""
    rows = _entries(on)
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    return [_entry(row) for row in rows.order_by("-can_file", "name")[:limit]]


def listing(*, on: date, field: str | None = None) -> list[ProcedureEntry]:
    """All entries, filable ones first, then by field and name."""
    rows = _entries(on) if field is None else _entries(on).filter(field=field)
    return [_entry(row) for row in rows.order_by("-can_file", "field", "name")]


def fields() -> list[tuple[str, int]]:
    """The fields of the catalogue with how many procedures each has."""
    rows = Procedure.objects.exclude(field="").values_list("field").annotate(Count("id")).order_by("field")
    return [(name, count) for name, count in rows]


def _language() -> str:
    return get_language() or "vi"


def _in_force(on: date) -> Q:
    return Q(effective_from__lte=on) & (Q(effective_to__isnull=True) | Q(effective_to__gt=on))


def _entries(on: date) -> QuerySet[Any]:
    in_force = ProcedureVersion.objects.filter(_in_force(on), procedure=OuterRef("pk"))
    return Procedure.objects.annotate(can_file=Exists(in_force))


def _entry(row: Any) -> ProcedureEntry:
    return ProcedureEntry(
        code=row.code,
        name=row.name,
        field=row.field,
        agency_text=row.agency_text,
        limits_text=row.limits_text,
        results_text=row.results_text,
        source_url=row.source_url,
        source_updated=row.source_updated,
        unsure=row.unsure,
        can_file=row.can_file,
    )
