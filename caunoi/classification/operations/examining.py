"""Points by hand, the explanation of the one classified, and the second look that follows it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.classification.errors import TooLateToExplain, UnfitPoints, WrongStep
from caunoi.classification.events import Explained, PointsSet, Reexamined
from caunoi.classification.models import Explanation, Outcome, Point
from caunoi.classification.policies import require_classified, require_preparer
from caunoi.classification.rows import decimal, kept, last_points, locked_outcome, said, summed, version_of, where, why
from caunoi.classification.rules.criteria import leaves
from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import append

LONGEST = 4000


@transaction.atomic
def set_points(
    *, outcome_id: UUID, criterion: str, points: Decimal, reason: str, actor: Actor, now: datetime, document: str = "",
    file: tuple[str, bytes] | None = None,
) -> None:  # fmt: skip
    """Points of a manual criterion, or of any one when the explanation is looked at again; what was there before stays.

    By the classifying agency until the decision; with a reason and a cited document or a file. Raises
    ClassificationNotFound, NotTheClassifier, WrongStep, UnfitPoints, SayWhy and what `documents.store` raises.
    """
    row = locked_outcome(outcome_id)
    person_id = require_preparer(actor, agency_id=row.classing.agency_id, now=now)
    if row.decided_at is not None:
        raise WrongStep
    leaf = next((one for one in leaves(version_of(row.classing).criteria) if one.id == criterion), None)
    if leaf is None or leaf.source is None:
        raise UnfitPoints([Problem(_("Không có tiêu chí này."), "criterion")])
    if leaf.source.kind != "manual" and not row.explanations.exists():
        raise WrongStep
    if problems := _wrong(points, decimal(leaf.max), document, file):
        raise UnfitPoints(problems)
    before = last_points([row.id])[row.id][criterion]
    made = Point(
        id=new_id(), outcome=row, criterion=criterion, points=points, state="manual", numerator=before.numerator,
        denominator=before.denominator, facts=before.facts, reason=why(reason), document=document.strip(), at=now,
        by=person_id,
    )  # fmt: skip
    made.file_id = kept(file, row, actor=actor, now=now)
    made.save(force_insert=True)
    event = PointsSet(**said(row), criterion=criterion, before=before.points, points=points, with_file=file is not None)
    append(event, subject_id=row.id, actor=actor, now=now, place=where(row))


@transaction.atomic
def explain(*, outcome_id: UUID, text: str, actor: Actor, now: datetime, file: tuple[str, bytes] | None = None) -> None:
    """The one classified explains itself, by the end of the day that was set. It may do so again until then.

    Raises ClassificationNotFound, NotTheClassified, WrongStep, TooLateToExplain, UnfitPoints and what
    `documents.store` raises about the file.
    """
    row = locked_outcome(outcome_id)
    person_id = require_classified(actor, agency_id=row.agency_id, now=now)
    by = row.classing.explain_by
    if by is None or row.decided_at is not None:
        raise WrongStep
    if local_date(now) > by:
        raise TooLateToExplain(by=f"{by:%d/%m/%Y}")
    if not 5 <= len(text.strip()) <= LONGEST:
        raise UnfitPoints([Problem(_("Hãy ghi nội dung giải trình, từ 5 đến 4000 ký tự."), "text")])
    file_id = kept(file, row, actor=actor, now=now)
    Explanation.objects.create(outcome=row, text=text.strip(), file_id=file_id, at=now, by=person_id)
    Outcome.objects.filter(pk=row.pk).update(reexamined_at=None)
    event = Explained(**said(row), with_file=file is not None)
    append(event, subject_id=row.id, actor=actor, now=now, place=where(row))


@transaction.atomic
def reexamine(*, outcome_id: UUID, actor: Actor, now: datetime) -> None:
    """The classifying agency has looked at the explanation again; changed points were set before (`set_points`).

    Raises ClassificationNotFound, NotTheClassifier, WrongStep.
    """
    row = locked_outcome(outcome_id)
    require_preparer(actor, agency_id=row.classing.agency_id, now=now)
    if row.decided_at is not None or row.reexamined_at is not None or not row.explanations.exists():
        raise WrongStep
    row.reexamined_at = now
    row.save(update_fields=["reexamined_at"])
    points = decimal(summed(version_of(row.classing), last_points([row.id])[row.id]))
    append(Reexamined(**said(row), points=points), subject_id=row.id, actor=actor, now=now, place=where(row))


def _wrong(points: Decimal, most: Decimal, document: str, file: tuple[str, bytes] | None) -> list[Problem]:
    problems = []
    exponent = points.as_tuple().exponent if points.is_finite() else 0
    if not points.is_finite() or not 0 <= points <= most or (isinstance(exponent, int) and exponent < -2):
        message = _("Điểm phải từ 0 đến %(most)s, nhiều nhất hai chữ số thập phân.")
        problems.append(Problem(message, "points", params=(("most", most),)))
    if file is None and not 5 <= len(document.strip()) <= 300:
        problems.append(Problem(_("Hãy nêu văn bản minh chứng (số, ngày, trích yếu) hoặc gửi tệp."), "document"))
    return problems
