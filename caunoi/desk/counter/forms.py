"""What is typed at the counter: whose dossier, which case, the answers, the papers, what is told about the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from caunoi.desk.questions import Questions
from caunoi.desk.taking import TakingForm
from caunoi.dossiers.queries import CounterPaper, CounterPerson, ReusablePaper
from caunoi.procedures.queries import ProcedureView
from caunoi.procedures.shapes import ComponentView
from caunoi.ui.forms import lazy_format

Choices = list[tuple[str, Any]]
ASKED, PAPER = "q-", "p-"
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.heic,.docx,.xlsx,.odt"
CHANNELS: Choices = [("direct", _("Tại quầy")), ("post", _("Bưu chính"))]
PRIORITIES: Choices = [
    ("", _("Không")), ("elderly", _("Người cao tuổi")), ("disabled", _("Người khuyết tật")),
    ("pregnant", _("Phụ nữ mang thai")), ("merit", _("Người có công")),
]  # fmt: skip
RETURNS: Choices = [("counter", _("Tại quầy")), ("online", _("Trực tuyến")), ("post", _("Gửi bưu chính"))]


class CounterForm(TakingForm):
    """One dossier at the counter. Papers and questions depend on the procedure, its case and what was said so far."""

    personal_id = forms.CharField(label=_("Số định danh cá nhân"), max_length=12, required=False)
    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    priority = forms.ChoiceField(label=_("Diện ưu tiên"), choices=PRIORITIES, required=False)
    channel = forms.ChoiceField(label=_("Kênh nộp"), choices=CHANNELS, initial="direct")
    case_id = forms.ChoiceField(label=_("Trường hợp"))
    competent = forms.TypedChoiceField(label=_("Nơi giải quyết"), coerce=UUID, empty_value=None, required=False)
    commune = forms.CharField(
        label=_("Xã, phường giải quyết, nếu khác nơi nhận"), max_length=100, required=False,
        help_text=_("Nộp không phụ thuộc địa giới: nơi nào trong tỉnh cũng được."),
    )  # fmt: skip
    return_way = forms.ChoiceField(label=_("Nhận kết quả"), choices=RETURNS, initial="counter")
    return_address = forms.CharField(label=_("Địa chỉ gửi kết quả"), max_length=300, required=False)
    supporter = forms.TypedChoiceField(label=_("Người hỗ trợ khai"), coerce=UUID, empty_value=None, required=False)
    reliefs = forms.MultipleChoiceField(
        label=_("Miễn, giảm phí"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    known = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(
        self, *args: Any, procedure: ProcedureView, said: Mapping[str, Any], on: date, supporters: Choices,
        competent: Choices, reusable: Iterable[ReusablePaper] = (), case_id: str = "", channel: str = "direct",
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.procedure = procedure
        self.case = procedure.case(case_id)
        self.asked = Questions(procedure.form, said, prefix=ASKED, on=on)
        self.fields.update(self.asked.fields)
        self.papers = [
            _Paper(self, c) for c in procedure.components if not c.from_form and c.asked_for(self.case.id, channel)
        ]
        for paper in self.papers:
            paper.fields(reusable)
        for name, choices in (
            ("case_id", [(c.id, c.name) for c in procedure.cases if channel in c.limits]),
            ("channel", [pair for pair in CHANNELS if any(pair[0] in c.limits for c in procedure.cases)]),
            ("competent", [("", _("Theo nơi nhận")), *competent]),
            ("supporter", [("", _("Không có")), *supporters]),
            ("reliefs", [(r.id, r.name) for r in procedure.reliefs]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self._shape()

    def _shape(self) -> None:
        """Widths and attributes; what has one choice only is not asked."""
        for name, width in (("personal_id", 10), ("phone", 10)):
            self.fields[name].width = width  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        for name in ("personal_id", "full_name", "phone", "address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for name in ("competent", "supporter"):
            if len(self.fields[name].choices) < 2:  # type: ignore[attr-defined]
                self.fields[name].widget = forms.HiddenInput()
        self.initial.setdefault("case_id", self.case.id)
        if len(self.procedure.cases) == 1:
            self.fields["case_id"].widget = forms.HiddenInput()
        if self.procedure.level != "commune":
            self.fields["commune"].widget = forms.HiddenInput()

    def hush(self) -> None:
        """Show what was typed without judging it: the form is not finished."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}

    def person(self) -> CounterPerson:
        """The person before the officer, as checked."""
        data = self.cleaned_data
        return CounterPerson(
            full_name=data["full_name"], personal_id=data["personal_id"], phone=data["phone"], address=data["address"]
        )

    def answers(self) -> dict[str, Any]:
        """The answers as the operation takes them."""
        return self.asked.answers(self.cleaned_data)

    def handed_in(self) -> list[CounterPaper]:
        """The papers that came, each with its counts and what was scanned or is reused."""
        return [made for paper in self.papers if (made := paper.handed_in()) is not None]

    def groups(self) -> list[tuple[str, str, bool, list[forms.BoundField]]]:
        """The questions by group: title, repeated group, whether it is its last entry, fields."""
        return [(g.title, g.repeats, g.last, [self[name] for name in g.names]) for g in self.asked.groups]


class _Paper:
    """One component on the page: counts, a file, or something that the person handed in before."""

    def __init__(self, form: CounterForm, component: ComponentView) -> None:
        self.form, self.component = form, component
        self.name = f"{PAPER}{component.id}"

    def fields(self, reusable: Iterable[ReusablePaper]) -> None:
        """Add the component's controls to the form."""
        own = [paper for paper in reusable if paper.component_id == self.component.id]
        title = self.component.title
        for kind, label, first in (
            ("originals", _("Bản chính: %(paper)s"), 1 if self.component.required and self.component.originals else 0),
            ("copies", _("Bản sao: %(paper)s"), 1 if self.component.required and not self.component.originals else 0),
        ):
            field = forms.IntegerField(
                label=lazy_format(label, paper=title), min_value=0, max_value=999, required=False, initial=first,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
            field.width = 2  # type: ignore[attr-defined]
            self.form.fields[f"{self.name}-{kind}"] = field
        self.form.fields[f"{self.name}-file"] = PagesField(
            label=lazy_format(_("Bản quét: %(paper)s"), paper=title), required=False
        )
        if own:
            choices = [("", _("Không dùng lại")), *((f"{p.kind}:{p.id}", f"{p.title} ({p.origin_code})") for p in own)]
            self.form.fields[f"{self.name}-reuse"] = forms.ChoiceField(
                label=lazy_format(_("Dùng lại: %(paper)s"), paper=title), choices=choices, required=False
            )

    def bound(self) -> dict[str, forms.BoundField]:
        """Its controls by what they are for."""
        names = ("originals", "copies", "file", "reuse")
        return {n: self.form[f"{self.name}-{n}"] for n in names if f"{self.name}-{n}" in self.form.fields}

    def handed_in(self) -> CounterPaper | None:
        """What came; None when nothing did."""
        data = self.form.cleaned_data
        originals, copies = (data.get(f"{self.name}-{kind}") or 0 for kind in ("originals", "copies"))
        kind, _sep, reused = (data.get(f"{self.name}-reuse") or "").partition(":")
        pages = tuple((file.name, file.read()) for file in data.get(f"{self.name}-file") or [])
        if not (originals or copies or pages or reused):
            return None
        return CounterPaper(
            component_id=self.component.id, originals=originals, copies=copies, pages=() if reused else pages,
            result_id=UUID(reused) if kind == "result" else None,
            component_row_id=UUID(reused) if kind == "paper" else None,
        )  # fmt: skip


class Files(forms.FileInput):
    """Several files at once: the pages of one paper."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPTED})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if isinstance(files, MultiValueDict) else files.get(name)


class PagesField(forms.FileField):
    """None, one or several files."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(PagesField, self).clean(one, initial) for one in data or []]
