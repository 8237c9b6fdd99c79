"""How the applicant wants to pay."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.core.ids import new_id

TRANSFER = "transfer"


class WayForm(forms.Form):
    """One of the services, or a transfer. `key` makes a form that is sent twice one payment."""

    way = forms.ChoiceField(
        label=_("Bạn muốn nộp bằng cách nào?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn cách nộp.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, *args: object, services: dict[str, str], transfer: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        ways: list[tuple[str, object]] = list(services.items())
        if transfer:
            ways.append((TRANSFER, _("Chuyển khoản bằng ứng dụng ngân hàng (mã VietQR)")))
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = ways
        if len(ways) == 1:
            field.initial = ways[0][0]
        self.fields["key"].initial = str(new_id())
        self.any = bool(ways)
