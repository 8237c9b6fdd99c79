"""The period that the board speaks of: this month, last month, this year, or two dates of the visitor's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.ui.forms import DateField, Form

LONGEST = timedelta(days=3 * 366)
CHOICES: dict[str, Promise] = {
    "month": _("Tháng này"),
    "last_month": _("Tháng trước"),
    "year": _("Từ đầu năm"),
    "dates": _("Chọn ngày"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Civil dates `[start, end)`; `last` is the last day in it, as people say it."""

    kind: str
    start: date
    end: date

    @property
    def last(self) -> date:
        """The last day."""
        return self.end - timedelta(days=1)


def span(kind: str, today: date) -> Span:
    """A ready-made period as of `today`; months and years run until today."""
    month = today.replace(day=1)
    if kind == "last_month":
        return Span(kind, (month - timedelta(days=1)).replace(day=1), month)
    start = today.replace(month=1, day=1) if kind == "year" else month
    return Span(kind if kind == "year" else "month", start, today + timedelta(days=1))


class PeriodForm(Form):
    """Two dates, both included."""

    start = DateField(label=_("Từ ngày"))
    end = DateField(label=_("Đến hết ngày"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if end and end > self.today:
            self.add_error("end", forms.ValidationError(_("Ngày cuối không được sau hôm nay.")))
        if start and end and start > end:
            self.add_error("start", forms.ValidationError(_("Ngày đầu phải trước hoặc trùng ngày cuối.")))
        elif start and end and end - start > LONGEST:
            self.add_error("start", forms.ValidationError(_("Kỳ dài nhất là ba năm. Hãy chọn hai ngày gần nhau hơn.")))
        return data


def asked(query: QueryDict, today: date) -> tuple[Span, PeriodForm]:
    """The period of an address, and the form for dates with what is wrong; this month when the dates are wrong."""
    kind = query.get("period", "month")
    if kind != "dates":
        found = span(kind, today)
        return found, PeriodForm(initial={"start": found.start, "end": found.last}, today=today)
    form = PeriodForm(query, today=today)
    if not form.is_valid():
        return span("month", today), form
    return Span("dates", form.cleaned_data["start"], form.cleaned_data["end"] + timedelta(days=1)), form
