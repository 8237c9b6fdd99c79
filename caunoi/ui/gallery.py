"""Examples for the page of all components. People and dossiers in it are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import VIETNAM
from caunoi.ui.forms import DateField, Form


@dataclass(frozen=True, slots=True)
class Left:
    """What is left until a due date."""

    value: Decimal
    unit: str
    state: str


@dataclass(frozen=True, slots=True)
class Pages:
    """A page of a long list."""

    number: int
    pages: int


class Example(Form):
    """Every kind of field."""

    name = forms.CharField(label=_("Họ, chữ đệm, tên"), help_text=_("Viết như trong giấy tờ tùy thân."))
    born = DateField(label=_("Ngày sinh"), help_text=_("Ví dụ: 27 3 2026"))
    kinship = forms.ChoiceField(
        label=_("Bạn là gì của trẻ?"),
        widget=forms.RadioSelect,
        choices=[("mother", _("Mẹ")), ("father", _("Cha")), ("other", _("Người thân khác"))],
    )
    copies = forms.MultipleChoiceField(
        label=_("Bạn cần thêm gì?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("copy", _("Bản sao trích lục")), ("insurance", _("Thẻ bảo hiểm y tế"))],
        required=False,
    )
    place = forms.ChoiceField(label=_("Nơi nhận kết quả"), choices=[("a", "Phường Cửa Nam"), ("b", "Phường Ba Đình")])
    paper = forms.FileField(label=_("Giấy chứng sinh"), help_text=_("PDF, JPEG hoặc PNG, tối đa 10 MB."))
    note = forms.CharField(label=_("Ghi chú"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    password = forms.CharField(label=_("Mật khẩu"), widget=forms.PasswordInput)
    sure = forms.BooleanField(label=_("Tôi cam đoan những điều trên là đúng"))


def _timeline() -> list[dict[str, Any]]:
    return [
        {
            "title": _("Phân công thẩm định"),
            "by": _("trưởng bộ phận"),
            "at": datetime(2026, 9, 22, 10, 42, tzinfo=VIETNAM),
            "text": _("Trong hạn của bước: 0,5 ngày làm việc."),
        },
        {"title": _("Tiếp nhận"), "by": _("quầy số 3"), "at": datetime(2026, 9, 22, 8, 15, tzinfo=VIETNAM)},
    ]


def _tasks() -> list[dict[str, Any]]:
    return [
        {"title": _("Thông tin của trẻ"), "href": "#tasks", "status": _("Đã xong"), "done": True},
        {"title": _("Giấy tờ"), "href": "#tasks", "status": _("Chưa xong"), "colour": ""},
        {
            "title": _("Kiểm tra và nộp"),
            "hint": _("Mở khi các mục trên đã xong."),
            "status": _("Chưa mở"),
            "colour": "grey",
        },
    ]


def context(request: HttpRequest) -> dict[str, Any]:
    """What the page shows. The form is shown twice: empty, and with what goes wrong."""
    wrong = Example({"born_0": "31", "born_1": "2", "born_2": "2026", "place": "a"}, prefix="wrong")
    wrong.data = {f"wrong-{key}": value for key, value in wrong.data.items()}
    return {
        "colours": [
            ("lacquer", _("Sơn son"), "#8c1c13"),
            ("gold", _("Vàng"), "#d9a441"),
            ("jade", _("Ngọc"), "#0f6b5c"),
            ("paper", _("Giấy"), "#f9f5ee"),
            ("ink", _("Mực"), "#1d1a16"),
            ("late", _("Quá hạn"), "#b3261e"),
        ],
        "today": date(2026, 9, 23),
        "moment": datetime(2026, 9, 22, 10, 42, tzinfo=VIETNAM),
        "big": Decimal("10061"),
        "share": Decimal("0.984"),
        "dues": [
            Left(Decimal("4"), "working_days", "ok"),
            Left(Decimal("1.5"), "working_days", "soon"),
            Left(Decimal("-2"), "working_days", "late"),
            Left(Decimal(0), "working_days", "done"),
        ],
        "statuses": [
            (1, _("Mới nộp")), (2, _("Đã tiếp nhận")), (4, _("Đang xử lý")), (5, _("Chờ bổ sung")),
            (9, _("Đã có kết quả")), (10, _("Đã trả kết quả")), (8, _("Bị từ chối")),
        ],
        "rows": [
            {"key": _("Người yêu cầu"), "value": "Nguyễn Thị Mẫu"},
            {"key": _("Mã hồ sơ"), "value": "000.00.05.H26-260922-0114", "code": True},
            {
                "key": _("Nơi nhận kết quả"),
                "value": "Phường Cửa Nam",
                "actions": [{"href": "#summary", "text": _("Sửa")}],
            },
        ],
        "timeline": _timeline(),
        "tasks": _tasks(),
        "page": Pages(7, 42),
        "form": Example(prefix="example"),
        "wrong": wrong,
        "crumbs": [{"text": _("Trang đầu"), "href": "/"}, {"text": _("Hệ thống thiết kế")}],
    }  # fmt: skip


def diagram() -> dict[str, Any]:
    """A small diagram with two branches, one of them done."""
    said = [
        (_("Việc thứ nhất"), "done"),
        (_("Việc bên này"), "done"),
        (_("Việc bên kia"), "current"),
        (_("Kết thúc"), ""),
    ]
    return {
        "url": static("ui/diagram_example.json"),
        "steps": [{"name": name, "state": state} for name, state in said],
        "crumbs": [{"text": _("Hệ thống thiết kế"), "href": "/design"}, {"text": _("Sơ đồ")}],
    }
