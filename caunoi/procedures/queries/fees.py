"""What a filing costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from caunoi.procedures.models import ProvincialRate
from caunoi.procedures.queries.reading import version
from caunoi.procedures.rules import Quote, QuoteLine, quote, required_fields
from caunoi.procedures.rules.fees import Rates
from caunoi.procedures.shapes import FeeLine, FeeRule, FeeView, ProcedureView, Relief, ReliefView


def fee(
    version_id: UUID,
    *,
    case_id: str,
    channel: str,
    answers: Mapping[str, Any],
    reliefs: Collection[str] = (),
    province: str | None = None,
    on: date,
) -> FeeView:
    """What is paid for these answers on `on`, in đồng, by case and channel; `reliefs` are ids that are claimed.

    Total None: an amount is set by the province and not known here, or a quantity is not answered yet; `note` says
    which. No statement, but one when the province sets an amount. Raises ProcedureNotFound.
    """
    found = version(version_id, province=province)
    rules = found.case(case_id).fees.get(channel, [])
    said = dict(answers)
    quoted = quote(
        rules,
        said,
        rates=_rates(found, rules, case_id=case_id, channel=channel, province=province, on=on),
        open_fields=required_fields(found.form, said) - said.keys(),
        reliefs=[relief for relief in found.reliefs if relief.id in reliefs],
        channel=channel,
        on=on,
    )
    return FeeView([_line(line) for line in quoted.lines], _relief(quoted), quoted.total, _note(quoted))


def reliefs(version_id: UUID, *, province: str | None = None) -> list[Relief]:
    """The reductions that this version knows, in force or not (`since`, `until`, `channels` say)."""
    return version(version_id, province=province).reliefs


def _rates(
    found: ProcedureView, rules: list[FeeRule], *, case_id: str, channel: str, province: str | None, on: date
) -> Rates:
    known: dict[str, tuple[int, str]] = {}
    if province and any(rule.kind == "provincial" for rule in rules):
        rows = ProvincialRate.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on, procedure_code=found.code,
            province=province, case_id__in=["", case_id], channel__in=["", channel],
        )  # fmt: skip
        for row in sorted(rows, key=lambda r: (bool(r.case_id), bool(r.channel))):
            known[row.fee_id] = (row.amount, row.reference)
    return lambda rule: known.get(rule.id)


def _line(line: QuoteLine) -> FeeLine:
    rule = line.rule
    return FeeLine(
        id=rule.id, name=rule.name, quantity=line.quantity, amount=line.amount, reference=line.reference,
        unsure=rule.unsure, unit_amount=line.unit_amount, unit=rule.unit,
    )  # fmt: skip


def _relief(quoted: Quote) -> ReliefView | None:
    relief = quoted.relief
    if relief is None:
        return None
    return ReliefView(relief.id, relief.name, relief.percent, relief.reference, quoted.reduction)


def _note(quoted: Quote) -> str:
    if quoted.total is not None:
        return ""
    if any(line.why == "answers" for line in quoted.lines):
        return _("Chưa đủ câu trả lời để tính số tiền.")
    return _("Mức thu do Hội đồng nhân dân cấp tỉnh quy định; hệ thống chưa có số liệu của tỉnh này.")
