"""Rows of drafts, and the views made of them. Private to the room."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.people import queries as people
from caunoi.people.policies import holds_role
from caunoi.procedures import policies
from caunoi.procedures.checking import problems_of_draft, whole_of
from caunoi.procedures.errors import DraftNotFound, DraftStateConflict, StaleDraft
from caunoi.procedures.models import DraftStep, ProcedureDraft, ProcedureVersion
from caunoi.procedures.phrasing import changes_in_words
from caunoi.procedures.shapes_work import DraftRow, DraftView, Remark
from caunoi.units import queries as units

OPEN = ("drafting", "checking", "checked")
KEPT_STEPS = 200
_DECISION = ("effective_from", "effective_to", "decision_ref", "decision_on", "variants")


def locked(draft_id: UUID, agency: units.AgencyView) -> ProcedureDraft:
    """The draft, locked until the transaction ends. Raises DraftNotFound, also for another agency's."""
    draft = ProcedureDraft.objects.select_for_update().filter(id=draft_id).first()
    if draft is None:
        raise DraftNotFound
    policies.require_same_agency(draft, agency)
    return draft


def require_state(draft: ProcedureDraft, *states: str) -> None:
    """Raise DraftStateConflict unless the draft stands in one of the states."""
    if draft.state not in states:
        raise DraftStateConflict


def require_revision(draft: ProcedureDraft, revision: int, typed: dict[str, Any] | None = None) -> None:
    """Raise StaleDraft, with who changed what since, when the draft is no longer as the caller saw it."""
    if draft.revision == revision:
        return
    seen = draft.steps.filter(revision__lte=revision).order_by("-revision").first()
    names = people.names([draft.changed_by] if draft.changed_by else [])
    raise StaleDraft(
        revision=draft.revision,
        changes=changes_in_words(seen.body, draft.body) if seen else (),
        typed=typed,
        who=names.get(draft.changed_by, "–") if draft.changed_by else "–",
        at=f"{draft.changed_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
    )


def put(draft: ProcedureDraft, body: dict[str, Any], person: Person, now: datetime) -> None:
    """Save a body as the next revision; steps that were undone are gone, and only the last ones are kept."""
    draft.steps.filter(step__gt=draft.step).delete()
    draft.step += 1
    draft.body = body
    touch(draft, person, now)
    DraftStep.objects.create(
        draft=draft, step=draft.step, revision=draft.revision, body=body, made_by=person.person_id, made_at=now
    )
    draft.steps.filter(step__lte=draft.step - KEPT_STEPS).delete()


def touch(draft: ProcedureDraft, person: Person, now: datetime) -> None:
    """Count a revision by the person and save the row; a body that changed has to be checked anew."""
    draft.revision += 1
    draft.changed_by, draft.changed_at = person.person_id, now
    draft.save()


def remark(draft: ProcedureDraft, person: Person, now: datetime, text: str) -> None:
    """Note what the person wrote; not saved."""
    draft.remarks = [
        *draft.remarks, {"by": str(person.person_id), "at": now.isoformat(), "text": text, "state": draft.state}
    ]  # fmt: skip


def newest(code: str) -> ProcedureVersion | None:
    """The version with the latest beginning, in force or waiting; None when the procedure has none."""
    rows = ProcedureVersion.objects.filter(procedure__code=code, superseded_at=None)
    return rows.order_by("-effective_from").first()


def bare(body: dict[str, Any]) -> dict[str, Any]:
    """A body without what the decision and the provinces say."""
    return {key: value for key, value in body.items() if key not in _DECISION}


def moved(draft: ProcedureDraft, now_newest: ProcedureVersion | None) -> bool:
    """Whether the national text is no longer the one that the draft began from."""
    if draft.base_version is None or now_newest is None or now_newest.id == draft.base_version_id:
        return draft.base_version is None and now_newest is not None
    return bare(now_newest.body) != bare(draft.base_version.body)


def rows_of(drafts: Iterable[ProcedureDraft]) -> list[DraftRow]:
    """Drafts as lines; two statements."""
    found = list(drafts)
    names = people.names(p for d in found for p in (d.made_by, d.changed_by) if p)
    agencies = units.agencies({d.agency_id for d in found})
    return [
        DraftRow(
            id=d.id, code=d.procedure_code, name=d.name, kind=d.kind, state=d.state, province=d.province,
            agency_id=d.agency_id, agency_name=agencies[d.agency_id].name if d.agency_id in agencies else "",
            revision=d.revision, changed_by=_known(names, d.changed_by), changed_at=d.changed_at,
            made_by=_known(names, d.made_by), effective_from=d.effective_from, version_id=d.version_id,
        )
        for d in found
    ]  # fmt: skip


def view_of(draft: ProcedureDraft, person: Person, now: datetime) -> DraftView:
    """A draft whole, with its problems and what the person may do with it now."""
    base = draft.base_version.body if draft.base_version else None
    by = [draft.made_by, draft.changed_by, draft.checked_by, draft.decided_by, *(UUID(r["by"]) for r in draft.remarks)]
    names = people.names(p for p in by if p)
    is_open = draft.state in OPEN
    base_moved = is_open and moved(draft, newest(draft.procedure_code))
    body = copy.deepcopy(draft.body)
    return DraftView(
        id=draft.id, code=draft.procedure_code, name=draft.name, kind=draft.kind, state=draft.state,
        province=draft.province, agency_id=draft.agency_id, agency_name=units.agency(draft.agency_id).name,
        base_version_id=draft.base_version_id, base=copy.deepcopy(base), base_moved=base_moved,
        body=body, whole=copy.deepcopy(whole_of(draft.kind, body, base)), revision=draft.revision,
        made_by=_known(names, draft.made_by), made_by_id=draft.made_by, made_at=draft.made_at,
        changed_by=_known(names, draft.changed_by), changed_by_id=draft.changed_by, changed_at=draft.changed_at,
        sent_at=draft.sent_at, checked_by=_known(names, draft.checked_by), checked_at=draft.checked_at,
        decided_by=_known(names, draft.decided_by), decided_at=draft.decided_at, decision_ref=draft.decision_ref,
        decision_on=draft.decision_on, effective_from=draft.effective_from, version_id=draft.version_id,
        remarks=tuple(_remark(r, names) for r in draft.remarks),
        problems=tuple(problems_of_draft(draft.kind, draft.body, base)) if is_open else (),
        may=_may(draft, person, now, base_moved=base_moved),
    )  # fmt: skip


def _known(names: dict[UUID, str], person_id: UUID | None) -> str:
    return names.get(person_id, "") if person_id else ""


def _remark(row: dict[str, Any], names: dict[UUID, str]) -> Remark:
    by = UUID(row["by"])
    return Remark(by, names.get(by, ""), datetime.fromisoformat(row["at"]), row["text"], row["state"])


def _may(draft: ProcedureDraft, person: Person, now: datetime, *, base_moved: bool) -> frozenset[str]:
    """What the policies would let the person do; the operations ask them again."""

    def holds(roles: tuple[str, ...]) -> bool:
        return holds_role(person, agency_id=draft.agency_id, roles=roles, now=now)

    acts: set[str] = set()
    drafter, edited = holds(policies.DRAFTERS), policies.has_edited(draft, person)
    if draft.state == "drafting" and drafter:
        acts |= {"save", "send", "drop"} | ({"undo"} if draft.steps.filter(step__lt=draft.step).exists() else set())
        acts |= {"redo"} if draft.steps.filter(step__gt=draft.step).exists() else set()
    if draft.state == "checking" and holds(policies.CHECKERS):
        acts |= {"return"} | (set() if edited else {"check"})
    if draft.state == "checked" and holds(policies.DECIDERS):
        acts |= {"return"} | (set() if edited else {"publish"})
    if draft.state in ("checking", "checked") and drafter:
        acts |= {"drop"}
    if base_moved and drafter and draft.state in OPEN and draft.kind != "new":
        acts |= {"rebase"}
    return frozenset(acts)
