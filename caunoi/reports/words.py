"""What this room calls periods and reports, in the reader's language. Public: pages and printed reports use it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from caunoi.reports.rules.calendar import ReportPeriod
from caunoi.reports.rules.form import Names

KINDS: dict[str, Promise] = {
    "monthly": gettext_lazy("Tháng"), "quarterly": gettext_lazy("Quý"), "half_year": gettext_lazy("6 tháng"),
    "yearly": gettext_lazy("Năm"), "ad_hoc": gettext_lazy("Đột xuất"),
}  # fmt: skip
STATUSES: dict[str, Promise] = {
    "draft": gettext_lazy("đang nhập"), "submitted": gettext_lazy("chờ kiểm tra"),
    "returned": gettext_lazy("bị trả lại"), "accepted": gettext_lazy("đã tiếp nhận"),
}  # fmt: skip
LEVELS: dict[str, Promise] = {
    "ministry": gettext_lazy("Bộ, ngành"), "province": gettext_lazy("Tỉnh, thành phố"),
    "department": gettext_lazy("Sở, ngành"), "commune": gettext_lazy("Xã, phường, đặc khu"),
}  # fmt: skip


def named(names: Names) -> str:
    """A name of a form in the reader's language."""
    language = (get_language() or "vi").split("-")[0]
    return names.get(language) or names.get("vi", "")


def period_name(period: ReportPeriod) -> str:
    """Quý 3 năm 2026"""
    values = {"number": period.number, "year": period.year}
    match period.kind:
        case "monthly":
            return _("tháng %(number)s năm %(year)s") % values
        case "quarterly":
            return _("quý %(number)s năm %(year)s") % values
        case "half_year" if period.number == 1:
            return _("6 tháng đầu năm %(year)s") % values
        case "half_year":
            return _("6 tháng cuối năm %(year)s") % values
        case "yearly":
            return _("năm %(year)s") % values
    return _("từ %(start)s đến %(last)s") % {
        "start": f"{period.start:%d/%m/%Y}", "last": f"{period.last_day:%d/%m/%Y}",
    }  # fmt: skip


def report_title(form: str, period: ReportPeriod, agency: str = "") -> str:
    """A report in a list: its form, period and, when it is another's, its agency."""
    values = {"form": form, "period": period_name(period), "agency": agency}
    if agency:
        return _("%(agency)s: %(form)s, %(period)s") % values
    return _("%(form)s, %(period)s") % values


def checking_title(form: str, period: ReportPeriod, waiting: int) -> str:
    """How many reports of a round wait to be checked."""
    values = {"form": form, "period": period_name(period), "count": waiting}
    return (
        ngettext(
            "Kiểm tra %(count)s báo cáo: %(form)s, %(period)s",
            "Kiểm tra %(count)s báo cáo: %(form)s, %(period)s",
            waiting,
        )
        % values
    )
