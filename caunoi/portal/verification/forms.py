"""Forms of the public checks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from caunoi.ui.forms import Form

LIMIT_MB = 20


class RecordForm(Form):
    """A record that somebody shows."""

    file = forms.FileField(
        label=_("Tệp PDF cần kiểm tra"),
        help_text=_("Chọn đúng tệp PDF nhận được, chưa in ra và quét lại. Tối đa 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={
            "required": _("Hãy chọn tệp PDF cần kiểm tra."),
            "empty": _("Tệp không có nội dung. Hãy chọn tệp khác."),
        },
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too large to be read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LIMIT_MB * 1024 * 1024:
            raise ValidationError(_("Tệp vượt quá 20 MB."))
        return file
