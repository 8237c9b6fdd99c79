"""Begin a draft, save it, go back and forth over its steps, give it up."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.journal import Place, append
from caunoi.procedures import events, policies, template
from caunoi.procedures.checking import CODE
from caunoi.procedures.drafts import OPEN, bare, locked, newest, put, require_revision, require_state, touch, view_of
from caunoi.procedures.errors import (
    DraftElsewhere,
    DraftExists,
    DraftNotReady,
    ProcedureExists,
    ProcedureNotFound,
)
from caunoi.procedures.models import DraftStep, ProcedureDraft, ProcedureVersion
from caunoi.procedures.rules.variants import variant_of
from caunoi.procedures.shapes_work import DraftView
from caunoi.units import queries as units

MOST_BODY = 2_000_000
KINDS = ("new", "amend", "abolish", "variant")


def start_draft(
    *,
    kind: str,
    code: str,
    name: str | Mapping[str, str] | None = None,
    base_version_id: UUID | None = None,
    province: str = "",
    field: str = "",
    actor: Actor,
    now: datetime,
) -> DraftView:
    """Begin a draft of a `new` procedure, an `amend`ment, an abolition (`abolish`), or a province's `variant`.

    A new one begins from a small whole template (`name` in Vietnamese, or in each language; `field` is its lĩnh vực,
    which may also be written later but has to stand there when it is sent); the others from `base_version_id`, or the
    newest version. Raises NotCatalogueOffice, NotYourProvince, ProcedureNotFound, ProcedureExists, DraftExists (with
    the open draft's `draft_id`), DraftElsewhere (another agency's), DraftNotReady (a code that cannot be one).
    """
    person, agency = policies.office(actor, roles=policies.DRAFTERS, now=now)
    policies.require_scope(agency, kind=kind, province=province)
    base = _base(kind, code, base_version_id)
    names = _names(name, base)
    body = _first_body(kind, names, base, province) | ({"field": field} if kind == "new" else {})
    draft = ProcedureDraft(
        procedure_code=code, name=names["vi"], kind=kind, province=province, agency_id=agency.id, base_version=base,
        body=body, made_by=person.person_id, made_at=now, changed_by=person.person_id, changed_at=now,
    )  # fmt: skip
    with transaction.atomic():
        _insert(draft)
        DraftStep.objects.create(draft=draft, step=1, revision=1, body=body, made_by=person.person_id, made_at=now)
        tell(events.DraftStarted, draft, person, now)
    return view_of(draft, person, now)


def save_draft(
    *, draft_id: UUID, body: dict[str, Any], revision: int, name: str | None = None, actor: Actor, now: datetime
) -> DraftView:
    """Keep the body as it is, whole or not, as the next revision; `revision` is the one that the caller saw.

    For a variant the body is `{"reference", "unsure", "overrides"}` (`rules.overrides_between` makes the overrides of a
    whole body). Raises StaleDraft (who saved in between, what they changed, what was typed), DraftNotFound,
    DraftStateConflict, NotCatalogueOffice, DraftNotReady when it is not a mapping of JSON values.
    """
    person, agency = policies.office(actor, roles=policies.DRAFTERS, now=now)
    _require_json(body)
    with transaction.atomic():
        draft = locked(draft_id, agency)
        require_state(draft, "drafting")
        require_revision(draft, revision, body)
        draft.name = name or _said_name(body) or draft.name
        if body != draft.body:
            put(draft, copy.deepcopy(body), person, now)
        elif name:
            touch(draft, person, now)
    return view_of(draft, person, now)


def undo_draft(*, draft_id: UUID, revision: int, actor: Actor, now: datetime) -> DraftView:
    """Go back by one saved step; nothing happens at the first. Raises as save_draft does."""
    return _step(draft_id, revision, -1, actor, now)


def redo_draft(*, draft_id: UUID, revision: int, actor: Actor, now: datetime) -> DraftView:
    """Go forward again by one step that was undone; nothing happens at the last. Raises as save_draft does."""
    return _step(draft_id, revision, 1, actor, now)


def rebase_draft(*, draft_id: UUID, actor: Actor, now: datetime) -> DraftView:
    """Let the draft begin from the newest version instead; its body stays, and it has to be sent and checked anew.

    Its differences are then those against the newest version, so that what would be taken back shows.
    """
    person, agency = policies.office(actor, roles=policies.DRAFTERS, now=now)
    with transaction.atomic():
        draft = locked(draft_id, agency)
        require_state(draft, *OPEN)
        draft.base_version, draft.state = newest(draft.procedure_code), "drafting"
        draft.checked_by = draft.checked_at = draft.sent_at = None
        touch(draft, person, now)
    return view_of(draft, person, now)


def drop_draft(*, draft_id: UUID, actor: Actor, now: datetime) -> None:
    """Give a draft up; it stays readable. Raises DraftNotFound, DraftStateConflict, NotCatalogueOffice."""
    person, agency = policies.office(actor, roles=policies.DRAFTERS, now=now)
    with transaction.atomic():
        draft = locked(draft_id, agency)
        require_state(draft, *OPEN)
        draft.state = "dropped"
        touch(draft, person, now)
        tell(events.DraftDropped, draft, person, now)


def tell(event: type[events.DraftEvent], draft: ProcedureDraft, person: Person, now: datetime) -> None:
    """Journal what happened to a draft."""
    entry = event(procedure=draft.procedure_code, draft_kind=draft.kind, province=draft.province)
    place = Place(agency_id=draft.agency_id, province=draft.province)
    append(entry, subject_id=draft.id, actor=person, now=now, place=place)


def _base(kind: str, code: str, base_version_id: UUID | None) -> ProcedureVersion | None:
    if kind not in KINDS or not CODE.fullmatch(code):
        raise DraftNotReady(
            [Problem(_("Mã thủ tục viết dạng 1.001193, hoặc CT- và chữ in hoa khi chưa có mã."), "code")]
        )
    if kind == "new":
        if ProcedureVersion.objects.filter(procedure__code=code).exists():
            raise ProcedureExists(code=code)
        return None
    rows = ProcedureVersion.objects.filter(procedure__code=code)
    base = rows.filter(id=base_version_id).first() if base_version_id else newest(code)
    if base is None:
        raise ProcedureNotFound(code=code)
    return base


def _names(name: str | Mapping[str, str] | None, base: ProcedureVersion | None) -> dict[str, str]:
    if base is not None:
        return dict(base.body["name"])
    names = template.texts(name or "") if isinstance(name, str | None) else {**template.texts(""), **name}
    if not names["vi"].strip():
        raise DraftNotReady([Problem(_("Hãy ghi tên thủ tục bằng tiếng Việt."), "name")])
    return names


def _first_body(kind: str, names: dict[str, str], base: ProcedureVersion | None, province: str) -> dict[str, Any]:
    match kind:
        case "new":
            return template.new_body(names)
        case "abolish":
            return template.abolition()
        case "variant":
            own = variant_of(base.body, province) if base else None
            return {k: v for k, v in own.items() if k != "province"} if own else template.variant()
    return bare(base.body) if base else {}


def _insert(draft: ProcedureDraft) -> None:
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        is_open = ProcedureDraft.objects.filter(
            procedure_code=draft.procedure_code, province=draft.province, state__in=OPEN
        ).first()
        if is_open is None:
            raise
        if is_open.agency_id != draft.agency_id:
            begun = local_date(is_open.made_at)
            raise DraftElsewhere(
                code=draft.procedure_code, agency=units.agency(is_open.agency_id).name, since=f"{begun:%d/%m/%Y}"
            ) from error
        raise DraftExists(is_open.id, code=draft.procedure_code) from error


def _said_name(body: dict[str, Any]) -> str:
    name = body.get("name")
    return str(name.get("vi") or "") if isinstance(name, dict) else ""


def _require_json(body: Any) -> None:
    try:
        fine = isinstance(body, dict) and _fits(json.dumps(body, allow_nan=False))
    except (TypeError, ValueError, RecursionError):
        fine = False
    if not fine:
        raise DraftNotReady([Problem(_("Nội dung bản thảo không đọc được."))])


def _fits(text: str) -> bool:
    """PostgreSQL keeps no NUL; and a body of more than this is no procedure."""
    return "\\u0000" not in text and len(text) <= MOST_BODY


def _step(draft_id: UUID, revision: int, by: int, actor: Actor, now: datetime) -> DraftView:
    person, agency = policies.office(actor, roles=policies.DRAFTERS, now=now)
    with transaction.atomic():
        draft = locked(draft_id, agency)
        require_state(draft, "drafting")
        require_revision(draft, revision)
        there = draft.steps.filter(step=draft.step + by).first()
        if there is not None:
            draft.step, draft.body = there.step, there.body
            touch(draft, person, now)
    return view_of(draft, person, now)
