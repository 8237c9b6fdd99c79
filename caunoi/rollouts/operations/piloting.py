"""The pilot: begun when its entry criteria are met, its results recorded, ended by a decision with its guidance."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.rollouts.errors import CriteriaNotMet, NeedsGuidance, NewEndNeeded, RolloutNotFound, UnfitRollout
from caunoi.rollouts.events import PilotDecided, PilotStarted, PlaceChanged, ResultRecorded
from caunoi.rollouts.models import Change, Criterion, Place, Result, Rollout, Step, Wave
from caunoi.rollouts.policies import require_decider, require_pilot
from caunoi.rollouts.rows import criteria, kept, locked_rollout, note, note_place, owner, stage_of, why
from caunoi.rollouts.rules import OUTCOMES, Outcome, unfulfilled
from caunoi.rollouts.shapes import File, Guidance
from caunoi.units import queries as units

PILOT = "Thí điểm"
"""The name of wave 0: data, in Vietnamese in every language."""


@transaction.atomic
def start_pilot(*, rollout_id: UUID, actor: Actor, now: datetime, reason: str = "") -> None:
    """A leader lets the pilot begin; with an obligatory entry criterion not met only with a `reason`.

    Raises RolloutNotFound, NotTheDecider, WrongStage, CriteriaNotMet, SayWhy.
    """
    row = locked_rollout(rollout_id, stages=("draft",))
    person_id = require_decider(actor, agency_id=row.agency_id, now=now)
    despite = _passed_over(row, "entry", reason, now)
    Step.objects.create(rollout=row, stage="pilot", at=now, by=person_id, reason=reason.strip(), despite=despite)
    event = PilotStarted(code=row.code, pilot_agency=row.pilot_agency_id, ends_on=row.pilot_ends_on, despite=despite)
    note(event, row, actor=actor, now=now)


@transaction.atomic
def record_result(
    *, rollout_id: UUID, criterion_id: UUID, met: bool, note_text: str, actor: Actor, now: datetime,
    file: File | None = None,
) -> None:  # fmt: skip
    """What was found about a criterion, with words and evidence; earlier findings stay. Before the pilot: entry ones.

    By the pilot's place or the leading agency. Raises RolloutNotFound, NotAtThisPlace, WrongStage, SayWhy and what
    `documents.store` raises about the file.
    """
    row = locked_rollout(rollout_id, stages=("draft", "pilot"))
    drafted = stage_of(row).stage == "draft"
    agencies = [row.agency_id] if drafted else [row.agency_id, row.pilot_agency_id]
    person_id = require_pilot(actor, agencies=agencies, now=now)
    criterion = Criterion.objects.filter(rollout=row, pk=criterion_id).first()
    if criterion is None or (drafted and criterion.side == "exit"):
        raise RolloutNotFound
    result = Result(id=new_id(), criterion=criterion, met=met, note=why(note_text), at=now, by=person_id)
    result.file_id = kept(
        file, kind="rollout", subject_id=row.id, place=owner(row), actor=actor, now=now
    )  # fmt: skip
    result.save(force_insert=True)
    event = ResultRecorded(
        code=row.code, criterion=criterion.id, side=criterion.side, met=met, with_file=file is not None
    )
    note(event, row, actor=actor, now=now)


@transaction.atomic
def end_pilot(
    *, rollout_id: UUID, outcome: Outcome, actor: Actor, now: datetime, guidance: Guidance | None = None,
    reason: str = "", new_end: date | None = None,
) -> None:  # fmt: skip
    """A leader decides on the pilot.

    `roll_out` needs the guidance document with its file, and a `reason` when an obligatory exit criterion is not met;
    the pilot's place is then live as wave 0. `extend` needs `new_end` and a reason, `stop` a reason. Raises
    RolloutNotFound, NotTheDecider, WrongStage, NeedsGuidance, CriteriaNotMet, NewEndNeeded, SayWhy and what
    `documents.store` raises.
    """
    row = locked_rollout(rollout_id, stages=("pilot",))
    person_id = require_decider(actor, agency_id=row.agency_id, now=now)
    if outcome not in OUTCOMES:
        raise UnfitRollout([Problem(_("Hãy chọn một quyết định."), "outcome")])
    step = Step(id=new_id(), rollout=row, at=now, by=person_id, outcome=outcome, reason=reason.strip())
    if outcome == "roll_out":
        step.stage, step.despite = "piloted", _passed_over(row, "exit", reason, now)
        _guided(step, row, guidance, actor, now)
    elif outcome == "extend":
        why(reason)
        if new_end is None or new_end <= local_date(now):
            raise NewEndNeeded
        step.stage, step.pilot_ends_on = "pilot", new_end
    else:
        why(reason)
        step.stage = "stopped"
    step.save(force_insert=True)
    event = PilotDecided(
        code=row.code, outcome=outcome, despite=step.despite, guidance_date=step.dated,
        with_file=step.file_id is not None,
    )  # fmt: skip
    note(event, row, actor=actor, now=now)
    if outcome == "roll_out":
        _live_as_pilot(row, person_id, actor, now)


def _passed_over(row: Rollout, side: str, reason: str, now: datetime) -> int:
    """How many obligatory criteria are not met. Raises CriteriaNotMet when there are and nobody says why."""
    unmet = unfulfilled(criteria(row, side, at=now))
    if unmet and not reason.strip():
        raise CriteriaNotMet(criteria="; ".join(unmet))
    if unmet:
        why(reason)
    return len(unmet)


def _guided(step: Step, row: Rollout, guidance: Guidance | None, actor: Actor, now: datetime) -> None:
    if guidance is None or guidance.file is None:
        raise NeedsGuidance([Problem(_("Hãy gửi kèm tệp văn bản hướng dẫn."), "file")])
    problems = []
    if not 1 <= len(guidance.number.strip()) <= 80:
        problems.append(Problem(_("Hãy ghi số, ký hiệu của văn bản."), "number"))
    if guidance.dated > local_date(now):
        problems.append(Problem(_("Ngày của văn bản không thể ở tương lai."), "dated"))
    if not 5 <= len(guidance.abstract.strip()) <= 500:
        problems.append(Problem(_("Hãy ghi trích yếu, từ 5 đến 500 ký tự."), "guidance_abstract"))
    if problems:
        raise NeedsGuidance(problems)
    step.number, step.dated = guidance.number.strip(), guidance.dated
    step.abstract = guidance.abstract.strip()
    step.file_id = kept(
        guidance.file, kind="rollout", subject_id=row.id, place=owner(row), actor=actor, now=now
    )  # fmt: skip


def _live_as_pilot(row: Rollout, person_id: UUID, actor: Actor, now: datetime) -> None:
    """The pilot's place works already: it stands first among the places."""
    agency = units.agency(row.pilot_agency_id)
    wave = Wave.objects.create(
        rollout=row, number=0, name=PILOT, due_on=local_date(now), opened_at=now, opened_by=person_id
    )
    place = Place.objects.create(
        rollout=row, wave=wave, agency_id=agency.id, unit_id=agency.unit_id, level=agency.level,
        province=agency.province_code,
    )  # fmt: skip
    Change.objects.create(place=place, state="live", at=now, by=person_id)
    event = PlaceChanged(rollout=row.code, wave=0, before="", state="live", despite=0)
    note_place(event, place, actor=actor, now=now)
