"""What is typed about machines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from caunoi.desk.taking import TakingForm
from caunoi.exchange.queries import MACHINE_ROLES, SCOPE_NAMES, kinds
from caunoi.people import queries as people


def _scopes() -> list[tuple[str, Any]]:
    return [(scope.value, f"{name} ({scope.value})") for scope, name in SCOPE_NAMES.items()]


class ScopesForm(TakingForm):
    """What a machine may do, how often, and whom to call about it."""

    scopes = forms.MultipleChoiceField(label=_("Được làm gì"), widget=forms.CheckboxSelectMultiple)
    per_minute = forms.IntegerField(label=_("Số lần gọi mỗi phút"), min_value=1, max_value=6000, initial=120)
    contact = forms.CharField(
        label=_("Người phụ trách"), max_length=200, required=False,
        help_text=_("Tên và số điện thoại để gọi khi hệ thống chạy sai."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = _scopes()  # type: ignore[attr-defined]
        self.fields["per_minute"].width = 5  # type: ignore[attr-defined]


class MachineForm(ScopesForm):
    """A new machine."""

    name = forms.CharField(
        label=_("Tên hệ thống"), max_length=100, help_text=_("Ví dụ: Bưu điện Hà Nội, hệ thống của Bộ Tư pháp.")
    )
    role = forms.ChoiceField(
        label=_("Vai trò"), widget=forms.RadioSelect,
        help_text=_("Hệ thống làm thay cơ quan của bạn trong đúng vai trò này; không hệ thống nào thẩm định hay ký."),
    )  # fmt: skip
    field_order = ("name", "role", "scopes", "per_minute", "contact")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role, capfirst(str(people.role_name(role)))) for role in MACHINE_ROLES]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class SubscriptionForm(TakingForm):
    """Where events are sent, and which."""

    url = forms.CharField(
        label=_("Địa chỉ nhận sự kiện"), max_length=500, help_text=_("Bắt đầu bằng https://, do hệ thống đó mở sẵn.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("Loại sự kiện"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Không chọn loại nào thì gửi mọi loại. Mỗi loại được giải thích trong tài liệu tích hợp."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind, kind) for kind in kinds()]  # type: ignore[attr-defined]
