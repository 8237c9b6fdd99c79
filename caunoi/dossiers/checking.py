"""What a draft still lacks, and what filing it costs. Private to the room."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from caunoi.core.errors import Problem
from caunoi.dossiers.answers import problems_of
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.views_of import Surroundings, components_of
from caunoi.procedures import queries as procedures
from caunoi.procedures.rules import check_answers
from caunoi.procedures.shapes import FeeView


def problems_before_filing(dossier: Dossier, around: Surroundings, *, on: date) -> list[Problem]:
    """Everything that `submit` would refuse, each naming a field, `component:ID` or `return_address`; no statement."""
    form = around.procedure.form
    problems = problems_of(check_answers(form, dossier.answers, on=on, complete=True), form)
    for component in components_of(dossier, around):
        if component.required and not component.attached:
            params = (("title", component.title),)
            problems.append(
                Problem(_("Hãy đính kèm “%(title)s”."), f"component:{component.component_id}", params=params)
            )
    if dossier.return_way == "post" and not dossier.return_address:
        problems.append(Problem(_("Hãy ghi địa chỉ nhận kết quả qua bưu chính."), "return_address"))
    return problems


def fee_of(dossier: Dossier, *, on: date, language: str = "vi") -> FeeView:
    """What the dossier costs by its case, channel, answers and reliefs; in Vietnamese, as it is kept, unless said."""
    with override(language):
        return procedures.fee(
            dossier.procedure_version_id,
            case_id=dossier.case_id,
            channel=dossier.channel,
            answers=dossier.answers,
            reliefs=dossier.reliefs,
            province=dossier.province,
            on=on,
        )
