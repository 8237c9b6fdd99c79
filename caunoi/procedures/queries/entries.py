"""The published list: every procedure, whether or not it can be filed here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.db.models.functions import Length
from django.utils.translation import get_language

from caunoi.procedures.errors import ProcedureNotFound
from caunoi.procedures.models import LifeEventRow, Procedure, ProcedureVersion
from caunoi.procedures.queries.reading import in_force, plain
from caunoi.procedures.rules import text_in
from caunoi.procedures.shapes import EntryPage, LifeEvent, ProcedureEntry
from caunoi.units.rules.text import fold

PAGE_SIZE = 20
_MOST_WORDS = 8


def entry(code: str, *, on: date) -> ProcedureEntry:
    """The published entry of any procedure in the catalogue, whether or not it can be filed here."""
    row = _entries(on).filter(code=plain(code)).first()
    if row is None:
        raise ProcedureNotFound(code=code)
    return _entry(row)


def search(
    text: str = "",
    *,
    on: date,
    field: str | None = None,
    life_event: str | None = None,
    level: str | None = None,
    can_file: bool | None = None,
    unsure: bool | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> EntryPage:
    """A page of the entries that hold every word of `text`, with or without diacritics, and fulfil the filters.

    A word finds the words that begin with it. Filable ones come first, then those with the words whole and as typed,
    then short names before long ones. A page past the last is the last. Two statements, whatever the number of entries.
    """
    rows = _filtered(_entries(on), field=field, life_event=life_event, level=level, can_file=can_file, unsure=unsure)
    words = fold(text).split()[:_MOST_WORDS]
    for word in words:
        rows = rows.filter(search_text__contains=f" {word}")
    total = rows.count()
    pages = max(1, -(-total // size))
    number = min(max(1, page), pages)
    found = rows.order_by("-can_file", *_ranks(plain(text), words), "name", "code")[(number - 1) * size : number * size]
    return EntryPage([_entry(row) for row in found], number, pages, total)


def listing(*, on: date, field: str | None = None) -> list[ProcedureEntry]:
    """All entries, filable ones first, then by field and name."""
    rows = _filtered(_entries(on), field=field)
    return [_entry(row) for row in rows.order_by("-can_file", "field", "name")]


def fields() -> list[tuple[str, int]]:
    """The fields of the catalogue with how many procedures each has."""
    rows = Procedure.objects.exclude(field="").values_list("field").annotate(Count("id")).order_by("field")
    return [(name, count) for name, count in rows]


def life_events() -> list[LifeEvent]:
    """The events of life in order, with how many procedures each has; those with none are left out."""
    counts: dict[str, int] = {}
    for events in Procedure.objects.exclude(life_events=[]).values_list("life_events", flat=True):
        for code in events:
            counts[code] = counts.get(code, 0) + 1
    language = _language()
    return [
        LifeEvent(row.code, text_in(row.names, language), text_in(row.texts, language), counts[row.code])
        for row in LifeEventRow.objects.order_by("position")
        if row.code in counts
    ]


def _filtered(rows: QuerySet[Any], **wanted: Any) -> QuerySet[Any]:
    lookups = {"life_event": "life_events__contains", "level": "levels__contains"}
    for name, value in wanted.items():
        if value in (None, ""):
            continue
        known = plain(value) if isinstance(value, str) else value
        rows = rows.filter(**{lookups[name]: [known]} if name in lookups else {name: known})
    return rows


def _ranks(text: str, words: list[str]) -> list[Any]:
    """As typed (with diacritics) before folded, whole words before beginnings, short (plainer) names before long."""
    if not words:
        return []
    as_typed = Case(When(name__icontains=text.strip(), then=Value(0)), default=Value(1), output_field=IntegerField())
    whole = [
        Case(When(search_text__contains=f" {word} ", then=Value(0)), default=Value(1), output_field=IntegerField())
        for word in words
    ]
    return [as_typed, *whole, Length("name")]


def _language() -> str:
    return get_language() or "vi"


def _entries(on: date) -> QuerySet[Any]:
    current = ProcedureVersion.objects.filter(in_force(on), procedure=OuterRef("pk"))
    return Procedure.objects.annotate(can_file=Exists(current)).defer("search_text")


def _entry(row: Any) -> ProcedureEntry:
    language = _language().split("-")[0]
    return ProcedureEntry(
        code=row.code,
        name=row.names.get(language) or row.name,
        name_language=language if language in row.names else "vi",
        field=row.field,
        agency_text=row.agency_text,
        limits_text=row.limits_text,
        results_text=row.results_text,
        source_url=row.source_url,
        source_updated=row.source_updated,
        unsure=row.unsure,
        can_file=row.can_file,
        levels=tuple(row.levels),
        life_events=tuple(row.life_events),
        unsure_notes=tuple(row.unsure_note.splitlines()),
    )
