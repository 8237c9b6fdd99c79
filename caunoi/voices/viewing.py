"""From rows to what queries give. Private to the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from caunoi.people import queries as people
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView
from caunoi.voices import services, tables
from caunoi.voices.models import Petition, Voice
from caunoi.voices.shapes import Kind, State, VoiceRow


def topic_name(kind: str, code: str) -> str:
    """What a voice is about, in the language in force."""
    if kind == Kind.DIFFICULTY:
        return tables.topic_name(code)
    found = services.services().get(code)
    return found.names.get((get_language() or "vi")[:2], found.names["vi"]) if found else code


def agencies_of(rows: Sequence[Voice]) -> dict[UUID, AgencyView]:
    """The agencies that the rows name; one statement."""
    ids = {one for row in rows for one in (row.author_agency_id, row.holder_id) if one}
    return units.agencies(ids) if ids else {}


def rows_view(rows: Sequence[Voice], today: date) -> tuple[VoiceRow, ...]:
    """Lines of a list; two statements, one more when petitions are among them."""
    agencies = agencies_of(rows)
    asked = [row.pk for row in rows if row.kind == Kind.PETITION]
    checked = dict(Petition.objects.filter(voice__in=asked).values_list("voice_id", "checked")) if asked else {}
    return tuple(row_view(row, agencies, today, checked.get(row.pk, "")) for row in rows)


def row_view(row: Voice, agencies: Mapping[UUID, AgencyView], today: date, checked: str = "") -> VoiceRow:
    """One line, from agencies that were read."""
    left = (row.due_on - today).days if row.due_on else None
    running = row.state == State.OPEN
    return VoiceRow(
        id=row.pk, code=row.code, kind=row.kind, title=row.title, topic=row.topic,
        topic_name=topic_name(row.kind, row.topic), author_agency_id=row.author_agency_id,
        author_name=name_of(agencies, row.author_agency_id), holder_id=row.holder_id,
        holder_name=name_of(agencies, row.holder_id), level=row.level, province=row.province, raised_at=row.raised_at,
        due_on=row.due_on, days_left=left if running else None, late=running and left is not None and left < 0,
        state=row.state, same=row.same, published=row.published_at is not None, answered_on_time=row.answered_on_time,
        is_sample=row.is_sample, checked=checked,
    )  # fmt: skip


def name_of(agencies: Mapping[UUID, AgencyView], agency_id: UUID | None) -> str:
    """The agency's name; empty when it is unknown."""
    found = agencies.get(agency_id) if agency_id else None
    return found.name if found else ""


def names(person_ids: Sequence[UUID | None]) -> dict[UUID, str]:
    """Full names; one statement, none for nobody."""
    wanted = {one for one in person_ids if one}
    return people.names(wanted) if wanted else {}
