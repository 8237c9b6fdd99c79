"""What a draft wants to reach in words, pillar by pillar, and the money for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from caunoi.desk.plans import drafting, words
from caunoi.desk.taking import TakingForm, asked
from caunoi.plans.shapes import PillarDraft, PlanContent, ResourceDraft
from caunoi.ui.access import role
from caunoi.ui.templatetags.caunoi_ui import worded

LONGEST_AIM, LONGEST_WORDS, MOST_DIGITS = 1000, 300, 18


class AimsForm(TakingForm):
    """One box of objectives for each pillar, a line each, and one of resources."""

    resources = forms.CharField(
        label=gettext_lazy("Nguồn lực"), required=False, widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=gettext_lazy(
            "Mỗi dòng một khoản: nội dung; nguồn; số tiền (đồng). Ví dụ: Hạ tầng số; Ngân sách tỉnh; 1.500.000.000. "
            "Có thể dán từ bảng tính."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, said: PlanContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = said
        money = self.fields.pop("resources")
        for number, pillar in enumerate(said.pillars):
            self.fields[f"pillar_{number}"] = _aims(pillar)
        self.fields["resources"] = money

    def clean(self) -> dict[str, Any]:
        """The lines as drafts; every line that is wrong is named with its number."""
        given = super().clean() or self.cleaned_data
        pillars = []
        for number, pillar in enumerate(self.said.pillars):
            name = f"pillar_{number}"
            lines = [line for _number, line in _lines(given.get(name, ""))]
            for at, line in _lines(given.get(name, "")):
                if len(line) > LONGEST_AIM:
                    self.add_error(name, _("Dòng %(n)s dài quá 1.000 ký tự.") % {"n": at})
            pillars.append(replace(pillar, objectives=tuple(lines)))
        given["pillars"] = tuple(pillars)
        return given

    def clean_resources(self) -> tuple[ResourceDraft, ...]:
        """Raises ValidationError with all lines that cannot be read."""
        held = {(one.what, one.source, one.amount): one for one in self.said.resources}
        found, wrong = [], []
        for at, line in _lines(self.cleaned_data["resources"]):
            read = _resource(line)
            if read is None:
                wrong.append(_("Dòng %(n)s chưa đúng: ghi nội dung; nguồn; số tiền.") % {"n": at})
            else:
                found.append(held.get((read.what, read.source, read.amount), read))
        if wrong:
            raise ValidationError([ValidationError(text) for text in wrong])
        return tuple(found)


@role(*words.WRITERS)
@require_http_methods(drafting.GET_POST)
def edit(request: HttpRequest, plan_code: str) -> HttpResponseBase:
    """The draft's objectives and resources."""
    said, back = drafting.content_of(request, plan_code), drafting.plan_url(request, plan_code)

    def run(form: Any) -> str:
        given = form.cleaned_data
        drafting.save(request, plan_code, replace(said, pillars=given["pillars"], resources=given["resources"]))
        return _("Đã lưu mục tiêu và nguồn lực.")

    initial: dict[str, Any] = {f"pillar_{n}": "\n".join(one.objectives) for n, one in enumerate(said.pillars)}
    initial["resources"] = "\n".join(f"{one.what}; {one.source}; {_money(one.amount)}" for one in said.resources)
    context = {"title": _("Mục tiêu và nguồn lực"), "button": _("Lưu mục tiêu và nguồn lực"), "back": back}
    form_of = partial(AimsForm, said=said, initial=initial)
    return asked(request, form_of, run, template=drafting.FORM, context=context, to=back)


def _aims(pillar: PillarDraft) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": "4", "lang": "vi"})
    return forms.CharField(
        label=worded(pillar.names), required=False, widget=box, help_text=_("Mỗi dòng một mục tiêu.")
    )


def _lines(text: str) -> list[tuple[int, str]]:
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _money(amount: Decimal) -> str:
    return f"{amount:,.0f}".replace(",", ".")


def _resource(line: str) -> ResourceDraft | None:
    parts = [part.strip() for part in (line.split("\t") if "\t" in line else line.split(";"))]
    if len(parts) != 3 or not all(parts) or max(len(parts[0]), len(parts[1])) > LONGEST_WORDS:
        return None
    digits = "".join(parts[2].removesuffix("đồng").removesuffix("đ").split()).replace(".", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        return None
    return ResourceDraft(parts[0], parts[1], Decimal(digits))
