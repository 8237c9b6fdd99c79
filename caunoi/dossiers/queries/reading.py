"""One dossier: as its applicant and its officers see it, what happened, what may be done, its files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.journal.queries import Entry, entries_of
from caunoi.documents import queries as files
from caunoi.dossiers import texts
from caunoi.dossiers.errors import AssignedToAnother, DossierNotFound
from caunoi.dossiers.models import Dossier, DossierComponent, WorkItem
from caunoi.dossiers.operations.acting import not_your_step, open_items
from caunoi.dossiers.policies import ASSIGNERS, Standing, is_applicant, require_visible, taken_by_another
from caunoi.dossiers.rules.codes import normal_code
from caunoi.dossiers.shapes import ActionView, DossierView, FileContent, Status, TimelineEntry
from caunoi.dossiers.views_of import dossier_view, may_download_result
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
    if is_applicant(found, actor):
        found.result, found.return_note = {}, ""
        if not may_download_result(found, as_applicant=True):
            found.result_file_id = None
    return dossier_view(found, now=now)


def timeline(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[TimelineEntry]:
    """What happened to the dossier, oldest first, read from the journal; at most five statements."""
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    return timeline_of(found)


def timeline_of(found: Dossier) -> list[TimelineEntry]:
    """The same of a row that the caller may show."""
    entries = [entry for entry in entries_of("dossier", found.id) if entry.kind in texts.EVENT]
    agencies = units.agencies([found.receiving_agency_id, found.competent_agency_id])
    return [_timeline_entry(entry, agencies) for entry in entries]


_AT_RECEIVING = frozenset({"dossier.accepted", "dossier.forwarded", "dossier.handed_over"})


def _timeline_entry(entry: Entry, agencies: dict[UUID, units.AgencyView]) -> TimelineEntry:
    role = entry.data["role"]
    counter = entry.kind in _AT_RECEIVING or role == "counter_officer"
    agency = agencies.get(UUID(entry.data["receiving_agency" if counter else "competent_agency"]))
    by = str(texts.ROLE.get(role, role))
    if role != "applicant" and agency:
        by = f"{by}, {agency.name}"
    return TimelineEntry(entry.occurred_at, entry.kind, str(texts.EVENT[entry.kind]), by)


def available_actions(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[ActionView]:
    """What may be done now with the dossier, for this actor, and why not otherwise; at most six statements."""
    found, who = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    if found.status == Status.DRAFT:
        return [_action("edit"), _action("submit")]
    items = open_items(dossier_id)
    if not items or is_applicant(found, actor):
        return []
    actions = {code: _action(code, _why_not(found, item, who, now)) for item in items for code in item.actions}
    shown = [action for code, action in actions.items() if code in IMPLEMENTED]
    if any(item.role == "specialist" and who.holds(item.agency_id, ASSIGNERS) for item in items):
        shown.append(_action("assign"))
    return shown


def _why_not(found: Dossier, item: WorkItem, who: Standing, now: datetime) -> str:
    if not who.does(item):
        return not_your_step(item, found).message
    return AssignedToAnother().message if taken_by_another(item, who, now=now) else ""


IMPLEMENTED = frozenset({"accept", "refuse", "submit_for_signature", "return_to_specialist", "sign", "hand_over"})
"""Of the process's actions, those that have an operation."""


def _action(code: str, reason: str = "") -> ActionView:
    return ActionView(code=code, title=str(texts.ACTION[code]), allowed=not reason, reason=reason)


def file_content(dossier_id: UUID, file_id: UUID, *, actor: Actor, now: datetime) -> FileContent:
    """A component, the receipt or the result, for somebody who may see the dossier.

    Raises DossierNotFound when the file is not this dossier's, or is a result that the applicant does not have yet.
    """
    found, _ = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    own = {found.receipt_file_id}
    if may_download_result(found, as_applicant=is_applicant(found, actor)):
        own.add(found.result_file_id)
    if file_id not in own and not DossierComponent.objects.filter(dossier_id=found.id, file_id=file_id).exists():
        raise DossierNotFound
    file = files.file(file_id)
    return FileContent(file.name, file.media_type, files.content(file_id))
