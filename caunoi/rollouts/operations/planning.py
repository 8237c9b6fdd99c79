"""A pilot is designed: where, by when, what must hold to begin and to end it, and what every place will check."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.people import queries as people
from caunoi.rollouts.errors import CodeTaken, UnfitRollout
from caunoi.rollouts.events import ChecklistChanged, RolloutDrafted
from caunoi.rollouts.models import Criterion, Item, Rollout, Step
from caunoi.rollouts.policies import PREPARERS, require_owner
from caunoi.rollouts.rows import locked_rollout, note
from caunoi.rollouts.shapes import CriterionDraft, ItemDraft, RolloutDraft
from caunoi.units import queries as units

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{1,39}")
MOST_LINES = 60


@transaction.atomic
def draft_rollout(*, agency_id: UUID, draft: RolloutDraft, actor: Actor, now: datetime) -> UUID:
    """Design a pilot and the checklist of the places after it; seen by the own agency until the pilot starts.

    Every problem is named at once. Raises NotTheOwner, UnfitRollout, CodeTaken.
    """
    person_id = require_owner(actor, agency_id=agency_id, now=now)
    if problems := _wrong(draft, agency_id, now):
        raise UnfitRollout(problems)
    if Rollout.objects.filter(code=draft.code.strip()).exists():
        raise CodeTaken(code=draft.code.strip())
    row = Rollout.objects.create(
        code=draft.code.strip(), title=draft.title.strip(), abstract=draft.abstract.strip(), agency_id=agency_id,
        person_id=draft.person_id, pilot_agency_id=draft.pilot_agency_id, pilot_starts_on=draft.pilot_starts_on,
        pilot_ends_on=draft.pilot_ends_on, is_sample=draft.is_sample, created_by=person_id, created_at=now,
    )  # fmt: skip
    Step.objects.create(rollout=row, stage="draft", at=now, by=person_id)
    Criterion.objects.bulk_create(
        Criterion(rollout=row, side=side, position=number, text=one.text.strip(), obligatory=one.obligatory)
        for side, many in (("entry", draft.entry), ("exit", draft.exit))
        for number, one in enumerate(many, 1)
    )
    _keep_items(row, draft.items)
    event = RolloutDrafted(
        code=row.code, pilot_agency=row.pilot_agency_id, entry=len(draft.entry), exit=len(draft.exit),
        items=len(draft.items),
    )  # fmt: skip
    note(event, row, actor=actor, now=now)
    return row.id


@transaction.atomic
def change_checklist(*, rollout_id: UUID, items: Sequence[ItemDraft], actor: Actor, now: datetime) -> None:
    """Replace the checklist by what the pilot has taught; only before the first wave, when no place uses it yet.

    Raises RolloutNotFound, NotTheOwner, WrongStage, UnfitRollout.
    """
    row = locked_rollout(rollout_id, stages=("draft", "pilot"))
    require_owner(actor, agency_id=row.agency_id, now=now)
    if problems := _wrong_items(items):
        raise UnfitRollout(problems)
    row.items.all().delete()
    _keep_items(row, items)
    obligatory = sum(one.obligatory for one in items)
    note(ChecklistChanged(code=row.code, items=len(items), obligatory=obligatory), row, actor=actor, now=now)


def _keep_items(row: Rollout, items: Sequence[ItemDraft]) -> None:
    Item.objects.bulk_create(
        Item(rollout=row, position=number, text=one.text.strip(), who=one.who.strip(), obligatory=one.obligatory)
        for number, one in enumerate(items, 1)
    )


def _wrong(draft: RolloutDraft, agency_id: UUID, now: datetime) -> list[Problem]:
    problems = []
    if not _CODE.fullmatch(draft.code.strip()):
        problems.append(
            Problem(_("Mã gồm chữ không dấu, số, dấu chấm, gạch chéo, gạch ngang; 2 đến 40 ký tự."), "code")
        )
    if not 5 <= len(draft.title.strip()) <= 300:
        problems.append(Problem(_("Hãy ghi tên, từ 5 đến 300 ký tự."), "title"))
    if not 5 <= len(draft.abstract.strip()) <= 2000:
        problems.append(Problem(_("Hãy ghi nội dung, từ 5 đến 2000 ký tự."), "abstract"))
    if draft.pilot_ends_on <= draft.pilot_starts_on:
        problems.append(Problem(_("Ngày kết thúc thí điểm phải sau ngày bắt đầu."), "pilot_ends_on"))
    if not any(m.role in PREPARERS for m in people.members(agency_id, at=now) if m.person_id == draft.person_id):
        problems.append(Problem(_("Người phụ trách phải là cán bộ của cơ quan chủ trì."), "person_id"))
    if draft.pilot_agency_id not in units.agencies([draft.pilot_agency_id]):
        problems.append(Problem(_("Không có cơ quan này để thí điểm."), "pilot_agency_id"))
    problems += _wrong_criteria(draft.entry, "entry")
    problems += _wrong_criteria(draft.exit, "exit")
    return problems + _wrong_items(draft.items)


def _wrong_criteria(found: Sequence[CriterionDraft], field: str) -> list[Problem]:
    if not any(one.obligatory for one in found):
        return [Problem(_("Phải có ít nhất một tiêu chí bắt buộc."), field)]
    return _wrong_lines([one.text for one in found], field)


def _wrong_items(items: Sequence[ItemDraft]) -> list[Problem]:
    problems = _wrong_lines([one.text for one in items], "items")
    if not any(one.obligatory for one in items):
        problems.append(Problem(_("Danh mục kiểm tra phải có ít nhất một mục bắt buộc."), "items"))
    nobody = [one.text.strip() for one in items if not 2 <= len(one.who.strip()) <= 200]
    return problems + [
        Problem(_("Mục “%(text)s” chưa có ai làm."), "items", params=(("text", text),)) for text in nobody
    ]


def _wrong_lines(texts: Sequence[str], field: str) -> list[Problem]:
    problems = []
    cleaned = [text.strip() for text in texts]
    if len(cleaned) > MOST_LINES:
        problems.append(Problem(_("Nhiều nhất %(most)s dòng."), field, params=(("most", MOST_LINES),)))
    for number, text in enumerate(cleaned, 1):
        if not 3 <= len(text) <= 500:
            problems.append(Problem(_("Mỗi dòng dài từ 3 đến 500 ký tự."), field, line=number))
        elif text in cleaned[: number - 1]:
            problems.append(Problem(_("Dòng này đã có ở trên."), field, line=number))
    return problems
