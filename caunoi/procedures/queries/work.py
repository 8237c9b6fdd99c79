"""Reads of the catalogue as work: drafts, differences in words, what provinces override, transfers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.errors import NotFound
from caunoi.procedures import policies
from caunoi.procedures.checking import problems_of_body, whole_of
from caunoi.procedures.drafts import bare, newest, rows_of, view_of
from caunoi.procedures.errors import DraftNotFound, ProcedureNotFound
from caunoi.procedures.models import AuthorityTransfer, ProcedureDraft, ProcedureVersion
from caunoi.procedures.phrasing import changes_in_words, what_is, worded
from caunoi.procedures.queries.reading import plain
from caunoi.procedures.rules import differences, merged
from caunoi.procedures.rules.variants import variant_of
from caunoi.procedures.shapes_work import Affected, Change, DraftRow, DraftView, Override, TransferReport
from caunoi.procedures.transfers import report_of

__all__ = [
    "affected_provinces",
    "changes",
    "draft",
    "drafts",
    "overrides",
    "transfer",
    "transfers",
    "version_body",
    "version_changes",
]


def drafts(*, actor: Actor, now: datetime, state: str | None = None, code: str | None = None) -> list[DraftRow]:
    """The drafts of the actor's agency, last changed first; `state` may be `open`. Raises NotCatalogueOffice."""
    _, agency = policies.office(actor, roles=policies.READERS, now=now)
    rows = ProcedureDraft.objects.filter(agency_id=agency.id).defer("body").order_by("-changed_at", "-id")
    if code is not None:
        rows = rows.filter(procedure_code=plain(code))
    if state is not None:
        rows = rows.filter(state__in=("drafting", "checking", "checked") if state == "open" else (state,))
    return rows_of(rows)


def draft(draft_id: UUID, *, actor: Actor, now: datetime) -> DraftView:
    """A draft of the actor's agency, whole. Raises DraftNotFound, NotCatalogueOffice."""
    person, agency = policies.office(actor, roles=policies.READERS, now=now)
    return view_of(_draft(draft_id, agency.id), person, now)


def changes(old_body: dict[str, Any] | None, new_body: dict[str, Any] | None) -> list[Change]:
    """What is different, in sentences of the field in the language in force, in the order of reading."""
    return changes_in_words(old_body, new_body)


def version_body(version_id: UUID) -> dict[str, Any]:
    """The body of a published version; not to be changed. Raises ProcedureNotFound."""
    row = ProcedureVersion.objects.filter(id=version_id).first()
    if row is None:
        raise ProcedureNotFound(code=str(version_id))
    body: dict[str, Any] = row.body
    return body


def version_changes(version_id: UUID) -> list[Change]:
    """What a version changed of the one before it; of the first one everything is new. Raises ProcedureNotFound."""
    row = ProcedureVersion.objects.filter(id=version_id).first()
    if row is None:
        raise ProcedureNotFound(code=str(version_id))
    before = ProcedureVersion.objects.filter(procedure_id=row.procedure_id, published_at__lte=row.published_at)
    earlier = before.exclude(id=row.id).filter(effective_from__lte=row.effective_from)
    last = earlier.order_by("-effective_from", "-revision").first()
    return changes_in_words(last.body if last else None, row.body)


def overrides(version_id: UUID, province: str) -> list[Override]:
    """What a province (code) says differently from the nation, place by place; empty when nothing."""
    return _overrides(version_body(version_id), province)


def affected_provinces(draft_id: UUID, *, actor: Actor | None = None, now: datetime | None = None) -> list[Affected]:
    """For each province with a variant: what it overrides of the places that a national draft changes."""
    found = ProcedureDraft.objects.select_related("base_version").filter(id=draft_id).first()
    if found is None:
        raise DraftNotFound
    if actor is not None and now is not None:
        _, agency = policies.office(actor, roles=policies.READERS, now=now)
        policies.require_same_agency(found, agency)
    last = newest(found.procedure_code)
    if last is None or found.kind == "variant":
        return []
    new = whole_of(found.kind, found.body, last.body)
    changed = {"/".join(d.path) for d in differences(bare(last.body), bare(new))}
    return [_affected(last.body, new, variant, changed) for variant in last.body.get("variants", [])]


def transfers(*, actor: Actor, now: datetime) -> list[TransferReport]:
    """The transfers that were made, the newest first. Raises NotCatalogueOffice."""
    policies.office(actor, roles=policies.READERS, now=now)
    return [report_of(row) for row in AuthorityTransfer.objects.order_by("-decided_at")]


def transfer(transfer_id: UUID, *, actor: Actor, now: datetime) -> TransferReport:
    """One transfer that was made, whole. Raises NotFound, NotCatalogueOffice."""
    policies.office(actor, roles=policies.READERS, now=now)
    row = AuthorityTransfer.objects.filter(id=transfer_id).first()
    if row is None:
        raise NotFound
    return report_of(row)


def _draft(draft_id: UUID, agency_id: UUID) -> ProcedureDraft:
    found = ProcedureDraft.objects.select_related("base_version").filter(id=draft_id, agency_id=agency_id).first()
    if found is None:
        raise DraftNotFound
    return found


def _overrides(body: dict[str, Any], province: str) -> list[Override]:
    variant = variant_of(body, province)
    if variant is None:
        return []
    national = bare(body)
    return _between(national, merged(national, variant["overrides"]), variant["reference"])


def _between(national: dict[str, Any], own: dict[str, Any], reference: str) -> list[Override]:
    found = []
    for difference in differences(national, own):
        before, after = worded(difference.path, difference.before, difference.after)
        place, what = "/".join(difference.path), what_is(difference.path, national, own)
        found.append(Override(place, what, before, after, reference))
    return found


def _affected(old: dict[str, Any], new: dict[str, Any], variant: dict[str, Any], changed: set[str]) -> Affected:
    own = merged(bare(old), variant["overrides"])
    touched = [o for o in _between(bare(old), own, variant["reference"]) if _touches(o.place, changed)]
    fits = not problems_of_body(merged(bare(new), variant["overrides"]))
    return Affected(variant["province"], variant["reference"], tuple(touched), fits)


def _touches(place: str, changed: set[str]) -> bool:
    """Whether the draft changes this place, something in it, or something that it is in."""
    return any(place == c or place.startswith(f"{c}/") or c.startswith(f"{place}/") for c in changed)
