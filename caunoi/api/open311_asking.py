"""What a call of GeoReport v2 says, read and checked: who calls, for which jurisdiction, what is asked or sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from django.core.cache import caches
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from caunoi.api.moments import in_utc
from caunoi.api.open311_formats import attributes_of
from caunoi.core.actor import Actor, Anonymous
from caunoi.core.clock import VIETNAM
from caunoi.core.errors import DomainError, NotFound, NotPermitted
from caunoi.exchange import operations as exchange
from caunoi.exchange.errors import NoMembership, NoToken, TooManyCalls
from caunoi.units import queries as units
from caunoi.units.errors import UnitNotFound
from caunoi.voices import queries as voices
from caunoi.voices.petition_shapes import PetitionDraft, PhotoDraft, Wanted

COUNTRY, SPAN, CALLS_A_MINUTE = "vn", timedelta(days=90), 600


class UnknownJurisdiction(NotFound):
    """Neither the country nor one of its provinces."""

    code = "unknown_jurisdiction"
    text = gettext_lazy("jurisdiction_id là “vn” hoặc mã tỉnh, ví dụ 01. Không có nơi nào mang mã đã gửi.")


class BadKey(NotPermitted):
    """The key is of no machine that may call."""

    code = "bad_api_key"
    text = gettext_lazy("api_key không đúng hoặc đã hết hạn. Hãy xin mã truy cập mới, hoặc gửi không kèm api_key.")


class BadArgument(DomainError):
    """Something that was sent cannot be read."""

    code = "bad_argument"
    text = gettext_lazy("%(name)s: %(expected)s")


class TooMany(DomainError):
    """One address asks more than a program needs to (HTTP 429)."""

    code = "too_many_calls"
    status = 429
    text = gettext_lazy("Quá nhiều lần gọi trong một phút. Hãy đợi rồi gọi lại.")


def jurisdiction(given: QueryDict, *, on: date) -> str:
    """A province's code, or empty for the whole country. Raises UnknownJurisdiction."""
    code = given.get("jurisdiction_id", "").strip()
    if code in ("", COUNTRY):
        return ""
    try:
        return units.unit_at(code[:20], on=on, level="province").code
    except UnitNotFound as error:
        raise UnknownJurisdiction from error


def require_inside(province: str, draft: PetitionDraft, *, on: date) -> None:
    """A place in the province that was named. Raises UnknownJurisdiction and what `commune_at` raises."""
    if not province or draft.lat is None or draft.lon is None:
        return
    if voices.commune_at(draft.lat, draft.lon, on=on).province_code != province:
        raise UnknownJurisdiction


def caller(request: HttpRequest, *, now: datetime) -> tuple[Actor, str]:
    """Who sends, and the address that the day's limit counts (none for a machine, which has a rate of its own).

    Raises BadKey, TooManyCalls.
    """
    key = request.POST.get("api_key", "").strip()
    if not key:
        return Anonymous(""), str(request.META.get("REMOTE_ADDR", ""))
    try:
        found = exchange.caller_of(key, now=now)
    except (NoToken, NoMembership) as error:
        raise BadKey from error
    allowance = exchange.count_call(found.machine_id, now=now)
    if allowance.exceeded:
        raise TooManyCalls(limit=allowance.limit, seconds=allowance.reset)
    return exchange.actor_of(found), ""


def brake(request: HttpRequest) -> None:
    """Counts calls of an address in this process. Raises TooMany."""
    address = f"open311:{request.META.get('REMOTE_ADDR', '')}"
    cache = caches["local"]
    cache.add(address, 0, 60)
    try:
        calls = cache.incr(address)
    except ValueError:  # the minute ended just now
        return
    if calls > CALLS_A_MINUTE:
        raise TooMany


def wanted(given: QueryDict, province: str, *, now: datetime) -> Wanted:
    """The filter of `GET requests`: named codes go before everything else; else 90 days at most. Raises BadArgument."""
    codes = _listed(given, "service_request_id")
    if codes:
        return Wanted(codes=codes, province=province)
    states = set(_listed(given, "status"))
    if states - {"open", "closed"}:
        raise BadArgument(name="status", expected=_("open hoặc closed"))
    since, until = _moment(given, "start_date"), _moment(given, "end_date")
    if since and until and not timedelta(0) <= until - since <= SPAN:
        raise BadArgument(name="start_date, end_date", expected=_("end_date sau start_date, cách nhau tối đa 90 ngày"))
    until = until or (since + SPAN if since else now + timedelta(seconds=1))
    return Wanted(
        services=_listed(given, "service_code"), province=province, since=since or until - SPAN, until=until,
        state="open" if states == {"open"} else "closed" if states == {"closed"} else "",
    )  # fmt: skip


def number(given: QueryDict, name: str, default: int, most: int) -> int:
    """A whole number from 1. Raises BadArgument."""
    text = given.get(name, "").strip() or str(default)
    if not text.isdecimal() or not 1 <= int(text[:9]) <= most:
        raise BadArgument(name=name, expected=_("một số nguyên từ 1 đến %(most)s") % {"most": most})
    return int(text)


def draft(request: HttpRequest, sender: str) -> PetitionDraft:
    """The petition of `POST requests`. Raises BadArgument."""
    form = request.POST
    if not form.get("service_code", "").strip():
        raise BadArgument(name="service_code", expected=_("phải gửi mã lĩnh vực, lấy từ danh sách services"))
    text = form.get("description", "").strip()
    if media := form.get("media_url", "").strip():
        text = f"{text}\n{media[:500]}"
    return PetitionDraft(
        service=form["service_code"].strip()[:40], text=text, lat=_degrees(form, "lat"), lon=_degrees(form, "long"),
        commune_code=form.get("address_id", "").strip()[:20], address=form.get("address_string", ""),
        name=f"{form.get('first_name', '').strip()} {form.get('last_name', '').strip()}".strip(),
        phone=form.get("phone", ""), email=form.get("email", ""),
        attributes=dict(attributes_of(dict(form.lists()))), photos=_photos(request),
        language=(get_language() or "vi")[:2], channel="open311", sender=sender,
    )  # fmt: skip


def _photos(request: HttpRequest) -> tuple[PhotoDraft, ...]:
    """Files of a form in parts, called `media`: what many servers take beyond the specification."""
    files = request.FILES.getlist("media") + request.FILES.getlist("media[]")
    return tuple(PhotoDraft(one.name or "", one.size or 0, partial(_read, one)) for one in files)


def _read(file: object) -> bytes:
    return bytes(file.read())  # type: ignore[attr-defined]


def _listed(given: QueryDict, name: str) -> tuple[str, ...]:
    """Comma delimited, also said several times."""
    return tuple(one.strip() for text in given.getlist(name) for one in text.split(",") if one.strip())[:200]


def _moment(given: QueryDict, name: str) -> datetime | None:
    text = given.get(name, "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        return in_utc(found if found.tzinfo else found.replace(tzinfo=VIETNAM))
    except ValueError as error:
        raise BadArgument(name=name, expected=_("thời điểm dạng 2026-09-22T08:30:00+07:00")) from error


def _degrees(form: QueryDict, name: str) -> float | None:
    text = form.get(name, "").strip()
    try:
        return float(text) if text else None
    except ValueError as error:
        raise BadArgument(name=name, expected=_("số độ thập phân, ví dụ 21.0285")) from error
