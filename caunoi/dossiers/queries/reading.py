"""One dossier: as its applicant and its officers see it, what happened, what may be done, its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.journal.queries import Entry, entries_of
from caunoi.documents import queries as files
from caunoi.dossiers import texts
from caunoi.dossiers.errors import DossierNotFound
from caunoi.dossiers.models import Dossier, DossierComponent, DossierRequest, DossierResult
from caunoi.dossiers.policies import is_applicant, require_visible
from caunoi.dossiers.rules.codes import normal_code
from caunoi.dossiers.shapes import DossierView, FileContent, TimelineEntry
from caunoi.dossiers.views_of import Surroundings, dossier_view, may_download_result
from caunoi.units import queries as units


def dossier(dossier_id: UUID, *, actor: Actor, now: datetime) -> DossierView:
    """One dossier; at most six statements. Raises DossierNotFound when there is none or `actor` may not see it.

    The applicant sees the result's file only when it was handed over, and not the drafted result.
    """
    return _view(Dossier.objects.filter(id=dossier_id).first(), actor, now)


def by_code(code: str, *, actor: Actor, now: datetime) -> DossierView:
    """The same, by its code in either notation."""
    return _view(Dossier.objects.filter(code=normal_code(code)).first(), actor, now)


def _view(row: Dossier | None, actor: Actor, now: datetime) -> DossierView:
    found, _ = require_visible(row, actor, now=now)
    return view_of(found, actor, now)


def view_of(found: Dossier, actor: Actor, now: datetime, around: Surroundings | None = None) -> DossierView:
    """The same of a row that the caller may show."""
    if is_applicant(found, actor):
        found.result, found.return_note = {}, ""
        if not may_download_result(found, as_applicant=True):
            found.result_file_id = None
    return dossier_view(found, now=now, around=around)


def timeline(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[TimelineEntry]:
    """What happened to the dossier, oldest first, read from the journal; at most five statements."""
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    return timeline_of(found)


def timeline_of(found: Dossier) -> list[TimelineEntry]:
    """The same of a row that the caller may show."""
    entries = told_of(found)
    return timeline_from(entries, units.agencies(agencies_told(entries)))


def told_of(found: Dossier) -> list[Entry]:
    """The entries behind it; one statement."""
    return [entry for entry in entries_of("dossier", found.id) if entry.kind in texts.EVENT]


def agencies_told(entries: Iterable[Entry]) -> set[UUID]:
    """Every agency that the entries name, also one that had the dossier before it was handed on."""
    return {UUID(entry.data[name]) for entry in entries for name in ("receiving_agency", "competent_agency")}


def timeline_from(entries: Iterable[Entry], agencies: Mapping[UUID, units.AgencyView]) -> list[TimelineEntry]:
    """The same of entries and agencies that were read; no statement."""
    return [_timeline_entry(entry, agencies) for entry in entries]


_AT_RECEIVING = frozenset({"dossier.accepted", "dossier.forwarded", "dossier.handed_over"})


def _timeline_entry(entry: Entry, agencies: Mapping[UUID, units.AgencyView]) -> TimelineEntry:
    role = entry.data["role"]
    counter = entry.kind in _AT_RECEIVING or role == "counter_officer"
    agency = agencies.get(UUID(entry.data["receiving_agency" if counter else "competent_agency"]))
    by = str(texts.ROLE.get(role, role))
    if role != "applicant" and agency:
        by = f"{by}, {agency.name}"
    return TimelineEntry(entry.occurred_at, entry.kind, str(texts.EVENT[entry.kind]), by)


def file_content(dossier_id: UUID, file_id: UUID, *, actor: Actor, now: datetime) -> FileContent:
    """A component, the receipt or the result, for somebody who may see the dossier.

    Raises DossierNotFound when the file is not this dossier's, or is a result that the applicant does not have yet.
    """
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    own = {found.receipt_file_id}
    if may_download_result(found, as_applicant=is_applicant(found, actor)):
        own.add(found.result_file_id)
    if file_id not in own and not _hangs_on(found, file_id, as_applicant=is_applicant(found, actor)):
        raise DossierNotFound
    file = files.file(file_id)
    return FileContent(file.name, file.media_type, files.content(file_id))


def _hangs_on(found: Dossier, file_id: UUID, *, as_applicant: bool) -> bool:
    """Whether the file is one of its papers, slips or results that the actor may have; at most three statements."""
    if DossierComponent.objects.filter(dossier_id=found.id, file_id=file_id).exists():
        return True
    if DossierRequest.objects.filter(dossier_id=found.id, file_id=file_id).exists():
        return True
    signed = DossierResult.objects.filter(dossier_id=found.id, file_id=file_id).exclude(status="draft")
    return signed.exists() and may_download_result(found, as_applicant=as_applicant)
