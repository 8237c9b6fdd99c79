"""Forms of the filing pages that are the same for every procedure."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.dossiers.queries import AttachedComponent, ReceivingChoice
from caunoi.ui.forms import Form, lazy_format

ACCEPTED = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


class WhereForm(Form):
    """Which commune's office receives the dossier."""

    receiving_agency = forms.TypedChoiceField(
        label=_("Nơi nhận hồ sơ"),
        widget=forms.RadioSelect,
        coerce=UUID,
        error_messages={
            "required": _("Hãy chọn nơi nhận hồ sơ."),
            "invalid_choice": _("Hãy chọn một trong các nơi nhận được nêu."),
        },
    )

    def __init__(self, data: Any = None, *, choices: list[ReceivingChoice]) -> None:
        super().__init__(data)
        field = self.fields["receiving_agency"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(c.agency_id), f"{c.unit_name}, {c.province_name}") for c in choices]
        if len(choices) == 1:
            field.initial = str(choices[0].agency_id)


class PapersForm(Form):
    """One file for each component that has none yet; field names are the components' ids."""

    def __init__(self, data: Any = None, files: Any = None, *, components: list[AttachedComponent]) -> None:
        super().__init__(data, files)
        for component in components:
            if component.file_id is None:
                self.fields[component.component_id] = forms.FileField(
                    label=component.title,
                    help_text=component.condition,
                    required=component.required,
                    widget=forms.FileInput(attrs={"accept": ACCEPTED}),
                    error_messages={
                        "required": lazy_format(_("Hãy chọn tệp “%(title)s”."), title=component.title),
                        "empty": _("Tệp không có nội dung. Hãy chọn tệp khác."),
                    },
                )


class DeclarationForm(Form):
    """The last word before filing. `idempotency_key` was drawn when the page was made: a page files once."""

    idempotency_key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    declaration = forms.BooleanField(
        label=_(
            "Tôi cam đoan nội dung khai trên là đúng sự thật, được sự thỏa thuận nhất trí của các bên liên quan theo "
            "quy định, và chịu trách nhiệm trước pháp luật về nội dung cam đoan."
        ),
        error_messages={"required": _("Hãy đánh dấu vào ô cam đoan để nộp hồ sơ.")},
    )
