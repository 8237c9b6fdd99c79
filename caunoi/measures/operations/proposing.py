"""A figure that the system cannot measure, typed in by the unit with evidence (Decree 224/2026 art. 8.3c, d)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import Place
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.measures import known
from caunoi.measures.errors import AlreadyWaiting, NotRanked, SayWhy, UnfitValue, ValueMovedOn
from caunoi.measures.events import ValueExplained, ValueProposed
from caunoi.measures.manual import locked, note, said, view_of
from caunoi.measures.models import ManualValue
from caunoi.measures.policies import own_unit, require_proposer
from caunoi.measures.shapes import Evidence, ManualView
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

LARGEST = Decimal(10) ** 15


@transaction.atomic
def propose_value(
    *,
    agency_id: UUID,
    index: str,
    figure: str,
    start: date,
    end: date,
    value: Decimal,
    evidence: Evidence,
    actor: Actor,
    now: datetime,
    file: tuple[str, bytes] | None = None,
) -> ManualView:
    """A unit's figure of `[start, end)`, by a head or leader of its agency; it counts once it is verified.

    In a yearly assessment this is the self-assessment. The evidence cites a document's number, date and abstract;
    `file` (name, content) is kept with it. Raises NotYourFigures, NotRanked, UnknownIndex, NotDefinedYet, UnfitValue,
    AlreadyWaiting and what `documents.store` raises.
    """
    agency = units.agency(agency_id)
    person_id = require_proposer(actor, agency=agency, now=now)
    owner = own_unit(agency)
    if owner is None:
        raise NotRanked
    level, key = owner
    version = known.version(index, on=start)
    problems = [
        *_wrong_figure(version, figure, level),
        *_wrong_period(start, end, now),
        *_wrong_value(value),
        *_wrong_evidence(evidence, now),
    ]
    if problems:
        raise UnfitValue(problems)
    waiting = ManualValue.objects.filter(
        index=index, figure=figure, level=level, key=key, period_start=start, period_end=end, state="proposed"
    )
    if waiting.exists():
        raise AlreadyWaiting
    value_id = new_id()
    file_id = _kept(file, value_id, agency, actor, now) if file else evidence.file_id
    row = ManualValue.objects.create(
        id=value_id, index=index, figure=figure, level=level, key=key, unit_name=_unit_name(agency, level),
        agency_id=agency_id, unit_id=agency.unit_id, province=agency.province_code, period_start=start, period_end=end,
        claimed=value, value=value, document_number=evidence.number.strip(), document_date=evidence.dated,
        abstract=evidence.abstract.strip(), file_id=file_id, proposed_by=person_id, proposed_at=now,
    )  # fmt: skip
    event = ValueProposed(**said(row), document_date=row.document_date, with_file=row.file_id is not None)
    note(event, row, actor=actor, now=now)
    return view_of(row)


@transaction.atomic
def explain_value(*, value_id: UUID, answer: str, actor: Actor, now: datetime) -> ManualView:
    """The unit explains itself after the verification of a yearly assessment, before it is approved (art. 8.2b).

    By a head or leader of the unit's agency. Raises ValueNotFound, NotYourFigures, ValueMovedOn, SayWhy.
    """
    row = locked(value_id)
    require_proposer(actor, agency=units.agency(row.agency_id), now=now)
    if row.state != "verified" or not known.yearly(row.index):
        raise ValueMovedOn
    row.answer = reason(answer)
    row.state, row.answered_at = "explained", now
    row.save(update_fields=["answer", "state", "answered_at"])
    note(ValueExplained(**said(row)), row, actor=actor, now=now)
    return view_of(row)


def reason(text: str) -> str:
    """What was said, trimmed. Raises SayWhy."""
    if not 5 <= len(text.strip()) <= 1000:
        raise SayWhy
    return text.strip()


def _kept(file: tuple[str, bytes], value_id: UUID, agency: AgencyView, actor: Actor, now: datetime) -> UUID:
    name, content = file
    subject = SubjectRef("measure_value", value_id)
    place = Place(unit_id=agency.unit_id, agency_id=agency.id, province=agency.province_code)
    kept = documents.store(
        content=content, name=name, media_type=None, subject=subject, actor=actor, now=now, place=place
    )
    return kept.id


def _unit_name(agency: AgencyView, level: str) -> str:
    if level == "department" or agency.unit_id is None:
        return agency.name
    found = units.units([agency.unit_id]).get(agency.unit_id)
    return found.full_name if found else agency.name


def _wrong_figure(version: known.Version, figure: str, level: str) -> list[Problem]:
    if level not in version.levels:
        return [Problem(_("Bộ chỉ số này không đánh giá cấp của đơn vị bạn."), "figure")]
    if figure not in {one.id for one in version.manual}:
        return [Problem(_("Số liệu này được hệ thống tự đếm hoặc không có trong bộ chỉ số; không nhập tay."), "figure")]
    return []


def _wrong_period(start: date, end: date, now: datetime) -> list[Problem]:
    if end <= start:
        return [Problem(_("Ngày cuối kỳ phải sau ngày đầu kỳ."), "end")]
    if start > local_date(now):
        return [Problem(_("Kỳ này chưa bắt đầu."), "start")]
    return []


def _wrong_value(value: Decimal) -> list[Problem]:
    if not value.is_finite() or not 0 <= value < LARGEST:
        return [Problem(_("Số liệu phải là một số không âm."), "value")]
    return []


def _wrong_evidence(evidence: Evidence, now: datetime) -> list[Problem]:
    problems = []
    if not 1 <= len(evidence.number.strip()) <= 80:
        problems.append(Problem(_("Hãy ghi số, ký hiệu của văn bản làm minh chứng."), "number"))
    if evidence.dated > local_date(now):
        problems.append(Problem(_("Ngày của văn bản không thể ở tương lai."), "dated"))
    if not 5 <= len(evidence.abstract.strip()) <= 500:
        problems.append(Problem(_("Hãy ghi trích yếu của văn bản, từ 5 đến 500 ký tự."), "abstract"))
    return problems
