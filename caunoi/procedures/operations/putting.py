"""Putting a decided body in force: the version's row, the end of the one before it, the entry, the journal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import Event, Place, append
from caunoi.procedures import events
from caunoi.procedures.checking import problems_of_body
from caunoi.procedures.drafts import bare, newest
from caunoi.procedures.errors import DecisionInvalid
from caunoi.procedures.models import Procedure, ProcedureDraft, ProcedureVersion
from caunoi.procedures.publishing import ENTRY_FIELDS, OFFICE, dated, fill_office_entry, version_row
from caunoi.procedures.rules import merged


def put_in_force(draft: ProcedureDraft, *, actor: Actor, now: datetime) -> ProcedureVersion:
    """Publish the draft's body, or the national one with the province's variant in it. Raises DecisionInvalid."""
    assert draft.effective_from is not None
    assert draft.decision_on is not None
    procedure = _procedure(draft)
    last = newest(draft.procedure_code)
    body, left_out = _whole(draft, last)
    row = version_row(
        procedure.id,
        dated(body, ref=draft.decision_ref, on=draft.decision_on, start=draft.effective_from),
        start=draft.effective_from, end=None, now=now, origin=OFFICE,
    )  # fmt: skip
    follow(row, last, now)
    row.save(force_insert=True)
    if row.effective_from <= local_date(now):
        fill_office_entry(procedure, row.body).save(update_fields=ENTRY_FIELDS)
    entry = events.Published(
        procedure=draft.procedure_code, draft=draft.id, draft_kind=draft.kind, version=row.id, revision=row.revision,
        effective_from=row.effective_from, digest=row.digest[:16], province=draft.province, left_out=left_out,
        online=str(row.body.get("online_level") or ""), in_time=local_date(now) <= row.effective_from,
    )  # fmt: skip
    _tell(entry, draft, procedure, actor, now)
    return row


def abolish(draft: ProcedureDraft, *, actor: Actor, now: datetime) -> ProcedureVersion:
    """Let the newest version end. Raises DecisionInvalid when it begins later or has an end already."""
    assert draft.effective_from is not None
    procedure, last = _procedure(draft), newest(draft.procedure_code)
    assert last is not None
    _require_open(last)
    if draft.effective_from <= last.effective_from:
        _refuse(_("Phải sau ngày %(day)s, ngày bản mới nhất có hiệu lực."), last.effective_from)
    close(last, draft.effective_from)
    entry = events.Abolished(
        procedure=draft.procedure_code, draft=draft.id, version=last.id, effective_from=draft.effective_from
    )
    _tell(entry, draft, procedure, actor, now)
    return last


def follow(row: ProcedureVersion, last: ProcedureVersion | None, now: datetime) -> None:
    """End the newest version where the new one begins; on the same day the new one stands in its place.

    Raises DecisionInvalid when the new one would begin before the newest, or before that one's set end.
    """
    if last is None:
        return
    if row.effective_from < last.effective_from:
        _refuse(_("Phải từ ngày %(day)s trở đi, ngày bản mới nhất có hiệu lực."), last.effective_from)
    same = ProcedureVersion.objects.filter(procedure_id=last.procedure_id, effective_from=row.effective_from)
    row.revision = same.count() + 1
    if row.effective_from == last.effective_from:
        row.effective_to = last.effective_to
        ProcedureVersion.objects.filter(id=last.id).update(superseded_at=now)
    elif last.effective_to is None:
        close(last, row.effective_from)
    elif row.effective_from < last.effective_to:
        _refuse(
            _("Bản mới nhất đã được định ngày kết thúc %(day)s; bản sau phải bắt đầu từ ngày ấy."), last.effective_to
        )


def close(version: ProcedureVersion, day: date) -> None:
    """Set the open end of a version."""
    version.effective_to = day
    ProcedureVersion.objects.filter(id=version.id).update(effective_to=day)


def _whole(draft: ProcedureDraft, last: ProcedureVersion | None) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The body with the provinces' variants, and the provinces whose variants no longer make a whole one."""
    variants = list(last.body.get("variants", [])) if last else []
    if draft.kind == "variant":
        assert last is not None
        others = [v for v in variants if v["province"] != draft.province]
        return {**bare(last.body), "variants": [*others, _variant(draft)]}, ()
    body = bare(draft.body)
    fitting = [v for v in variants if fits(body, v)]
    left_out = tuple(v["province"] for v in variants if v not in fitting)
    return {**body, **({"variants": fitting} if fitting else {})}, left_out


def _variant(draft: ProcedureDraft) -> dict[str, Any]:
    notes = {"unsure_notes": draft.body["unsure_notes"]} if draft.body.get("unsure_notes") else {}
    return {
        "province": draft.province, "reference": draft.body["reference"], "unsure": bool(draft.body.get("unsure")),
        "overrides": draft.body["overrides"], **notes,
    }  # fmt: skip


def fits(body: dict[str, Any], variant: dict[str, Any]) -> bool:
    """Whether a province's variant, laid over a national body, makes a whole one."""
    return not problems_of_body(merged(bare(body), variant["overrides"]))


def _procedure(draft: ProcedureDraft) -> Procedure:
    """The procedure's row, locked; made for a new one."""
    found = Procedure.objects.select_for_update().filter(code=draft.procedure_code).first()
    if found is not None:
        return found
    row = Procedure(id=new_id(), code=draft.procedure_code, name=draft.name)
    fill_office_entry(row, draft.body).save(force_insert=True)
    return row


def _require_open(last: ProcedureVersion) -> None:
    if last.effective_to is not None:
        _refuse(_("Thủ tục này đã được định ngày kết thúc: %(day)s."), last.effective_to)


def _refuse(text: object, day: date) -> None:
    raise DecisionInvalid([Problem(str(text), "effective_from", params=(("day", f"{day:%d/%m/%Y}"),))])


def _tell(entry: Event, draft: ProcedureDraft, procedure: Procedure, actor: Actor, now: datetime) -> None:
    place = Place(agency_id=draft.agency_id, province=draft.province)
    append(entry, subject_id=procedure.id, actor=actor, now=now, place=place)
