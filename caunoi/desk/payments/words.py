"""What the till's pages call things."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.payments.policies import READERS as _READERS
from caunoi.payments.policies import RECEIVERS as _RECEIVERS

READERS = tuple(sorted(_READERS))
RECEIVERS = tuple(sorted(_RECEIVERS))
METHODS: dict[str, Promise] = {
    "cash": _("Tiền mặt"), "transfer": _("Chuyển khoản"), "card": _("Thẻ"), "online": _("Trực tuyến"),
}  # fmt: skip
ATTEMPTS: dict[str, tuple[Promise, str]] = {
    "started": (_("đang mở"), "yellow"),
    "pending": (_("đang chờ kết quả"), "yellow"),
    "succeeded": (_("đã thu"), "green"),
    "failed": (_("không thành công"), "red"),
    "expired": (_("quá hạn"), "grey"),
}
REFUNDS: dict[str, tuple[Promise, str]] = {
    "asked": (_("chờ quyết định"), "yellow"),
    "sent": (_("đã duyệt, chưa trả"), "blue"),
    "done": (_("đã hoàn"), "green"),
    "refused": (_("không duyệt"), "grey"),
    "failed": (_("cổng thanh toán từ chối"), "red"),
}
DIFFERENCES: dict[str, Promise] = {
    "missing_here": _("Cổng thanh toán ghi đã thu, ở đây không có"),
    "missing_there": _("Ở đây ghi đã thu, tệp không có"),
    "amount": _("Khác số tiền"),
    "state": _("Khác kết quả"),
    "currency": _("Khác loại tiền"),
    "repeated": _("Có hai lần trong tệp"),
}
