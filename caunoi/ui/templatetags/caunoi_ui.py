"""`{% load caunoi_ui %}`: dates, numbers, states, due dates, paging and forms for every room's templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from caunoi.ui import formats

register = template.Library()

# A tag's colour by what a status means: green went well, yellow waits for the visitor, red is wrong, grey is over.
TAG_COLOURS = {
    1: "", 2: "", 3: "yellow", 4: "", 5: "yellow", 6: "yellow", 7: "grey", 8: "red", 9: "green", 10: "grey",
    "new": "", "ok": "green", "soon": "yellow", "late": "red", "done": "green", "draft": "grey",
    "valid": "green", "altered": "red", "unknown_signer": "yellow", "unsigned": "grey",
}  # fmt: skip


@register.filter
def vndate(value: date | datetime | None) -> str:
    """23/09/2026"""
    return formats.day(value)


@register.filter
def vndatetime(value: datetime | None) -> str:
    """22/09/2026 10:42, in Việt Nam's time"""
    return formats.moment(value)


@register.filter
def number(value: Any, places: int | None = None) -> str:
    """98,4 and 1.234 in Vietnamese, 98.4 and 1,234 in English and Thai"""
    return formats.number(value, places)


@register.filter
def so_many(value: int, counted: int = 1_000) -> str:
    """1.234 as `number`, and 1.000+ for more than was counted"""
    return f"{formats.number(counted)}+" if value > counted else formats.number(value)


@register.filter
def percent(value: Any, places: int = 1) -> str:
    """98,4 % from 0.984"""
    return formats.percent(value, places)


@register.filter
def share(value: Any) -> str:
    """An exact share: 1/3 as 33,3 %"""
    return formats.percent(float(value)) if value is not None else ""


@register.filter
def exact(value: Fraction | None, places: int = 2) -> str:
    """An exact number, rounded half up where it is cut: 17,54 from 1754/100; empty for None"""
    if value is None:
        return ""
    scaled = (value * 2 * 10**places + 1) // 2
    return formats.number(Decimal(int(scaled)).scaleb(-places), places)


@register.filter
def worded(names: Mapping[str, str]) -> str:
    """Of a name in several languages the one in force, else the Vietnamese one"""
    return names.get((get_language() or "vi")[:2]) or names.get("vi", "")


@register.filter
def isodate(value: date | datetime | None) -> str:
    """2026-09-23, for `datetime` attributes and addresses"""
    return value.isoformat() if value else ""


@register.filter
def item(values: Mapping[Any, Any], key: Any) -> Any:
    """The value of a key; empty when there is none"""
    return values.get(key, "")


@register.simple_tag
def status_tag(status: Any, text: Any = "", colour: str | None = None) -> SafeString:
    """A state as a tag. `status` chooses the colour (or give `colour`); `text` is what it says."""
    shade = TAG_COLOURS.get(status, "grey") if colour is None else colour
    extra = f" govuk-tag--{shade}" if shade else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', extra, text or status)


def _left(value: Any, unit: str) -> str:
    shown = formats.number(abs(value))
    count = int(abs(value)) if abs(value) == int(abs(value)) else 2
    if str(unit) == "working_hours":
        return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", count) % {"n": shown}
    if str(unit).startswith("calendar"):
        return ngettext("%(n)s ngày", "%(n)s ngày", count) % {"n": shown}
    return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", count) % {"n": shown}


def due_words(left: Any) -> str:
    """“còn 1,5 ngày làm việc”, “quá hạn 2 ngày làm việc”, “đúng hạn” for a `DueLeft(value, unit, state)`."""
    if left.state == "done":
        return _("đã xong")
    if left.state == "paused":
        return _("đang tạm dừng")
    if left.value is None:
        return ""
    if left.state == "late" or left.value < 0:
        return _("quá hạn %(left)s") % {"left": _left(left.value, left.unit)}
    return _("còn %(left)s") % {"left": _left(left.value, left.unit)}


@register.simple_tag
def due(left: Any, at: datetime | date | None = None) -> SafeString:
    """What is left until a due date, in the unit of the law; with `at`, the date before it."""
    day = formats.day(at)
    if left is None:
        return format_html('<span class="cn-due">{}</span>', day)
    words = due_words(left)
    return format_html(
        '<span class="cn-due cn-due--{}">{}{}<span class="cn-due__left">{}</span></span>',
        left.state, day, ", " if day and words else "", words,
    )  # fmt: skip


@register.inclusion_tag("ui/components/form.html", takes_context=True)
def form(context: template.RequestContext, form: BaseForm, button: str = "", secondary: str = "") -> dict[str, Any]:
    """The whole form: error summary, fields, button, CSRF token."""
    return {
        "form": form, "button": button, "secondary": secondary,
        "csrf_token": context.get("csrf_token"), "multipart": form.is_multipart(),
    }  # fmt: skip


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """The list of what is wrong, each linked to its field. Nothing when nothing is wrong."""
    from caunoi.ui.forms import errors_of

    return {"errors": errors_of(form)}


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """One field with label, hint and error. Options: `width`, `label_size` (s, m, l), `inline`, `rows`."""
    from caunoi.ui.forms import render_field

    return render_field(bound, **options)


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: template.RequestContext, page: Any, parameter: str = "page") -> dict[str, Any]:
    """Pages of a list: `page` has `number` and `pages` (ours) or is Django's Page. Keeps the other parameters."""
    request = context["request"]
    last = getattr(page, "pages", None) or page.paginator.num_pages
    query: QueryDict = request.GET.copy()

    def address(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    here = page.number
    shown = sorted({1, last, *range(max(1, here - 1), min(last, here + 1) + 1)})
    items: list[dict[str, Any]] = []
    for before, n in zip([0, *shown], shown, strict=False):
        if n - before > 1:
            items.append({"gap": True})
        items.append({"number": n, "href": address(n), "current": n == here})
    return {
        "items": items, "last": last,
        "previous": address(here - 1) if here > 1 else "",
        "next": address(here + 1) if here < last else "",
    }  # fmt: skip
